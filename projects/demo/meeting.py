"""What people of the demo do together: walks, a workshop, a full wall, a wall in use."""

from __future__ import annotations

import itertools
import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from core.contributions import Fate
from events import services as events
from projects.demo import wall_notes
from projects.demo.making import Making
from projects.models import Activity, Project, PromiseAnswer
from projects.services import activities, promises
from walls.models import Note, Wall
from walls.services import dots as dotting
from walls.services import judging, notes, places, running

if TYPE_CHECKING:
    from accounts.models import User

Promise = Activity.Promise
INVOLVE = {"promise": Promise.INVOLVE, "promise_text": "I er med til at finde på. Vi skriver alt "
           "ned."}  # fmt: skip
DECIDE = {
    "promise": Promise.DECIDE,
    "promise_text": "I bestemmer sammen med udvalget, hvilke to tunneler vi begynder med.",
}
CONSULT = {"promise": Promise.CONSULT, "promise_text": "Vi svarer hver måned."}
WALKERS = (
    "borger", "yrsa", "cajus", "gerda", "fatih", "preben", "selma", "nynne", "villads",
    "udvalgsborger", "Linus Lampeskærm", "Sif Sneppe", "Ellen Engelhat",
)  # fmt: skip
# What those who went along said afterwards: did we keep it?
KEPT = ("yes",) * 9 + ("partly",) * 2
NEXT_WALKERS = (
    "yrsa", "cajus", "borger", "osvald", "Familien Ferskensten", "Jamal Julestjerne",
    "Mille Mælkebøtte", "Bertram Birketræ", "Torben Tusindfryd",
)  # fmt: skip
LIVE_NOTES = (
    ("idea", "Symaskiner om tirsdagen", "selma"),
    ("idea", "Film uden undertekster, så man lærer sproget", "nynne"),
    ("concern", "At de store bestemmer det hele", "ungeformand"),
    ("question", "Må man have sin lillebror med?", "fatih"),
    ("experience", "Jeg kom første gang, fordi jeg frøs", ""),
)
FATES = (
    (5, Fate.USED, "Det står i opgaven: man skal kunne se hele vejen igennem."),
    (10, Fate.TRIED, "Vi låner to højttalere og prøver det i den ene tunnel."),
    (30, Fate.USED, "Alle fem tunneler får navn og nummer før prøven."),
    (0, Fate.EXAMINED, "Lyslaboratoriet måler, om gult lys er nok."),
    (23, Fate.NOT_USED, "Flest på væggen var imod, og loven sætter snævre grænser."),
    (32, Fate.NOT_USED, "Det koster mere end hele prøven. Vi gemmer tanken."),
)


def walk_and_meet(making: Making, project: Project) -> None:
    """Hold a walk, ask afterwards, and plan the next one and a workshop."""
    by = making.people["facilitator"]
    held = activities.add_event(
        project,
        promise=INVOLVE,
        by=by,
        at=making.moment(-40),
        **_walk(making, "Aftentur i fire tunneler", -20),
    )
    _sign_up(making, held, WALKERS, -27)
    promises.ask_those_who_took_part(held, at=making.moment(-18))
    for ask, kept in zip(list(held.asks.order_by("pk")), KEPT, strict=False):
        promises.answer_promise(ask, kept=PromiseAnswer.Kept(kept), text="", at=making.moment(-16))
    coming = activities.add_event(
        project,
        promise=INVOLVE,
        by=by,
        at=making.moment(-8),
        **_walk(making, "Aftentur i tre tunneler", 2),
    )
    _sign_up(making, coming, NEXT_WALKERS, -5)
    start = making.moment(11, 17)
    activities.add_event(
        project,
        promise=DECIDE,
        by=by,
        at=making.moment(-7),
        kind="workshop",
        title="Værksted: vælg to tunneler",
        text="Fem tunneler er tilbage. Vi bygger dem i pap og vælger to.",
        starts_at=start,
        ends_at=start + timedelta(hours=3),
        place="Beboerhuset",
        accessibility="Elevator og teleslynge.",
        takes_sign_up=True,
        capacity=40,
    )


def _walk(making: Making, title: str, day: int) -> dict[str, object]:
    start = making.moment(day, 18)
    return {
        "kind": "walk",
        "title": title,
        "text": "Vi går fra Kanaltorvet i roligt tempo og standser i hver tunnel. Tag lygte med.",
        "starts_at": start,
        "ends_at": start + timedelta(hours=2),
        "place": "Kanaltorvet",
        "accessibility": "Asfalt hele vejen. To stejle ramper.",
        "takes_sign_up": True,
        "capacity": 18,
    }


