"""What waits about organisations: proposals, and people who ask to act. Two questions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Organisation, OrganisationMember
from accounts.roles import has_role
from accounts.rules import DECIDING
from core.duties import Duty

if TYPE_CHECKING:
    from accounts.models import User


def duties_of(user: User) -> Iterator[Duty]:
    """Return what others have asked; one's own waits for a colleague."""
    if not has_role(user, *DECIDING):
        return
    for organisation in Organisation.objects.waiting().exclude(members__user=user):
        yield Duty(
            title=_("Ny organisation: %(name)s") % {"name": organisation.name},
            url=_address(organisation.pk),
            text=_("Godkend den, eller sig nej. Den, der har foreslået den, venter på svar."),
            waits_since=organisation.created_at,
        )
    asking = OrganisationMember.objects.waiting().exclude(user=user)
    approved = asking.filter(organisation__status=Organisation.Status.APPROVED)
    for member in approved.select_related("organisation"):
        yield Duty(
            title=_("En vil handle for %(name)s") % {"name": member.organisation.name},
            url=_address(member.organisation_id),
            text=_("Sig ja eller nej. Personen venter på svar."),
            waits_since=member.asked_at,
        )


def _address(pk: int) -> str:
    return reverse("admin:accounts_organisation_change", args=[pk])
