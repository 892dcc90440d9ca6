"""The demo's invented hearings, one for each state that a hearing can be in."""

from events.models import Event
from hearings.demo.types import DemoDocument, DemoHearing, DemoMeeting
from hearings.models import Hearing

_EXAMPLE = "Dette er et eksempel til demoen. Sagen er opdigtet."

GARDEN_WASTE = DemoHearing(
    code="haveaffald",
    title="Takster for haveaffald næste år",
    kinds=("politik",),
    lead=(
        "Skal haveaffald hentes hver anden uge i stedet for hver uge fra april til oktober? Det "
        "er billigere, men spanden bliver mere fuld."
    ),
    what="Et forslag om at hente haveaffald sjældnere og sætte prisen ned.",
    why="Mange spande er halvtomme. Bilerne kører langt efter lidt.",
    who="Alle i rækkehus og villa med en grøn spand.",
    influence=("hvor tit der bliver hentet", "om man kan købe en ekstra tømning", "prisen"),
    decided=("haveaffald skal hentes ved huset", "ordningen skal betale sig selv"),
    next="Kommunalbestyrelsen beslutter taksten, før året er omme.",
    body=(
        "<p>I dag kører bilen forbi hver uge i sæsonen. En prøve i et forår viste, at hver anden "
        "spand var under halvt fuld.</p><p>Forslaget er at hente hver anden uge. Den, der har en "
        "stor have, skal kunne bestille en ekstra tømning.</p>"
    ),
    deciding_body="Kommunalbestyrelsen",
    case_number="DEMO-2026-0120",
    topics=("Affald og genbrug", "Økonomi og service"),
    opens=-30,
    last_day=0,
    rule=Hearing.PublicationRule.NEVER,
    documents=(
        DemoDocument(
            "Forslag til takster",
            "",
            (
                (
                    "Hver uge koster i eksemplet 620 kr. om året. Hver anden uge koster 410 kr. En "
                    "ekstra tømning koster 60 kr."
                ),
                _EXAMPLE,
            ),
        ),
    ),
)

TRAFFIC = DemoHearing(
    code="trafik",
    title="Trafikplan for Vridsløselille",
    kinds=("politik",),
    lead=(
        "Færre biler på de små veje og en tryggere vej til skole. Fristen er forlænget, fordi et "
        "kort manglede i materialet."
    ),
    what="En plan for, hvor der skal køres, cykles og krydses de næste ti år.",
    why="Der kører mange biler gennem kvarteret uden at skulle noget der.",
    who="Beboere, skolebørn, dem med butik, og alle, der kører igennem.",
    influence=(
        "hvilke veje der bliver lukket for gennemkørsel",
        "hvor der kommer fartbump og heller",
        "rækkefølgen: hvad skal laves først",
    ),
    decided=("skolevejene kommer først", "der er penge til de første tre år"),
    next="Udvalget tager stilling, når svarene er læst.",
    body=(
        "<p>Planen er delt i tre: skolevejene, gennemkørsel og stier. For hver del er der et "
        "kort og en liste over, hvad det koster.</p><p>Kortet over gennemkørsel manglede i den "
        "første udgave. Det ligger her nu.</p>"
    ),
    deciding_body="Miljø- og Byudvalget",
    case_number="DEMO-2026-0107",
    areas=("Vridsløselille",),
    topics=("Trafik og stier",),
    opens=-33,
    last_day=19,
    extension=(
        -2,
        5,
        (
            "Kortet over gennemkørsel manglede i materialet. Nu ligger det her, og alle skal have "
            "tid til at se på det."
        ),
    ),
    documents=(
        DemoDocument(
            "Trafikplan for Vridsløselille",
            "",
            (
                (
                    "Planen foreslår to veje lukket for gennemkørsel, fire nye heller og lys på "
                    "stien til stationen."
                ),
                _EXAMPLE,
            ),
        ),
        DemoDocument(
            "Kort over gennemkørsel",
            "Lagt til, da fristen blev forlænget",
            ("Her ville der være et kort. I demoen er der kun denne tekst.", _EXAMPLE),
        ),
    ),
)

