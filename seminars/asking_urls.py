"""Questions to a session's speakers, and the phone of who runs the day."""

from django.urls import URLPattern, URLResolver, path

from core import converters  # noqa: F401  (registers "dbint")
from seminars.views import asking, asking_desk

_OPEN = "<dbint:pk>-<slug:slug>/session/<dbint:number>/spoergsmaal/"
# Before the pages of a registration: its token is any text.
_BY_LINK = "tilmelding/<str:token>/session/<dbint:number>/spoergsmaal/"
# Behind the door of staff (settings.STAFF_PATHS).
_DESK = "behandling/<dbint:pk>/"
_DESK_OF_SESSION = f"{_DESK}session/<dbint:number>/spoergsmaal/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_OPEN, asking.questions, name="questions"),
    path(f"{_OPEN}liste/", asking.rows, name="question_rows"),
    path(f"{_OPEN}skaerm/", asking.screen, name="question_screen"),
    path(f"{_OPEN}<dbint:question>/stoette/", asking.support, name="question_support"),
    path(_BY_LINK, asking.questions_by_link, name="questions_by_link"),
    path(f"{_BY_LINK}liste/", asking.rows_by_link, name="question_rows_by_link"),
    path(
        f"{_BY_LINK}<dbint:question>/stoette/",
        asking.support_by_link,
        name="question_support_by_link",
    ),
    path(_DESK, asking_desk.desk, name="desk"),
    path(_DESK_OF_SESSION, asking_desk.questions, name="desk_questions"),
    path(f"{_DESK_OF_SESSION}<dbint:question>/", asking_desk.mark, name="desk_question_mark"),
    path(f"{_DESK_OF_SESSION}<dbint:question>/skjul/", asking_desk.hide, name="desk_question_hide"),
]
