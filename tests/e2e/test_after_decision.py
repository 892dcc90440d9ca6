"""From the white paper to a change that is done, in a real browser, at both widths."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.roles import Role
from hearings.models import Change, Hearing
from notifications.delivery import relay
from notifications.kinds import Lane
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.e2e.axe import faults, faults_of
from tests.e2e.staff import come_to_work, decides, finishes, writes_a_step
from tests.hearings.factories import (
    ChangeFactory,
    DepartmentFactory,
    HearingFactory,
    ResponseFactory,
)
from tests.hearings.papers import answer_to, point_in, published_of

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def department():
    return DepartmentFactory(name="Plan og Trafik")


@pytest.fixture
def hearing(department) -> Hearing:
    """Three people, two points: one change is promised to two of them."""
    hearing = HearingFactory(closed=True, department=department, title="Lokalplan 9.9")
    asta, birk, ditte = (
        ResponseFactory(hearing=hearing, approved=True, email=f"{name}@example.dk")
        for name in ("asta", "birk", "ditte")
    )
    trees = point_in(asta, birk, title="Bevar poppelrækken")
    answer_to(trees.theme, change="Rækken bliver stående", change_place="§ 7.3")
    answer_to(point_in(ditte, title="Mere lys", theme="Stier"), outcome="rejected")
    published_of(hearing)
    Message.objects.all().delete()
    return Hearing.objects.get(pk=hearing.pk)


def subjects() -> list[tuple[str, str]]:
    mail.outbox.clear()
    relay(Lane.IMMEDIATE, Lane.BULK, seconds=30)
    return sorted((message.to[0], message.subject) for message in mail.outbox)


def hands_it_over(page: Page, hearing: Hearing) -> None:
    page.goto(reverse("hearings:decision_desk", args=[hearing.number]))
    page.get_by_role("link", name="Ret afdeling, dag eller ord").click()
    page.select_option("[name=department]", label="Vej og Park")
    page.get_by_role("button", name="Gem løftet").click()
    expect(page.locator(".decision-rows").last).to_contain_text("Vej og Park")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_change_goes_from_the_decision_to_done_and_each_is_told_once(
    open_page: Callable[..., Page], live_server, hearing, department, javascript
):
    other = DepartmentFactory(name="Vej og Park")
    worker = UserFactory(role=Role.CASE_WORKER, department=department)
    doer = UserFactory(role=Role.CASE_WORKER, department=other)
    page = come_to_work(open_page(javascript=javascript), worker, live_server.url)

    page.goto(reverse("hearings:decision_desk", args=[hearing.number]))
    writes_a_step(page)
    decides(page, hearing)
    told_of_the_decision = subjects()
    hands_it_over(page, hearing)
    finishes(come_to_work(open_page(javascript=javascript), doer, live_server.url), told=2)
    told_of_the_change = subjects()

    assert told_of_the_decision == [
        (f"{name}@example.dk", "Nu er der besluttet: Lokalplan 9.9")
        for name in ("asta", "birk", "ditte")
    ]
    assert told_of_the_change == [
        (f"{name}@example.dk", "Nu er det gjort: Lokalplan 9.9") for name in ("asta", "birk")
    ]
    visitor = open_page()
    visitor.goto("/hoeringer/vi-gjorde/")
    entry = visitor.locator("article").first
    for words in ("Bevar poppelrækken", "Rækken bliver stående", "Udført", "Rækken er fredet."):
        expect(entry).to_contain_text(words)
    visitor.get_by_role("link", name="Lokalplan 9.9").click()
    expect(visitor.locator("#way-there + ol")).to_contain_text("Med to ændringer")


def test_axe_finds_nothing_on_the_pages_of_everybody(open_page, hearing):
    ChangeFactory(hearing=hearing, overdue=True)
    ChangeFactory(hearing=hearing, done=True)
    HearingFactory(decided=True, no_white_paper_reason="Ét svar, besvaret i sagen.")
    page = open_page()

    paths = ["/hoeringer/vi-gjorde/", "/hoeringer/tal/", hearing.get_absolute_url()]

    assert faults_of(page, paths) == {}


def test_axe_finds_nothing_on_the_pages_of_staff(open_page, live_server, hearing, department):
    change = ChangeFactory(hearing=hearing, overdue=True)
    person = UserFactory(role=Role.CASE_WORKER, department=department)
    page = come_to_work(open_page(), person, live_server.url)
    number = hearing.number

    found = {}
    for name, args in (
        ("decision_desk", [number]),
        ("step_add", [number]),
        ("change_add", [number]),
        ("change", [number, change.pk]),
        ("change_finish", [number, change.pk]),
        ("change_drop", [number, change.pk]),
        ("promised", []),
    ):
        found[name] = faults(page, reverse(f"hearings:{name}", args=args))

    assert found == {key: [] for key in found}
    assert Change.objects.get().status == "planned"