CYCLING = DemoHearing(
    code="cykel",
    title="Første udkast til ny cykelpolitik",
    kinds=("foer-hoering",),
    lead=(
        "Et tidligt udkast, mens det stadig er let at lave om. Vi spørger: Hvad er du glad for, "
        "hvad kunne flytte noget, og hvad mangler?"
    ),
    what="Et første udkast på to sider. Der er ikke skrevet noget færdigt endnu.",
    why="Den gamle politik er fra før el-cyklerne.",
    who="Alle, der cykler, og alle, der kunne komme til det.",
    influence=(
        "Hvad er du glad for i udkastet?",
        "Hvad kunne flytte noget for dig?",
        "Hvad mangler?",
    ),
    decided=("der skal være en ny cykelpolitik", "den skal være kort"),
    next="Vi skriver et rigtigt forslag. Det kommer i høring igen, og så kan du se, hvad der er "
    "ændret.",
    body=(
        "<p>Udkastet har tre mål: flere børn cykler selv til skole, flere cykler til stationen, "
        "og ingen skal være bange for en tunnel.</p>"
    ),
    deciding_body="Miljø- og Byudvalget",
    case_number="DEMO-2026-0131",
    topics=("Trafik og stier", "Klima og grønne områder"),
    opens=-11,
    last_day=24,
)

INDUSTRY = DemoHearing(
    code="hersted",
    title="Lokalplan for et grønt erhvervsområde i Hersted Industripark",
    kinds=("lokalplan",),
    lead=(
        "En del af industriparken skal have plads til mindre værksteder, træer langs vejene og "
        "en sti på tværs. Høringen er ikke åbnet endnu."
    ),
    what="En ny lokalplan for en del af industriparken.",
    why="Flere store haller står tomme. Små virksomheder leder efter plads.",
    who="Dem, der arbejder i området, og dem, der cykler igennem.",
    influence=("stien på tværs", "hvor træerne skal stå", "hvad der må sælges fra værkstederne"),
    decided=("området skal blive ved med at være til erhverv",),
    next="Når høringen er lukket, beslutter kommunalbestyrelsen, om planen vedtages.",
    body="<p>Du kan læse planen nu og svare, når høringen åbner.</p>",
    deciding_body="Kommunalbestyrelsen",
    case_number="DEMO-2026-0140",
    areas=("Hersted Industripark",),
    topics=("Byplan og byggeri",),
    opens=9,
    last_day=51,
    sent=-5,
    meetings=(
        DemoMeeting(
            "Borgermøde",
            21,
            (19, 21),
            "Rådhuset",
            "Kaffe fra kl. 18.30.",
            Event.Kind.CITIZENS_MEETING,
        ),
    ),
)

PARK = DemoHearing(
    code="kongsholm",
    title="Helhedsplan for Kongsholmparken",
    kinds=("politik",),
    lead=(
        "Søen, hundeskoven, bålpladsen og græsset: hvad skal parken kunne om ti år? Fristen er "
        "gået, og svarene bliver læst."
    ),
    what="En plan for, hvad der skal ske hvor i parken.",
    why="Mange vil bruge det samme sted til noget forskelligt.",
    who="Alle, der kommer i parken, også dyrene ved søen.",
    influence=("hvor hundene må løbe frit", "om der skal være lys om aftenen", "bålpladsen"),
    decided=("parken skal være åben hele døgnet", "søbredden mod vest er fredet"),
    next="Forvaltningen samler svarene i en hvidbog. Så beslutter udvalget.",
    body="<p>Planen deler parken i fire: det stille, det vilde, det legende og det åbne.</p>",
    deciding_body="Miljø- og Byudvalget",
    case_number="DEMO-2026-0088",
    topics=("Klima og grønne områder", "Kultur og fritid"),
    opens=-61,
    last_day=-12,
)

NOISE = DemoHearing(
    code="stoejvold",
    title="Støjvold langs Roskildevej",
    kinds=("lokalplan-mindre",),
    lead="En vold med træer skal tage støjen fra vejen. Sagen er afgjort.",
    what="En vold på tre meter med sti på toppen og træer på siden mod husene.",
    why="Støjen i de nærmeste haver er over grænsen.",
    who="Beboerne langs vejen.",
    influence=("hvor høj volden er", "om der skal være sti på toppen", "hvilke træer"),
    decided=("der skal gøres noget ved støjen", "pengene er fundet"),
    next="Volden bliver bygget, når jorden er tør nok.",
    body="<p>Volden bygges af jord fra andre byggerier, så den skal ikke køres langt.</p>",
    deciding_body="Kommunalbestyrelsen",
    case_number="DEMO-2026-0031",
    areas=("Røde Vejrmølle",),
    topics=("Byplan og byggeri", "Trafik og stier"),
    opens=-170,
    last_day=-132,
    rule=Hearing.PublicationRule.WITH_WHITE_PAPER,
    decision=(
        -46,
        (
            "Planen er vedtaget med to ændringer. Volden bliver en halv meter lavere ved de sidste "
            "seks haver, fordi de ellers ville miste aftensolen. Stien på toppen er taget ud, "
            "fordi man kunne se ind i soveværelserne. Ønsket om frugttræer er ikke fulgt: vejsalt "
            "gør dem syge."
        ),
    ),
)

