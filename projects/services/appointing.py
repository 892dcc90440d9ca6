"""The council's choice of focus projects is recorded, undone by another decision, and told."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from core.clock import local_date
from core.transitions import TransitionNotAllowed, require_status
from councils.models import AgendaItem, Body
from notifications.services import announce, subscriber_of
from projects.focus_exceptions import PlanMissing, YearIsFull
from projects.focus_years import acting_members, has_plan, years_at
from projects.models import MOST_PER_YEAR, FocusDesignation, FocusYear, Project, ProjectEvent
from projects.services.history import record
from projects.services.locking import locked_project, locked_year

Action = ProjectEvent.Action
APPOINTED = "projects.appointed"
UNDONE = "projects.appointment_undone"


@transaction.atomic
def appoint(
    project: Project,
    year: int,
    *,
    decided_on: date,
    item: AgendaItem | None = None,
    decision_url: str = "",
    reason: str,
    by: User,
    at: datetime,
) -> FocusDesignation:
    """Record that the municipal council has appointed a project for a year; twice, it is one.

    Raises:
        PermissionDenied: the person is no secretary of the municipal council.
        ValidationError: the decision is not named, not the municipal council's, or not made yet.
        PlanMissing: the project has no involvement plan.
        YearIsFull: two projects are appointed for the year.
        TransitionNotAllowed: it is no year for that, or the project is not active.
    """
    if year not in years_at(at):
        raise TransitionNotAllowed(_("Der kan kun udpeges for i år og næste år."))
    focus_year = locked_year(year)
    _require_right(by)
    _require_decision(item, decision_url, on=decided_on, at=at)
    project = locked_project(project.pk)
    known = project.designations.standing().filter(year=focus_year).first()
    if known is not None:
        return known
    _require_ready(project)
    row = FocusDesignation(
        year=focus_year,
        project=project,
        decided_on=decided_on,
        item=item,
        decision_url=decision_url,
        reason=reason,
        by=by,
        at=at,
    )
    _save_on_free_slot(row)
    note = f"{focus_year}: {reason}"
    record(project, Action.APPOINTED, by=by, at=at, about=row, note=note)
    _tell(APPOINTED, row, at=at)
    return row


@transaction.atomic
def undo(
    designation: FocusDesignation,
    *,
    on: date,
    item: AgendaItem | None = None,
    url: str = "",
    reason: str,
    by: User,
    at: datetime,
) -> FocusDesignation:
    """Record that the council has taken an appointment back: that needs a decision, too.

    Raises:
        PermissionDenied: the person is no secretary of the municipal council.
        ValidationError: the decision is not named, not the council's, or older than the first.
        TransitionNotAllowed: it is undone already.
    """
    locked_year(designation.year.year)
    _require_right(by)
    _require_decision(item, url, on=on, at=at)
    rows = FocusDesignation.objects.select_for_update(of=("self",)).select_related("year")
    designation = rows.get(pk=designation.pk)
    if on < designation.decided_on:
        raise ValidationError(_("Det kan ikke være ophævet, før det blev besluttet."))
    designation.undo(on=on, item=item, url=url, reason=reason)
    project = designation.project
    note = f"{designation.year}: {reason}"
    record(project, Action.APPOINTMENT_UNDONE, by=by, at=at, about=designation, note=note)
    _tell(UNDONE, designation, at=at)
    return designation


def _require_right(by: User) -> None:
    if not by.has_perm("projects.appoint_focusdesignation"):
        raise PermissionDenied(_("Kun kommunalbestyrelsens sekretær kan skrive det ind."))


def _require_decision(item: AgendaItem | None, url: str, *, on: date, at: datetime) -> None:
    """Let nothing be recorded that the municipal council has not decided."""
    if item is None and not url:
        raise ValidationError(_("Vælg punktet på dagsordenen, eller skriv et link."))
    if item is not None and item.body.kind != Body.Kind.MUNICIPAL_COUNCIL:
        raise ValidationError(_("Punktet er ikke fra et møde i kommunalbestyrelsen."))
    if item is not None and item.status != AgendaItem.Status.DECIDED:
        raise ValidationError(_("Punktet er ikke besluttet endnu."))
    if on > local_date(at):
        raise ValidationError(_("Datoen ligger i fremtiden."))


def _require_ready(project: Project) -> None:
    require_status(project, Project.Status.ACTIVE)
    if not has_plan(project):
        raise PlanMissing(has_some=project.involvement.exists())


def _save_on_free_slot(row: FocusDesignation) -> None:
    """Save on the first place that is free; the database knows how many there are."""
    taken = _standing(row.year)
    free = set(range(1, MOST_PER_YEAR + 1)) - {other.slot for other in taken}
    if not free:
        raise YearIsFull(row.year, taken)
    row.slot = min(free)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        taken = _standing(row.year)
        if len(taken) < MOST_PER_YEAR:
            raise
        raise YearIsFull(row.year, taken) from None


def _standing(year: FocusYear) -> list[FocusDesignation]:
    return list(FocusDesignation.objects.standing().filter(year=year).select_related("project"))


def _tell(kind: str, row: FocusDesignation, *, at: datetime) -> None:
    """Announce it to who follows, works on or runs the project, and to the council's members."""
    project = row.project
    team = project.team.on_team().filter(user__is_active=True).values("user")
    members = acting_members(at).filter(member__user__is_active=True).values("member__user")
    told = User.objects.filter(Q(pk__in=team) | Q(pk__in=members) | Q(pk=project.facilitator_id))
    for person in told.order_by("pk"):
        subscriber_of(person)
    announce(kind, about=row, feed=project.feed, at=at)
