"""A body from its making to its end, and the terms for which its members are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from comments.services.opening import allow_comments, keep_department
from core.clock import format_date, start_of_day
from councils.exceptions import WrongTerm
from councils.models import Body, CouncilEvent, Term
from councils.services.history import record
from councils.services.locking import locked_body
from councils.services.seating import end_membership

if TYPE_CHECKING:
    from accounts.models import User

Action = CouncilEvent.Action


@transaction.atomic
def create_body(body: Body, *, by: User | None, at: datetime) -> Body:
    """Save a new body, which nobody but its secretaries sees until it is published."""
    body.full_clean()
    body.save()
    record(body, Action.CREATED, by=by, at=at, note=body.name)
    return body


@transaction.atomic
def change_body(body: Body, *, fields: Sequence[str], by: User, at: datetime) -> Body:
    """Save what was changed of a body, and nothing else of its row; say which fields."""
    locked_body(body.pk)
    body.full_clean()
    columns = {field.name for field in Body._meta.concrete_fields}
    body.save(update_fields=[name for name in fields if name in columns])
    keep_department(body.thread, body.department)
    names = [str(Body._meta.get_field(name).verbose_name) for name in fields]  # type: ignore[union-attr]
    record(body, Action.CHANGED, by=by, at=at, note=", ".join(names))
    return body


@transaction.atomic
def publish_body(body: Body, *, by: User | None, at: datetime) -> Body:
    """Let everybody see a body, its seats and who sits on them.

    Raises:
        TransitionNotAllowed: it is public.
    """
    body = locked_body(body.pk)
    body.publish()
    record(body, Action.PUBLISHED, by=by, at=at)
    return body


@transaction.atomic
def end_body(body: Body, *, on: date, reason: str, by: User | None, at: datetime) -> Body:
    """Let a body end with the beginning of a day; its memberships end then. All stays readable.

    Raises:
        TransitionNotAllowed: it has ended.
    """
    body = locked_body(body.pk)
    body.end(on=on)
    ends_at = start_of_day(on)
    lasting = body.memberships.filter(Q(ends_at=None) | Q(ends_at__gt=ends_at))
    for membership in lasting.filter(starts_at__lt=ends_at):
        end_membership(membership, ends_at=ends_at, reason=reason, by=by, at=at)
    note = _("Fra %(day)s. %(reason)s") % {"day": format_date(on), "reason": reason}
    record(body, Action.ENDED, by=by, at=at, note=note)
    return body


@transaction.atomic
def set_term(
    body: Body,
    *,
    starts_on: date,
    ends_on: date | None,
    uneven_reason: str = "",
    by: User | None,
    at: datetime,
    term: Term | None = None,
) -> Term:
    """Make a term, or change one; the days are half-open, and two terms never overlap.

    Raises:
        WrongTerm: it overlaps another.
    """
    body = locked_body(body.pk)
    others = body.terms.exclude(pk=term.pk) if term else body.terms.all()
    later = others.filter(Q(ends_on=None) | Q(ends_on__gt=starts_on))
    if (later.filter(starts_on__lt=ends_on) if ends_on else later).exists():
        raise WrongTerm(_("Perioden går ind over en anden valgperiode."))
    term = term or Term(body=body)
    term.starts_on, term.ends_on, term.uneven_reason = starts_on, ends_on, uneven_reason
    term.full_clean()
    term.save()
    note = _("Valgperiode fra %(day)s") % {"day": format_date(starts_on)}
    record(body, Action.CHANGED, by=by, at=at, about=term, note=note)
    return term


@transaction.atomic
def let_comment(body: Body, *, is_allowed: bool, by: User, at: datetime) -> None:
    """Open a body for comments, or close it. Asked at every save: what is so is no change."""
    was_allowed = bool(body.thread and body.thread.is_open)
    body.thread = allow_comments(
        body.thread, department=body.department, is_allowed=is_allowed, by=by, at=at
    )
    if was_allowed == is_allowed:
        return
    body.save(update_fields=["thread"])
    note = _("Der kan kommenteres") if is_allowed else _("Der kan ikke kommenteres mere")
    record(body, Action.CHANGED, by=by, at=at, note=note)
