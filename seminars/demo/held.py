"""The seminar that was held two years ago: what was said, concluded, and has happened since."""

from seminars.demo.types import Clock, DemoConclusion, DemoSeminar, DemoSession, DemoSpeaker

HELD = DemoSeminar(
    title="Hvem mangler i rummet?",
    lead=(
        "En dag om dem, vi sjældent hører fra, når der skal bestemmes noget. Vi så på, hvem der "
        "kommer til møderne, hvem der ikke gør, og hvad andre har prøvet."
    ),
    text=(
        "Til borgermøder kommer de samme 40 mennesker. De er gode at tale med, men de er ikke hele "
        "byen. Seminaret samlede unge, foreninger, politikere og medarbejdere til en dag, hvor de "
        "fortalte hinanden, hvad der havde virket, og hvad der ikke havde.\n\n"
        "Der var oplæg om formiddagen og værksteder om eftermiddagen. Til sidst skrev vi fem "
        "konklusioner, som hver fik et udvalg eller en afdeling, der skulle svare for den."
    ),
    practical=(
        "Der var frokost fra foreningskøkkenet, kaffe hele dagen og børnepasning i biblioteket. "
        "Det var gratis at være med."
    ),
    accessibility="Alle oplæg blev skrevet på en skærm, mens de blev holdt.",
    day=-728,
    hours=(Clock(9), Clock(15, 30)),
    place="Kulturhuset, store sal",
    seats=90,
    topics=("Kultur og fritid", "Byplan og byggeri"),
    tracks=(),
    speakers=(
        DemoSpeaker(
            "tilde",
            "Tilde Ravn",
            "Leder af et ungehus",
            "Tilde har arbejdet med unge i 14 år. Hun fortalte, hvorfor de ikke kommer til møder, "
            "og hvad de kommer til i stedet.",
        ),
        DemoSpeaker(
            "yonas",
            "Yonas Berhe",
            "Frivillig i en boligforening",
            "Yonas banker på døre. Han har talt med 300 naboer om den gård, de deler.",
        ),
        DemoSpeaker(
            "grethe",
            "Grethe Holm",
            "Forsker i hverdagens demokrati",
            "Grethe har fulgt seks kommuner, der prøvede at få flere med.",
        ),
    ),
    sessions=(
        DemoSession(
            "tal",
            "talk",
            "Hvem kommer, og hvem kommer ikke?",
            "Tal fra seks kommuner, og hvad de gjorde ved det.",
            Clock(9, 15),
            Clock(10, 15),
            "Store sal",
            speakers=("grethe",),
        ),
        DemoSession(
            "unge",
            "talk",
            "De kommer ikke, fordi vi spørger forkert",
            "Om unge, der ikke gider møder, men gerne vil bygge noget.",
            Clock(10, 30),
            Clock(11, 30),
            "Store sal",
            speakers=("tilde",),
        ),
        DemoSession(
            "frokost",
            "break",
            "Frokost",
            "Foreningskøkkenet laver mad.",
            Clock(11, 30),
            Clock(12, 30),
            "Foyeren",
        ),
        DemoSession(
            "dorbank",
            "workshop",
            "Bank på: sådan taler man med 300 naboer",
            "Vi øver os to og to, og går en runde i kvarteret bagefter.",
            Clock(12, 30),
            Clock(14),
            "Lokale 2",
            speakers=("yonas",),
            seats=24,
        ),
        DemoSession(
            "teater",
            "theatre",
            "Mødet, som det ser ud nede fra salen",
            "Tre scener om et borgermøde. Publikum stopper stykket og siger, hvad der skal gøres "
            "om.",
            Clock(12, 30),
            Clock(14),
            "Lille scene",
            seats=40,
        ),
        DemoSession(
            "slut",
            "wall",
            "Hvad gør vi ved det?",
            "Alle skriver sedler, og vi vælger de fem, som vi vil følge op på.",
            Clock(14, 15),
            Clock(15, 30),
            "Store sal",
        ),
    ),
    conclusions=(
        DemoConclusion(
            "Unge skal spørges, hvor de er, og ikke på rådhuset",
            "Når en sag handler om unge, skal mindst ét møde holdes på en skole eller i et "
            "ungehus.",
            (
                (-540, "underway", "To møder om den nye skatebane blev holdt i ungehuset."),
                (-360, "done", "Det står nu i den vejledning, som alle afdelinger bruger."),
            ),
        ),
        DemoConclusion(
            "Hver høring skal fortælles på en halv side i daglig tale",
            "Den halve side skal stå først, før planen og bilagene.",
            ((-545, "done", "Alle høringer begynder med Kort fortalt her på portalen."),),
        ),
        DemoConclusion(
            "Den, der har givet et svar, skal have at vide, hvad der skete",
            "Også når svaret er, at det ikke blev til noget.",
            (
                (
                    -540,
                    "underway",
                    (
                        "Der bliver sendt en kvittering med nummer. Svaret på hver "
                        "pointe er det næste."
                    ),
                ),
                (-170, "underway", "Hvidbogen bliver nu sendt til alle, der har svaret."),
            ),
        ),
        DemoConclusion(
            "Der skal være penge til tolke ved de store borgermøder",
            "",
            (
                (-530, "underway", "Beløbet er ikke fundet i budgettet endnu."),
                (
                    -200,
                    "dropped",
                    (
                        "Kommunalbestyrelsen valgte at bruge pengene på oversatte "
                        "tekster i stedet. Kort fortalt kan nu læses på flere sprog."
                    ),
                ),
            ),
        ),
        DemoConclusion(
            "Ældre uden computer skal kunne svare på biblioteket",
            "Med en blanket på papir og en, der kan hjælpe.",
            ((-535, "underway", "Biblioteket har blanketterne. Borgerservice får dem i foråret."),),
        ),
    ),
    evaluations=((5, 4, 5, 12), (4, 4, 5, 9), (4, 3, 4, 7), (3, 3, 4, 5)),
    best=(
        "At der var tid til at tale med nogen, jeg ikke kendte.",
        "Teatret. Jeg kunne genkende det hele.",
        "At vi sluttede med noget, der skal ske.",
    ),
    better=(
        "Flere unge i salen, når vi nu taler om dem.",
        "Der var langt fra lokale 2 til foyeren med en kørestol.",
    ),
    report=(
        "Vi begyndte med tallene. I seks kommuner var gennemsnitsalderen til borgermøder 61 år. "
        "Det er der ikke noget i vejen med, men det er ikke hele byen.\n\n"
        "Tilde Ravn vendte det om: De unge bliver ikke væk, fordi de er ligeglade, men fordi vi "
        "spørger om noget, der allerede er bestemt. Yonas Berhe viste, hvad der sker, når man "
        "banker på i stedet for at sende et brev: To ud af tre lukkede op.\n\n"
        "Om eftermiddagen stoppede publikum teaterstykket 14 gange. Det, de rettede, var næsten "
        "altid det samme: for lange ord og for lidt tid. Til sidst valgte vi de fem konklusioner."
    ),
)
