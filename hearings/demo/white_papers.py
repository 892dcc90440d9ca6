"""What the administration answered in the demo: points, answers, white papers. All invented."""

from dataclasses import dataclass
from datetime import date

from hearings.demo.types import Day
from hearings.models import Answer

Outcome = Answer.Outcome


@dataclass(frozen=True)
class DemoPoint:
    """A point, who says it and in which words ("" is the whole response), and the answer."""

    theme: str
    title: str
    said_by: tuple[tuple[str, str], ...]
    remark: str
    outcome: str
    change: str = ""
    change_place: str = ""


@dataclass(frozen=True)
class DemoWhitePaper:
    """A white paper with the days of its steps."""

    hearing: str
    treated: Day
    submitted: Day
    approved: Day
    published: Day
    summary: str
    asked: tuple[str, ...]
    points: tuple[DemoPoint, ...]


SPRING = DemoWhitePaper(
    hearing="skallerne-foraar",
    treated=date(2026, 5, 6),
    submitted=date(2026, 5, 19),
    approved=date(2026, 5, 21),
    published=date(2026, 5, 26),
    summary=(
        "Der kom fire svar. De er for botilbuddet, men vil have mere grønt og en sti, der altid "
        "er åben.\n\nHækken mod vest bliver stående, og stien holdes åben, mens der bygges. "
        "Ønsket om færre fliser følges delvist, for kørestole skal kunne komme rundt. Fordi "
        "forslaget bliver ændret så meget, kommer det i høring igen."
    ),
    asked=("Naboerne inden for 200 meter", "Handicaprådet", "Åbent hus den 17. marts 2026"),
    points=(
        DemoPoint(
            theme="Træer og planter",
            title="Bevar hækken mod vest",
            said_by=(("Sofus Solsikke", ""),),
            remark=(
                "Hækken er mere end 30 år gammel, og der lever pindsvin i den. Den kan blive, "
                "når indkørslen flyttes fire meter."
            ),
            outcome=Outcome.ACCEPTED,
            change="Hækken mod vest bliver udpeget som bevaringsværdig.",
            change_place="§ 7.2 og kortbilag 2",
        ),
        DemoPoint(
            theme="Træer og planter",
            title="Plant flere træer, og læg færre fliser",
            said_by=(("Sidsel Sidstøjeblik", "Jeg ønsker flere træer og færre fliser."),),
            remark=(
                "Der kommer seks træer mere ved parkeringen. Fliserne foran dørene bliver, for "
                "dem, der bor her, skal kunne køre ud i kørestol."
            ),
            outcome=Outcome.PARTLY,
            change="Der skal plantes mindst 14 træer i stedet for otte.",
            change_place="§ 7.4",
        ),
        DemoPoint(
            theme="Sti og lys",
            title="Hold stien åben, mens der bygges",
            said_by=(
                ("To naboer ved åbent hus", "Stien skal være åben, også mens der bliver bygget."),
            ),
            remark=(
                "Det er en god pointe. Bygherren skal lave en midlertidig sti, før den gamle "
                "bliver lukket."
            ),
            outcome=Outcome.ACCEPTED,
        ),
        DemoPoint(
            theme="Sti og lys",
            title="Sæt lys på stien",
            said_by=(("Kaj Kuvert", "Jeg er for, hvis der kommer lys på stien."),),
            remark=(
                "En lokalplan kan ikke bestemme, hvornår kommunen sætter lys op. Ønsket er givet "
                "videre til dem, der har ansvaret for stierne."
            ),
            outcome=Outcome.NOTED,
        ),
    ),
)

NOISE = DemoWhitePaper(
    hearing="stoejvold",
    treated=-110,
    submitted=-90,
    approved=-86,
    published=-80,
    summary=(
        "Der kom tre svar. Alle vil have mindre støj, men ingen af dem vil miste sol eller "
        "privatliv.\n\nVolden bliver lavere ved de sidste seks haver, og stien på toppen tages "
        "ud. Ønsket om frugttræer kan ikke følges."
    ),
    asked=("Grundejerforeningerne langs vejen", "Vejdirektoratet"),
    points=(
        DemoPoint(
            theme="Voldens form",
            title="Gør volden lavere, hvor den tager aftensolen",
            said_by=(("Asta Æblegren", "gør volden lavere, hvor den tager aftensolen."),),
            remark=(
                "Målingen viser, at de sidste seks haver ville miste solen efter kl. 18. En halv "
                "meter lavere tager stadig støjen."
            ),
            outcome=Outcome.ACCEPTED,
            change="Volden bliver en halv meter lavere ved de sidste seks haver.",
            change_place="§ 5.1 og kortbilag 3",
        ),
        DemoPoint(
            theme="Voldens form",
            title="Drop stien på toppen, for man kan se ind i husene",
            said_by=(("Dagmar Dæk", ""),),
            remark="Det er rigtigt. Man kan gå på den anden side af vejen i stedet.",
            outcome=Outcome.ACCEPTED,
            change="Stien på toppen af volden tages ud af planen.",
            change_place="§ 5.3",
        ),
        DemoPoint(
            theme="Planter",
            title="Plant frugttræer, som alle kan plukke af",
            said_by=(("Palle Pære", ""),),
            remark=(
                "Vejsalt gør frugttræer syge, og frugten ved en stor vej er ikke god at spise. "
                "Der plantes tjørn og hassel."
            ),
            outcome=Outcome.REJECTED,
        ),
    ),
)

WHITE_PAPERS = {paper.hearing: paper for paper in (SPRING, NOISE)}
