"""What hearings show of a body: what it was asked about, and what comes to its meetings."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from councils.beside import Panel, Reading
from councils.models import Body, Meeting
from hearings.models import ConsultedParty, DecisionStep, Hearing
from hearings.to_decide import has_any

if TYPE_CHECKING:
    from accounts.models import User

NEWEST = 5


def panel_to_decide(body: Body, user: User | None, at: datetime) -> Panel | None:
    """Lead to what comes to the next meetings; one question."""
    if not has_any(body, user, at):
        return None
    return Panel(
        title=_("Til beslutning"),
        template="hearings/_panel_to_decide.html",
        context={"url": reverse("hearings:to_decide", args=[body.pk])},
        order=30,
    )


def panel_of_statements(body: Body, user: User | None, at: datetime) -> Panel | None:  # noqa: ARG001
    """Show what the body was asked about last; one question."""
    asked = ConsultedParty.objects.filter(
        body=body, hearing__in=Hearing.objects.published().values("pk")
    ).exclude(status=ConsultedParty.Status.TAKEN_BACK)
    rows = list(asked.select_related("hearing", "statement").order_by("-asked_at", "-pk")[:NEWEST])
    if not rows:
        return None
    return Panel(
        title=_("Udtalelser i høringer"),
        template="hearings/_panel_statements.html",
        context={"parties": rows},
        order=40,
    )


def reading_to_decide(meeting: Meeting) -> Reading | None:
    """Lead members to what citizens said of the matters on an agenda; one question."""
    if not DecisionStep.objects.filter(item__in=meeting.items.placed().values("pk")).exists():
        return None
    url = reverse("hearings:to_decide", args=[meeting.body_id])
    return Reading(text=_("Læs, hvad borgerne siger"), url=url)
