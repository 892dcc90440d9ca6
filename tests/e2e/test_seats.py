"""How one gets a seat: an application that is answered, and an election that needs no vote."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.roles import Role
from core.clock import start_of_day
from councils.models import Application, Body, Call, Candidate, Election
from tests.accounts.factories import UserFactory
from tests.councils.factories import (
    ApplicationFactory,
    BodyFactory,
    CallFactory,
    CandidateFactory,
    ElectionFactory,
    SeatFactory,
    SeatGroupFactory,
)
from tests.e2e.axe import faults, faults_of
from tests.e2e.mails import link_to, mails_to
from tests.e2e.staff import come_to_work

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

TYPING_TIME = 2_100
MOTIVATION = "Jeg har passet planteskolen i ti år."


@pytest.fixture
def secretary() -> User:
    return UserFactory(role=Role.CASE_WORKER, full_name="Lone Linealsen")


@pytest.fixture
def body(secretary) -> Body:
    return BodyFactory(name="Ældrerådet", concern=Body.Concern.ELDERLY, secretaries=[secretary])


def send(page: Page, button: str) -> None:
    page.wait_for_timeout(TYPING_TIME)
    page.get_by_role("button", name=button, exact=True).click()


def day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_a_citizen_applies_by_phone_without_script_and_is_answered_by_mail(
    open_page, body, secretary, live_server
):
    call = CallFactory(body=body, group=SeatGroupFactory(body=body), seats=1)
    page = open_page(width=390, javascript=False)
    page.goto(body.get_absolute_url())
    page.get_by_role("link", name=call.title).first.click()
    page.get_by_role("link", name="Søg pladsen").click()
    page.get_by_label("Dit navn").fill("Signe Syren")
    page.get_by_label("Din mailadresse").fill("signe@example.dk")
    send(page, "Send ansøgningen")
    expect(page.locator(".error-summary")).to_contain_text("Skriv, hvorfor du gerne vil være med.")
    expect(page.get_by_label("Dit navn")).to_have_value("Signe Syren")
    page.get_by_label("Hvorfor vil du gerne være med?").fill(MOTIVATION)
    send(page, "Send ansøgningen")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tak, din ansøgning er modtaget")
    own = link_to("signe@example.dk", "/raad/pladser/ansoegning/")

    Call.objects.update(closes_at=start_of_day(timezone.localdate()))
    answers_everybody(come_to_work(open_page(), secretary, live_server.url), call)

    assert "Du kender byen." in str(mails_to("signe@example.dk")[-1].body)
    page.goto(own)
    expect(page.locator("#answer")).to_have_text("Du er valgt")
    expect(page.locator("main")).to_contain_text("Vi så på alder og bydel.")
    page.goto(call.get_absolute_url())
    expect(page.locator("main")).to_contain_text("Vi så på alder og bydel.")
    expect(page.locator("main")).not_to_contain_text("Signe")


def answers_everybody(page: Page, call: Call) -> None:
    row = Application.objects.get()
    page.goto(reverse("councils:desk_call", args=[call.pk]))
    page.locator(f"[name=status_{row.pk}]").select_option("chosen")
    page.locator(f"[name=reason_{row.pk}]").fill("Du kender byen.")
    page.locator("[name=choice_reason]").fill("Vi så på alder og bydel.")
    page.locator("[name=choose]").click()
    expect(page.locator("#content")).to_contain_text("En person får en mail.")
    page.locator("#content form[method=post] [type=submit]").last.click()
    expect(page.locator(".messagelist")).to_be_visible()


def test_an_election_goes_from_its_publication_to_an_election_without_a_vote(
    open_page, body, secretary, live_server
):
    SeatGroupFactory(body=body, name="Valgte medlemmer", is_elected=True)
    desk = come_to_work(open_page(), secretary, live_server.url)
    publishes(desk, body)
    election = Election.objects.get()
    page = open_page(width=390, javascript=False)
    proposes(page, election)
    link = link_to("poul@example.dk", "/raad/valg/kandidat/")
    assert "Grete Gran" in str(mails_to("poul@example.dk")[0].body)
    page.goto(link)
    assert Candidate.objects.get().status == Candidate.Status.NOMINATED
    page.get_by_role("link", name="Ja, jeg stiller op").click()
    page.get_by_label("Hvem er du, og hvad vil du?").fill("Flere stier med lys.")
    page.get_by_role("button", name="Stil op").click()
    page.goto(election.get_absolute_url())
    expect(page.locator("main")).to_contain_text("Poul Pil")

    Election.objects.update(
        nominations_open_at=election.nominations_open_at - timedelta(days=30),
        nominations_close_at=election.nominations_close_at - timedelta(days=30),
    )
    desk.goto(reverse("councils:desk_election", args=[election.pk]))
    desk.get_by_role("link", name="Afgør som fredsvalg").click()
    desk.get_by_role("button", name="Afgør som fredsvalg").click()
    expect(desk.locator(".messagelist")).to_contain_text("afgjort som fredsvalg")

    page.reload()
    expect(page.locator("main")).to_contain_text("ældreloven § 36")
    assert "Du er valgt" in str(mails_to("poul@example.dk")[-1].body)
    assert faults(desk) == []


def proposes(page: Page, election: Election) -> None:
    page.goto(election.get_absolute_url())
    page.get_by_role("link", name="Stil op, eller foreslå en anden").click()
    page.get_by_label("En anden, som jeg foreslår").check()
    page.get_by_label("Kandidatens navn").fill("Poul Pil")
    page.get_by_label("Kandidatens mailadresse").fill("poul@example.dk")
    page.get_by_label("Dit navn, når du foreslår en anden").fill("Grete Gran")
    send(page, "Send")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nu skal kandidaten selv sige ja")


def publishes(page: Page, body: Body) -> None:
    """Write an election and publish it, from the desk of the body's seats."""
    page.goto(reverse("councils:desk_election_add", args=[body.pk]))
    for name, value in {
        "title": "Valg til Ældrerådet", "seats": "2", "who_may_stand": "Borgere over 60 år.",
        "who_may_vote": "Borgere over 60 år.", "nominate_from": day(0), "nominate_until": day(20),
        "vote_from": day(40), "vote_until": day(50), "term_starts_on": day(60),
    }.items():  # fmt: skip
        page.locator(f"[name={name}]").fill(value)
    page.locator("form[method=post] .button-primary").last.click()
    page.get_by_role("link", name="Udskriv valget").click()
    page.get_by_role("button", name="Udskriv valget").click()
    expect(page.locator(".messagelist")).to_contain_text("Valget er udskrevet.")


