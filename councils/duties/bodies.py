"""Vacant seats, terms that end, and bodies without a chair, for the secretary."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.clock import format_date, local_date, start_of_day
from core.duties import Duty
from councils.directory import with_counts
from councils.models import Body, ChairTurn, Term
from councils.models.body import BodyQuerySet

if TYPE_CHECKING:
    from accounts.models import User

# How long before the end of a term somebody must begin to find the next members.
ENDS_SOON = timedelta(days=90)


def duties_of(user: User, at: datetime) -> list[Duty]:
    """Return what waits in the bodies that a person serves: three questions, however many."""
    mine = Body.objects.served_by(user).existing(local_date(at))
    return [*_vacancies(mine, at), *_terms(mine, at), *_without_chair(mine, at)]


def _vacancies(mine: BodyQuerySet, at: datetime) -> Iterable[Duty]:
    for body in with_counts(mine, at):
        vacant = body.seats - body.taken  # type: ignore[attr-defined]
        if vacant > 0:
            words = ngettext("%(n)d ledig plads", "%(n)d ledige pladser", vacant) % {"n": vacant}
            yield Duty(
                title=f"{words}: {body.name}",
                url=_seats(body.pk),
                text=_("Giv pladsen til en, eller slå den op."),
            )


def _terms(mine: BodyQuerySet, at: datetime) -> Iterable[Duty]:
    """Tell of terms that end while none follows."""
    today = local_date(at)
    following = Term.objects.filter(body=OuterRef("body"), starts_on__gte=OuterRef("ends_on"))
    ending = Term.objects.filter(
        ~Exists(following), body__in=mine, ends_on__gt=today, ends_on__lte=today + ENDS_SOON
    )
    for term in ending.select_related("body").order_by("ends_on", "pk"):
        if term.ends_on is None:
            continue
        ends_at = start_of_day(term.ends_on)
        yield Duty(
            title=_("Valgperioden slutter: %(body)s") % {"body": term.body.name},
            url=_seats(term.body_id),
            text=_("Den sidste dag er %(day)s. Lav den næste periode, og find medlemmerne.")
            % {"day": format_date(ends_at - timedelta(minutes=1))},
            deadline=ends_at - timedelta(minutes=1),
        )


def _without_chair(mine: BodyQuerySet, at: datetime) -> Iterable[Duty]:
    """Tell of bodies whose fixed chair has left, or that never had one."""
    today = local_date(at)
    sits = Q(chair__ends_at=None) | Q(chair__ends_at__gt=at)
    lasts = Q(until_day=None) | Q(until_day__gt=today)
    chairs = ChairTurn.objects.filter(sits, lasts, body=OuterRef("pk"), from_day__lte=today)
    rows = mine.filter(~Exists(chairs), chair_rule=Body.ChairRule.FIXED)
    for body in rows.filter(memberships__seat__isnull=False).distinct():
        yield Duty(
            title=_("Ingen formand: %(body)s") % {"body": body.name},
            url=reverse("admin:councils_body_chair", args=[body.pk]),
            text=_("Skriv, hvem der leder møderne."),
        )


def _seats(pk: int) -> str:
    return reverse("admin:councils_body_seats", args=[pk])
