"""Making the demo's seminars: every step through the services, at its own time."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils import timezone

from city.models import Department, Topic
from core.clock import local_date
from core.demo_pdf import demo_pdf
from core.files import inspect_upload
from councils.models import Body
from events.models import Registration
from events.services.attending import write_attendance
from information.models import Video
from notifications.models import Message
from seminars.demo.coming import COMING
from seminars.demo.guests import guests
from seminars.demo.held import HELD
from seminars.demo.types import Clock, DemoSeminar, DemoSession
from seminars.models import (
    Conclusion,
    Evaluation,
    EvaluationAsk,
    EvaluationText,
    Seminar,
    SeminarDay,
    Session,
    Speaker,
    Track,
)
from seminars.services.asking import Asker, ask_question, support_question
from seminars.services.collecting import collect
from seminars.services.concluding import conclude, give_status
from seminars.services.evaluating import ask_those_who_came
from seminars.services.materials import add_material
from seminars.services.programme import add_day, add_session
from seminars.services.reporting import make_files, publish_report
from seminars.services.seminars import create_seminar, publish_seminar
from seminars.services.session_walls import hang_wall
from seminars.services.signing_up import sign_up

if TYPE_CHECKING:
    from accounts.models import User

DEPARTMENT, BY = "By, Kultur og Miljø", "facilitator"
HELD_GUESTS, COMING_GUESTS = 48, 60
# How many of those who were signed up for the first one did not come.
STAYED_AWAY = 5
FILM = "Hvad er en høring?"
MATERIAL = (
    "I seks kommuner var gennemsnitsalderen til borgermøder 61 år.",
    "To ud af tre lukkede op, da nogen bankede på i stedet for at sende et brev.",
)


@dataclass
class Making:
    """One seminar on its way; what is made is kept under its code."""

    demo: DemoSeminar
    people: dict[str, User]
    at: datetime
    seminar: Seminar
    day: SeminarDay | None = None
    sessions: dict[str, Session] = field(default_factory=dict)

    def moment(self, clock: Clock, day: int = 0) -> datetime:
        on = local_date(self.at) + timedelta(days=self.demo.day + day)
        return timezone.make_aware(datetime.combine(on, time(clock.hour, clock.minute)))

    @property
    def by(self) -> User:
        return self.people[BY]


def load(people: dict[str, User], *, at: datetime) -> None:
    """Make the demo's seminars. Made once: a second load changes nothing."""
    if Seminar.objects.filter(title=HELD.title).exists():
        return
    # What happened long ago is told to nobody now.
    last = Message.objects.aggregate(last=Max("pk"))["last"] or 0
    held = _begin(HELD, people, at, days_before=90)
    _sign_up(held, HELD_GUESTS, at=held.moment(Clock(10), day=-30))
    _hold(held)
    coming = _begin(COMING, people, at, days_before=COMING.day + 20)
    collect(coming.seminar, by=coming.by, at=at)
    _tell_in_a_session(coming)
    _sign_up(coming, COMING_GUESTS, at=at - timedelta(days=9))
    _ask(coming, at=at - timedelta(days=2))
    hang_wall(
        coming.sessions["vaeg"],
        question="Hvad skal byen gøre bedre, når den spørger os?",
        columns=["Før", "Undervejs", "Bagefter"],
        by=coming.by,
        at=at,
    )
    Message.objects.filter(pk__gt=last).delete()


def _begin(demo: DemoSeminar, people: dict[str, User], at: datetime, *, days_before: int) -> Making:
    """Make a seminar with its programme, and publish it so many days before it is held."""
    department = Department.objects.get(name=DEPARTMENT)
    making = Making(demo, people, at, Seminar())
    made_at = making.moment(Clock(9), day=-days_before)
    making.seminar = create_seminar(
        title=demo.title,
        lead=demo.lead,
        text=demo.text,
        practical=demo.practical,
        accessibility=demo.accessibility,
        has_hearing_loop=True,
        has_interpreter=demo is COMING,
        has_lift=True,
        contact="Mia Holm, tlf. 43 68 00 00",
        department=department,
        topics=Topic.objects.filter(name__in=demo.topics),
        by=making.by,
        at=made_at,
    )
    making.day = add_day(
        making.seminar,
        starts_at=making.moment(demo.hours[0]),
        ends_at=making.moment(demo.hours[1]),
        place=demo.place,
        capacity=demo.seats,
        by=making.by,
        at=made_at,
    )
    _put_in_order(making, at=made_at)
    publish_seminar(making.seminar, by=making.by, at=made_at)
    making.seminar.refresh_from_db()
    known = Session.objects.select_related("event", "day__event", "seminar").in_bulk()
    making.sessions = {code: known[row.pk] for code, row in making.sessions.items()}
    return making


