"""A first draft and the proposal that came of it, with a change after the opening. All invented."""

from hearings.demo.types import DemoAnswer, DemoHearing

DRAFT = DemoHearing(
    code="legeplads-udkast",
    title="Første udkast til naturlegeplads ved Kongsholmparken",
    kinds=("foer-hoering",),
    lead=(
        "Et tidligt udkast, før stregerne er tegnet: Hvad er du glad for, hvad kunne flytte "
        "noget, og hvad savner du?"
    ),
    what="Et udkast på én side til en legeplads med træ, vand og bakker.",
    why="Den gamle legeplads er slidt, og børnene leger hellere i krattet ved siden af.",
    who="Børn, forældre, dagplejere og dem, der går tur i parken.",
    influence=("hvor den ligger", "hvad der er at lege med", "hvor man kan sidde"),
    decided=("der skal være en legeplads i parken",),
    next="Forvaltningen skriver et forslag, som kommer i høring.",
    body="<p>Udkastet har tre steder: en bakke, en bæk og et sted med grene til huler.</p>",
    deciding_body="Miljø- og Byudvalget",
    case_number="DEMO-2026-0150",
    topics=("Klima og grønne områder",),
    opens=-75,
    last_day=-47,
)

PROPOSAL = DemoHearing(
    code="legeplads",
    title="Naturlegeplads ved Kongsholmparken",
    kinds=("politik",),
    lead=(
        "Nu er der et forslag. Bækken er flyttet væk fra stien, og der er kommet bænke, fordi "
        "mange bad om det i før-høringen."
    ),
    what="Et forslag til en naturlegeplads med bakke, bæk og huler.",
    why="Den gamle legeplads er slidt.",
    who="Børn, forældre, dagplejere og dem, der går tur i parken.",
    influence=("hvor bænkene står", "hvilke træer der bliver plantet"),
    decided=("legepladsen ligger i den vestlige ende af parken",),
    next="Miljø- og Byudvalget beslutter forslaget, når alle svar er læst.",
    body=(
        "<p>Legepladsen bliver på 800 m². Bakken er to meter høj, og bækken kan lukkes om "
        "vinteren.</p><p>Der bliver plantet tolv træer.</p>"
    ),
    deciding_body="Miljø- og Byudvalget",
    case_number="DEMO-2026-0150",
    topics=("Klima og grønne områder",),
    opens=-8,
    last_day=27,
    follows="legeplads-udkast",
    prehearing_changes=(
        "Bækken er flyttet ti meter væk fra cykelstien",
        "Der er kommet fire bænke, to af dem med ryglæn",
        "Lyset slukker kl. 22, fordi naboerne bad om det",
    ),
    material_change=(
        -2,
        "body",
        (
            "<p>Legepladsen bliver på 600 m². Bakken er to meter høj, og bækken kan lukkes om "
            "vinteren.</p><p>Der bliver plantet tolv træer og en hæk mod vejen.</p>"
        ),
        "minor",
        "Arealet var skrevet forkert, og hækken manglede i teksten. Den står på tegningen.",
    ),
)

LINKED = [DRAFT, PROPOSAL]

LINKED_ANSWERS = [
    DemoAnswer(
        hearing="legeplads-udkast",
        day=-60,
        name="Dorte Dagplejer",
        email="dorte@post.example",
        show_name=True,
        text="Jeg er glad for hulerne. Bækken ligger for tæt på cykelstien, og jeg savner bænke.",
    ),
    DemoAnswer(
        hearing="legeplads-udkast",
        day=-52,
        name="Niels Nabo",
        email="niels@post.example",
        text="Det kunne flytte noget, hvis lyset blev slukket om natten.",
    ),
    DemoAnswer(
        hearing="legeplads",
        day=-4,
        name="Dorte Dagplejer",
        email="dorte@post.example",
        show_name=True,
        text="Tak for bænkene. Plant noget, man kan spise af.",
    ),
    DemoAnswer(
        hearing="legeplads",
        day=-6,
        name="Bo Bred",
        email="bo@post.example",
        state="declined",
        decline_reason=(
            "Svaret nævner en nabo ved navn. Vi viser ikke oplysninger om andre, som ikke selv "
            "har sagt ja."
        ),
        masks=(("min nabo Tage Takker", "personal"),),
        text="Bakken er for lav. Det siger min nabo Tage Takker også, og han har fem børn.",
    ),
]
