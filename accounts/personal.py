"""What this app knows about a person, and how it forgets them. Pulled by the portal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils import timezone

from accounts import services
from accounts.models import OrganisationMember, User


def personal_data_of(person: User) -> dict[str, Any]:
    """Return everything about the account that belongs to the person; no secrets."""
    addresses = EmailAddress.objects.filter(user=person).order_by("pk")
    factors = Authenticator.objects.filter(user=person).order_by("pk")
    return {
        "account": _account(person),
        "email_addresses": list(addresses.values("email", "verified", "primary")),
        "second_factors": [
            {"type": factor.type, "created_at": _text(factor.created_at)} for factor in factors
        ],
        "roles": [
            {"role": role.group.name, "department": role.department.name}
            for role in person.department_roles.select_related("group", "department")
        ],
        "groups": list(person.groups.order_by("name").values_list("name", flat=True)),
        "organisations": [
            _membership(member)
            for member in person.organisations.select_related("organisation").order_by("pk")
        ],
        "history": [{"at": _text(line.at), "action": line.action} for line in person.history.all()],
    }


def _account(person: User) -> dict[str, Any]:
    return {
        "email": person.email,
        "full_name": person.full_name,
        "public_name": person.public_name,
        "area": person.area.name if person.area else None,
        "birth_year": person.birth_year,
        "gender": person.gender,
        "protected": person.protected,
        "language": person.language,
        "is_staff": person.is_staff,
        "date_joined": _text(person.date_joined),
        "last_login": _text(person.last_login),
    }


def _membership(member: OrganisationMember) -> dict[str, Any]:
    """Return whom the person acts for, or asked to; who decided it is not theirs to know."""
    return {
        "organisation": member.organisation.name,
        "title": member.title,
        "message": member.message,
        "status": member.status,
        "reason": member.reason,
        "asked_at": _text(member.asked_at),
        "decided_at": _text(member.decided_at),
    }


def forget(person: User) -> None:
    """Anonymise the account; its sessions are dead at their next request."""
    services.forget_account(person, at=timezone.now())


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
