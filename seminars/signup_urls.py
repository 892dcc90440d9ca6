"""Signing up for a seminar and its sessions, and a registration's own pages."""

from django.urls import URLPattern, URLResolver, path

from core import converters  # noqa: F401  (registers "dbint")
from seminars.views import signing_up, signing_up_own

_SEMINAR = "<dbint:pk>-<slug:slug>/"
_OWN = "tilmelding/<str:token>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{_SEMINAR}tilmelding/", signing_up.sign_up, name="sign_up"),
    path(f"{_SEMINAR}tilmelding/igen/", signing_up.signed_up_already, name="signed_up_already"),
    # Reached by the private link of the registration for a day.
    path(_OWN, signing_up_own.registration, name="registration"),
    path(f"{_OWN}ret/", signing_up_own.change, name="registration_change"),
    path(f"{_OWN}meld-fra/", signing_up_own.cancel, name="registration_cancel"),
    path(f"{_OWN}kalender.ics", signing_up_own.registration_ics, name="registration_ics"),
]
