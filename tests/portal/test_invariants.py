from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from core.files import inspect_upload
from hearings.models import Hearing, Response, ResponseFile
from notifications.models import Message
from portal.invariants import broken
from tests.hearings.factories import ChangeFactory, HearingFactory, ResponseFactory
from tests.hearings.papers import answer_to, point_in
from tests.hearings.uploads import pdf

pytestmark = pytest.mark.django_db


def file_of(response: Response) -> ResponseFile:
    inspected = inspect_upload(pdf("kort.pdf", "Stien ved skoven"))
    row = ResponseFile.from_inspected(inspected, at=timezone.now(), response=response)
    row.save()
    return row


def test_answers_in_every_state_keep_all_promises():
    file_of(ResponseFactory())
    ResponseFactory(approved=True)
    ResponseFactory(declined=True)
    ResponseFactory(withdrawn=True)

    assert list(broken()) == []


def test_a_number_that_would_be_given_again_is_found():
    response = ResponseFactory()
    Hearing.objects.filter(pk=response.hearing.pk).update(last_response_number=0)

    assert list(broken()) == ["hearings: a hearing would give a number again (1)"]


def test_an_answer_without_text_is_found():
    response = ResponseFactory()
    Response.objects.filter(pk=response.pk).update(current_version=None)

    assert list(broken()) == ["hearings: an answer has no text (1)"]


@pytest.mark.parametrize("field", ["current_version", "published_version"])
def test_an_answer_that_shows_anothers_text_is_found(field):
    response, other = ResponseFactory(), ResponseFactory()
    Response.objects.filter(pk=response.pk).update(**{field: other.current_version})

    assert list(broken()) == ["hearings: an answer shows the text of another (1)"]


def test_an_answered_hearing_without_its_white_paper_is_found():
    HearingFactory(closed=True, white_paper_published_at=timezone.now())

    assert list(broken()) == ["hearings: an answered hearing has no published white paper (1)"]


def test_a_change_that_answers_another_hearings_answer_is_found():
    point = point_in(ResponseFactory())
    ChangeFactory(answer=answer_to(point))
    ChangeFactory(hearing=point.hearing, answer=point.answer, done=True)

    assert list(broken()) == ["hearings: a change answers another hearing's answer (1)"]


def waiting(minutes: int, **values: object) -> None:
    since = timezone.now() - timedelta(minutes=minutes)
    Message.objects.create(
        kind="mail", lane=Message.Lane.BULK, email="asta@example.dk", not_before=since, **values
    )


def test_a_mail_that_is_due_and_does_not_leave_is_found():
    waiting(14)
    waiting(16)

    assert list(broken()) == ["notifications: a message is due, but does not leave (1)"]


def test_a_mail_in_the_hands_of_a_dead_worker_is_found():
    claimed_at = timezone.now() - timedelta(hours=1)
    waiting(60, state="claimed", claim_token="0" * 32, claimed_at=claimed_at)

    assert list(broken()) == ["notifications: a message is held by a dead worker (1)"]


def test_a_file_that_was_not_restored_is_found():
    row = file_of(ResponseFactory())
    row.file.storage.delete(row.file.name)

    assert list(broken()) == [f"hearings.responsefile {row.pk}: its file is missing"]


def test_a_file_that_came_back_in_part_is_found():
    row = file_of(ResponseFactory())
    with open(row.file.path, "r+b") as stored:  # noqa: PTH123
        stored.truncate(10)

    assert list(broken()) == [f"hearings.responsefile {row.pk}: its file is not whole"]


def test_the_command_says_that_all_is_well():
    out = StringIO()

    call_command("check_invariants", stdout=out)

    assert out.getvalue() == "All that must be true is true.\n"


def test_the_command_fails_when_a_promise_is_not_kept():
    errors = StringIO()
    response = ResponseFactory()
    Response.objects.filter(pk=response.pk).update(current_version=None)

    with pytest.raises(CommandError, match=r"^1 promises are not kept"):
        call_command("check_invariants", stderr=errors)

    assert errors.getvalue() == "hearings: an answer has no text (1)\n"
