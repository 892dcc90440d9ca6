"""A call for seats: written, published, changed, withdrawn."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.transitions import TransitionNotAllowed, require_status
from councils.models import Application, Body, Call, CouncilEvent
from councils.services.history import record
from notifications.services import Recipient, enqueue_all

if TYPE_CHECKING:
    from accounts.models import User

Action = CouncilEvent.Action
# What may still be mended when people apply; the deadline only to a later day.
STILL_MENDED = frozenset({"text", "criteria", "answer_by", "closes_at"})


@transaction.atomic
def create_call(body: Body, *, by: User, at: datetime, **fields: Any) -> Call:
    """Write a call as a draft."""
    call = Call.objects.create(body=body, created_at=at, **fields)
    record(body, Action.CREATED, by=by, at=at, about=call, note=call.title)
    return call


@transaction.atomic
def change_call(call: Call, *, by: User, at: datetime, **fields: Any) -> Call:
    """Mend a call; when it is published its words, and its deadline to a later day.

    Raises:
        TransitionNotAllowed: it has ended, or what people rely on would change.
    """
    call = _lock(call)
    require_status(call, Call.Status.DRAFT, Call.Status.PUBLISHED)
    changed = {name: value for name, value in fields.items() if getattr(call, name) != value}
    if call.status == Call.Status.PUBLISHED:
        _keep_promises(call, changed)
    if not changed:
        return call
    for name, value in changed.items():
        setattr(call, name, value)
    call.save(update_fields=list(changed))
    fields_changed = [Call._meta.get_field(name) for name in changed]
    words = [str(getattr(field, "verbose_name", field.name)) for field in fields_changed]
    record(call.body, Action.CHANGED, by=by, at=at, about=call, note=", ".join(words))
    return call


def _keep_promises(call: Call, changed: dict[str, Any]) -> None:
    if not changed.keys() <= STILL_MENDED:
        raise TransitionNotAllowed(_("Opslaget er ude. Titel, pladser og åbning ligger fast."))
    if changed.get("closes_at", call.closes_at) < call.closes_at:
        raise TransitionNotAllowed(_("Fristen kan kun flyttes til en senere dag."))


@transaction.atomic
def publish_call(call: Call, *, by: User, at: datetime) -> Call:
    """Show a call to everybody; who follows the body is told when it opens."""
    call = _lock(call)
    call.publish(at=at)
    record(call.body, Action.CALL_PUBLISHED, by=by, at=at, about=call, note=call.title)
    return call


@transaction.atomic
def withdraw_call(call: Call, *, reason: str, by: User, at: datetime) -> Call:
    """Take a call back; everybody who has applied is told why."""
    call = _lock(call)
    call.withdraw(reason=reason)
    record(call.body, Action.CALL_CLOSED, by=by, at=at, about=call, note=reason)
    enqueue_all(
        "councils.call_withdrawn",
        [recipient_of(row, f"withdrawn:{call.pk}") for row in call.applications.waiting()],
        about=call,
    )
    return call


def recipient_of(application: Application, key: str) -> Recipient:
    """Return an applicant as somebody who is told one thing once."""
    return Recipient(
        dedup_key=f"councils.application:{key}:{application.pk}",
        email=application.email,
        language=application.language,
    )


def _lock(call: Call) -> Call:
    return Call.objects.select_for_update(of=("self",)).select_related("body").get(pk=call.pk)
