"""The demo's closed project, last year's focus: carried through, with what was learned."""

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

MEALS = DemoProject(
    "spissammen",
    "Spis sammen i Syd",
    "Hver fjerde over 65 i bydelen spiser alene næsten hver dag. Det samme gør mange, der lige er "
    "flyttet hertil. Kan de spise sammen?",
    "Mange spiser alene, og fælleshusenes køkkener står tomme fire aftener om ugen.",
    "Mennesker, der spiser alene, og foreninger, der vil lave mad.",
    "Køkkenerne skulle bruges, som de var.",
    "Faste fællesspisninger, som beboerne selv driver.",
    -800,
    "learn",
    (
        PhaseRow("identify", "for to år siden", "120 blev spurgt ved døren", -800, -700),
        PhaseRow("formulate", "", "Opgaven skrevet ved langbordet", -700, -620),
        PhaseRow("try_out", "", "Ti aftener i tre huse", -620, -480),
        PhaseRow("carry_through", "sidste år", "Fast hver onsdag", -480, -330),
        PhaseRow("learn", "", "Evalueret og afsluttet", -330, -320),
    ),
    areas=("Albertslund Syd",),
    topics=("Omsorg og sundhed",),
    department="Sundhed og Omsorg",
    facilitator="sekretaer",
    questions=(
        DemoQuestion(
            "Hvad skal et måltid koste?",
            (
                Change("open", "Vi prøver forskellige priser.", "køkkenholdet", -690),
                Change(
                    "settled",
                    "30 kr. for voksne, gratis for børn. Ingen bliver sendt hjem sultne.",
                    "køkkenholdet",
                    -600,
                ),
            ),
        ),
    ),
    milestones=(("Første fællesspisning", -620, True), ("Fast hver onsdag", -480, True)),
    actors=(
        ActorRow("citizens", "Køkkenholdet", "Laver mad hver onsdag.", 24),
        ActorRow("administration", "Hjemmeplejen", "Følger folk hen.", 5),
        ActorRow("associations", "Beboerforeningen", "Nøgler og opvask.", 10),
        ActorRow("companies", "Købmanden", "Grønt, der ellers blev smidt ud.", 1),
    ),
    updates=(
        UpdateRow(
            -330,
            "52 onsdage senere",
            "Vi har spist sammen 52 gange. Nu kører det uden os, og projektet slutter.",
        ),
    ),
    ideas=(
        IdeaRow("gerda", -680, "Lad dem, der ikke kan gå, blive hentet.", None, "used",
                "Hjemmeplejen har en bus om onsdagen."),
        IdeaRow("osvald", -670, "Spis kl. 21.", None, "not_used",
                "De fleste af dem, vi vil nå, går i seng før."),
    ),
    plan=(
        PlanRow("Dem, der spiser alene", False, "Hjemmeplejen spurgte ved døren", "involve", -800,
                -720, "120 blev spurgt, 71 kom mindst tre gange.", 120, "yes"),
        PlanRow("Nye i bydelen", False, "Velkomstbrev på fem sprog", "inform", -640, -500,
                "38 kom. Brevet virkede ikke, naboen gjorde.", 38, "partly"),
        PlanRow("Foreninger med et køkken", True, "Tre møder", "decide", -700, -620,
                "Fem foreninger, tre køkkener.", 31, "yes"),
    ),
    lessons=(
        (
            "Spørg ved døren, ikke på nettet",
            "Vi sendte først et skema. Så gik vi ud og ringede på.",
            "Skemaet gav 9 svar. Dørene gav 120 samtaler på tre uger.",
            "Ja. Begynd ved døren, og tag en med, der bor i opgangen.",
        ),
        (
            "Giv nøglen fra dig tidligt",
            "Kommunen låste op de første ti gange. Derefter fik køkkenholdet nøglen.",
            "Holdet voksede fra 8 til 24, da det blev deres eget.",
            "Vi ville give nøglen efter tredje gang.",
        ),
    ),
    done=(
        ("Fællesspisning hver onsdag i tre huse", "Beboerforeningen og køkkenholdet", -480),
        ("En bus til dem, der ikke kan gå selv", "Hjemmeplejen", -450),
    ),
    outcome="Der spises sammen hver onsdag i tre huse, uden at kommunen står for det. 71 af de "
    "120, der blev spurgt ved døren, er kommet mindst tre gange.",
    closed=-320,
)  # fmt: skip
