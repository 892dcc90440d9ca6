"""The private link of a registration: signed, so that reading the database does not open it.

The moment when it was made is signed too: a number that a restored database gives to somebody else
opens nothing.
"""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from events.models import Registration

_SEPARATOR = "~"
_signer = Signer(salt="events.registration", sep=_SEPARATOR)


def token_for(registration: Registration) -> str:
    """Return the secret part of the private link."""
    return _signer.sign(_name_of(registration))


def registration_of(token: str) -> Registration | None:
    """Return the registration that a private link opens, None for any other text."""
    try:
        name = _signer.unsign(token)
    except BadSignature:
        return None
    number = name.partition(".")[0]
    rows = Registration.objects.select_related("event__department", "user")
    registration = rows.filter(pk=number, forgotten_at=None).first()
    return registration if registration and _name_of(registration) == name else None


def private_path(registration: Registration, page: str = "registration") -> str:
    """Return one of its own pages: registration, change, cancel, registration_ics."""
    return reverse(f"events:{page}", args=[token_for(registration)])


def private_url(registration: Registration, page: str = "registration") -> str:
    return settings.SITE_URL + private_path(registration, page)


def _name_of(registration: Registration) -> str:
    return f"{registration.pk}.{int(registration.created_at.timestamp())}"
