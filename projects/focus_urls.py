"""Focus projects: the years, pointing at a project, the council's choice, the plan."""

from django.urls import URLPattern, URLResolver, path

from core import converters  # noqa: F401  (registers "dbint")
from projects.views import flagging, focus, focus_desk, involvement_desk

urlpatterns: list[URLPattern | URLResolver] = [
    path("fokus/", focus.focus, name="focus"),
    path("fokus/<dbint:year>/", focus.focus_year, name="focus_year"),
    path("<dbint:pk>-<slug:slug>/inddragelse/", focus.plan, name="plan"),
    # Members of the municipal council.
    path("<dbint:pk>-<slug:slug>/peg/", flagging.flag, name="flag"),
    path("<dbint:pk>-<slug:slug>/peg/<dbint:flag>/stoet/", flagging.endorse, name="endorse"),
    path(
        "<dbint:pk>-<slug:slug>/peg/<dbint:flag>/traek-tilbage/",
        flagging.withdraw,
        name="withdraw_flag",
    ),
    # The council's secretary, and who runs a project (STAFF_PATHS in the settings).
    path("behandling/fokus/<dbint:year>/udpeg/", focus_desk.appoint, name="appoint"),
    path(
        "behandling/fokus/udpegning/<dbint:pk>/ophaev/",
        focus_desk.undo,
        name="undo_appointment",
    ),
    path("behandling/fokus/udpegning/<dbint:pk>/evaluering/", focus_desk.evaluate, name="evaluate"),
    path("behandling/<dbint:pk>/inddragelse/", involvement_desk.plan_edit, name="plan_edit"),
    path("behandling/<dbint:pk>/inddragelse/ny/", involvement_desk.add, name="plan_add"),
    path(
        "behandling/<dbint:pk>/inddragelse/<dbint:step>/",
        involvement_desk.change,
        name="plan_change",
    ),
    path(
        "behandling/<dbint:pk>/inddragelse/<dbint:step>/resultat/",
        involvement_desk.result,
        name="plan_result",
    ),
    path(
        "behandling/<dbint:pk>/inddragelse/<dbint:step>/fjern/",
        involvement_desk.remove,
        name="plan_remove",
    ),
]