def _put_in_order(making: Making, *, at: datetime) -> None:
    seminar = making.seminar
    tracks = {
        title: Track.objects.create(seminar=seminar, title=title, text=text, position=number)
        for number, (title, text) in enumerate(making.demo.tracks)
    }
    speakers = {
        row.code: Speaker.objects.create(
            seminar=seminar, name=row.name, title=row.title, text=row.text, position=number
        )
        for number, row in enumerate(making.demo.speakers)
    }
    assert making.day is not None
    for demo in making.demo.sessions:
        making.sessions[demo.code] = add_session(
            making.day,
            kind=demo.kind,
            title=demo.title,
            text=demo.text,
            starts_at=making.moment(demo.starts),
            ends_at=making.moment(demo.ends),
            place=demo.place,
            track=tracks.get(demo.track),
            speakers=[speakers[code] for code in demo.speakers],
            capacity=demo.seats,
            takes_questions=demo.takes_questions,
            by=making.by,
            at=at,
        )


def _sign_up(making: Making, count: int, *, at: datetime) -> None:
    """Let so many sign up, one each half hour; the walk has fewer seats than who wants it."""
    assert making.day is not None
    for number, guest in enumerate(guests(count)):
        chosen = [making.sessions[code] for code in guest.sessions if code in making.sessions]
        sign_up(
            making.seminar,
            days=[making.day],
            sessions=chosen,
            name=guest.name,
            email=guest.email,
            people=guest.people,
            organisation=guest.organisation,
            needs=guest.needs if making.demo is COMING else "",
            form_key=uuid.uuid4(),
            at=at + timedelta(minutes=30 * number),
        )


def _hold(making: Making) -> None:
    """Tick who came, conclude, ask, report; and tell what has happened since."""
    demo, seminar, by = making.demo, making.seminar, making.by
    assert making.day is not None
    event = making.day.event
    event.refresh_from_db()
    rows = list(Registration.objects.confirmed().filter(event=event).order_by("pk"))
    came = {row.pk for row in rows[STAYED_AWAY:]}
    write_attendance(event, came=came, gone=set(), by=by, at=event.ends_at)
    for stayed in rows[:STAYED_AWAY]:
        stayed.has_come = False
    Registration.objects.bulk_update(rows[:STAYED_AWAY], ["has_come"])
    ask_those_who_came(seminar, at=making.moment(Clock(9), day=1))
    _answer(seminar, demo)
    council = Body.objects.get(kind=Body.Kind.MUNICIPAL_COUNCIL, ended_on=None)
    for number, line in enumerate(demo.conclusions):
        conclusion = conclude(
            seminar,
            text=line.text,
            explanation=line.explanation,
            body=council,
            department=seminar.department,
            by=by,
            at=event.ends_at + timedelta(minutes=number),
        )
        _follow(conclusion, line.statuses, making)
    title = "Hvem kommer, og hvem kommer ikke?"
    material = inspect_upload(demo_pdf("hvem-kommer.pdf", title, MATERIAL))
    shown_at = making.moment(Clock(12), day=3)
    add_material(
        seminar, title=f"{title} (oplæg)", inspected=material,
        session=making.sessions["tal"], by=by, at=shown_at,
    )  # fmt: skip
    # There is one when the demo of the information pages was made before.
    if film := Video.objects.public(making.at).filter(title=FILM).first():
        shown = f"Filmen, vi begyndte med: {FILM}"
        add_material(seminar, title=shown, video=film, by=by, at=shown_at)
    publish_report(seminar, report=demo.report, by=by, at=making.moment(Clock(12), day=30))
    make_files(at=making.at)


def _answer(seminar: Seminar, demo: DemoSeminar) -> None:
    """Put in what those who came said; who was asked is forgotten, as after two weeks."""
    EvaluationAsk.objects.filter(seminar=seminar).delete()
    Evaluation.objects.bulk_create(
        Evaluation(seminar=seminar, useful=useful, heard=heard, again=again)
        for useful, heard, again, times in demo.evaluations
        for _time in range(times)
    )
    about = EvaluationText.About
    EvaluationText.objects.bulk_create(
        EvaluationText(seminar=seminar, about=kind, text=text, state=EvaluationText.State.SHOWN)
        for kind, texts in ((about.BEST, demo.best), (about.BETTER, demo.better))
        for text in texts
    )


def _follow(
    conclusion: Conclusion, statuses: tuple[tuple[int, str, str], ...], making: Making
) -> None:
    for day, state, text in statuses:
        at = timezone.make_aware(
            datetime.combine(local_date(making.at) + timedelta(days=day), time(11))
        )
        give_status(conclusion, state=Conclusion.State(state), text=text, by=making.by, at=at)


def _tell_in_a_session(making: Making) -> None:
    """Let the lessons be told where projects tell."""
    session = making.sessions["ungested"]
    for row in making.seminar.lessons.all():
        row.session = session
        row.save(update_fields=["session"])


def _ask(making: Making, *, at: datetime) -> None:
    for demo in making.demo.sessions:
        for number, (who, text, others) in enumerate(demo.questions):
            _ask_one(making, demo, (who, text, others), at=at + timedelta(minutes=number))


def _ask_one(
    making: Making, demo: DemoSession, asked: tuple[str, str, tuple[str, ...]], *, at: datetime
) -> None:
    who, text, others = asked
    person = making.people[who]
    question = ask_question(
        making.sessions[demo.code],
        text=text,
        asked_by=person.public_name,
        asker=Asker(user=person),
        key=uuid.uuid4(),
        at=at,
    )
    for other in others:
        support_question(question, asker=Asker(user=making.people[other]), wants=True, at=at)
