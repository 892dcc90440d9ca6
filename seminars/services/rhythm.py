"""The portal keeps the rhythm: it proposes the next seminar a year before it is due, once."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from accounts.roles import Role
from city.models import Department
from core.languages import ORIGINAL
from seminars.models import Seminar, SeminarEvent
from seminars.rhythm import Rhythm, rhythm_at
from seminars.services.collecting import collect
from seminars.services.seminars import create_seminar


def propose_next(*, at: datetime) -> Seminar | None:
    """Make a draft with what there is to tell, when the next one is to be planned and none is.

    Twice, also at once, makes one: the database has room for one proposal that is still a draft.
    """
    rhythm = rhythm_at(at)
    is_begun = Seminar.objects.filter(status=Seminar.Status.DRAFT).exists()
    department = _department_of(rhythm)
    if not rhythm.is_to_be_planned or is_begun or department is None:
        return None
    try:
        with transaction.atomic(), override(ORIGINAL):
            return _propose(rhythm, department, at=at)
    except IntegrityError:
        return None  # another beat has done it


def _propose(rhythm: Rhythm, department: Department, *, at: datetime) -> Seminar:
    year = max(rhythm.due_year, rhythm.today.year)
    seminar = create_seminar(
        title=_("Seminar om borgerinddragelse %(year)s") % {"year": year},
        department=department,
        is_proposed=True,
        by=None,
        at=at,
        action=SeminarEvent.Action.PROPOSED,
        lead="",
        contact=rhythm.last.contact if rhythm.last else "",
        practical=rhythm.last.practical if rhythm.last else "",
    )
    collect(seminar, by=None, at=at)
    return seminar


def _department_of(rhythm: Rhythm) -> Department | None:
    """Return who held the last one; else the first department that has a facilitator."""
    if rhythm.last:
        return rhythm.last.department
    facilitators = User.objects.active().filter(department_roles__group__name=Role.FACILITATOR)
    found = Department.objects.filter(pk__in=facilitators.values("department_roles__department"))
    return found.order_by("pk").first()
