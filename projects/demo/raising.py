"""Raising the demo's problems, and letting the departments answer them."""

from __future__ import annotations

import uuid

from accounts.services.organisations import approve_organisation, propose_organisation
from city.models import Topic
from comments.models import Comment
from councils.models import Body
from projects.demo.making import Making, areas, department
from projects.demo.types import DemoProblem
from projects.models import Problem
from projects.services.answering import answer_problem, reroute_problem
from projects.services.problem_moderation import hide_problem, release_problem
from projects.services.problem_objections import make_objection
from projects.services.problems import feel, raise_problem

MODERATOR = "moderator"
# Name, kind, what it does, who may act for it, and whether staff have said yes.
ORGANISATIONS = (
    ("Aftenkoret", "association", "46 stemmer, der øver hver onsdag.", "preben", True),
    ("Cyklisterne i byen", "interest_organisation", "Taler for dem på to hjul.", "cajus", False),
)


def make_organisations(making: Making) -> None:
    """Make the organisations: one that may be acted for, one that waits for an answer."""
    for name, kind, text, by, is_approved in ORGANISATIONS:
        found = propose_organisation(
            name=name,
            kind=kind,
            text=text,
            title="formand",
            by=making.people[by],
            at=making.moment(-300 if is_approved else -2),
        )
        if is_approved:
            staff = making.people["facilitator"]
            found = approve_organisation(found, by=staff, at=making.moment(-298))
        making.organisations[name] = found


def raise_all(making: Making, problems: tuple[DemoProblem, ...]) -> None:
    for demo in problems:
        making.problems[demo.code] = _raise(making, demo)


def _raise(making: Making, demo: DemoProblem) -> Problem:
    at, staff = making.moment(demo.day, 9), making.people[MODERATOR]
    problem = raise_problem(
        title=demo.title,
        text=demo.text,
        for_whom=demo.for_whom,
        known_by=demo.known_by,
        place=demo.place,
        areas=areas(demo.areas),
        topic=Topic.objects.filter(name=demo.topic).first(),
        organisation=making.organisations.get(demo.organisation),
        author=making.people[demo.by],
        key=uuid.uuid4(),
        at=at,
    )
    if demo.hidden:
        reason, note = demo.hidden
        problem = hide_problem(
            problem, reason=reason, note=note, by=staff, at=making.moment(demo.day)
        )
        if demo.objection:
            at = making.moment(demo.day + 1)
            make_objection(problem, text=demo.objection, by=problem.author, at=at)
        return problem
    if demo.is_held:
        return _hold_back(problem)
    if not problem.is_visible:
        problem = release_problem(problem, by=staff, at=at)
    answers = department(demo.department)
    if problem.department_id != answers.pk:
        problem = reroute_problem(problem, department=answers, by=staff, at=making.moment(demo.day))
    for code in demo.felt_by:
        problem = feel(problem, by=making.people[code], at=making.moment(demo.day + 1))
    making.talk(problem.thread, demo.comments, demo.day + 1)
    return problem


def _hold_back(problem: Problem) -> Problem:
    """Let it wait to be read, as the first words of an account do where the portal holds them."""
    if problem.is_visible:
        problem.hold(Comment.HeldFor.FIRST)
        problem.save(update_fields=["state", "held_for"])
    return problem


def answer_all(making: Making, problems: tuple[DemoProblem, ...], bodies: dict[str, str]) -> None:
    """Answer what has an answer; `bodies` gives the name of a body by its code."""
    for demo in problems:
        if demo.answer:
            answer_problem(
                making.problems[demo.code],
                answer=demo.answer,
                reason=demo.reason,
                project=making.projects["stierne"] if demo.answer == "project" else None,
                body=Body.objects.get(name=bodies[demo.body]) if demo.body else None,
                link=demo.link,
                by=making.people["sagsbehandler"],
                at=making.moment(demo.answered, 11),
            )
