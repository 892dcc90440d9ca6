"""Members of the municipal council point at projects: advice, until the council chooses.

Everything happens under the year's lock. The right begins and ends with the seat, in that second.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from core.transitions import TransitionNotAllowed, require_status
from councils.services.locking import locked_body
from notifications.services import enqueue
from projects.focus_exceptions import FlagsUsed, YearIsChosen
from projects.focus_years import (
    acting_members,
    chosen_years,
    municipal_council,
    standing_of,
    years_at,
)
from projects.models import FLAGS_PER_MEMBER, FocusFlag, FocusYear, Project, ProjectEvent
from projects.services.history import record
from projects.services.locking import locked_project, locked_year

if TYPE_CHECKING:
    from accounts.models import User
    from councils.models import Member

Action = ProjectEvent.Action
MAJORITY = "projects.majority_reached"


@transaction.atomic
def flag(project: Project, year: int, *, reason: str, by: User, at: datetime) -> FocusFlag:
    """Point at a project for a year, with a reason; sent twice, it is one.

    Raises:
        PermissionDenied: the person does not act in the municipal council at this moment.
        FlagsUsed: the member has pointed at two already.
        TransitionNotAllowed: the year is chosen for or is no such year, the project is not
            active, or the member points at it already.
    """
    focus_year = _open_year(year, at)
    member = _acting_member(by, at)
    project = _active(project)
    known = _own_flag(focus_year, project, member)
    if known is not None:
        if known.reason == reason:
            return known
        raise TransitionNotAllowed(_("Du peger allerede på projektet."))
    return _point(focus_year, project, member, reason=reason, by=by, at=at)


@transaction.atomic
def endorse(flag: FocusFlag, *, by: User, at: datetime) -> FocusFlag:
    """Stand behind a colleague's flag; from two sessions it counts once.

    Raises:
        PermissionDenied: the person does not act in the municipal council at this moment.
        FlagsUsed: the member has pointed at two already.
        TransitionNotAllowed: the year is chosen for, the flag was withdrawn or is the member's
            own, or the project is not active.
    """
    focus_year = _open_year(flag.year.year, at)
    member = _acting_member(by, at)
    project = _active(flag.project)
    known = _own_flag(focus_year, project, member)
    if known is not None and known.is_endorsement:
        return known
    if known is not None:
        raise TransitionNotAllowed(_("Du peger allerede på projektet."))
    flag = FocusFlag.objects.get(pk=flag.pk)
    if flag.withdrawn_at is not None or flag.is_endorsement:
        raise TransitionNotAllowed(_("Det er trukket tilbage. Du kan selv pege på projektet."))
    return _point(focus_year, project, member, endorses=flag, by=by, at=at)


@transaction.atomic
def withdraw(flag: FocusFlag, *, by: User, at: datetime) -> FocusFlag:
    """Take the own flag or endorsement back; it can be given to another project then.

    Raises:
        PermissionDenied: it is another member's, or the seat has ended.
        TransitionNotAllowed: the year is chosen for, or it is taken back already.
    """
    focus_year = _open_year(flag.year.year, at, also_past=True)
    member = _acting_member(by, at)
    flag = FocusFlag.objects.select_for_update(of=("self",)).get(pk=flag.pk)
    if flag.member_id != member.pk:
        raise PermissionDenied(_("Det er en andens."))
    flag.withdraw(at=at)
    note = str(focus_year)
    record(flag.project, Action.FLAG_WITHDRAWN, by=by, at=at, about=flag, note=note)
    return flag


def _open_year(year: int, at: datetime, *, also_past: bool = False) -> FocusYear:
    """Lock the year; nothing is pointed at any more once the council has chosen."""
    if year not in years_at(at) and not also_past:
        raise TransitionNotAllowed(_("Der kan kun peges for i år og næste år."))
    focus_year = locked_year(year)
    if chosen_years([year]):
        raise YearIsChosen(focus_year)
    return focus_year


def _acting_member(by: User, at: datetime) -> Member:
    """Return who acts, under the council's lock: a seat that ends now has ended."""
    council = municipal_council()
    if council is not None:
        locked_body(council.pk)
    seat = acting_members(at).of(by).select_related("member").first()
    if seat is None:
        raise PermissionDenied(
            _("Kun den, der er medlem af kommunalbestyrelsen lige nu, kan pege på et projekt.")
        )
    member: Member = seat.member
    return member


def _active(project: Project) -> Project:
    project = locked_project(project.pk)
    require_status(project, Project.Status.ACTIVE)
    return project


def _own_flag(year: FocusYear, project: Project, member: Member) -> FocusFlag | None:
    return FocusFlag.objects.standing().filter(year=year, project=project, member=member).first()


def _point(
    year: FocusYear,
    project: Project,
    member: Member,
    *,
    reason: str = "",
    endorses: FocusFlag | None = None,
    by: User,
    at: datetime,
) -> FocusFlag:
    """Write it on the member's free place."""
    rows = FocusFlag.objects.standing().filter(year=year, member=member)
    used = list(rows.select_related("project", "year"))
    free = set(range(1, FLAGS_PER_MEMBER + 1)) - {row.slot for row in used}
    if not free:
        raise FlagsUsed(year, used)
    made = FocusFlag.objects.create(
        year=year,
        project=project,
        member=member,
        slot=min(free),
        reason=reason,
        endorses=endorses,
        at=at,
    )
    note = f"{year}: {reason}" if reason else str(year)
    record(project, Action.FLAGGED, by=by, at=at, about=made, note=note)
    note_majority(project, year, at=at)
    return made


# --- The majority -----------------------------------------------------------------------------
def note_majority(project: Project, year: FocusYear, *, at: datetime) -> bool:
    """Tell the council's secretaries, once for a project and year, that a majority points at it.

    The caller holds the year's lock.
    """
    if not standing_of(project, year.year, at).has_majority:
        return False
    told = project.history.filter(
        action=Action.MAJORITY_REACHED, about_model=year._meta.label_lower, about_pk=str(year.pk)
    )
    if told.exists():
        return False
    record(project, Action.MAJORITY_REACHED, by=None, at=at, about=year, note=str(year))
    _tell_secretaries(project, year)
    return True


def _tell_secretaries(project: Project, year: FocusYear) -> None:
    """Tell the secretaries; a council without any by its own address."""
    council = municipal_council()
    if council is None:
        return
    key, context = f"{MAJORITY}:{project.pk}:{year.year}", {"year": year.year}
    people = list(council.secretaries.filter(is_active=True))
    for person in people:
        enqueue(
            MAJORITY, user=person, about=project, context=context, dedup_key=f"{key}:{person.pk}"
        )
    address = "" if people else council.contact_email or council.department.email
    if address:
        enqueue(MAJORITY, email=address, about=project, context=context, dedup_key=f"{key}:address")
