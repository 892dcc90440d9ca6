from django.urls import path

from core import converters  # noqa: F401  (registers "dbint", "language")
from hearings.views import addresses, answering, mine, objecting, reading

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
    # Its author objects to its not being published.
    path("mit-svar/<str:token>/indsigelse/", objecting.objection, name="objection"),
    # The owner of a mail address says: it is mine, or it is not. Reached from a mail alone.
    path("bekraeft/<str:token>/", addresses.confirm, name="confirm"),
    path("ikke-mig/<str:token>/", addresses.disown, name="disown"),
    path("ikke-mig/", addresses.disowned, name="disowned"),
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
    path("<dbint:number>-<slug:slug>/aendringer/", reading.changes, name="changes"),
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
