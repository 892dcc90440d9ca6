"""Answers to the demo's other hearings. All invented."""

from datetime import date

from hearings.demo.types import DemoAnswer
from hearings.models import Response

Kind, Channel = Response.SenderKind, Response.Channel

SPRING = [
    DemoAnswer(
        hearing="skallerne-foraar",
        day=date(2026, 3, 2),
        name="Sofus Solsikke",
        email="sofus@post.example",
        area="Albertslund Syd",
        show_name=True,
        text="Bevar hækken mod vest. Der bor pindsvin i den.",
    ),
    DemoAnswer(
        hearing="skallerne-foraar",
        day=date(2026, 3, 17),
        hour=18,
        name="To naboer ved åbent hus",
        channel=Channel.MEETING,
        text="Sagt ved åbent hus: Stien skal være åben, også mens der bliver bygget.",
    ),
    DemoAnswer(
        hearing="skallerne-foraar",
        day=date(2026, 4, 5),
        hour=23,
        name="Sidsel Sidstøjeblik",
        email="sidsel@post.example",
        text="Jeg nåede det. Jeg ønsker flere træer og færre fliser.",
    ),
    DemoAnswer(
        hearing="skallerne-foraar",
        day=date(2026, 4, 9),
        name="Kaj Kuvert",
        channel=Channel.LETTER,
        text="Mit brev har ligget på posthuset. Jeg er for, hvis der kommer lys på stien.",
    ),
]

