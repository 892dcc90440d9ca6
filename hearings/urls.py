from django.urls import path

from core import converters  # noqa: F401  (registers "dbint", "language")
from hearings.views import addresses, answering, deciding, following, mine, reading

app_name = "hearings"
urlpatterns = [
    path("", reading.hearing_list, name="list"),
    path("atom/", reading.list_feed, name="list_feed"),
    # An answer's own pages: reached by its private link, or by its author when logged in.
    path("kvittering/<str:token>/", mine.receipt, name="receipt"),
    path("mit-svar/<str:token>/", mine.detail, name="mine"),
    path("mit-svar/<str:token>/ret/", mine.edit, name="edit"),
    path("mit-svar/<str:token>/traek-tilbage/", mine.withdraw, name="withdraw"),
    path("mit-svar/<str:token>/bilag/<dbint:pk>/", mine.file, name="mine_file"),
    # The owner of a mail address says: it is mine, or it is not. Reached from a mail alone.
    path("bekraeft/<str:token>/", addresses.confirm, name="confirm"),
    path("ikke-mig/<str:token>/", addresses.disown, name="disown"),
    path("ikke-mig/", addresses.disowned, name="disowned"),
    # After the treatment, for everybody: what came of the answers, and how long they waited.
    path("vi-gjorde/", following.said_and_done, name="said_and_done"),
    path("vi-gjorde/atom/", following.said_and_done_feed, name="said_and_done_feed"),
    path("tal/", following.figures, name="figures"),
    path("tal/csv/", following.figures_csv, name="figures_csv"),
    # After the treatment, for staff: the way to the decision, and what was promised.
    path("behandling/lovet/", deciding.promised, name="promised"),
    path("<dbint:number>/behandling/beslutning/", deciding.desk, name="decision_desk"),
    path("<dbint:number>/behandling/beslutning/led/", deciding.add_step, name="step_add"),
    path("<dbint:number>/behandling/beslutning/led/<dbint:pk>/", deciding.edit_step, name="step"),
    path(
        "<dbint:number>/behandling/beslutning/led/<dbint:pk>/fjern/",
        deciding.remove,
        name="step_remove",
    ),
    path("<dbint:number>/behandling/beslutning/loefte/", deciding.add_change, name="change_add"),
    path(
        "<dbint:number>/behandling/beslutning/loefte/<dbint:pk>/",
        deciding.edit_change,
        name="change",
    ),
    path(
        "<dbint:number>/behandling/beslutning/loefte/<dbint:pk>/udfoert/",
        deciding.finish,
        name="change_finish",
    ),
    path(
        "<dbint:number>/behandling/beslutning/loefte/<dbint:pk>/opgiv/",
        deciding.drop,
        name="change_drop",
    ),
    # A hearing: only the number decides, the words after it are for people.
    path("<dbint:number>/", reading.short, name="short"),
    path("<dbint:number>-<slug:slug>/", reading.detail, name="detail"),
    path("<dbint:number>-<slug:slug>/atom/", reading.hearing_feed, name="feed"),
    path("<dbint:number>-<slug:slug>/frist.ics", reading.deadline_ics, name="deadline_ics"),
    path(
        "<dbint:number>-<slug:slug>/kort-fortalt/sprog-<language:language>/",
        reading.translation,
        name="translation",
    ),
    path("<dbint:number>-<slug:slug>/opslag/", reading.notice, name="notice"),
    path("<dbint:number>-<slug:slug>/dokumenter/<dbint:pk>/", reading.document, name="document"),
    path("<dbint:number>-<slug:slug>/svar/", reading.responses, name="responses"),
    path(
        "<dbint:number>-<slug:slug>/svar/<dbint:response_number>/",
        reading.response,
        name="response",
    ),
    path(
        "<dbint:number>-<slug:slug>/svar/<dbint:response_number>/bilag/<dbint:pk>/",
        reading.response_file,
        name="response_file",
    ),
    path("<dbint:number>-<slug:slug>/skriv/", answering.write, name="write"),
    path("<dbint:number>-<slug:slug>/skriv/<uuid:key>/", answering.write, name="write_again"),
    path("<dbint:number>-<slug:slug>/skriv/<uuid:key>/tjek/", answering.check, name="check"),
    path("<dbint:number>-<slug:slug>/skriv/<uuid:key>/send/", answering.send, name="send"),
]
