"""The directory, a body, a member."""

from django.urls import URLPattern, URLResolver

from core import converters  # noqa: F401  (registers "dbint")

urlpatterns: list[URLPattern | URLResolver] = []
