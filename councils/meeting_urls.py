"""Meetings, agendas, minutes, the closed room."""

from django.urls import URLPattern, URLResolver

from core import converters  # noqa: F401  (registers "dbint")

urlpatterns: list[URLPattern | URLResolver] = []
