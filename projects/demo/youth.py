"""The demo's project of this year's focus: being tried out."""

from projects.demo.types import (
    ActorRow,
    Change,
    DemoProject,
    DemoQuestion,
    IdeaRow,
    PhaseRow,
    PlanRow,
    UpdateRow,
)

YOUTH = DemoProject(
    "ungested",
    "Et sted at være for unge",
    "Mange unge er for gamle til klubben og for unge til værtshuset. De hænger ud ved stationen, "
    "fordi der ikke er andre steder. Hvad skal et godt sted kunne?",
    "Der er 3.100 unge mellem 15 og 24 i byen og intet sted, de selv bestemmer over om aftenen.",
    "Unge mellem 15 og 24, deres forældre, og de butikker, der har døren ved siden af.",
    "Stedet skal ligge i en bygning, kommunen allerede ejer.",
    "Et forsøg på otte måneder i det gamle posthus, styret af de unge selv.",
    -420,
    "try_out",
    (
        PhaseRow("identify", "sidste forår", "140 unge blev spurgt, hvor de er", -420, -330),
        PhaseRow("formulate", "sidste efterår", "Opgaven skrevet på en camp", -330, -240),
        PhaseRow("try_out", "i år", "Åbent tre aftener om ugen", -200, 60),
        PhaseRow("carry_through", "næste år", "Hvis forsøget bliver fast"),
        PhaseRow("learn", "næste seminar", "Unge fortæller selv"),
    ),
    areas=("Albertslund Midtby",),
    topics=("Kultur og fritid", "Børn og skole"),
    body="boern-skole",
    department="Børn og Unge",
    facilitator="skribent",
    questions=(
        DemoQuestion(
            "Hvem bestemmer i huset?",
            (
                Change("open", "Det finder vi ud af på campen.", "projektgruppen", -320),
                Change(
                    "settled",
                    "Et husråd på ni unge, valgt for et halvt år ad gangen. En voksen har nøglen "
                    "og ingen stemme.",
                    "campen, og bekræftet af Ungerådet",
                    -240,
                ),
            ),
        ),
        DemoQuestion(
            "Hvornår skal der være åbent?",
            (
                Change("open", "Husrådet prøver sig frem.", "husrådet", -200),
                Change(
                    "partly",
                    "Tirsdag, torsdag og fredag til kl. 22. Husrådet kan bytte om på dagene.",
                    "husrådet",
                    -120,
                ),
            ),
        ),
        DemoQuestion(
            "Må der være musik?",
            (
                Change(
                    "open",
                    "Naboerne har sagt ja til kl. 21. Vi prøver med lydmåler og taler sammen hver "
                    "måned.",
                    "husrådet og naboerne",
                    -60,
                ),
            ),
        ),
    ),
    milestones=(
        ("Campen", -240, True),
        ("Første åbne aften", -195, True),
        ("Halvvejs: husrådet ser tilbage", -60, True),
        ("Forsøget slutter", 60, False),
    ),
    actors=(
        ActorRow("citizens", "Unge i husrådet", "Bestemmer, åbner og rydder op.", 9),
        ActorRow("politicians", "Ungerådets kontakt i udvalget", "Mandatet til forsøget.", 1),
        ActorRow("administration", "Ungeenheden", "En voksen i huset hver aften.", 3),
        ActorRow("associations", "Brætspilsklubben", "Holder torsdag åben for alle.", 8),
        ActorRow("companies", "Caféen på hjørnet", "Lærer to ad gangen at lave kaffe.", 1),
    ),
    team=(
        ("ungeformand", "citizens", "Formand for Ungerådet."),
        ("selma", "citizens", "Har nøglen om torsdagen."),
    ),
    updates=(
        UpdateRow(
            -12,
            "412 har været forbi",
            "Efter fem måneder har 412 forskellige unge været i huset. Halvdelen kommer igen hver "
            "uge. Naboerne har klaget to gange, og begge gange har husrådet svaret samme dag.",
        ),
        UpdateRow(
            -60,
            "Halvvejs: det virker, og det virker ikke",
            "Tirsdag er død. Torsdag er fuld. Husrådet flytter derfor en aften og spørger dem, der "
            "aldrig kommer, hvorfor.",
        ),
    ),
    ideas=(
        IdeaRow("selma", -150, "Lån af symaskiner om tirsdagen.", None, "tried",
                "Vi prøver det i januar."),
        IdeaRow("fatih", -130, "Lektiehjælp med rigtige mennesker.", None, "used",
                "Onsdag er blevet til lektieaften."),
    ),
    plan=(
        PlanRow("Unge, der allerede er aktive", True, "Campen og husrådet", "decide", -330, -240,
                "34 på camp, 9 i husrådet.", 43, "yes"),
        PlanRow("Unge, der hænger ud ved stationen", False, "To unge spurgte dem på stedet fem "
                "aftener", "involve", -300, -280, "62 talte med os. 11 kom med på campen.", 62,
                "yes"),
        PlanRow("Unge, der ikke går ud", False, "Skolernes vejledere sender et spørgsmål videre",
                "consult", -60, 30),
        PlanRow("Naboerne", True, "Kaffe hver måned", "consult", -200, 60, "I alt 19 naboer. To "
                "klager, begge løst.", 19, "partly"),
    ),
    comments=(("nynne", "Min søn er endelig begyndt at gå ud. Tak."),),
)  # fmt: skip
