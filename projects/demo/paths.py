"""The demo's project about the paths after dark: being formulated, and pointed at by a majority."""

from projects.demo.types import (
    ActorRow,
    Change,
    DemoProject,
    DemoQuestion,
    IdeaRow,
    OfferRow,
    PhaseRow,
    PlanRow,
    UpdateRow,
)

PATHS = DemoProject(
    "stierne",
    "Stierne efter mørkets frembrud",
    "Byen er bygget med stier for sig og biler for sig. Om dagen er det en gave. Om aftenen går 4 "
    "af 10 en omvej for at undgå tunnelerne. Det vil vi finde en løsning på sammen.",
    "Der er 62 tunneler og 40 km stier i byen. Mange vælger bilvejen, når det er mørkt, og det gør "
    "stierne endnu tommere.",
    "Alle, der går og cykler om aftenen. Især unge, ældre og dem, der arbejder på skæve tider.",
    "Der er 600.000 kr. til en prøve. Nye anlæg kræver en særskilt beslutning.",
    "En opgave, som byen selv har formuleret, og en prøve i to tunneler. Først derefter tegner "
    "nogen noget.",
    -250,
    "formulate",
    (
        PhaseRow("identify", "forår", "188 meldte tunneler ind på kortet", -250, -150),
        PhaseRow("formulate", "efterår", "Vi er her: tre ture og en væg", -110, 30),
        PhaseRow("try_out", "næste forår", "Lys og aktivitet i to tunneler"),
        PhaseRow("carry_through", "fra næste efterår", "Hvis prøven virker"),
        PhaseRow("learn", "næste seminar", "Erfaringerne bliver delt"),
    ),
    areas=("Albertslund Syd", "Albertslund Midtby"),
    topics=("Trafik og stier",),
    body="miljoe-by",
    questions=(
        DemoQuestion(
            "Hvad gør en tunnel tryg?",
            (
                Change(
                    "open",
                    "Vi ved det ikke endnu. Alt fra lys til liv, kunst og lyd er i spil.",
                    "projektgruppen",
                    -110,
                ),
            ),
        ),
        DemoQuestion(
            "Skal der ske noget i tunnelerne om aftenen?",
            (
                Change(
                    "open",
                    "Foreningerne har budt ind med løb, kor og reparation af cykler. Ingen aftaler "
                    "er lavet.",
                    "projektgruppen",
                    -75,
                ),
            ),
        ),
        DemoQuestion(
            "Hvilke tunneler begynder vi med?",
            (
                Change("open", "Alle 62 er med.", "projektgruppen", -110),
                Change(
                    "partly",
                    "Fem er udpeget ud fra kortet: dem, flest går uden om. I vælger to af dem på "
                    "værkstedet.",
                    "Miljø- og Byudvalget",
                    -38,
                ),
            ),
        ),
        DemoQuestion(
            "Hvor mange penge er der til prøven?",
            (
                Change("open", "Ingen har sat penge af endnu.", "projektgruppen", -110),
                Change(
                    "partly",
                    "Forvaltningen foreslår mellem 400.000 og 800.000 kr.",
                    "By, Kultur og Miljø",
                    -80,
                ),
                Change(
                    "settled",
                    "600.000 kr. næste år. Nye anlæg kræver en særskilt beslutning.",
                    "kommunalbestyrelsen, punkt 9",
                    -51,
                    "https://dagsordener.albertslund.example/kb/punkt-9",
                ),
            ),
        ),
    ),
    milestones=(
        ("Kortet over tunneler er færdigt", -150, True),
        ("Fem tunneler er udpeget", -38, True),
        ("Opgaven er formuleret", 30, False),
        ("Prøven begynder i to tunneler", 120, False),
    ),
    actors=(
        ActorRow("citizens", "Aftengåerne", "Går turene, kender genvejene og ved, hvornår der er "
                 "mørkt.", 43),
        ActorRow("politicians", "Tre medlemmer af udvalget", "Rammen, pengene og mandatet. Følger "
                 "alle tre ture.", 3),
        ActorRow("administration", "Vej og Park", "Lysmålinger, kort over stier og ejerforhold, "
                 "drift.", 4),
        ActorRow("associations", "Aftenkoret", "Lægger en øveaften i en tunnel.", 12),
        ActorRow("associations", "Natteravnene", "Går ruten fredag og lørdag.", 6),
        ActorRow("interest_organisations", "Cyklisterne i byen", "Viden om cykling i mørke.", 2),
        ActorRow("companies", "Lyslaboratoriet Lampeløs", "Låner os armaturer til prøven.", 2),
    ),
    team=(
        ("yrsa", "citizens", "Rejste problemet og kender alle genvejene."),
        ("cajus", "citizens", "Måler lyset på cyklen."),
        ("borger", "citizens", "Spørger rundt i opgangene."),
        ("byraad", "politicians", "Bærer det ind i udvalget."),
    ),
    updates=(
        UpdateRow(
            -4,
            "Væggen er fuld",
            "40 sedler på to timer. De fleste handler om lyd og liv, ikke om lys. Nu sorterer vi "
            "dem, og på værkstedet vælger I, hvad der skal prøves.",
        ),
        UpdateRow(
            -20,
            "Anden aftentur: 23 gik med",
            "Vi gik fra Kanaltorvet til Syd og standsede i fire tunneler. I den tredje slukkede vi "
            "lygterne og lyttede. Det var der, snakken begyndte.",
            picture="gaatur-ved-kanalen.png",
            alt="Tegning: fire mennesker på en sti mellem kanalen og træerne.",
        ),
        UpdateRow(
            -38,
            "Fem tunneler er udpeget",
            "Miljø- og Byudvalget har valgt fem ud fra jeres kort. Hvorfor lige de fem? Det er "
            "dem, flest går uden om, og hvor kommunen selv ejer jorden.",
        ),
    ),
    help_wanted=(
        ("En, der kan måle lyd", False),
        ("To værter til næste aftentur", False),
        ("Oversættelse til tyrkisk og urdu", False),
        ("Et lokale til værkstedet", True),
    ),
    ideas=(
        IdeaRow("selma", -100, "Hæng små højttalere op, som man selv kan vælge musik på.", 1,
                "tried", "Vi låner to højttalere og prøver det i den ene tunnel til foråret."),
        IdeaRow("fatih", -96, "Sæt et spejl i svinget, så man ser, hvem der kommer.", 0, "used",
                "Det står i opgaven nu: man skal kunne se hele vejen igennem."),
        IdeaRow("gerda", -90, "Gult lys som i vores køkkener, ikke hvidt som på sygehuset.", 0,
                "examined", "Lyslaboratoriet måler, om gult lys er nok til at kende et ansigt."),
        IdeaRow("villads", -85, "Luk tunnelerne om natten, så folk bruger vejen.", 0, "not_used",
                "Det ville gøre vejen længere for dem uden bil. Det er det modsatte af opgaven."),
        IdeaRow("nynne", -60, "Skriv tunnelens navn i begge ender, så man kan ringe og sige, hvor "
                "man er.", None, "used", "Alle fem tunneler får navn og nummer, allerede før "
                "prøven."),
        IdeaRow("preben", -6, "Lad pensionisterne holde kaffebod fredag eftermiddag.", 1),
        IdeaRow("yrsa", -3, "Mal væggene lyse. Det har de gjort i Glostrup.", 0),
    ),
    offers=(
        OfferRow("cajus", -30, "Jeg kan måle lyset fra cyklen på min vej til arbejde.", None,
                 "accepted", "Ja tak. Vi sender dig måleren og et kort med punkter."),
        OfferRow("gerda", -9, "Jeg bager til værkstedet.", None, "accepted",
                 "Det siger vi ja til. Der kommer omkring 40."),
        OfferRow("osvald", -2, "Jeg har en lydmåler fra mit gamle arbejde.", 0),
    ),
    plan=(
        PlanRow("De, der allerede går på stierne", True, "Tre aftenture og et kort på nettet",
                "involve", -110, -10, "188 meldte tunneler ind, og 61 gik med.", 249, "yes"),
        PlanRow("Unge, der går hjem fra ungdomsklubben", False, "Vi spørger dem i klubben to "
                "fredage", "involve", 20, 40),
        PlanRow("Dem, der er holdt op med at gå ud om aftenen", False, "Opgangene, Ældrerådet og "
                "hjemmeplejen spørger for os", "consult", 15, 60),
        PlanRow("Foreninger, der kan give tunnelerne liv", True, "Værksted", "decide", 11),
    ),
    comments=(
        ("cajus", "Kan man få tallene fra lysmålingerne at se?"),
        ("selma", "Jeg vil gerne have, at det ikke kun bliver kameraer."),
    ),
)  # fmt: skip
