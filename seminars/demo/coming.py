"""The seminar in four months: its programme, who has signed up, and what they ask."""

from seminars.demo.types import Clock, DemoSeminar, DemoSession, DemoSpeaker

COMING = DemoSeminar(
    title="Med fra begyndelsen",
    lead=(
        "En dag om at spørge, før stregerne er tegnet. Hør, hvad fire projekter har prøvet, vælg "
        "et værksted, og vær med til at skrive, hvad byen skal gøre bedre."
    ),
    text=(
        "De sidste to år er der kommet fokusprojekter, hvor borgere, foreninger, politikere og "
        "medarbejdere har arbejdet sammen fra første dag. Nogle gange gik det godt. Andre gange "
        "fandt vi for sent ud af, hvad der allerede var besluttet.\n\n"
        "På seminaret fortæller de, der var med, hvad de ville gøre igen. Om eftermiddagen vælger "
        "du selv. Vi slutter med at skrive konklusioner, og hver af dem får nogen, der skal svare "
        "for den."
    ),
    practical=(
        "Det er gratis, og der er mad til alle. Kom med bus 123 eller på cykel: Der er plads til "
        "200 cykler ved indgangen. Fra stationen er der ti minutter at gå.\n\n"
        "Børn er velkomne. Der er nogen til at lege med dem i lokale 1 hele dagen."
    ),
    accessibility=(
        "Lokale 1-4 ligger på samme gang som salen. Byvandringen går ad stier uden trapper, og "
        "der er en bænk for hver 200 meter."
    ),
    day=120,
    hours=(Clock(9), Clock(16)),
    place="Kulturhuset, store sal",
    seats=120,
    topics=("Kultur og fritid", "Byplan og byggeri"),
    tracks=(
        ("Det har vi prøvet", "Fire projekter fortæller, også om det, der gik galt."),
        ("Prøv det selv", "Værksteder, hvor du laver noget og får det med hjem."),
    ),
    speakers=(
        DemoSpeaker(
            "ditte",
            "Ditte Lund",
            "Arkitekt og nabo",
            "Ditte har tegnet tre byrum, hvor naboerne var med, før hun tog blyanten frem.",
        ),
        DemoSpeaker(
            "karim",
            "Karim Haddad",
            "Formand for en fællesspisning",
            "Karim begyndte med 12 gæster og en gryde. Nu er de 80 hver torsdag.",
        ),
        DemoSpeaker(
            "ida",
            "Ida Krogh",
            "Gymnasieelev",
            "Ida var med til at bestemme, hvad det nye ungested skulle kunne.",
        ),
        DemoSpeaker(
            "povl",
            "Povl Winther",
            "Pensioneret postbud",
            "Povl kender hver eneste sti i byen og har gået dem alle sammen i mørke.",
        ),
    ),
    sessions=(
        DemoSession(
            "morgen",
            "talk",
            "Hvad skete der med det, vi aftalte sidst?",
            "Konklusionerne fra det forrige seminar, en for en, og hvem der svarer for dem.",
            Clock(9, 15),
            Clock(10),
            "Store sal",
            takes_questions=True,
            questions=(
                ("borger", "Hvorfor kom pengene til tolke ikke?", ("ungeformand", "havelaage")),
                ("ungeformand", "Hvem ser efter, at det bliver gjort næste gang?", ("borger",)),
            ),
        ),
        DemoSession(
            "arkitekt",
            "talk",
            "Tegn først bagefter",
            "Hvad sker der med en plads, når naboerne er med, før der er en tegning?",
            Clock(10),
            Clock(11),
            "Store sal",
            speakers=("ditte",),
            takes_questions=True,
            questions=(
                ("havelaage", "Hvad koster det i tid at begynde med naboerne?", ("borger",)),
            ),
        ),
        DemoSession(
            "spise",
            "talk",
            "80 gæster hver torsdag",
            "Om at begynde i det små og lade være med at søge om lov til alting.",
            Clock(11, 15),
            Clock(12),
            "Lokale 2",
            track="Det har vi prøvet",
            speakers=("karim",),
            seats=40,
        ),
        DemoSession(
            "papir",
            "workshop",
            "Skriv en halv side, som alle forstår",
            "Tag en tekst med fra dit arbejde eller din forening. Du går hjem med en kortere.",
            Clock(11, 15),
            Clock(12),
            "Lokale 3",
            track="Prøv det selv",
            seats=16,
        ),
        DemoSession(
            "frokost",
            "break",
            "Frokost",
            "Mad fra fællesspisningen. Der er også vegetarisk.",
            Clock(12),
            Clock(13),
            "Foyeren",
        ),
        DemoSession(
            "ungested",
            "talk",
            "De unge bestemte",
            "Hvad blev anderledes, da de unge selv fik pengene at disponere over?",
            Clock(13),
            Clock(14, 15),
            "Lokale 2",
            track="Det har vi prøvet",
            speakers=("ida",),
            seats=40,
        ),
        DemoSession(
            "vandring",
            "walk",
            "Gå en tur i mørket om dagen",
            "Povl viser de tunneler, hvor lyset blev prøvet af, og fortæller, hvad folk sagde.",
            Clock(13),
            Clock(14, 15),
            "Mødested: hovedindgangen",
            track="Prøv det selv",
            speakers=("povl",),
            seats=12,
        ),
        DemoSession(
            "vaeg",
            "wall",
            "Hvad skal byen gøre bedre?",
            "Alle skriver sedler på væggen, på papir eller med telefonen. Vi samler dem i grupper "
            "og giver prikker.",
            Clock(14, 30),
            Clock(16),
            "Store sal",
        ),
    ),
)
