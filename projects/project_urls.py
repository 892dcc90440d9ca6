"""The way of innovation, and the pages of a project."""

from django.urls import URLPattern, URLResolver, path

from core import converters  # noqa: F401  (registers "dbint")
from projects.views import projects, way

urlpatterns: list[URLPattern | URLResolver] = [
    path("", way.way, name="projects"),
    path("alle/", way.project_list, name="list"),
    path("<dbint:pk>-<slug:slug>/", projects.project, name="project"),
]
