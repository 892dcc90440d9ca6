"""Making the demo: every step through the same services as in real life, at its own time."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import override

from city.models import Area, Department, Topic
from core.clock import end_of_day, local_date, start_of_day
from core.danish import ascii_danish
from core.demo_pdf import demo_pdf
from core.files import InspectedFile, inspect_upload
from hearings import services
from hearings.demo.answering import answering_steps
from hearings.demo.answers import ANSWERS
from hearings.demo.consulting import Consulting
from hearings.demo.conversations import CONVERSATIONS
from hearings.demo.deciding import AFTER, Follower
from hearings.demo.followers import follow_hearing, follow_places, tell_what_happened
from hearings.demo.half_treated import HALF_TREATED, half_treated_steps
from hearings.demo.objections import object_and_decide
from hearings.demo.proposals import HEARINGS
from hearings.demo.talking import Talk
from hearings.demo.translated import translate
from hearings.demo.types import Day, DemoAnswer, DemoHearing
from hearings.demo.white_papers import WHITE_PAPERS
from hearings.material import Assessed
from hearings.models import Hearing, HearingKind, Response
from hearings.services import Submission
from hearings.services.material import tell_of_changes
from hearings.services.meetings import add_meeting
from hearings.services.staff import add_document, change_hearing
from notifications.models import Message

if TYPE_CHECKING:
    from accounts.models import User

MORNING, NOON, EVENING = time(9, 12), time(12, 40), time(20, 5)
Step = Callable[[], object]
RECENT = timedelta(days=3)
KEEP_PERSONAL_DATA = timedelta(days=730)


class Loader:
    """The people and the day of one making."""

    def __init__(self, people: dict[str, User], at: datetime) -> None:
        self.people, self.at, self.today = people, at, local_date(at)
        self.inspected: dict[str, InspectedFile] = {}
        self.made: dict[str, Hearing] = {}
        self.last_message = Message.objects.aggregate(last=Max("pk"))["last"] or 0

    def load(self) -> None:
        follow_places(self.people, at=self.at - timedelta(days=300))
        for proposal in HEARINGS:
            answers = [answer for answer in ANSWERS if answer.hearing == proposal.code]
            self._hearing(proposal, answers)
        object_and_decide(self.people, at=self.at)
        Consulting(self.made, self.people, at=self.at, day=self.day, past=self.past).load()
        self._keep_quiet(self.at - 2 * RECENT)
        tell_what_happened(at=self.at)

    def day(self, day: Day) -> date:
        return day if isinstance(day, date) else self.today + timedelta(days=day)

    def moment(self, day: Day, clock: time = MORNING) -> datetime:
        """Return a moment of a day, never later than now for what has happened."""
        return timezone.make_aware(datetime.combine(self.day(day), clock))

    def past(self, day: Day, clock: time = MORNING) -> datetime:
        return min(self.moment(day, clock), self.at)

    # --- Hearings -------------------------------------------------------------------------
    def _hearing(self, proposal: DemoHearing, answers: list[DemoAnswer]) -> None:
        by = self.people[proposal.case_worker]
        hearing = self._draft(proposal, by)
        translate(hearing, code=proposal.code, by=by, at=hearing.created_at)
        if proposal.is_draft:
            return
        services.publish_hearing(hearing, by=by, at=self._published_at(proposal))
        hearing.refresh_from_db()
        follow_hearing(proposal.code, hearing, self.people, at=self._published_at(proposal))
        for at, step in self._steps(hearing, proposal, answers, by):
            step()
            self._keep_quiet(at)

    def _published_at(self, proposal: DemoHearing) -> datetime:
        opens = start_of_day(self.day(proposal.opens))
        return min(opens - timedelta(hours=14), self.at)

    def _draft(self, proposal: DemoHearing, by: User) -> Hearing:
        published_at = self._published_at(proposal)
        last_day = proposal.extension[1] if proposal.extension else proposal.last_day
        hearing = Hearing(
            title=proposal.title,
            formal_title=proposal.formal_title,
            lead=proposal.lead,
            brief_what=proposal.what,
            brief_why=proposal.why,
            brief_who=proposal.who,
            brief_influence="\n".join(proposal.influence),
            brief_decided="\n".join(proposal.decided),
            brief_next=proposal.next,
            body=proposal.body,
            deciding_body=proposal.deciding_body,
            sent_on=None if proposal.sent is None else self.day(proposal.sent),
            remark=proposal.remark,
            third_party=proposal.third_party,
            case_number=proposal.case_number,
            department=Department.objects.get(name=proposal.department),
            contact_name=by.full_name,
            contact_phone="00 00 00 00",
            contact_email=by.email,
            opens_at=start_of_day(self.day(proposal.opens)),
            closes_at=end_of_day(self.day(last_day)),
            expected_decision=proposal.expected or self._expected(proposal),
            publication_rule=proposal.rule,
            delete_personal_data_on=max(self.day(proposal.last_day), self.today)
            + KEEP_PERSONAL_DATA,
            created_at=published_at - timedelta(days=3),
            follows=self.made.get(proposal.follows),
            prehearing_changes="\n".join(proposal.prehearing_changes),
        )
        self.made[proposal.code] = hearing
        services.create_hearing(hearing, by=by, at=hearing.created_at)
        hearing.kinds.set(HearingKind.objects.filter(code__in=proposal.kinds))
        hearing.areas.set(Area.objects.filter(name__in=proposal.areas))
        hearing.topics.set(Topic.objects.filter(name__in=proposal.topics))
        self._documents(hearing, proposal, by, published_at - timedelta(days=1))
        self._meetings(hearing, proposal, by, published_at - timedelta(days=1))
        return hearing

    def _expected(self, proposal: DemoHearing) -> str:
        with override("da"):
            return date_format(self.day(proposal.last_day) + timedelta(days=60), "F Y")

    def _documents(self, hearing: Hearing, proposal: DemoHearing, by: User, at: datetime) -> None:
        for position, document in enumerate(proposal.documents):
            add_document(
                hearing,
                self._file(f"{_slug(document.title)}.pdf", document.title, document.paragraphs),
                by=by,
                at=at,
                title=document.title,
                note=document.note,
                position=position,
            )

    def _meetings(self, hearing: Hearing, proposal: DemoHearing, by: User, at: datetime) -> None:
        for meeting in proposal.meetings:
            starts, ends = meeting.hours
            add_meeting(
                hearing,
                kind=meeting.kind,
                title=meeting.title,
                starts_at=self.moment(meeting.day, time(starts)),
                ends_at=self.moment(meeting.day, time(ends)),
                place=meeting.place,
                text=meeting.text,
                by=by,
                at=at,
            )

    def _file(self, name: str, title: str, paragraphs: tuple[str, ...]) -> InspectedFile:
        """Return a file that was looked into; the same file is looked into once."""
        if name not in self.inspected:
            self.inspected[name] = inspect_upload(demo_pdf(name, title, paragraphs))
        return self.inspected[name]

    # --- What happens then ------------------------------------------------------------------
    def _steps(
        self, hearing: Hearing, proposal: DemoHearing, answers: list[DemoAnswer], by: User
    ) -> list[tuple[datetime, Step]]:
        """Return everything that happens to a hearing, in the order of time."""
        steps: list[tuple[datetime, Step]] = [
            (self._received_at(demo), partial(self._answer, hearing, demo)) for demo in answers
        ]
        if proposal.extension:
            day, _old, reason = proposal.extension
            closes_at = end_of_day(self.day(proposal.last_day))
            at = self.past(day, NOON)
            extend = partial(services.extend_deadline, hearing, closes_at=closes_at, reason=reason)
            steps.append((at, partial(extend, by=by, at=at)))
        if proposal.material_change:
            day, name, text, assessment, reason = proposal.material_change
            at = self.past(day, NOON)
            said = Assessed(assessment, reason)
            steps.append((at, partial(_change, hearing, name, text, said, by=by, at=at)))
        if proposal.withdrawal:
            day, reason = proposal.withdrawal
            at = self.past(day, NOON)
            withdraw = partial(services.withdraw_hearing, hearing, reason=reason, by=by, at=at)
            steps.append((at, withdraw))
        if proposal.code == HALF_TREATED:
            steps += half_treated_steps(hearing, by=by, past=self.past)
        if demo := WHITE_PAPERS.get(proposal.code):
            manager = self.people["leder"]
            steps += answering_steps(hearing, demo, by=by, manager=manager, past=self.past)
        if proposal.decision:
            day, decision = proposal.decision
            at = self.past(day, EVENING)
            decide = partial(
                services.decide_hearing,
                hearing,
                on=self.day(day),
                decision=decision,
                no_white_paper_reason=proposal.no_white_paper_reason,
            )
            steps.append((at, partial(decide, by=by, at=at)))
        steps += self._afterwards(hearing, proposal.code, by)
        return sorted(steps, key=lambda pair: pair[0])

    def _afterwards(self, hearing: Hearing, code: str, by: User) -> list[tuple[datetime, Step]]:
        """Return what is said about it, and what came of the decision."""
        steps: list[tuple[datetime, Step]] = []
        if (talk := CONVERSATIONS.get(code)) and hearing.thread:
            steps += Talk(hearing.thread, talk, self.people, self.past).steps()
        if after := AFTER.get(code):
            steps += Follower(hearing, after, by=by, day=self.day, past=self.past).steps()
        return steps

    def _keep_quiet(self, at: datetime) -> None:
        """Take back the mails of what happened long ago; those of the last days leave."""
        written = Message.objects.filter(pk__gt=self.last_message)
        if at < self.at - RECENT:
            written.delete()
        else:
            self.last_message = max([self.last_message, *written.values_list("pk", flat=True)])

    def _received_at(self, demo: DemoAnswer) -> datetime:
        return self.past(demo.day, time(demo.hour, 20))

    def _answer(self, hearing: Hearing, demo: DemoAnswer) -> None:
        at = self._received_at(demo)
        response = self._received(hearing, demo, at)
        if demo.is_confirmed and demo.email and not response.email_confirmed_at:
            services.confirm_email(response, at=min(at + timedelta(minutes=4), self.at))
        for number, text in enumerate(demo.edits, start=1):
            edited_at = min(at + timedelta(days=number), self.at)
            services.edit_response(
                response,
                answer=self._as_answer(demo, text),
                by=response.person,
                at=edited_at,
            )
        response.refresh_from_db()
        self._treated(response, demo, at)

    def _received(self, hearing: Hearing, demo: DemoAnswer, at: datetime) -> Response:
        files = [self._file(name, name, paragraphs) for name, paragraphs in demo.files]
        answer = self._as_answer(demo, demo.text)
        if demo.channel != Response.Channel.WEB:
            return services.register_response(
                hearing,
                answer=answer,
                channel=demo.channel,
                received_at=at,
                files=files,
                by=self.people["sagsbehandler"],
                at=min(at + timedelta(hours=3), self.at),
            )
        person = self.people.get(demo.person)
        draft = services.keep_draft(
            hearing, key=uuid.uuid4(), fields={}, files=files, person=person, at=at
        )
        return services.submit_draft(draft, answer=answer, person=person, language="da", at=at)

    def _as_answer(self, demo: DemoAnswer, text: str) -> Submission:
        return Submission(
            text=text,
            name=demo.name,
            sender_kind=demo.kind,
            on_behalf_of=demo.on_behalf_of,
            email=demo.email,
            address=demo.address,
            area=Area.objects.filter(name=demo.area).first(),
            show_name=demo.show_name,
            is_protected=demo.is_protected,
        )

    def _treated(self, response: Response, demo: DemoAnswer, at: datetime) -> None:
        by = self.people["moderator"]
        read_at = min(at + timedelta(days=1, hours=2), self.at)
        if demo.masks:
            version = response.current_version
            services.redact_response(
                response,
                version=version,
                passages=[_passage(version.text, *mask) for mask in demo.masks],
                by=by,
                at=read_at,
            )
        if demo.state == "approved":
            services.approve_response(response, by=by, at=read_at)
        elif demo.state == "declined":
            services.decline_response(response, reason=demo.decline_reason, by=by, at=read_at)
        elif demo.state == "withdrawn":
            services.withdraw_response(response, at=read_at)


def _change(
    hearing: Hearing, name: str, text: str, assessed: Assessed, *, by: User, at: datetime
) -> None:
    """Change a text after the opening, as the form does."""
    hearing = Hearing.objects.get(pk=hearing.pk)
    setattr(hearing, name, text)
    change_hearing(hearing, changed=[name], assessed=assessed, by=by, at=at)
    tell_of_changes(hearing, by=by, at=at)


def _passage(text: str, words: str, reason: str) -> tuple[int, int, str]:
    start = text.index(words)
    return start, start + len(words), reason


def _slug(title: str) -> str:
    return slugify(ascii_danish(title))[:60]


def load(people: dict[str, User], *, at: datetime) -> None:
    """Make the demo's hearings with their answers."""
    Loader(people, at).load()
