"""The directory: which bodies there are, by kind, with their seats and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from core.clock import local_date
from councils.models import Body, Meeting, Membership, Seat
from councils.models.body import BodyQuerySet

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    from city.models import Area, Topic

HEADINGS: dict[str, StrPromise] = {
    Body.Kind.MUNICIPAL_COUNCIL: _("Kommunalbestyrelsen"),
    Body.Kind.STANDING_COMMITTEE: _("Stående udvalg"),
    Body.Kind.SECTION_17_4: _("§ 17, stk. 4-udvalg"),
    Body.Kind.COUNCIL: _("Råd"),
    Body.Kind.BOARD: _("Bestyrelser"),
    Body.Kind.TRIBUNAL: _("Nævn"),
}


@dataclass(frozen=True)
class Section:
    """The bodies of one kind."""

    title: StrPromise | str
    bodies: list[Body]


def bodies_for(
    *,
    at: datetime,
    words: str = "",
    kind: str = "",
    area: Area | None = None,
    topic: Topic | None = None,
) -> BodyQuerySet:
    """Return the public bodies that fit, also those that are no more, with their counts."""
    bodies = with_counts(Body.objects.published(), at).select_related("parent")
    if words:
        bodies = bodies.filter(
            Q(name__icontains=words) | Q(lead__icontains=words) | Exists(_members_named(words, at))
        )
    if kind:
        bodies = bodies.filter(kind=kind)
    if area:
        bodies = bodies.filter(areas=area)
    return bodies.filter(topics=topic) if topic else bodies


def with_counts(bodies: BodyQuerySet, at: datetime) -> BodyQuerySet:
    """Add `seats`, `taken` and `next_meeting_at`: public meetings only."""
    seats = Seat.objects.filter(group__body=OuterRef("pk"), abolished_at=None)
    taken = Membership.objects.seated(at).filter(body=OuterRef("pk"))
    coming = Meeting.objects.coming(at).filter(body=OuterRef("pk"), is_public=True)
    return bodies.annotate(
        seats=_number_of(seats),
        taken=_number_of(taken),
        next_meeting_at=Subquery(coming.values("event__starts_at")[:1]),
    )


def in_sections(bodies: BodyQuerySet, at: datetime) -> list[Section]:
    """Return the bodies that exist by kind, and at the end those that are no more."""
    today, rows = local_date(at), list(bodies)
    existing = [body for body in rows if body.exists_on(today)]
    found = [
        Section(title, [body for body in existing if body.kind == kind])
        for kind, title in HEADINGS.items()
    ]
    ended = [body for body in rows if body.ended_on is not None and body.ended_on <= today]
    found.append(Section(_("Nedlagte"), ended))
    return [section for section in found if section.bodies]


def _members_named(words: str, at: datetime) -> QuerySet[Membership]:
    """People who are hidden are found under no name."""
    shown = Q(member__user=None) | Q(member__user__protected=False)
    return Membership.objects.at(at).filter(
        shown,
        body=OuterRef("pk"),
        member__name__icontains=words,
        member__is_protected=False,
        member__forgotten_at=None,
    )


def _number_of(rows: QuerySet[Any]) -> Coalesce:
    """Count in a question of its own, so that no count multiplies another."""
    counted = rows.order_by().values(_all=F("pk") * 0).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
