"""The words and documents of one item, and its doors: what is closed keeps nothing here."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from core.files import InspectedFile
from core.transitions import TransitionNotAllowed
from councils.models import AgendaDocument, AgendaItem, CouncilEvent
from councils.services.asking import (
    locked_item,
    require_right,
    require_seen,
    require_unsettled,
)
from councils.services.history import record

if TYPE_CHECKING:
    from accounts.models import User

Action = CouncilEvent.Action


def may_write(user: User, item: AgendaItem) -> bool:
    """Tell who may mend the words: secretary, chair, and who proposed it until it is taken up."""
    if user.has_perm("councils.order_meeting", item):
        return True
    own = item.proposed_by is not None and item.proposed_by.member.user_id == user.pk
    is_proposed = item.status == AgendaItem.Status.PROPOSED
    return own and is_proposed and item.body.has_acting_member(user)


@transaction.atomic
def write_item(
    item: AgendaItem,
    *,
    title: str,
    summary: str = "",
    url: str = "",
    seen: str | None = None,
    by: User,
    at: datetime,
) -> AgendaItem:
    """Mend the words of an item that is not decided yet.

    Raises:
        WrittenMeanwhile: they are others than those of which `seen` is the digest.
    """
    item = _open_to(item, by)
    require_seen(seen, item.title, item.summary, item.url)
    item.rewrite(title=title, summary=summary, url=url)
    _note(item, by=by, at=at)
    return item


@transaction.atomic
def close_item(item: AgendaItem, *, by: User, at: datetime) -> AgendaItem:
    """Close the doors: summary, link, documents, dissents and votes are deleted for good.

    Title and decision stay, for everybody may read them. The history says that it was done, and
    nothing of what stood there.
    """
    item = _arranged(item, by)
    if not item.is_open:
        return item
    for document in item.documents.all():
        document.discard()
    item.dissents.all().delete()
    item.votes.all().delete()
    item.close_doors()
    _note(item, by=by, at=at, note=_("lukket"))
    return item


@transaction.atomic
def open_item(item: AgendaItem, *, by: User, at: datetime) -> AgendaItem:
    item = _arranged(item, by)
    if not item.is_open:
        item.open_doors()
        _note(item, by=by, at=at, note=_("åbnet"))
    return item


@transaction.atomic
def add_document(
    item: AgendaItem, *, title: str, upload: InspectedFile, by: User, at: datetime
) -> AgendaDocument:
    """Lay a document on an open item; the same file twice is one.

    Raises:
        TransitionNotAllowed: the item is closed.
    """
    item = _arranged(item, by)
    if not item.is_open:
        raise TransitionNotAllowed(_("Et lukket punkt har ingen bilag."))
    if twin := item.documents.filter(sha256=upload.sha256, title=title).first():
        return twin
    document = AgendaDocument.from_inspected(upload, at=at, item=item, title=title)
    document.save()
    item.attach()
    _note(item, by=by, at=at, note=_("bilag lagt på"))
    return document


@transaction.atomic
def remove_document(document: AgendaDocument, *, by: User, at: datetime) -> AgendaItem:
    item = _arranged(document.item, by)
    if found := item.documents.filter(pk=document.pk).first():
        found.discard()
        item.attach(-1)
        _note(item, by=by, at=at, note=_("bilag fjernet"))
    return item


def _open_to(item: AgendaItem, by: User) -> AgendaItem:
    item = locked_item(item)
    if not may_write(by, item):
        raise PermissionDenied(_("Det har du ikke længere ret til."))
    require_unsettled(item.meeting)
    return item


def _arranged(item: AgendaItem, by: User) -> AgendaItem:
    item = locked_item(item)
    require_right(by, "order_meeting", item)
    require_unsettled(item.meeting)
    return item


def _note(item: AgendaItem, *, by: User, at: datetime, note: str = "") -> None:
    if item.meeting is not None:
        item.meeting.change_agenda()
    record(item.body, Action.ITEM_CHANGED, by=by, at=at, about=item, note=note)
