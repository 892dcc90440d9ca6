"""Signing up for a seminar with sessions, in a browser, without JavaScript and by keyboard."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.links import token_for
from events.models import Registration
from events.services import lapse_offers
from seminars.services.choosing import change_choices
from seminars.services.signing_up import sign_up
from tests.e2e.axe import faults
from tests.seminars.factories import SeminarDayFactory, SeminarFactory, SessionFactory

pytestmark = pytest.mark.django_db(transaction=True)
# Nobody types faster.
TYPING = 2100


def session_at(seminar, title, hour, seats, day=None):
    day = day or seminar.days.order_by("pk").first()
    starts_at = day.event.starts_at + timedelta(hours=hour)
    return SessionFactory(
        seminar=seminar,
        day=day,
        few=True,
        event__title=title,
        event__capacity=seats,
        event__starts_at=starts_at,
        event__ends_at=starts_at + timedelta(hours=1),
    )


def make_seminar():
    seminar = SeminarFactory(
        title="Hvem mangler i rummet?",
        contact="Demokrati og Udvikling, 43 68 60 00",
        day__event__capacity=40,
        day__event__title="Hvem mangler i rummet?",
    )
    session_at(seminar, "Papirværksted", 1, 1)
    session_at(seminar, "Byvandring langs kanalen", 1, 12)
    session_at(seminar, "Spillet om budgettet", 1.5, 8)
    session_at(seminar, "Ungeteater", 3, 30)
    return seminar


def signs_up(seminar, number, *titles):
    sessions = list(seminar.sessions.filter(event__title__in=titles))
    email = f"karl{number}@example.dk"
    days = list(seminar.days.all())
    now = timezone.now()
    return sign_up(seminar, days=days, sessions=sessions, name="Karl", email=email, at=now)[0]


def address(seminar) -> str:
    return reverse("seminars:sign_up", args=[seminar.pk, seminar.slug])


def own(row: Registration, page: str = "registration") -> str:
    return reverse(f"seminars:{page}", args=[token_for(row)])


def test_sessions_that_clash_are_refused_and_then_signed_up_for_and_cancelled(open_page):
    seminar = make_seminar()
    page = open_page(javascript=False)

    page.goto(address(seminar))
    page.get_by_label("Dit navn").fill("Karl Kløver")
    page.get_by_label("Din mail").fill("karl@example.dk")
    page.get_by_label("Papirværksted").check()
    page.get_by_label("Spillet om budgettet").check()
    page.wait_for_timeout(TYPING)
    page.get_by_role("button", name="Tilmeld mig").click()
    summary = page.get_by_role("alert").first.inner_text()
    assert "Papirværksted" in summary
    assert "Spillet om budgettet" in summary
    assert "ligger oven i hinanden" in summary
    page.get_by_label("Byvandring langs kanalen").check()
    page.get_by_label("Ingen af dem").nth(1).check()
    page.get_by_label("Ungeteater").check()
    page.get_by_role("button", name="Tilmeld mig").click()
    page.get_by_role("heading", name="Du er tilmeldt").wait_for()
    assert page.get_by_text("Du har en plads.").count() == 2
    page.get_by_role("link", name="Meld fra").click()
    page.get_by_role("button", name="Meld fra").click()
    page.get_by_role("heading", name="Du er meldt fra").wait_for()

    assert not Registration.objects.active().exists()


def test_an_offer_of_a_session_is_taken_and_another_lapses(open_page):
    seminar = make_seminar()
    first, second, third = (signs_up(seminar, number, "Papirværksted") for number in range(3))
    change_choices([first], sessions=[], people=1, at=timezone.now())
    page = open_page(javascript=False)

    page.goto(own(second))
    page.get_by_role("button", name="Ja tak til »Papirværksted«").wait_for()
    lapse_offers(at=timezone.now() + timedelta(hours=25))
    with page.expect_navigation() as refused:
        page.get_by_role("button", name="Ja tak til »Papirværksted«").click()
    page.goto(own(third))
    page.get_by_role("button", name="Ja tak til »Papirværksted«").click()
    page.get_by_text("Du har en plads.").wait_for()
    page.goto(own(second))

    assert refused.value.status == 409
    seat = third.session_choices.get().registration
    assert (seat.status, second.session_choices.get().registration.ended) == ("confirmed", "lapsed")
    assert page.get_by_text("Papirværksted").count() == 0


def test_the_sessions_are_chosen_by_keyboard(open_page):
    seminar = make_seminar()
    page = open_page()

    page.goto(address(seminar))
    page.get_by_label("Dit navn").focus()
    page.keyboard.type("Karl Kløver")
    page.keyboard.press("Tab")
    page.keyboard.type("karl@example.dk")
    page.get_by_label("Ingen af dem").first.focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(TYPING)
    page.get_by_role("button", name="Tilmeld mig").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Du er tilmeldt").wait_for()

    assert page.get_by_text("Du har en plads.").count() == 1


def test_the_pages_of_signing_up_have_no_faults(open_page):
    seminar = make_seminar()
    starts_at = seminar.days.get().event.starts_at + timedelta(days=1)
    second = SeminarDayFactory(seminar=seminar, event__starts_at=starts_at, event__capacity=40)
    session_at(seminar, "Kaffe med byrådet", 1, 5, day=second)
    titles = ("Papirværksted", "Ungeteater", "Kaffe med byrådet")
    first, other = (signs_up(seminar, number, *titles) for number in range(2))
    change_choices([first], sessions=[], people=1, at=timezone.now())
    form = address(seminar)
    more = [own(other, page) for page in ("registration_change", "registration_cancel")]
    page = open_page()

    found = {path: faults(page, path) for path in (form, f"{form}igen/", own(other), *more)}
    page.goto(form)
    page.get_by_role("button", name="Tilmeld mig").click()
    found["errors"] = faults(page)

    assert {path: wrong for path, wrong in found.items() if wrong} == {}