def _sign_up(making: Making, activity: Activity, who: tuple[str, ...], day: int) -> None:
    assert activity.event is not None
    for name in who:
        user = making.people.get(name)
        events.register(
            activity.event,
            name=user.public_name if user else name,
            email=user.email if user else f"gaest-{uuid.uuid4().hex[:8]}@post.example",
            user=user,
            form_key=uuid.uuid4(),
            at=making.moment(day),
        )


class WallMaker:
    """Fills the wall of 40 notes, from paper and from accounts, and brings it to its end."""

    def __init__(self, making: Making, project: Project) -> None:
        self.making, self.by = making, making.people["facilitator"]
        self.begun = making.moment(-24, 19)
        activity = activities.add_wall(
            project,
            title=wall_notes.TITLE,
            question=wall_notes.QUESTION,
            columns=list(wall_notes.COLUMNS),
            promise=INVOLVE,
            by=self.by,
            at=making.moment(-26),
        )
        assert activity.wall is not None
        self.wall: Wall = running.change_wall(
            activity.wall, dots_per_person=10, by=self.by, at=self.begun
        )
        self.columns = list(self.wall.columns.all())

    def fill(self) -> None:
        hung = [self._hang(row) for row in wall_notes.NOTES]
        self._go_to(Wall.Step.GROUP, hours=1)
        for row, note in zip(wall_notes.NOTES, hung, strict=True):
            if row.heading:
                self._group(row, note)
        self._go_to(Wall.Step.PRIORITISE, hours=2)
        self._give_dots(hung)
        late = self.begun + timedelta(hours=3)
        running.draw_line(self.wall, 5, by=self.by, at=late)
        running.conclude_wall(self.wall, outcome=wall_notes.OUTCOME, by=self.by, at=late)
        for number, fate, reason in FATES:
            at = self.making.moment(-10)
            judging.answer_note(hung[number], fate=fate, reason=reason, by=self.by, at=at)

    def _hang(self, row: wall_notes.NoteRow) -> Note:
        column = self.columns[row.column]
        if row.by == "paper":
            lines = [row.text]
            (note,) = notes.enter_paper_notes(
                self.wall, column=column, kind=row.kind, lines=lines, by=self.by, at=self.begun
            )
            return note
        return _write(self.making, self.wall, row.column, (row.kind, row.text, row.by), self.begun)

    def _group(self, row: wall_notes.NoteRow, note: Note) -> None:
        column, at = self.columns[row.column], self.begun + timedelta(hours=1)
        heading = places.make_heading(column, row.heading, by=self.by, at=at)
        note.refresh_from_db()
        places.move_note(
            note,
            column=column,
            heading=heading,
            place=99,
            seen_revision=note.revision,
            by=self.by,
            at=at,
        )

    def _give_dots(self, hung: list[Note]) -> None:
        """Let one after the other give up to three dots to a note."""
        at = self.begun + timedelta(hours=2)
        everybody = itertools.cycle(_citizens(self.making))
        for row, note in zip(wall_notes.NOTES, hung, strict=True):
            for given in range(0, row.dots, 3):
                dotting.give_dots(note, min(3, row.dots - given), by=next(everybody), at=at)

    def _go_to(self, step: Wall.Step, *, hours: int) -> None:
        running.go_to(self.wall, step, by=self.by, at=self.begun + timedelta(hours=hours))


def hang_live_wall(making: Making, project: Project) -> None:
    """Make a wall on which notes are being collected, and something to talk about."""
    by = project.facilitator
    activity = activities.add_wall(
        project,
        title="Hvad skal der ske i huset til foråret?",
        question="Skriv det, du savner, og det, du er bange for at miste.",
        columns=["Ting at lave", "Måder at være på"],
        promise=DECIDE | {"promise_text": "Husrådet vælger blandt sedlerne."},
        by=by,
        at=making.moment(-3),
    )
    assert activity.wall is not None
    for number, row in enumerate(LIVE_NOTES):
        _write(making, activity.wall, number % 2, row, making.moment(-1, 15))
    activities.add_conversation(
        project,
        title="Hvornår er musikken for høj?",
        text="Naboer og unge skriver her, når noget ikke virker.",
        promise=CONSULT,
        by=by,
        at=making.moment(-60),
    )


def _write(
    making: Making, wall: Wall, column: int, row: tuple[str, str, str], at: datetime
) -> Note:
    kind, text, by = row
    return notes.write_note(
        wall,
        column=list(wall.columns.all())[column],
        text=text,
        kind=kind,
        by=making.people[by or "borger"],
        is_nameless=not by,
        key=uuid.uuid4(),
        at=at,
    )


def _citizens(making: Making) -> list[User]:
    return [person for person in making.people.values() if not person.is_staff]
