"""The directory, the bodies and their members."""

from django.urls import URLPattern, URLResolver, path

from core import converters  # noqa: F401  (registers "dbint")
from councils.views import bodies

urlpatterns: list[URLPattern | URLResolver] = [
    path("", bodies.directory, name="directory"),
    path("feed/", bodies.feed, name="feed"),
    path("medlem/<dbint:pk>-<slug:slug>/", bodies.member, name="member"),
    path("medlem/<dbint:pk>-<slug:slug>/billede/", bodies.portrait, name="portrait"),
    path("<dbint:pk>-<slug:slug>/", bodies.body, name="body"),
]
