"""What staff do with the conversations, what is told of it, and reports; below `/samtaler/`."""

from django.urls import path

from comments.views import desk, openness, reporting
from core import converters  # noqa: F401  (registers "dbint")

COMMENT = "behandling/<dbint:thread>/<dbint:number>/"

urlpatterns = [
    path("tal/", openness.figures, name="figures"),
    path("tal/csv/", openness.figures_csv, name="figures_csv"),
    path("regler/", openness.rules, name="rules"),
    # Staff of the thread's department alone (STAFF_PATHS in the settings).
    path("behandling/", desk.desk, name="desk"),
    path("behandling/<dbint:thread>/", desk.desk_thread, name="desk_thread"),
    path("behandling/<dbint:thread>/her-staar-samtalen/", desk.summarise, name="desk_summary"),
    path("behandling/<dbint:thread>/luk/", desk.close, name="desk_close"),
    path("behandling/<dbint:thread>/aabn/", desk.reopen, name="desk_reopen"),
    path(COMMENT, desk.desk_comment, name="desk_comment"),
    path(f"{COMMENT}behold/", desk.keep, name="desk_keep"),
    path(f"{COMMENT}skjul/", desk.hide, name="desk_hide"),
    path(f"{COMMENT}vis/", desk.release, name="desk_release"),
    path(f"{COMMENT}vis-igen/", desk.restore, name="desk_restore"),
    path(f"{COMMENT}indsigelse/", desk.decide, name="desk_decide"),
    path(f"{COMMENT}svar/", desk.answer, name="desk_answer"),
    path(f"{COMMENT}kraever-ikke-svar/", desk.no_answer, name="desk_no_answer"),
    # Anybody, and the author.
    path("<dbint:thread>/<dbint:number>/anmeld/", reporting.report, name="report"),
    path("<dbint:thread>/<dbint:number>/anmeld/tak/", reporting.reported, name="reported"),
    path("<dbint:thread>/<dbint:number>/indsigelse/", reporting.object_to, name="object"),
]
