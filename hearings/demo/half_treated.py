"""A hearing in the middle of its treatment: some points, some answers, some responses waiting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from typing import TYPE_CHECKING

from hearings.demo.types import Day, DemoAnswer
from hearings.models import Answer, Hearing, Response
from hearings.services import treatment

if TYPE_CHECKING:
    from accounts.models import User

HALF_TREATED = "kongsholm"
TREATED, OUTSIDE = (-4, time(10, 15)), (-3, time(14, 30))
Outcome, Kind = Answer.Outcome, Response.SenderKind

PARK_ANSWERS = [
    DemoAnswer(
        hearing=HALF_TREATED,
        day=-38,
        name="Hella Hindbær",
        email="hella@post.example",
        area="Kongsholm",
        show_name=True,
        text=(
            "Hundene skal have mere plads, men ikke ved bålpladsen. Der bor små børn lige ved "
            "siden af.\nSæt hegn mellem hundeskoven og bålpladsen."
        ),
    ),
    DemoAnswer(
        hearing=HALF_TREATED,
        day=-30,
        name="Ib Istap",
        email="ib@post.example",
        text=(
            "Om vinteren er der mørkt på den store sti klokken fire. Lys på stien vil gøre, at vi "
            "også går tur om aftenen. Lyset må gerne slukke ved midnat."
        ),
    ),
    DemoAnswer(
        hearing=HALF_TREATED,
        day=-27,
        name="Signe Solsort",
        email="signe@post.example",
        text=(
            "Lad græsset gro langs søen, så bierne har noget at leve af. Slå kun en kant, så man "
            "kan gå der."
        ),
    ),
    DemoAnswer(
        hearing=HALF_TREATED,
        day=-25,
        name="Knud Kællingetand",
        email="knud@post.example",
        text="Bus 123 kører for sjældent om søndagen. Det må I gøre noget ved.",
    ),
    DemoAnswer(
        hearing=HALF_TREATED,
        day=-20,
        name="Mette Mælkebøtte",
        kind=Kind.ASSOCIATION,
        on_behalf_of="Spejderne i Kongsholm",
        email="spejder@post.example",
        text=(
            "Vi bruger bålpladsen hver uge. Et halvtag og et skur til brænde ville gøre stor "
            "forskel. Vi vil gerne passe stedet."
        ),
    ),
    DemoAnswer(
        hearing=HALF_TREATED,
        day=-16,
        name="Bent Bregne",
        email="bent@post.example",
        is_protected=True,
        text="Toilettet ved indgangen er altid låst. Kan det ikke være åbent, når parken er det?",
    ),
]


@dataclass(frozen=True)
class HalfPoint:
    """A point, who says it in which words, and the answer when it has one."""

    theme: str
    title: str
    said_by: tuple[tuple[str, str], ...]
    remark: str = ""
    outcome: str = ""
    change: str = ""
    change_place: str = ""


POINTS = (
    HalfPoint(
        "Hunde",
        "Udvid hundeskoven",
        (
            ("Vagn Vovse", "Udvid hundeskoven mod øst"),
            ("Hella Hindbær", "Hundene skal have mere plads"),
        ),
        remark="Hundeskoven får en tredjedel mere plads mod øst. Mod søen bliver grænsen liggende.",
        outcome=Outcome.PARTLY,
        change="Hundeskoven udvides med 4.000 m² mod øst",
        change_place="Kortbilag 2",
    ),
    HalfPoint(
        "Hunde",
        "Sæt hegn mellem hundeskoven og bålpladsen",
        (("Hella Hindbær", "Sæt hegn mellem hundeskoven og bålpladsen."),),
    ),
    HalfPoint(
        "Lys og mørke",
        "Intet lys ved søen af hensyn til ugler og flagermus",
        (("Ragnhild Rørsanger", "Ingen lys ved søen. Ugler og flagermus bruger mørket."),),
    ),
    HalfPoint(
        "Lys og mørke",
        "Lys på den store sti",
        (
            ("Ragnhild Rørsanger", "Sæt lys på den store sti i stedet."),
            ("Ib Istap", "Lys på stien vil gøre, at vi også går tur om aftenen."),
        ),
    ),
    HalfPoint(
        "Søen og græsset",
        "Lad græsset gro langs søen",
        (("Signe Solsort", "Lad græsset gro langs søen"),),
    ),
    HalfPoint(
        "Søen og græsset",
        "Slå en kant i græsset, så man kan gå ved søen",
        (("Signe Solsort", "Slå kun en kant, så man kan gå der."),),
        remark="Driften slår en kant på to meter fra maj til september.",
        outcome=Outcome.ACCEPTED,
    ),
)
THEME_ANSWER = (
    "Lys og mørke",
    "Den store sti får lavt lys, der slukker kl. 23. Ved søen bliver der mørkt.",
    Outcome.ACCEPTED,
)
BUS = ("Knud Kællingetand", "Svaret handler om bussen, ikke om parken. Det er sendt til Movia.")


def half_treated_steps(
    hearing: Hearing, *, by: User, past: Callable[[Day, time], datetime]
) -> list[tuple[datetime, Callable[[], object]]]:
    """Return what the case worker has done until now, with its moments."""
    treated, outside = past(*TREATED), past(*OUTSIDE)
    return [
        (treated, partial(_treat, hearing, by, treated)),
        (outside, partial(_leave_out, hearing, by, outside)),
    ]


def _treat(hearing: Hearing, by: User, at: datetime) -> None:
    for row in POINTS:
        point = None
        for name, words in row.said_by:
            response = hearing.responses.select_related("current_version").get(name=name)
            version = response.current_version
            start = version.text.index(words)
            place = {
                "response": response,
                "version": version,
                "passages": [(start, start + len(words))],
                "by": by,
                "at": at,
            }
            if point is None:
                point = treatment.make_point(hearing, theme=row.theme, title=row.title, **place)
            else:
                treatment.mention_point(point, **place)
        if row.remark:
            treatment.write_answer(
                hearing,
                point=point,
                seen_revision=0,
                remark=row.remark,
                outcome=row.outcome,
                change=row.change,
                change_place=row.change_place,
                by=by,
                at=at,
            )
    title, remark, outcome = THEME_ANSWER
    theme = hearing.themes.get(title=title)
    treatment.write_answer(
        hearing, theme=theme, seen_revision=0, remark=remark, outcome=outcome, by=by, at=at
    )


def _leave_out(hearing: Hearing, by: User, at: datetime) -> None:
    name, reason = BUS
    response = hearing.responses.get(name=name)
    treatment.mark_out_of_scope(response, reason=reason, by=by, at=at)
