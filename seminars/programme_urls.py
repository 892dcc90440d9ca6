"""All seminars, and the pages of one: programme, sessions, practical, print, poster."""

from django.urls import URLPattern, URLResolver, path

from core import converters  # noqa: F401  (registers "dbint")
from seminars.views import reading

_SEMINAR = "<dbint:pk>-<slug:slug>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", reading.seminars, name="seminars"),
    path("atom/", reading.feed, name="feed"),
    path(_SEMINAR, reading.seminar, name="seminar"),
    path(f"{_SEMINAR}session/<dbint:number>/", reading.session, name="session"),
    path(f"{_SEMINAR}praktisk/", reading.practical, name="practical"),
    path(f"{_SEMINAR}program/", reading.printed, name="print"),
    path(f"{_SEMINAR}plakat/", reading.poster, name="poster"),
    path(f"{_SEMINAR}portraet/<dbint:number>/", reading.portrait, name="portrait"),
]
