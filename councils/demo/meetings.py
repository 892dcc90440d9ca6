"""Holding the demo's meetings: planned, agenda, decisions, minutes, each at its own moment."""

from __future__ import annotations

import uuid
from datetime import datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from comments.services.writing import write_comment
from core.demo_pdf import demo_pdf
from core.files import inspect_upload
from councils.demo.agendas import DemoItem, DemoMeeting
from councils.demo.seating import Seater
from councils.models import AgendaItem, Body, Meeting, Vote
from councils.services import agenda, items, meetings, minutes, rooms, voices

if TYPE_CHECKING:
    from accounts.models import User

PLANNED_BEFORE, SENT_BEFORE = timedelta(days=40), timedelta(days=6)
WRITTEN_AFTER, SIGNED_AFTER = timedelta(days=2), timedelta(days=5)
ROOM = "gaardrum"
TALK = (
    ("byraad", 20, "Velkommen i rummet. Her kan vi skrive, uden at alle læser med."),
    ("udvalgsborger", 18, "Jeg har talt cykler i vores gård: 64, og der er plads til 20."),
    ("gaardmand", 12, "Skal vi mødes i min gård næste gang, hvis det ikke regner?"),
    ("sekretaer", 3, "Jeg har lagt et oplæg om skygge. Sig til, hvis noget er svært at læse."),
)
PAPER = "Oplæg: skygge i tre gårdrum"
PAPER_TEXT = (
    (
        "Vi har målt temperaturen i tre gårde en varm dag i juli. Under de gamle træer var der "
        "seks grader køligere end på fliserne."
    ),
    "Oplægget er opdigtet. Det viser, hvordan et arbejdspapir ser ud i demoen.",
)


class Convener:
    """Plans and holds meetings of bodies that are seated."""

    def __init__(self, seater: Seater) -> None:
        self.seater, self.making = seater, seater.making

    def hold(self, demo: DemoMeeting) -> None:
        """Let one meeting come as far as it has come."""
        body = self.seater.bodies[demo.body]
        by = self._secretary(body)
        first, last = (time(hour) for hour in demo.hours)
        starts_at = self.making.moment(demo.day, first)
        meeting = meetings.plan_meeting(
            body,
            starts_at=starts_at,
            ends_at=self.making.moment(demo.day, last),
            place=demo.place,
            is_public=demo.is_public,
            by=by,
            at=min(starts_at - PLANNED_BEFORE, self.making.at),
        )
        sent_at = min(starts_at - SENT_BEFORE, self.making.at - timedelta(hours=3))
        placed = [(row, self._place(meeting, row, by=by, at=sent_at)) for row in demo.items]
        for row in demo.proposals:
            self._propose(meeting, row, by=by, at=sent_at)
        if placed and demo.is_agenda_out:
            for row, item in placed:
                if row.document:
                    self._document(item, row.document, by=by, at=sent_at)
            meetings.publish_agenda(meeting, by=by, at=sent_at)
        if demo.cancelled:
            meetings.cancel_meeting(meeting, reason=demo.cancelled, by=by, at=sent_at)
        ended_at = starts_at + timedelta(hours=2)
        for row, item in placed:
            if row.outcome:
                self._decide(item, row, by=by, at=ended_at)
        self._write(meeting, demo, by=by, at=min(ended_at + WRITTEN_AFTER, self.making.at))

    def open_room(self) -> None:
        """Let a committee talk in its closed room, with a paper on the table."""
        by, past = self.making.people["sekretaer"], self.making.past
        room = rooms.open_room(self.seater.bodies[ROOM], by=by, at=past(-21))
        for code, days, text in TALK:
            author = self.making.people[code]
            write_comment(
                room.thread, author=author, text=text, key=uuid.uuid4(), at=past(-days, time(20, 0))
            )
        paper = inspect_upload(demo_pdf("oplaeg-skygge.pdf", PAPER, PAPER_TEXT))
        rooms.add_paper(room, title=PAPER, upload=paper, by=by, at=past(-3))

    # --- Before -----------------------------------------------------------------------------
    def _secretary(self, body: Body) -> User:
        return body.secretaries.get()

    def _place(self, meeting: Meeting, demo: DemoItem, *, by: User, at: datetime) -> AgendaItem:
        return agenda.add_item(
            meeting,
            title=demo.title,
            summary=demo.summary,
            is_open=demo.is_open,
            by=by,
            at=at,
        )

    def _propose(self, meeting: Meeting, demo: DemoItem, *, by: User, at: datetime) -> None:
        people = self.making.people
        item = agenda.propose_item(
            meeting.body,
            title=demo.title,
            summary=demo.summary,
            meeting=meeting,
            by=people[demo.proposed_by],
            at=at,
        )
        for hours, code in enumerate(demo.supported_by):
            agenda.support_item(item, by=people[code], at=at + timedelta(minutes=20 * hours))
        if demo.declined:
            agenda.decline_item(item, reason=demo.declined, by=by, at=at + timedelta(hours=1))

    def _document(self, item: AgendaItem, title: str, *, by: User, at: datetime) -> None:
        words = (item.summary, "Bilaget er opdigtet. Det viser, hvordan et bilag ser ud i demoen.")
        upload = inspect_upload(demo_pdf("bilag.pdf", title, words))
        items.add_document(item, title=title, upload=upload, by=by, at=at)

    # --- At the meeting, and after ------------------------------------------------------------
    def _decide(self, item: AgendaItem, demo: DemoItem, *, by: User, at: datetime) -> None:
        item = agenda.record_decision(
            item, outcome=demo.outcome, decision=demo.decision, by=by, at=at
        )
        if demo.has_votes:
            assert item.meeting is not None
            against = {self.seater.members[code].pk for code in demo.against}
            votes = {
                seat: Vote.Choice.NO if seat.member_id in against else Vote.Choice.YES
                for seat in voices.voters_of(item.meeting)
            }
            voices.write_votes(item, votes, by=by, at=at)
        if demo.dissent:
            code, text = demo.dissent
            voices.write_dissent(item, text=text, by=self.making.people[code], at=at)

    def _write(self, meeting: Meeting, demo: DemoMeeting, *, by: User, at: datetime) -> None:
        if not demo.minutes:
            return
        write = partial(minutes.write_minutes, meeting, text=demo.minutes)
        write(by=by, at=at)
        if demo.is_submitted:
            minutes.submit_minutes(meeting, by=by, at=at)
        if demo.signed_by:
            signed_at = min(at + SIGNED_AFTER, self.making.at)
            minutes.sign_minutes(meeting, by=self.making.people[demo.signed_by], at=signed_at)
