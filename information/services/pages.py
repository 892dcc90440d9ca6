"""What editors do with a page and its versions. Each step locks the page and writes history."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.clock import format_date, format_moment
from core.text import clean_text, normalise_line
from core.transitions import TransitionNotAllowed
from information.body import attachments_in, clean_body
from information.exceptions import MomentNotPossible, NewerVersionExists
from information.models import (
    Attachment,
    InformationEvent,
    Page,
    PageVersion,
)
from information.services.history import record
from information.services.moments import moment_of
from information.services.places import move_page, place_new_page

if TYPE_CHECKING:
    from accounts.models import User

__all__ = [
    "cancel_plan",
    "change_page",
    "create_page",
    "move_page",
    "publish_version",
    "put_back_page",
    "restore_version",
    "save_version",
    "withdraw_page",
]

Action = InformationEvent.Action


@transaction.atomic
def create_page(
    page: Page,
    *,
    title: str,
    lead: str,
    body: str = "",
    note: str = "",
    by: User | None,
    at: datetime,
) -> Page:
    """Save a new page at its place in the tree, with its first version as a draft.

    Raises:
        AddressNotPossible: the address is taken, reserved or too long.
    """
    place_new_page(page)
    _write(page, **said(title, lead, body), note=note, by=by, at=at)
    record(page, Action.CREATED, by=by, at=at, note=page.path)
    return page


@transaction.atomic
def save_version(
    page: Page,
    *,
    title: str,
    lead: str,
    body: str,
    note: str = "",
    based_on: int,
    by: User | None,
    at: datetime,
) -> PageVersion:
    """Write a new version when something changed; `based_on` is the number the form showed.

    Raises:
        NewerVersionExists: somebody saved meanwhile; pass their number to save over it.
    """
    page = _locked(page)
    newest = page.newest_version()
    texts = said(title, lead, body)
    if newest and newest.translated_texts() == list(texts.values()):
        return newest
    if newest and newest.number != based_on:
        raise NewerVersionExists(newest)
    version = _write(page, **texts, note=note, by=by, at=at)
    record(page, Action.CHANGED, by=by, at=at, note=_of_version(version, note))
    return version


@transaction.atomic
def change_page(page: Page, *, changed: Iterable[str], by: User, at: datetime) -> Page:
    """Save the changed fields of the page itself, and write which they were."""
    names = list(changed)
    if not names:
        return page
    _locked(page)
    fields = [page._meta.get_field(name) for name in names]
    columns = [field.name for field in fields if not field.many_to_many]
    page.save(update_fields=columns)
    note = "; ".join(str(getattr(field, "verbose_name", field.name)) for field in fields)
    record(page, Action.CHANGED, by=by, at=at, note=note)
    return page


@transaction.atomic
def publish_version(
    version: PageVersion, *, public_from: datetime | None = None, by: User | None, at: datetime
) -> PageVersion:
    """Let a version be public now, or from a moment to come; a planned moment can be moved.

    Older versions that were planned for that moment or later would never be seen: their plan
    is cancelled.

    Raises:
        TransitionNotAllowed: public already, older than what is public, or the page is down.
        MomentNotPossible: more than two years ahead, or a newer version is planned before it.
    """
    page = _locked(version.page)
    version = page.versions.get(pk=version.pk)
    moment = moment_of(public_from, at=at)
    _require_standing(page)
    public = page.public_version(at)
    if public and public.number > version.number:
        raise TransitionNotAllowed(
            _("Udgave %(newer)d er nyere og offentlig. Hent udgave %(older)d frem i stedet.")
            % {"newer": public.number, "older": version.number}
        )
    _require_not_overtaken(version, moment)
    version.publish(public_from=moment, at=at)
    for overtaken in page.versions.filter(number__lt=version.number, public_from__gte=moment):
        if not overtaken.is_public(at):
            overtaken.cancel_plan(at=at)
    action = Action.PUBLISHED if moment <= at else Action.SCHEDULED
    note = "" if moment <= at else format_moment(moment)
    record(page, action, by=by, at=at, note=_of_version(version, note))
    return version


@transaction.atomic
def cancel_plan(version: PageVersion, *, by: User, at: datetime) -> PageVersion:
    """Take a planned moment back; the version is a draft again.

    Raises:
        TransitionNotAllowed: it was not planned, or its moment has come.
    """
    page = _locked(version.page)
    version = page.versions.get(pk=version.pk)
    version.cancel_plan(at=at)
    record(page, Action.CHANGED, by=by, at=at, note=_of_version(version, _("planen er aflyst")))
    return version


@transaction.atomic
def restore_version(version: PageVersion, *, by: User, at: datetime) -> PageVersion:
    """Write what an older version said as a new one, a draft.

    Raises:
        TransitionNotAllowed: the newest version says the same.
    """
    page = _locked(version.page)
    newest = page.newest_version()
    if newest and newest.translated_texts() == version.translated_texts():
        raise TransitionNotAllowed(_("Den nyeste udgave siger det samme."))
    restored = _write(
        page,
        title=version.title,
        lead=version.lead,
        body=clean_body(version.body),
        note=_("som udgave %(number)d") % {"number": version.number},
        by=by,
        at=at,
    )
    record(page, Action.RESTORED, by=by, at=at, note=_of_version(restored, restored.note))
    return restored


@transaction.atomic
def withdraw_page(page: Page, *, by: User, at: datetime) -> Page:
    """Take a page down.

    Raises:
        TransitionNotAllowed: it is down already, or pages below it are public or planned.
    """
    page = _locked(page)
    below = Page.objects.below(page)
    standing = [
        *below.at_stage(Page.Stage.PUBLIC, at).order_by("path"),
        *below.at_stage(Page.Stage.SCHEDULED, at).order_by("path"),
    ]
    if standing:
        raise TransitionNotAllowed(
            _("Der er undersider, som er offentlige eller planlagt: %(pages)s. Flyt dem først.")
            % {"pages": ", ".join(map(str, standing[:5]))}
        )
    page.withdraw()
    record(page, Action.WITHDRAWN, by=by, at=at)
    return page


@transaction.atomic
def put_back_page(page: Page, *, by: User, at: datetime) -> Page:
    """Let a page that was taken down stand again, with the version that is public now.

    Raises:
        TransitionNotAllowed: it stands.
    """
    page = _locked(page)
    page.put_back()
    record(page, Action.PUT_BACK, by=by, at=at)
    return page


@transaction.atomic
def review_page(page: Page, *, review_on: Any, by: User, at: datetime) -> Page:
    """Note that somebody has looked the page through, and when it is to be done again."""
    page = _locked(page)
    page.review_on = review_on
    page.save(update_fields=["review_on"])
    record(page, Action.REVIEWED, by=by, at=at, note=format_date(review_on) if review_on else "")
    return page


def _locked(page: Page) -> Page:
    return Page.objects.select_for_update().get(pk=page.pk)


def _require_standing(page: Page) -> None:
    if page.status == Page.Status.WITHDRAWN:
        raise TransitionNotAllowed(_("Siden er taget ned. Sæt den op igen først."))


def _require_not_overtaken(version: PageVersion, moment: datetime) -> None:
    """Nobody would ever read a version from a moment when a newer one stands there."""
    planned = version.page.versions.filter(number__gt=version.number, public_from__lte=moment)
    newer = planned.order_by("public_from").first()
    if newer and newer.public_from:
        raise MomentNotPossible(
            _(
                "Udgave %(newer)d er nyere og bliver offentlig %(moment)s. Vælg et tidspunkt før "
                "det, eller aflys planlægningen af udgave %(newer)d."
            )
            % {"newer": newer.number, "moment": format_moment(newer.public_from)}
        )


def said(title: str, lead: str, body: str) -> dict[str, str]:
    """Return the texts as they are kept, so that a form sent back untouched says the same."""
    return {"title": normalise_line(title), "lead": clean_text(lead), "body": clean_body(body)}


def _write(page: Page, **fields: Any) -> PageVersion:
    """Write the next version. The caller holds the lock on the page; the body is clean."""
    by, at = fields.pop("by"), fields.pop("at")
    number = page.next_version_number()
    version = page.versions.create(number=number, created_by=by, created_at=at, **fields)
    version.attachments.set(Attachment.objects.filter(pk__in=attachments_in(version.body)))
    return version


def _of_version(version: PageVersion, note: str = "") -> str:
    named = _("udgave %(number)d") % {"number": version.number}
    return f"{named}: {note}" if note else named
