"""All seminars, and the pages of one: programme, sessions, practical, print."""

from django.urls import URLPattern, URLResolver, path

from core import converters  # noqa: F401  (registers "dbint")
from seminars.views import reading

_SEMINAR = "<dbint:pk>-<slug:slug>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", reading.seminars, name="seminars"),
    path(_SEMINAR, reading.seminar, name="seminar"),
    path(f"{_SEMINAR}session/<dbint:number>/", reading.session, name="session"),
]
