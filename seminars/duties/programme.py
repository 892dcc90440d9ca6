"""What waits before a seminar: the next one is due, and is to be planned."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.roles import has_role
from core.clock import end_of_day
from core.duties import Duty
from seminars.models import STAFF_WHO_RUN_SEMINARS, Seminar
from seminars.rhythm import Rhythm, rhythm_at

if TYPE_CHECKING:
    from accounts.models import User


def duties_of(user: User, at: datetime) -> Iterable[Duty]:
    """Tell from a year before that the next one is to be planned, until it is public."""
    if not has_role(user, *STAFF_WHO_RUN_SEMINARS):
        return
    rhythm = rhythm_at(at)
    if not rhythm.is_to_be_planned:
        return
    draft = Seminar.objects.run_by(user).filter(status=Seminar.Status.DRAFT).order_by("pk").first()
    is_elsewhere = draft is None and Seminar.objects.filter(status=Seminar.Status.DRAFT).exists()
    if is_elsewhere:
        return  # another department has it in hand
    yield Duty(
        title=_("Seminaret om borgerinddragelse skal planlægges"),
        url=_url_of(draft),
        text=_text_of(rhythm, draft),
        deadline=end_of_day(rhythm.due_on),
        is_overdue=rhythm.is_overdue,
    )


def _url_of(draft: Seminar | None) -> str:
    if draft is None:
        return reverse("admin:seminars_seminar_add")
    return reverse("admin:seminars_seminar_change", args=[draft.pk])


def _text_of(rhythm: Rhythm, draft: Seminar | None) -> str:
    if draft is None:
        return _("Det skal holdes senest i %(year)s. Opret det, og find en dag.") % {
            "year": rhythm.due_year
        }
    return _(
        "Det skal holdes senest i %(year)s. Der ligger en kladde med erfaringer og fokusprojekter "
        "siden sidst: »%(title)s«."
    ) % {"year": rhythm.due_year, "title": draft.title}
