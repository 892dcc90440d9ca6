"""What editors do with news, plans, guides, rights and films. Each step locks the row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from core.clock import format_date, format_moment
from core.files import InspectedFile
from core.transitions import TransitionNotAllowed
from information.body import attachments_in
from information.models import (
    Attachment,
    GlossaryTerm,
    InformationEvent,
    Plan,
    PlanDocument,
    Publication,
)
from information.services.history import Subject, record
from information.services.moments import moment_of

if TYPE_CHECKING:
    from accounts.models import User

__all__ = [
    "add_plan_document",
    "change",
    "create",
    "keep_term",
    "mark_reviewed",
    "note_change",
    "publish",
    "record",
    "remove_plan_document",
    "withdraw",
]

Action = InformationEvent.Action
Text = TypeVar("Text", bound=Publication)


@transaction.atomic
def create(publication: Text, *, by: User | None, at: datetime) -> Text:
    """Save a new text as a draft."""
    publication.save()
    note_attachments(publication)
    record(publication, Action.CREATED, by=by, at=at)
    return publication


@transaction.atomic
def change(publication: Text, *, changed: Iterable[str], by: User | None, at: datetime) -> Text:
    """Save the changed fields of a text, and write which they were."""
    names = list(changed)
    if not names:
        return publication
    _locked(publication)
    fields = [publication._meta.get_field(name) for name in names]
    publication.save(update_fields=[field.name for field in fields if not field.many_to_many])
    note_attachments(publication)
    note = "; ".join(str(getattr(field, "verbose_name", field.name)) for field in fields)
    record(publication, Action.CHANGED, by=by, at=at, note=note)
    return publication


@transaction.atomic
def publish(
    publication: Text, *, public_from: datetime | None = None, by: User | None, at: datetime
) -> Text:
    """Publish now, or from a moment to come; a planned moment can be moved.

    Raises:
        TransitionNotAllowed: it is public already.
        MomentNotPossible: more than two years ahead.
    """
    publication = _locked(publication)
    if publication.stage(at) == Publication.Stage.PUBLIC:
        raise TransitionNotAllowed(_("Teksten er offentlig i forvejen."))
    moment = moment_of(public_from, at=at)
    publication.publish(public_from=moment)
    action = Action.PUBLISHED if moment <= at else Action.SCHEDULED
    note = "" if moment <= at else format_moment(moment)
    record(publication, action, by=by, at=at, note=note)
    return publication


@transaction.atomic
def withdraw(publication: Text, *, by: User | None, at: datetime) -> Text:
    """Take a text down, or cancel what was planned.

    Raises:
        TransitionNotAllowed: it is a draft, or down already.
    """
    publication = _locked(publication)
    publication.withdraw()
    record(publication, Action.WITHDRAWN, by=by, at=at)
    return publication


@transaction.atomic
def mark_reviewed(
    publication: Text, *, review_on: date | None, by: User | None, at: datetime
) -> Text:
    """Note that somebody has looked the text through, and when it is to be done again."""
    publication = _locked(publication)
    publication.review_on = review_on
    publication.save(update_fields=["review_on"])
    note = format_date(review_on) if review_on else ""
    record(publication, Action.REVIEWED, by=by, at=at, note=note)
    return publication


@transaction.atomic
def add_plan_document(
    plan: Plan, inspected: InspectedFile, *, by: User | None, at: datetime, **fields: Any
) -> PlanDocument:
    """Store a document of a plan; `fields` are its title and position."""
    document = PlanDocument.from_inspected(inspected, at=at, plan=plan, **fields)
    document.save()
    note_change(plan, note=_("Dokument lagt op: %(name)s") % _named(document), by=by, at=at)
    return document


@transaction.atomic
def remove_plan_document(document: PlanDocument, *, by: User | None, at: datetime) -> None:
    """Take a document away; the history keeps its name and the fingerprint of its content."""
    note = _("Dokument fjernet: %(name)s") % _named(document)
    note_change(document.plan, note=f"{note}, SHA-256 {document.sha256}", by=by, at=at)
    document.discard()


@transaction.atomic
def keep_term(
    term: GlossaryTerm, *, is_new: bool, by: User | None, at: datetime, note: str = ""
) -> GlossaryTerm:
    """Save a word of the glossary."""
    term.save()
    record(term, Action.CREATED if is_new else Action.CHANGED, by=by, at=at, note=note)
    return term


def note_change(subject: Subject, *, note: str, by: User | None, at: datetime) -> InformationEvent:
    """Write that something that belongs to a text was changed."""
    return record(subject, Action.CHANGED, by=by, at=at, note=note)


def note_attachments(publication: Publication) -> None:
    """Keep which pictures and files the text names, so that they are public with it."""
    kept: Any = getattr(publication, "attachments", None)
    if kept is not None:
        numbers = attachments_in(getattr(publication, "body", ""))
        kept.set(Attachment.objects.filter(pk__in=numbers))


def _locked(publication: Text) -> Text:
    rows = type(publication)._default_manager  # noqa: SLF001 (Django's own name)
    found: Text = rows.select_for_update().get(pk=publication.pk)
    return found


def _named(document: PlanDocument) -> dict[str, str]:
    return {"name": f"{document.title} ({document.original_name})"}
