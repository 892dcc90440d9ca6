"""Ideas from everybody: given, read first where something asks for it, and answered with why."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation
from accounts.services import require_right_to_act
from comments.screening import reason_to_hold_words
from core.contributions import Fate
from projects.giving_exceptions import JudgedByYourself, NotTaken
from projects.models import ContributionDraft, Idea, Project, ProjectEvent, Question
from projects.services.drafts import close_draft
from projects.services.giving_mails import IDEA_ANSWERED, IDEA_HIDDEN, IDEA_SHOWN, tell
from projects.services.history import record
from projects.services.locking import locked_project

if TYPE_CHECKING:
    from accounts.models import User

Action = ProjectEvent.Action


@transaction.atomic
def give_idea(
    project: Project,
    *,
    author: User,
    text: str,
    question: Question | None = None,
    organisation: Organisation | None = None,
    key: UUID,
    at: datetime,
) -> Idea:
    """Give an idea, perhaps on one of the questions. A form that is sent twice makes one.

    Raises:
        NotTaken: the project takes no ideas, or the question is settled.
        MayNotAct: the person may not act for the organisation any more.
    """
    project = locked_project(project.pk)
    if sent := Idea.objects.filter(key=key, author=author).first():
        return sent
    require_ideas(project, question)
    require_right_to_act(organisation, by=author)
    idea = Idea(
        project=project,
        question=question,
        number=project.next_idea_number(),
        text=text,
        author=author,
        organisation=organisation,
        key=key,
        given_at=at,
    )
    if reason := _reason_to_hold(idea):
        idea.hold(reason)
    idea.save()
    close_draft(project, kind=ContributionDraft.Kind.IDEA, key=key, person=author, at=at)
    record(project, Action.IDEA_GIVEN, by=None, at=at, about=idea)
    if not idea.is_visible:
        record(project, Action.HELD, by=None, at=at, about=idea)
    return idea


def _reason_to_hold(idea: Idea) -> str:
    """Return why it waits to be read first, as a comment would; ideas shown before count."""
    shown = Idea.objects.public().filter(author=idea.author).count()
    department = idea.project.department
    return reason_to_hold_words(
        idea.author, idea.text, department=department, shown_elsewhere=shown
    )


def require_ideas(project: Project, question: Question | None = None) -> None:
    """Raise NotTaken unless everybody may give an idea now, on that question."""
    if not (project.is_active and project.takes_ideas):
        raise NotTaken(_("Projektet tager ikke imod bidrag lige nu."))
    if question is None:
        return
    question.refresh_from_db()
    if question.project_id != project.pk or question.is_settled:
        raise NotTaken(_("Spørgsmålet er afgjort, så det kan ikke længere ændres."))


@transaction.atomic
def answer_idea(idea: Idea, *, fate: Fate, reason: str, by: User, at: datetime) -> Idea:
    """Say what became of it, and why: its author is told at once. Written again, it is mended.

    Raises:
        JudgedByYourself: the person gave it.
        NotTaken: nobody can read it, or the answer is none.
    """
    idea = _lock_to_judge(idea, by)
    if not idea.is_visible or fate == Fate.WAITING:
        raise NotTaken(_("Bidraget kan ikke læses, så det kan ikke besvares."))
    if (idea.fate, idea.fate_reason) == (fate, reason):
        return idea
    idea.decide_fate(fate, reason=reason, by=by, at=at)
    note = str(Fate(fate).label)
    record(idea.project, Action.CONTRIBUTION_ANSWERED, by=by, at=at, about=idea, note=note)
    tell(idea.author, IDEA_ANSWERED, idea, version=at.isoformat())
    return idea


@transaction.atomic
def release_idea(idea: Idea, *, by: User, at: datetime) -> Idea:
    """Let everybody read one that was held; its author is told.

    Raises:
        JudgedByYourself: the person gave it.
        TransitionNotAllowed: it is not held.
    """
    idea = _lock_to_judge(idea, by)
    idea.release()
    record(idea.project, Action.RELEASED, by=by, at=at, about=idea)
    tell(idea.author, IDEA_SHOWN, idea, version=at.isoformat())
    return idea


@transaction.atomic
def hide_idea(idea: Idea, *, reason: str, note: str, by: User, at: datetime) -> Idea:
    """Hide one with the reason, which its author is told with the note.

    Raises:
        TransitionNotAllowed: it is hidden or deleted already.
    """
    idea = locked_idea(idea)
    idea.hide(reason)
    record(idea.project, Action.HIDDEN, by=by, at=at, about=idea, note=note)
    tell(idea.author, IDEA_HIDDEN, idea, version=at.isoformat())
    return idea


@transaction.atomic
def restore_idea(idea: Idea, *, note: str, by: User, at: datetime) -> Idea:
    """Let everybody read a hidden one again; its author is told.

    Raises:
        JudgedByYourself: the person gave it.
        TransitionNotAllowed: it is not hidden.
    """
    idea = _lock_to_judge(idea, by)
    idea.restore()
    record(idea.project, Action.RESTORED, by=by, at=at, about=idea, note=note)
    tell(idea.author, IDEA_SHOWN, idea, version=at.isoformat())
    return idea


@transaction.atomic
def delete_idea(idea: Idea, *, at: datetime) -> Idea:
    """Take the words away for good, as their author wishes; number and state stay.

    Raises:
        TransitionNotAllowed: it is hidden or deleted already.
    """
    idea = locked_idea(idea)
    idea.delete_by_author()
    note = _("Slettet af forfatteren")
    record(idea.project, Action.CHANGED, by=None, at=at, about=idea, note=note)
    return idea


def locked_idea(idea: Idea) -> Idea:
    """Lock the project, then the idea: the order in which everybody takes them."""
    project = locked_project(idea.project_id)
    rows = Idea.objects.select_for_update(of=("self",)).select_related("author", "organisation")
    found = rows.get(pk=idea.pk)
    found.project = project
    return found


def _lock_to_judge(idea: Idea, by: User) -> Idea:
    idea = locked_idea(idea)
    if idea.is_written_by(by):
        raise JudgedByYourself
    return idea
