""" "Var siden nyttig?": each opinion once, nothing lost, nobody known."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from celery import current_app
from django.conf import settings
from django.test import Client
from django.utils import timezone

from core.tokens import new_stamp
from information import tasks
from information.models import Feedback, InformationEvent
from information.services.feedback import give_feedback, handle_feedback
from information.views.feedback import GIVEN_PER_HOUR
from tests.information.factories import PageVersionFactory, make_page
from tests.information.people import an_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return make_page(title="Sådan svarer du")


def path_of(page) -> str:
    return f"/information/side/{page.pk}/nyttig/"


def stamp_of(page, *, age: int = 60) -> str:
    return new_stamp(f"feedback-{page.pk}", at=timezone.now() - timedelta(seconds=age))


def send(client, page, **values):
    content = {"stamp": stamp_of(page), "svar": "ja", "text": "Tak.", **values}
    return client.post(path_of(page), content)


# --- The form -----------------------------------------------------------------------------
@pytest.mark.parametrize("said", ["ja", "nej"])
def test_the_link_that_was_followed_is_chosen_already(client, page, said):
    shown = client.get(f"{path_of(page)}?svar={said}").content.decode()

    chosen = re.findall(r'<input[^>]*type="radio"[^>]*checked[^>]*>', shown)
    assert len(chosen) == 1
    assert f'value="{said}"' in chosen[0]


def test_an_odd_answer_in_the_address_chooses_nothing(client, page):
    shown = client.get(f"{path_of(page)}?svar=%22%3E%3Cscript%3E").content.decode()

    assert " checked" not in shown
    assert "<script>" not in shown


def test_the_form_is_kept_by_nobody_and_not_for_search_engines(client, page):
    response = client.get(path_of(page))

    assert response.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in response.headers["X-Robots-Tag"]


def test_the_form_says_what_not_to_write(client, page):
    assert "cpr-numre" in client.get(path_of(page)).content.decode()


def test_the_form_works_with_its_own_protection(page):
    client = Client(enforce_csrf_checks=True)
    shown = client.get(f"{path_of(page)}?svar=nej").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', shown)[1]

    refused = send(client, page)
    taken = send(client, page, csrfmiddlewaretoken=token)

    assert (refused.status_code, taken.status_code) == (403, 302)


@pytest.mark.parametrize("state", ["draft", "scheduled", "withdrawn"])
def test_a_page_that_cannot_be_read_cannot_be_judged(client, state):
    moment = {"draft": None, "scheduled": timezone.now() + timedelta(hours=1)}
    page = make_page(public_from=moment[state]) if state in moment else make_page()
    if state == "withdrawn":
        page.withdraw()

    assert client.get(path_of(page)).status_code == 404
    assert send(client, page).status_code == 404
    assert client.get(f"/information/side/{page.pk}/tak/").status_code == 404
    assert not Feedback.objects.exists()


# --- Sending ------------------------------------------------------------------------------
def test_what_was_said_is_kept_with_the_version_that_was_read(client, page):
    PageVersionFactory(page=page, public_from=timezone.now() + timedelta(hours=1))

    response = send(client, page, svar="nej", text="Hvor er linket?\r\nJeg kan ikke se det.")

    feedback = Feedback.objects.get()
    assert response.headers["Location"] == f"/information/side/{page.pk}/tak/"
    assert (feedback.page, feedback.version) == (page, page.public_version())
    assert feedback.is_useful is False
    assert feedback.text == "Hvor er linket?\nJeg kan ikke se det."
    assert "Tak for din besked" in client.get(response.headers["Location"]).content.decode()


def test_words_may_be_left_out(client, page):
    send(client, page, text="")

    assert Feedback.objects.get().is_useful is True


def test_a_double_click_is_one(client, page):
    stamp = stamp_of(page)

    answers = [send(client, page, stamp=stamp, text=f"Tak {number}") for number in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert [feedback.text for feedback in Feedback.objects.all()] == ["Tak 0"]


def test_two_showings_of_the_form_are_two(client, page):
    send(client, page)
    send(client, page)

    assert Feedback.objects.count() == 2


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"svar": ""}, "Vælg ja eller nej."),
        ({"svar": "måske"}, "måske"),
        ({"text": "Mit nummer er 010190-1234."}, "cpr"),
        ({"text": "x" * 2001}, "2000"),
        ({"homepage": "https://spam.example"}, "Et skjult felt var udfyldt."),
        ({"stamp": ""}, "Formularen er for gammel."),
        ({"stamp": "abc~def"}, "Formularen er for gammel."),
    ],
)
def test_what_is_refused_is_said_and_nothing_is_lost(client, page, values, error):
    text = values.get("text", "Det her vil jeg ikke skrive igen.")

    response = send(client, page, **{"text": text, **values})

    shown = response.content.decode()
    assert response.status_code == 200
    assert error in shown
    assert text in shown
    assert "Det, du har skrevet, står her stadig." in shown
    assert not Feedback.objects.exists()


def test_a_form_that_comes_back_faster_than_typed_is_asked_to_wait(client, page):
    stamp = new_stamp(f"feedback-{page.pk}", at=timezone.now() + timedelta(seconds=5))

    response = send(client, page, stamp=stamp)

    assert "Det gik for hurtigt" in response.content.decode()
    assert not Feedback.objects.exists()


def test_a_form_that_is_too_old_can_be_sent_at_the_next_try(client, page):
    shown = send(client, page, stamp=stamp_of(page, age=100_000)).content.decode()

    stamp = re.search(r'name="stamp" value="([^"]+)"', shown)[1]
    again = send(client, page, stamp=stamp)

    assert again.status_code == 200  # faster than typed: it was shown a moment ago
    assert "Det gik for hurtigt" in again.content.decode()


def test_the_stamp_of_another_page_is_worth_nothing(client, page):
    send(client, page, stamp=stamp_of(make_page()))

    assert not Feedback.objects.exists()


def test_ten_an_hour_from_one_address_are_enough_and_the_next_is_not_lost(client, page):
    for _number in range(GIVEN_PER_HOUR):
        assert send(client, page).status_code == 302

    response = send(client, page, text="Den ellevte")

    assert response.status_code == 429
    assert "Den ellevte" in response.content.decode()
    assert Feedback.objects.count() == GIVEN_PER_HOUR
    other = client.post(
        path_of(page), {"stamp": stamp_of(page), "svar": "ja"}, REMOTE_ADDR="192.0.2.9"
    )
    assert other.status_code == 302


def test_sending_again_what_was_kept_already_does_not_count(client, page):
    stamp = stamp_of(page)
    for _number in range(GIVEN_PER_HOUR + 2):
        assert send(client, page, stamp=stamp).status_code == 302


@pytest.mark.parametrize(
    ("text", "kept"), [("tak\u202e\u200b!", "tak!"), ("\x01tak\x07", "tak"), ("a\x0bb", "a\nb")]
)
def test_control_and_invisible_characters_are_not_kept(client, page, text, kept):
    send(client, page, text=text)

    assert Feedback.objects.get().text == kept


def test_a_nul_is_refused(client, page):
    assert send(client, page, text="tak\x00").status_code == 400
    assert not Feedback.objects.exists()


# --- Services -----------------------------------------------------------------------------
def given(page) -> Feedback:
    return give_feedback(
        page,
        version=page.public_version(),
        is_useful=False,
        text="Hvor er linket?",
        key="0b0a7a52-6a4c-4a0e-8d2f-1c5c1a6f6f11",
        at=timezone.now(),
    )


def test_what_an_editor_has_seen_is_noted_once_with_history(page):
    editor, other = an_editor(page.department), an_editor(page.department)
    feedback, at = given(page), timezone.now()

    handle_feedback(feedback, by=editor, at=at)
    handle_feedback(feedback, by=other, at=at + timedelta(hours=1))

    line = InformationEvent.objects.get()
    assert (feedback.handled_by, feedback.handled_at) == (editor, at)
    assert line.action == InformationEvent.Action.FEEDBACK_HANDLED
    assert (line.by, line.department) == (editor, page.department)
    assert "linket" not in f"{line.note} {line.subject_title}"  # the history is kept for ever


def of_age(page, days: int, *, is_handled: bool) -> Feedback:
    at = timezone.now() - timedelta(days=days)
    return Feedback.objects.create(
        page=page,
        version=page.public_version(),
        is_useful=False,
        text="Hvor er linket?",
        key=uuid4(),
        at=at - timedelta(days=365) if is_handled else at,
        handled_at=at if is_handled else None,
    )


def test_what_was_said_is_deleted_a_year_after_it_was_seen_and_two_when_nobody_did(page):
    kept = [of_age(page, 364, is_handled=True), of_age(page, 729, is_handled=False)]
    of_age(page, 365, is_handled=True)
    of_age(page, 730, is_handled=False)

    tasks.forget_feedback()
    tasks.forget_feedback()

    assert set(Feedback.objects.all()) == set(kept)


def test_beat_forgets_what_was_said_and_the_form_says_so(client, page):
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert "information.forget_feedback" in scheduled & set(current_app.tasks)
    assert "slettet, et år efter" in client.get(path_of(page)).content.decode()
