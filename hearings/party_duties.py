"""What waits about statements and carried decisions: three questions, however much there is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from core.clock import end_of_day, local_date
from core.duties import Duty
from councils.models import Body
from hearings.models import ConsultedParty, DecisionStep, Hearing

if TYPE_CHECKING:
    from accounts.models import User


def statement_duties(user: User, at: datetime) -> Iterator[Duty]:
    """Return what the bodies whose secretary one is have been asked and not answered."""
    served = Body.objects.served_by(user).values("pk")
    waiting = ConsultedParty.objects.waiting().filter(
        body__in=served, hearing__status=Hearing.Status.PUBLISHED
    )
    today = local_date(at)
    for party in waiting.select_related("hearing", "body"):
        yield Duty(
            title=_("Udtalelse fra %(body)s: %(hearing)s")
            % {"body": party.body, "hearing": party.hearing.title},
            url=reverse("hearings:statement", args=[party.hearing_id, party.pk]),
            text=_("Skriv den, eller sig, at I ingen bemærkninger har."),
            deadline=end_of_day(party.due_on) - timedelta(minutes=1),
            is_overdue=party.due_on < today,
        )


def party_duties(cases: QuerySet[Hearing], at: datetime) -> Iterator[Duty]:
    """Return whose statements are late, for the case worker."""
    late = ConsultedParty.objects.overdue(local_date(at)).filter(
        hearing__in=cases.filter(status=Hearing.Status.PUBLISHED)
    )
    for party in late.select_related("hearing", "body"):
        yield Duty(
            title=_("Udtalelsen mangler: %(party)s, %(hearing)s")
            % {"party": party, "hearing": party.hearing.title},
            url=reverse("hearings:parties", args=[party.hearing_id]),
            text=_("De har ikke svaret. Ring til dem, eller tag spørgsmålet tilbage."),
            deadline=end_of_day(party.due_on) - timedelta(minutes=1),
            is_overdue=True,
        )


def carried_duties(cases: QuerySet[Hearing], at: datetime) -> Iterator[Duty]:
    """Return the decisions that came from a meeting while something was missing to end the case."""
    steps = DecisionStep.objects.ending().filter(
        hearing__in=cases.filter(status=Hearing.Status.PUBLISHED), carried_at__isnull=False
    )
    for step in steps.select_related("hearing"):
        yield Duty(
            title=_("Mødet har afgjort sagen: %(hearing)s") % {"hearing": step.hearing.title},
            url=reverse("admin:hearings_hearing_change", args=[step.hearing_id]),
            text=_missing(step.hearing, at),
            waits_since=step.carried_at,
        )


def _missing(hearing: Hearing, at: datetime) -> str:
    if at < hearing.closes_at:
        return _("Høringsfristen er ikke gået. Beslutningen kan først registreres bagefter.")
    if hearing.white_paper_published_at is None:
        return _("Hvidbogen mangler. Udgiv den, eller registrér beslutningen med en grund.")
    return _("Registrér beslutningen, så alle, der har svaret, får besked.")
