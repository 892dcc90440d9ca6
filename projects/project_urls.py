"""The way of innovation, and the pages of a project."""

from django.urls import URLPattern, URLResolver, path

from core import converters  # noqa: F401  (registers "dbint")
from projects.views import projects, reading, way, writing

_PROJECT = "<dbint:pk>-<slug:slug>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", way.way, name="projects"),
    path("alle/", way.project_list, name="list"),
    path("atom/", reading.feed, name="feed"),
    path("erfaringer/", reading.lessons, name="lessons"),
    path(_PROJECT, projects.project, name="project"),
    path(f"{_PROJECT}atom/", reading.project_feed, name="project_feed"),
    path(f"{_PROJECT}kalender.ics", reading.calendar, name="ics"),
    path(f"{_PROJECT}forloeb/", reading.course, name="course"),
    path(f"{_PROJECT}spoergsmaal/<dbint:number>/", reading.question, name="question"),
    path(f"{_PROJECT}nyt/", reading.updates, name="updates"),
    path(f"{_PROJECT}nyt/skriv/", writing.write_update, name="write_update"),
    path(f"{_PROJECT}nyt/<dbint:number>/", reading.update, name="update"),
    path(f"{_PROJECT}nyt/<dbint:number>/ret/", writing.mend, name="mend_update"),
    path(f"{_PROJECT}billede/<dbint:number>/", reading.picture, name="picture"),
    path(f"{_PROJECT}dokument/<dbint:number>/", reading.document, name="document"),
]
