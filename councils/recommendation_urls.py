"""Advice, and what became of it."""

from django.urls import URLPattern, URLResolver

from core import converters  # noqa: F401  (registers "dbint")

urlpatterns: list[URLPattern | URLResolver] = []
