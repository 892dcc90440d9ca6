"""Organisations and who may act for them: a person asks, staff decide, the person is told.

The organisation's row is the lock of everything about it.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from accounts.exceptions import MayNotAct, OrganisationKnown
from accounts.history import record
from accounts.models import AccountEvent, Organisation, OrganisationMember
from core.transitions import require_status
from notifications.services import enqueue

if TYPE_CHECKING:
    from accounts.models import User

DECIDED = "accounts.organisation_decided"
Action = AccountEvent.Action
Status = Organisation.Status


# --- What a person does -------------------------------------------------------------------------
@transaction.atomic
def propose_organisation(
    *,
    name: str,
    kind: str,
    text: str = "",
    website: str = "",
    title: str = "",
    message: str = "",
    by: User,
    at: datetime,
) -> Organisation:
    """Propose an organisation that one wants to act for. The same proposal twice is one.

    Raises:
        OrganisationKnown: there is one of that name, or somebody else has just proposed it.
    """
    organisation = Organisation(name=name, kind=kind, text=text, website=website, created_at=at)
    if not _is_saved(organisation):
        return _own_proposal(name, by=by)
    OrganisationMember.objects.create(
        organisation=organisation, user=by, title=title, message=message, asked_at=at
    )
    record(by, Action.ORGANISATION_PROPOSED, note=organisation.name, at=at)
    return organisation


@transaction.atomic
def ask_to_act(
    organisation: Organisation, *, title: str = "", message: str = "", by: User, at: datetime
) -> OrganisationMember:
    """Ask to act for an approved organisation. Who has asked, or may already, asks once.

    Raises:
        TransitionNotAllowed: the organisation is not, or no longer, approved.
    """
    organisation = _lock(organisation)
    if known := organisation.members.open().filter(user=by).first():
        return known
    require_status(organisation, Status.APPROVED)
    member = OrganisationMember.objects.create(
        organisation=organisation, user=by, title=title, message=message, asked_at=at
    )
    record(by, Action.ORGANISATION_ASKED, note=organisation.name, at=at)
    return member


@transaction.atomic
def leave(member: OrganisationMember, *, at: datetime) -> OrganisationMember:
    """Let the person give the right back, or take the question back.

    A proposal that nobody stands behind any more is taken back with it.
    """
    organisation, member = _lock_both(member)
    member.end(by=member.user, at=at)
    record(member.user, Action.ORGANISATION_LEFT, note=organisation.name, at=at)
    if organisation.status == Status.PROPOSED and not organisation.members.open().exists():
        organisation.take_back(at=at)
    return member


# --- What staff decide --------------------------------------------------------------------------
@transaction.atomic
def approve_organisation(organisation: Organisation, *, by: User, at: datetime) -> Organisation:
    """Approve an organisation, and with it that the one who proposed it may act for it."""
    organisation = _lock(organisation)
    organisation.approve(by=by, at=at)
    if first := organisation.members.waiting().order_by("asked_at", "pk").first():
        first.approve(by=by, at=at)
        _note(first, Action.ORGANISATION_APPROVED, is_whole=True, by=by, at=at)
    return organisation


@transaction.atomic
def decline_organisation(
    organisation: Organisation, *, reason: str, by: User, at: datetime
) -> Organisation:
    """Say no to a proposed organisation; who proposed it is told why."""
    organisation = _lock(organisation)
    organisation.decline(reason=reason, by=by, at=at)
    for member in organisation.members.waiting().order_by("pk"):
        member.decline(reason=reason, by=by, at=at)
        _note(member, Action.ORGANISATION_DECLINED, is_whole=True, by=by, at=at)
    return organisation


@transaction.atomic
def close_organisation(
    organisation: Organisation, *, reason: str, by: User, at: datetime
) -> Organisation:
    """Let nobody act for it any more, and tell each who could or had asked."""
    organisation = _lock(organisation)
    organisation.close(reason=reason, by=by, at=at)
    for member in organisation.members.open().order_by("pk"):
        member.end(reason=reason, by=by, at=at)
        _note(member, Action.ORGANISATION_ENDED, is_whole=True, by=by, at=at)
    return organisation


@transaction.atomic
def approve_member(member: OrganisationMember, *, by: User, at: datetime) -> OrganisationMember:
    """Let a person act for an approved organisation."""
    organisation, member = _lock_both(member)
    require_status(organisation, Status.APPROVED)
    member.approve(by=by, at=at)
    _note(member, Action.ORGANISATION_APPROVED, is_whole=False, by=by, at=at)
    return member


@transaction.atomic
def decline_member(
    member: OrganisationMember, *, reason: str, by: User, at: datetime
) -> OrganisationMember:
    """Say no to a person who asked to act for an approved organisation."""
    organisation, member = _lock_both(member)
    require_status(organisation, Status.APPROVED)
    member.decline(reason=reason, by=by, at=at)
    _note(member, Action.ORGANISATION_DECLINED, is_whole=False, by=by, at=at)
    return member


@transaction.atomic
def end_member(
    member: OrganisationMember, *, reason: str, by: User, at: datetime
) -> OrganisationMember:
    """Take the right to act back from a person who has it."""
    _organisation, member = _lock_both(member)
    require_status(member, OrganisationMember.Status.APPROVED)
    member.end(reason=reason, by=by, at=at)
    _note(member, Action.ORGANISATION_ENDED, is_whole=False, by=by, at=at)
    return member


@transaction.atomic
def change_organisation(organisation: Organisation, *, fields: list[str]) -> Organisation:
    """Save the words that staff corrected, and nothing that a step has decided meanwhile."""
    _lock(organisation)
    organisation.save(update_fields=fields)
    return organisation


# --- Asked by whoever writes something in an organisation's name --------------------------------
def require_right_to_act(organisation: Organisation | None, *, by: User | None) -> None:
    """Ask under the lock whether a person may act for an organisation; None is for oneself.

    Raises:
        MayNotAct: the person never could, or the right has ended since the form was shown.
    """
    if organisation is None:
        return
    organisation = _lock(organisation)
    if not Organisation.objects.acted_for_by(by).filter(pk=organisation.pk).exists():
        raise MayNotAct(organisation)


@transaction.atomic
def forget_memberships(user: User, *, at: datetime) -> None:
    """Delete whom a person acted for, or wanted to, and the proposals only they stood behind.

    GDPR art. 17. What an organisation said stays: it is the organisation's.
    """
    organisations = Organisation.objects.filter(members__user=user).order_by("pk")
    for organisation in organisations.distinct():
        organisation = _lock(organisation)
        organisation.members.filter(user=user).delete()
        if organisation.was_never_approved and not organisation.members.exists():
            organisation.delete()
        elif organisation.status == Status.PROPOSED and not organisation.members.open().exists():
            organisation.take_back(at=at)
    lines = AccountEvent.objects.filter(user=user, action__startswith="organisation_")
    lines.forget_words()


# --- Shared -------------------------------------------------------------------------------------
def _lock(organisation: Organisation) -> Organisation:
    return Organisation.objects.select_for_update().get(pk=organisation.pk)


def _lock_both(member: OrganisationMember) -> tuple[Organisation, OrganisationMember]:
    """Lock the organisation and read the member anew: nobody changes it without that lock."""
    organisation = Organisation.objects.select_for_update().get(pk=member.organisation_id)
    return organisation, organisation.members.select_related("user").get(pk=member.pk)


def _is_saved(organisation: Organisation) -> bool:
    """Save a new one; False when the database knows the name already."""
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError:
        return False
    return True


def _own_proposal(name: str, *, by: User) -> Organisation:
    known = Organisation.objects.named(name).get()
    if known.status == Status.PROPOSED and known.members.waiting().filter(user=by).exists():
        return known
    raise OrganisationKnown(known)


def _note(
    member: OrganisationMember,
    action: AccountEvent.Action,
    *,
    is_whole: bool,
    by: User,
    at: datetime,
) -> None:
    """Write what was decided in the person's history, and tell them."""
    record(member.user, action, by=by, note=member.organisation.name, at=at)
    _tell(member, is_whole=is_whole)


def _tell(member: OrganisationMember, *, is_whole: bool) -> None:
    """Write one mail; `is_whole` when the organisation itself was decided about."""
    enqueue(
        DECIDED,
        user=member.user,
        about=member,
        context={"status": member.status, "is_whole": is_whole},
        language=member.user.language,
        dedup_key=f"{DECIDED}:{member.pk}:{member.status}",
    )
