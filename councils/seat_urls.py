"""How one gets a seat: calls and elections."""

from django.urls import URLPattern, URLResolver, path

from core import converters  # noqa: F401  (registers "dbint")
from councils.views import (
    applications,
    calls,
    calls_desk,
    elections,
    elections_desk,
    nominating,
    seats_desk,
)

# Secretaries of the body alone (STAFF_PATHS in the settings).
DESK = "behandling/"
CALL = f"{DESK}opslag/<dbint:pk>/"
ELECTION = f"{DESK}valg/<dbint:pk>/"

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
    path(f"{DESK}pladser/", seats_desk.desk, name="desk_seats"),
    path(f"{DESK}organ/<dbint:body>/nyt-opslag/", calls_desk.add, name="desk_call_add"),
    path(f"{DESK}organ/<dbint:body>/nyt-valg/", elections_desk.add, name="desk_election_add"),
    path(CALL, calls_desk.detail, name="desk_call"),
    path(f"{CALL}ret/", calls_desk.change, name="desk_call_change"),
    path(f"{CALL}udskriv/", calls_desk.print_out, name="desk_call_print"),
    path(f"{CALL}offentliggoer/", calls_desk.publish, name="desk_call_publish"),
    path(f"{CALL}traek-tilbage/", calls_desk.withdraw, name="desk_call_withdraw"),
    path(f"{CALL}vaelg/", calls_desk.choose, name="desk_call_choose"),
    path(f"{CALL}<dbint:number>/plads/", calls_desk.seat, name="desk_call_seat"),
    path(ELECTION, elections_desk.detail, name="desk_election"),
    path(f"{ELECTION}ret/", elections_desk.change, name="desk_election_change"),
    path(f"{ELECTION}udskriv/", elections_desk.publish, name="desk_election_publish"),
    path(f"{ELECTION}aflys/", elections_desk.call_off, name="desk_election_call_off"),
    path(f"{ELECTION}fredsvalg/", elections_desk.settle, name="desk_election_settle"),
    path(f"{ELECTION}resultat/", elections_desk.result, name="desk_election_result"),
    path(
        f"{ELECTION}<dbint:number>/kan-ikke-vaelges/",
        elections_desk.rule_out,
        name="desk_candidate_rule_out",
    ),
    path(f"{ELECTION}<dbint:number>/plads/", elections_desk.seat, name="desk_candidate_seat"),
]