PATH = DemoHearing(
    code="sti",
    title="Nedlæggelse af stien bag Degnehusene",
    kinds=("politik",),
    lead="Forslaget om at nedlægge stien er trukket tilbage.",
    what="Et forslag om at nedlægge en sti og lægge jorden til haverne.",
    why="Stien er smal, og lyset er ofte i stykker.",
    who="Dem, der bor langs stien, og børnene, der bruger den.",
    influence=("om stien skal blive",),
    decided=(),
    next="Ikke mere. Skulle forslaget komme igen, bliver det en ny høring.",
    body="<p>Stien er 140 meter lang og fører til busstoppestedet.</p>",
    deciding_body="Miljø- og Byudvalget",
    case_number="DEMO-2026-0075",
    areas=("Degnehusene",),
    topics=("Trafik og stier",),
    opens=-48,
    last_day=6,
    withdrawal=(
        -21,
        (
            "Det viste sig, at stien er den eneste vej uden trapper til bussen. Udvalget har "
            "derfor taget forslaget af bordet og beder i stedet om et forslag til bedre lys."
        ),
    ),
)

SCHOOL = DemoHearing(
    code="skole",
    title="Nye skoledistrikter fra næste skoleår",
    kinds=("udtalelse",),
    lead=(
        "To veje skifter skole, så klasserne bliver mere lige store. Søskende må altid gå samme "
        "sted."
    ),
    what="Et forslag til nye grænser mellem to skoledistrikter.",
    why="Den ene skole har 27 i klasserne, den anden 18.",
    who="Familier med børn, der skal begynde i skole.",
    influence=("hvor grænsen går", "hvordan overgangen bliver for søskende"),
    decided=("ingen skal skifte skole midt i et forløb",),
    next="Skolebestyrelserne udtaler sig, og kommunalbestyrelsen beslutter.",
    body="<p>Forslaget flytter grænsen ved to veje. Børn, der går i skole nu, bliver.</p>",
    deciding_body="Kommunalbestyrelsen",
    case_number="DEMO-2026-0115",
    department="Børn og Unge",
    case_worker="nabo",
    areas=("Herstedøster", "Herstedvester"),
    topics=("Børn og skole",),
    opens=-8,
    last_day=33,
    rule=Hearing.PublicationRule.WITH_WHITE_PAPER,
)

ROOFS = DemoHearing(
    code="tagboliger",
    title="Tagboliger i Midtbyen",
    kinds=("lokalplan",),
    lead="En kladde, som kun sagsbehandlere i afdelingen kan se.",
    what="Boliger oven på tre eksisterende huse.",
    why="",
    who="",
    influence=("højden", "udseendet"),
    decided=(),
    next="",
    body="",
    deciding_body="Kommunalbestyrelsen",
    case_number="DEMO-2026-0144",
    areas=("Albertslund Midtby",),
    topics=("Byplan og byggeri",),
    opens=20,
    last_day=47,
    is_draft=True,
)

RECYCLING = DemoHearing(
    code="genbrug",
    title="Aftenåbent på genbrugspladsen",
    kinds=("politik",),
    lead="Skal genbrugspladsen have åbent til klokken 20 hele året?",
    what="Et forslag om længere åbningstid på hverdage.",
    why="Der er kø om lørdagen og tomt om formiddagen.",
    who="Alle, der kører affald væk selv.",
    influence=("hvilke aftener der er åbent", "om der også er åbent om vinteren"),
    decided=("pladsen bliver, hvor den er",),
    next="Miljø- og Byudvalget beslutter.",
    body="<p>I en prøve kom der dobbelt så mange om aftenen som om formiddagen.</p>",
    deciding_body="Miljø- og Byudvalget",
    case_number="DEMO-2025-0031",
    topics=("Affald og genbrug",),
    opens=-430,
    last_day=-396,
    decision=(
        -350,
        (
            "Der er åbent til klokken 20 fra april til september. Om vinteren er der for få "
            "besøg til at betale for vagten."
        ),
    ),
    no_white_paper_reason=(
        "Der kom to svar, og de ville det samme. De er besvaret i selve beslutningen."
    ),
)

MORE = [
    GARDEN_WASTE,
    TRAFFIC,
    CYCLING,
    INDUSTRY,
    PARK,
    NOISE,
    PATH,
    SCHOOL,
    ROOFS,
    RECYCLING,
]