def test_axe_finds_nothing_on_the_pages_of_seats(open_page, body, secretary, live_server):
    group = SeatGroupFactory(body=body, is_elected=True)
    SeatFactory(group=group)
    call = CallFactory(body=body, group=group)
    closed = CallFactory(body=body, group=group, closed=True, choice_reason="")
    ApplicationFactory(call=closed)
    election = ElectionFactory(body=body, group=group)
    counted = ElectionFactory(body=body, group=group, counting=True)
    rows = [CandidateFactory(election=row) for row in (election, counted)]
    public = [
        reverse("councils:calls"), call.get_absolute_url(), closed.get_absolute_url(),
        f"{call.get_absolute_url()}soeg/", reverse("councils:elections"),
        election.get_absolute_url(), counted.get_absolute_url(), rows[0].get_absolute_url(),
        f"{election.get_absolute_url()}stil-op/",
    ]  # fmt: skip
    assert faults_of(open_page(), public) == {}

    desk = come_to_work(open_page(), secretary, live_server.url)
    keys = {
        "desk_seats": [], "desk_call": [closed.pk], "desk_call_change": [call.pk],
        "desk_election": [election.pk], "desk_election_result": [counted.pk],
        "desk_call_add": [body.pk],
    }  # fmt: skip
    own = [reverse(f"councils:{name}", args=args) for name, args in keys.items()]
    assert faults_of(desk, own) == {}
