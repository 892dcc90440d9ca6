"""The demo's members. Nobody bears these names; what they told of themselves is made up.

Who was elected or chosen after an application stands with the election or the call.
"""

from councils.demo.types import DemoMember
from councils.models import Member

WOMAN, MAN = Member.Gender.WOMAN, Member.Gender.MAN
LIST, CANAL, GREEN, NEAR = "Byens Liste", "Kanallisten", "Grøn Fællesliste", "Liste Nabo"

POLITICIANS = (
    DemoMember(
        "kaede", "Bertil Kædeled", LIST, MAN, 1968, "Albertslund Vest",
        "Vil have flere til at blande sig, før noget er besluttet. Uddannet lærer.",
        account="borgmester",
    ),
    DemoMember(
        "lampe", "Regitze Rådhuslampe", CANAL, WOMAN, 1979, "Albertslund Midtby",
        "Optaget af de grønne gårdrum og af, at man kan læse en dagsorden uden ordbog.",
        account="byraad",
    ),
    DemoMember(
        "solsikke", "Signe Solsikkemark", GREEN, WOMAN, 1985, "Galgebakken",
        "Arbejder for bedre cykelstier og for, at regnvandet bliver brugt.",
        account="udvalgsformand",
    ),
    DemoMember("havelaage", "Hjalmar Havelåge", LIST, MAN, 1957, "Herstedøster"),
    DemoMember("kanalbro", "Karla Kanalbro", CANAL, WOMAN, 1990, "Albertslund Syd"),
    DemoMember("iskagle", "Ibrahim Iskagle", LIST, MAN, 1982, "Albertslund Nord"),
    DemoMember("tagryg", "Tove Tagryg", NEAR, WOMAN, 1961, "Degnehusene"),
    DemoMember("mursejler", "Magnus Mursejler", CANAL, MAN, 1974, "Hyldespjældet"),
    DemoMember(
        "lygte", "Leyla Lygtepæl", LIST, WOMAN, 1993, "Albertslund Nord",
        "Vil have, at børn bliver spurgt om det, der handler om børn.",
    ),
    DemoMember("engdrag", "Ejnar Engdrag", GREEN, MAN, 1955, "Herstedvester"),
    DemoMember("vindfloej", "Vibeke Vindfløj", CANAL, WOMAN, 1966, "Vridsløselille"),
    DemoMember("regntoende", "Rasmus Regntønde", GREEN, MAN, 1988, "Galgebakken"),
    DemoMember("fyrretop", "Fatma Fyrretop", LIST, WOMAN, 1977, "Albertslund Syd"),
    DemoMember("ovenlys", "Otto Ovenlys", NEAR, MAN, 1970, "Godthåbsparken"),
    DemoMember("brosten", "Bente Brosten", LIST, WOMAN, 1963, "Albertslund Midtby"),
    DemoMember("cykelskur", "Claus Cykelskur", LIST, MAN, 1984, "Morbærhaven"),
    DemoMember("jordbaer", "Jytte Jordbærbed", CANAL, WOMAN, 1959, "Vridsløselille"),
    DemoMember("maaneskin", "Mikkel Måneskin", GREEN, MAN, 1998, "Coop-byen"),
    DemoMember("noeddehaek", "Nanna Nøddehæk", LIST, WOMAN, 1981, "Herstedøster"),
    DemoMember("egekrat", "Evald Egekrat", CANAL, MAN, 1949, "Risby"),
    DemoMember("pumpe", "Poul Pumpestation", CANAL, MAN, 1952, "Albertslund Vest"),
    DemoMember("solsort", "Sanne Solsortesang", NEAR, WOMAN, 1987, "Degnehusene"),
    DemoMember("trappesten", "Arvid Trappesten", NEAR, MAN, 1978, "Degnehusene"),
    DemoMember("doerklokke", "Dagny Dørklokke", LIST, WOMAN, 1971),
    DemoMember("gadelygte", "Gorm Gadelygte", CANAL, MAN, 1992),
)  # fmt: skip

CITIZENS = (
    # Ældrerådet
    DemoMember(
        "islandsmos", "Inger Islandsmos", "", WOMAN, 1950, "Godthåbsparken",
        "Tidligere sygeplejerske. Har siddet i rådet siden sidste valg.", account="aeldreformand",
    ),
    DemoMember("pilehegn", "Preben Pilehegn", "", MAN, 1948, account="preben"),
    DemoMember("tidloes", "Torkild Tidløs", "", MAN, 1946, "Morbærhaven", account="tidligere"),
    DemoMember("uldgarn", "Ulla Uldgarn", "", WOMAN, 1944, "Albertslund Midtby"),
    DemoMember("vaffel", "Verner Vaffeljern", "", MAN, 1947, "Herstedvester"),
    DemoMember("ribsbusk", "Ruth Ribsbusk", "", WOMAN, 1952, "Hyldespjældet"),
    DemoMember("kakkelovn", "Knud Kakkelovn", "", MAN, 1941, "Albertslund Vest"),
    DemoMember("agurketid", "Aase Agurketid", "", WOMAN, 1953, "Albertslund Syd"),
    DemoMember("taerskel", "Dorit Dørtærskel", "", WOMAN, 1950, "Albertslund Nord"),
    DemoMember("bladhang", "Birthe Bladhang", "", WOMAN, 1949, "Risby"),
    DemoMember("frostrose", "Frode Frostrose", "", MAN, 1951, "Degnehusene"),
    # Handicaprådet
    DemoMember("teleslynge", "Thea Teleslynge", "Høreforeningen i byen", WOMAN, 1969),
    DemoMember("rampe", "Rune Rampesten", "Foreningen for bevægelse", MAN, 1980),
    DemoMember("punktskrift", "Pia Punktskrift", "Foreningen for syn", WOMAN, 1958),
    DemoMember("skjult", "Storm Stillesund", "Pårørendeforeningen", is_protected=True),
    # Skolebestyrelsen
    DemoMember("tavlekridt", "Trine Tavlekridt", "Lærer"),
    DemoMember("klippeklister", "Kaj Klippeklister", "Pædagog"),
    DemoMember("frikvarter", "Filippa Frikvarter", "Elevrådet"),
    DemoMember("stikbold", "Sami Stikbold", "Elevrådet"),
    # Idrætsrådet
    DemoMember("maalnet", "Marie Målnet", "Boldklubben", WOMAN, 1973),
    DemoMember("badebro", "Bo Badebro", "Svømmeklubben", MAN, 1965),
    DemoMember("fjerbold", "Fie Fjerboldsen", "Badmintonklubben", WOMAN, 1990),
    DemoMember("orientering", "Ove Orientering", "Orienteringsløberne", MAN, 1959),
    DemoMember("skumgummi", "Said Skumgummi", "Gymnastikforeningen", MAN, 1983),
    # § 17, stk. 4-udvalget
    DemoMember("linealsen", "Lone Linealsen", "Byplanlægger", account="sagsbehandler"),
    DemoMember("flipover", "Fie Flipover", "Proceskonsulent", account="facilitator"),
    DemoMember("planteplan", "Palle Planteplan", "Landskabsarkitekt"),
)  # fmt: skip

MEMBERS = (*POLITICIANS, *CITIZENS)