OTHERS = [
    DemoAnswer(
        hearing="skallerne",
        day=-2,
        hour=19,
        name="Selma Solhat",
        email="selma@post.example",
        area="Albertslund Syd",
        show_name=True,
        text=(
            "Jeg glæder mig til nye naboer. Sæt en bænk ved stien, hvor man kan sidde to og to, "
            "og lad den have ryglæn."
        ),
    ),
    DemoAnswer(
        hearing="cykel",
        day=-1,
        hour=21,
        name="Viggo Ventil",
        email="viggo@post.example",
        area="Hyldespjældet",
        show_name=True,
        text=(
            "Tunnelen ved stationen er mørk. Mal den lys, og lad børnene fra klubben bestemme "
            "farven. Så er det deres tunnel."
        ),
    ),
    DemoAnswer(
        hearing="haveaffald",
        day=-20,
        name="Hans Hækkesaks",
        email="hans@post.example",
        text="Hver anden uge er fint for mig, hvis jeg kan købe en ekstra tømning i juni.",
    ),
    DemoAnswer(
        hearing="haveaffald",
        day=-3,
        name="Kirsten Kompost",
        email="kirsten@post.example",
        state="unread",
        text="Giv rabat til os, der laver kompost selv.",
    ),
    DemoAnswer(
        hearing="trafik",
        day=-26,
        name="Liv Løbehjul",
        email="liv@post.example",
        area="Vridsløselille",
        show_name=True,
        text="Luk vejen forbi skolen mellem halv otte og halv ni. Så kan min søn cykle selv.",
    ),
    DemoAnswer(
        hearing="trafik",
        day=-19,
        name="Bent Bager",
        kind=Kind.COMPANY,
        on_behalf_of="Bageriet Krumme og Skorpe",
        email="krumme@post.example",
        text=(
            "Lukker I vejen, mister vi morgenkunderne. Vi foreslår en prøve i tre måneder og vil "
            "gerne tælle kunder sammen med jer."
        ),
    ),
    DemoAnswer(
        hearing="trafik",
        day=-15,
        name="Vejkontoret",
        kind=Kind.AUTHORITY,
        channel=Channel.EMAIL,
        on_behalf_of="Nabokommunen",
        email="vej@nabokommunen.example",
        text="Vi har ingen bemærkninger, når blot skiltene ved grænsen passer sammen.",
    ),
    DemoAnswer(
        hearing="trafik",
        day=-1,
        name="Asta Æblegren",
        person="borger",
        email="borger@demo.example",
        area="Galgebakken",
        state="unread",
        text="Tak for kortet. Nu kan jeg se, at hellen ligger forkert: den skal stå ved bussen.",
    ),
    DemoAnswer(
        hearing="cykel",
        day=-9,
        name="Uffe Udluftning",
        email="uffe@post.example",
        area="Coop-byen",
        text=(
            "Glad for: at det er kort. Kunne flytte noget: lys og spejle i tunnelerne. Mangler: "
            "et sted at pumpe cyklen ved stationen."
        ),
    ),
    DemoAnswer(
        hearing="cykel",
        day=-4,
        name="Eskild Eger",
        kind=Kind.ASSOCIATION,
        on_behalf_of="Cykelklubben Medvind",
        email="medvind@post.example",
        text=(
            "Vi er glade for målet om børn, der cykler selv. Vi mangler et tal: hvor mange, og "
            "hvornår? Vi tæller gerne med."
        ),
    ),
    DemoAnswer(
        hearing="cykel",
        day=0,
        hour=5,
        name="Signe Saddel",
        email="signe@post.example",
        state="unread",
        text="Ladcykler kan ikke komme gennem bommene på stierne. Gør dem bredere.",
    ),
    DemoAnswer(
        hearing="kongsholm",
        day=-40,
        name="Vagn Vovse",
        email="vagn@post.example",
        text="Udvid hundeskoven mod øst, så er der fred ved søen.",
    ),
    DemoAnswer(
        hearing="kongsholm",
        day=-22,
        name="Ragnhild Rørsanger",
        kind=Kind.ASSOCIATION,
        on_behalf_of="Fuglevennerne",
        email="fugle@post.example",
        text="Ingen lys ved søen. Ugler og flagermus bruger mørket. Sæt lys på den store sti i "
        "stedet.",
    ),
    DemoAnswer(
        hearing="kongsholm",
        day=-9,
        name="Fru Forsinkelse",
        channel=Channel.LETTER,
        state="unread",
        text="Brevet kom efter fristen. Jeg ønsker en bålplads med tag.",
    ),
    DemoAnswer(
        hearing="stoejvold",
        day=-160,
        name="Asta Æblegren",
        person="borger",
        email="borger@demo.example",
        area="Galgebakken",
        show_name=True,
        text="God idé, men gør volden lavere, hvor den tager aftensolen.",
    ),
    DemoAnswer(
        hearing="stoejvold",
        day=-150,
        name="Dagmar Dæk",
        email="dagmar@post.example",
        area="Røde Vejrmølle",
        text="Fra stien på toppen kan man se ind i vores soveværelse. Drop den.",
    ),
    DemoAnswer(
        hearing="stoejvold",
        day=-140,
        name="Palle Pære",
        email="palle@post.example",
        text="Plant frugttræer, så alle kan plukke.",
    ),
    DemoAnswer(
        hearing="genbrug",
        day=-420,
        name="Konrad Kompost",
        email="konrad@post.example",
        text="Hold åbent til klokken 20 hele året.",
    ),
    DemoAnswer(
        hearing="genbrug",
        day=-410,
        name="Vera Vindue",
        email="vera@post.example",
        text="Jeg arbejder til klokken 17. Aftenåbent ville hjælpe meget.",
    ),
    DemoAnswer(
        hearing="sti",
        day=-30,
        name="Karla Klapvogn",
        email="karla@post.example",
        area="Degnehusene",
        show_name=True,
        text="Stien er den eneste vej uden trapper. Jeg kan ikke bære en barnevogn.",
    ),
    DemoAnswer(
        hearing="skole",
        day=-5,
        name="Magnus Madkasse",
        email="magnus@post.example",
        area="Herstedøster",
        state="unread",
        text="Mine tvillinger må ikke komme på hver sin skole. Skriv det ind i reglen.",
    ),
]

MORE = [*SPRING, *OTHERS]
