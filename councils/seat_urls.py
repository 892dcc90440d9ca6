"""How one gets a seat: calls and elections."""

from django.urls import URLPattern, URLResolver, path

from core import converters  # noqa: F401  (registers "dbint")
from councils.views import applications, calls, elections, nominating

urlpatterns: list[URLPattern | URLResolver] = [
    path("pladser/", calls.calls, name="calls"),
    path("pladser/<dbint:pk>-<slug:slug>/", calls.call, name="call"),
    path("pladser/<dbint:pk>-<slug:slug>/soeg/", applications.apply, name="apply"),
    path(
        "pladser/ansoegning/<str:token>/kvittering/",
        applications.receipt,
        name="application_receipt",
    ),
    path("pladser/ansoegning/<str:token>/", applications.detail, name="application"),
    path(
        "pladser/ansoegning/<str:token>/traek-tilbage/",
        applications.withdraw,
        name="application_withdraw",
    ),
    path("valg/", elections.elections, name="elections"),
    path("valg/<dbint:pk>-<slug:slug>/", elections.election, name="election"),
    path("valg/<dbint:pk>-<slug:slug>/stil-op/", nominating.nominate, name="nominate"),
    path("valg/<dbint:pk>-<slug:slug>/stil-op/tak/", nominating.nominated, name="nominated"),
    path(
        "valg/<dbint:pk>-<slug:slug>/kandidater/<dbint:number>/",
        elections.candidate,
        name="candidate",
    ),
    path(
        "valg/<dbint:pk>-<slug:slug>/kandidater/<dbint:number>/portraet/",
        elections.portrait,
        name="candidate_portrait",
    ),
    path("valg/kandidat/<str:token>/", nominating.candidacy, name="candidacy"),
    path("valg/kandidat/<str:token>/stil-op/", nominating.accept, name="candidacy_accept"),
    path("valg/kandidat/<str:token>/sig-nej/", nominating.leave, name="candidacy_leave"),
]
