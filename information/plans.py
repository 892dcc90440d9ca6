"""A plan in short lines: where it stands, the facts box, the documents, its hearings' steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.clock import local_date
from core.files import file_detail
from core.register import RegisterStep
from core.templatetags.dates import day_date
from hearings.models import Hearing
from information.models import Plan
from information.models.publication import PublicationQuerySet

if TYPE_CHECKING:
    from accounts.models import User


def with_everything(at: datetime, person: User | None) -> PublicationQuerySet:
    """Return the plans with all that a plan's page shows."""
    del at
    rows: PublicationQuerySet = Plan.objects.select_related("department", "thread")
    return rows.prefetch_related(
        "areas",
        "topics",
        "documents",
        "steps",
        Prefetch("hearings", Hearing.objects.visible_to(person)),
    )


def relatives_of(plan: Plan, *, at: datetime, person: User | None) -> list[Plan]:
    """Return the plan that replaces this one, and those that it replaces, as far as seen."""
    related = Q(replaced_by=plan) | Q(pk=plan.replaced_by_id)
    return list(Plan.objects.visible_to(person, at).filter(related))


def facts_of(plan: Plan, relatives: Iterable[Plan]) -> list[dict[str, Any]]:
    """Return the rows of the facts box. `content` marks words that stay Danish."""
    later = [row for row in relatives if row.pk == plan.replaced_by_id]
    earlier = [row for row in relatives if row.pk != plan.replaced_by_id]
    return [
        {"label": _("Slags"), "value": capfirst(plan.get_kind_display())},
        {"label": _("Nummer"), "value": plan.number},
        {"label": _("Foreslået"), "value": day_date(plan.proposed_on)},
        {"label": _("Vedtaget"), "value": day_date(plan.adopted_on)},
        {"label": _("Gælder fra"), "value": day_date(plan.in_force_on)},
        {"label": _("Ophævet"), "value": day_date(plan.lapsed_on)},
        {"label": _("Bydele"), "links": _filters("bydel", plan.areas.all()), "content": True},
        {"label": _("Emner"), "links": _filters("emne", plan.topics.all()), "content": True},
        {"label": _("Erstattet af"), "links": _links(later), "content": True},
        {"label": _("Erstatter"), "links": _links(earlier), "content": True},
        {"label": _("Ansvarlig"), "value": plan.department.name, "content": True},
    ]


def _filters(parameter: str, rows: Any) -> list[dict[str, str]]:
    path = reverse("information:plans")
    return [{"text": row.name, "url": f"{path}?{parameter}={row.slug}"} for row in rows]


def _links(plans: Iterable[Plan]) -> list[dict[str, str]]:
    return [{"text": plan.title, "url": plan.get_absolute_url()} for plan in plans]


def documents_of(plan: Plan) -> list[dict[str, str]]:
    """Return the documents as components/documents.html wants them."""
    return [
        {
            "url": reverse("information:plan_document", args=[plan.pk, plan.slug, document.pk]),
            "title": document.title,
            "detail": file_detail(document),
            "name": document.original_name,
        }
        for document in plan.documents.all()
    ]


def hearing_steps(plan: Plan, *, at: datetime) -> Iterator[RegisterStep]:
    """Return what the plan's hearings add to its course. Reads `hearings.all()`."""
    for hearing in plan.hearings.all():
        url = hearing.get_absolute_url()
        first, last = local_date(hearing.opens_at), hearing.last_day
        yield RegisterStep(
            first,
            _("I høring til %(date)s") % {"date": day_date(last)},
            hearing.title,
            url,
            is_done=hearing.opens_at <= at,
        )
        if hearing.decided_on:
            text = hearing.deciding_body
            yield RegisterStep(hearing.decided_on, _("Besluttet efter høringen"), text, url)
