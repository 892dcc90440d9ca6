"""Making the demo's projects: every step through the same services as in real life."""

from __future__ import annotations

import uuid
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from core.contributions import Fate
from core.files import inspect_upload
from councils.models import Body
from projects.demo.making import Making, areas, department, topics
from projects.demo.types import DemoProject, DemoQuestion, IdeaRow, OfferRow, UpdateRow
from projects.models import Actor, HelpWanted, Milestone, Offer, Project, Question
from projects.services import activities, closing, involvement, offers, openness, team, way
from projects.services.ideas import answer_idea, give_idea, release_idea
from projects.services.projects import create_project, publish_project

if TYPE_CHECKING:
    from accounts.models import User

FILES = Path(__file__).resolve().parents[2] / "events" / "demo_files"


class Builder:
    """Makes one project, and what people gave to it until today."""

    def __init__(self, making: Making, demo: DemoProject, bodies: dict[str, str]) -> None:
        self.making, self.demo = making, demo
        self.by: User = making.people[demo.facilitator]
        self.body = Body.objects.get(name=bodies[demo.body]) if demo.body else None
        self.project = self._create()
        self.questions = [self._ask(question) for question in demo.questions]
        started = making.moment(demo.day, 9)
        self.project = publish_project(self.project, by=self.by, at=started)
        making.projects[demo.code] = self.project

    def _create(self) -> Project:
        demo, at = self.demo, self.making.moment(self.demo.day, 9)
        return create_project(
            title=demo.title,
            facilitator=self.by,
            department=department(demo.department),
            areas=areas(demo.areas),
            topics=topics(demo.topics),
            started_on=self.making.day(demo.day),
            by=self.by,
            at=at,
            lead=demo.lead,
            brief_problem=demo.problem,
            brief_for_whom=demo.for_whom,
            brief_decided=demo.decided,
            brief_leads_to=demo.leads_to,
            body=self.body,
            contact_phone="00 00 00 00",
        )

    # --- Its way --------------------------------------------------------------------------
    def tell_its_way(self) -> None:
        demo, by = self.demo, self.by
        started = self.making.moment(demo.day, 10)
        for row in demo.phases:
            way.set_phase(
                self.project,
                Project.PhaseKind(row.kind),
                starts_on=self.making.day(row.starts) if row.starts is not None else None,
                ends_on=self.making.day(row.ends) if row.ends is not None else None,
                when_text=row.when,
                text=row.text,
                by=by,
                at=started,
            )
        self._stand_in(Project.PhaseKind(demo.phase))
        for title, day, is_reached in demo.milestones:
            on = self.making.day(day)
            milestone = Milestone(project=self.project, title=title, due_on=on)
            way.save_milestone(milestone, by=by, at=started)
            if is_reached:
                way.reach_milestone(milestone, on=on, by=by, at=self.making.moment(day))
        for update in sorted(demo.updates, key=lambda row: row.day):
            self._tell(update)

    def _stand_in(self, phase: Project.PhaseKind) -> None:
        """Let it be in a phase whose days were written before: `begin_phase` would say today."""
        self.project.refresh_from_db()
        self.project.begin_phase(phase)

    def _tell(self, row: UpdateRow) -> None:
        pictures = []
        if row.picture:
            upload = SimpleUploadedFile(row.picture, (FILES / row.picture).read_bytes())
            pictures = [way.Picture(inspect_upload(upload), row.alt)]
        way.write_update(
            self.project,
            title=row.title,
            text=row.text,
            pictures=pictures,
            by=self.by,
            at=self.making.moment(row.day, 14),
        )

    def _ask(self, demo: DemoQuestion) -> Question:
        first, *later = demo.changes
        question = openness.add_question(
            self.project,
            title=demo.title,
            state=Question.State(first.state),
            text=first.text,
            by_whom=first.by_whom,
            on=self.making.day(first.day),
            url=first.url,
            by=self.by,
            at=self.making.moment(first.day),
        )
        for change in later:
            openness.change_question(
                question,
                state=Question.State(change.state),
                text=change.text,
                by_whom=change.by_whom,
                on=self.making.day(change.day),
                url=change.url,
                by=self.by,
                at=self.making.moment(change.day),
            )
        return question

    # --- People ---------------------------------------------------------------------------
    def gather(self) -> None:
        """Let people be in it: actors, the team, what they gave, what they said."""
        demo, started = self.demo, self.making.moment(self.demo.day, 11)
        for row in demo.actors:
            actor = Actor(
                project=self.project,
                group=row.group,
                name=row.name,
                brings=row.brings,
                people=row.people,
                organisation=self.making.organisations.get(row.name)
                if row.name == "Aftenkoret"
                else None,
            )
            activities.save_actor(actor, by=self.by, at=started)
        for code, _group, brings in demo.team:
            self._take_on(code, brings)
        wanted = [self._want(title, is_met=is_met) for title, is_met in demo.help_wanted]
        for idea in demo.ideas:
            self._give(idea)
        for offer in demo.offers:
            self._offer(offer, wanted)
        self.making.talk(self.project.thread, demo.comments, max(demo.day, -40))

    def _take_on(self, code: str, brings: str) -> None:
        at = self.making.moment(self.demo.day + 2)
        member = team.ask_to_join(self.project, user=self.making.people[code], brings=brings, at=at)
        team.answer_request(member, is_welcome=True, by=self.by, at=at)

    def _want(self, title: str, *, is_met: bool) -> HelpWanted:
        at = self.making.moment(max(self.demo.day, -35))
        row = offers.want_help(self.project, title=title, by=self.by, at=at)
        return offers.note_help_met(row, is_met=True, by=self.by, at=at) if is_met else row

    def _give(self, row: IdeaRow) -> None:
        at = self.making.moment(row.day, 16)
        idea = give_idea(
            self.project,
            author=self.making.people[row.by],
            text=row.text,
            question=self.questions[row.question] if row.question is not None else None,
            key=uuid.uuid4(),
            at=at,
        )
        if not idea.is_visible:
            idea = release_idea(idea, by=self.by, at=at)
        if row.fate:
            later = min(at + timedelta(days=12), self.making.at)
            answer_idea(idea, fate=Fate(row.fate), reason=row.reason, by=self.by, at=later)

    def _offer(self, row: OfferRow, wanted: list[HelpWanted]) -> None:
        at = self.making.moment(row.day, 17)
        offer = offers.make_offer(
            self.project,
            author=self.making.people[row.by],
            text=row.text,
            wanted=wanted[row.wanted] if row.wanted is not None else None,
            key=uuid.uuid4(),
            at=at,
        )
        if row.status:
            status, later = Offer.Status(row.status), min(at + timedelta(days=2), self.making.at)
            offers.answer_offer(offer, status=status, answer=row.answer, by=self.by, at=later)

    # --- The plan and the end -------------------------------------------------------------
    def plan(self) -> None:
        """Write the involvement plan, and what came of its rows."""
        for row in self.demo.plan:
            step = involvement.add_step(
                self.project,
                who=row.who,
                comes_by_itself=row.comes_by_itself,
                how=row.how,
                promise=row.promise,
                when_from=self.making.day(row.starts),
                when_until=self.making.day(row.ends) if row.ends is not None else None,
                by=self.by,
                at=self.making.moment(self.demo.day + 1),
            )
            if row.result:
                done = min(row.ends if row.ends is not None else row.starts, -1)
                involvement.write_result(
                    step,
                    result=row.result,
                    reached=row.reached,
                    kept=row.kept,
                    done_on=self.making.day(done),
                    by=self.by,
                    at=self.making.moment(done),
                )

    def finish(self) -> None:
        """Write what was learned and done, and close it where it has ended."""
        demo, at = self.demo, self.making.moment(self.demo.closed or 0, 13)
        for title, tried, result, again in demo.lessons:
            words = {"title": title, "tried": tried, "result": result, "again": again}
            closing.write_lesson(self.project, **words, by=self.by, at=at)
        for what, by_whom, day in demo.done:
            closing.note_implementation(
                self.project,
                what=what,
                by_whom=by_whom,
                done_on=self.making.day(day),
                by=self.by,
                at=at,
            )
        if demo.outcome:
            closing.close_project(self.project, outcome=demo.outcome, by=self.by, at=at)
