"""Many at once, the deadline to the second, and a broker that does not answer. Real threads."""

import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from core.transitions import TransitionNotAllowed
from hearings import services
from hearings.models import Change, Hearing, Objection, Response, ResponseDraft
from hearings.services import decide_objection, make_objection
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.hearings.factories import (
    ChangeFactory,
    HearingFactory,
    ObjectionFactory,
    ResponseFactory,
)
from tests.hearings.test_answering import address, key_in, send, typed, write
from tests.hearings.test_mine import address as edit_address
from tests.hearings.test_mine import changed

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 50


def at_once(actions: list[Callable[[], object]]) -> list[object]:
    """Start all actions in the same instant, each in a thread with a connection of its own."""
    barrier = Barrier(len(actions))

    def run(action: Callable[[], object]) -> object:
        try:
            connection.ensure_connection()  # else the first are done before the last have one
            barrier.wait(timeout=30)
            return action()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def sending(hearing: Hearing, key: str) -> Callable[[], tuple[int, str]]:
    def action() -> tuple[int, str]:
        response = send(Client(), hearing, key)
        return response.status_code, response.headers.get("Location", "")

    return action


# --- Many at once ---------------------------------------------------------------------------
def test_fifty_simultaneous_submissions_of_one_form_make_one_answer(client):
    hearing = HearingFactory(open=True)
    key = key_in(write(client, hearing, email="asta@example.dk"))

    results = at_once([sending(hearing, key)] * CROWD)

    assert len(set(results)) == 1
    assert results[0][0] == 302
    assert [response.number for response in Response.objects.all()] == [1]
    assert Message.objects.count() == 1


def test_fifty_different_forms_make_fifty_answers_with_numbers_of_their_own(client):
    """The negative control: the test above would see doubles."""
    hearing = HearingFactory(open=True)
    keys = [key_in(write(client, hearing)) for _time in range(CROWD)]

    results = at_once([sending(hearing, key) for key in keys])

    assert {status for status, _place in results} == {302}
    assert len({place for _status, place in results}) == CROWD
    numbers = Response.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, CROWD + 1))


def test_a_form_typed_fifty_times_at_once_is_one_draft():
    hearing = HearingFactory(open=True)
    values = typed(hearing)

    results = at_once(
        [lambda: Client().post(address("write", hearing), values).headers["Location"]] * CROWD
    )

    assert len(set(results)) == 1
    assert ResponseDraft.objects.count() == 1


# --- A promise that two people finish -------------------------------------------------------
def finishing(change: Change) -> Callable[[], str]:
    by = UserFactory()

    def action() -> str:
        try:
            services.finish_change(
                Change.objects.get(pk=change.pk),
                on=timezone.localdate(),
                note="Træerne er plantet.",
                place="Ved stien",
                by=by,
                at=timezone.now(),
            )
        except TransitionNotAllowed:
            return "ended"
        return "done"

    return action


def promised_to(*addresses: str) -> Change:
    change = ChangeFactory()
    for mail in addresses:
        ResponseFactory(hearing=change.hearing, email=mail)
    return change


def test_two_who_finish_a_promise_at_once_tell_each_person_once():
    change = promised_to("asta@example.dk", "birk@example.dk")

    results = at_once([finishing(change) for _person in range(4)])

    assert sorted(results) == ["done", "ended", "ended", "ended"]
    mails = Message.objects.filter(kind="hearings.change_done")
    assert sorted(mails.values_list("email", flat=True)) == ["asta@example.dk", "birk@example.dk"]
    assert change.hearing.history.filter(action="change_done").count() == 1


def test_four_promises_that_are_finished_at_once_tell_each_person_four_times():
    """The negative control: the test above would see a second mail."""
    first = promised_to("asta@example.dk", "birk@example.dk")
    others = [ChangeFactory(hearing=first.hearing) for _number in range(3)]

    results = at_once([finishing(change) for change in (first, *others)])

    assert set(results) == {"done"}
    assert Message.objects.filter(kind="hearings.change_done").count() == 8


# --- The deadline ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("begun", "status", "count"),
    [(timedelta(seconds=-1), 302, 1), (timedelta(0), 409, 0), (timedelta(seconds=1), 409, 0)],
)
def test_the_moment_the_request_began_decides(client, begun, status, count):
    hearing = HearingFactory(open=True)
    key = key_in(write(client, hearing))
    closes_at = timezone.now() + timedelta(hours=1)
    Hearing.objects.update(closes_at=closes_at)

    with time_machine.travel(closes_at + begun, tick=False):
        sent = send(client, hearing, key)

    assert (sent.status_code, Response.objects.count()) == (status, count)


def test_a_request_that_waits_over_the_deadline_is_in_time(client):
    """It began before; the lock on the hearing is free only afterwards."""
    hearing = HearingFactory(open=True)
    key = key_in(write(client, hearing))
    closes_at = timezone.now() + timedelta(seconds=1)
    Hearing.objects.update(closes_at=closes_at)

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Hearing.objects.select_for_update().get(pk=hearing.pk).save(update_fields=["title"])
            waiting = pool.submit(at_once, [sending(hearing, key)])
            time.sleep(1.2)
        [(status, _place)] = waiting.result(timeout=20)

    assert timezone.now() > closes_at
    assert status == 302
    assert Response.objects.get().received_at < closes_at


def test_the_state_is_asked_again_under_the_lock(client):
    """The hearing is taken back while the answer waits for the lock."""
    hearing = HearingFactory(open=True)
    key = key_in(write(client, hearing))

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            locked = Hearing.objects.select_for_update().get(pk=hearing.pk)
            waiting = pool.submit(at_once, [sending(hearing, key)])
            time.sleep(0.7)
            locked.withdraw(reason="Tegnes om")
        [(status, _place)] = waiting.result(timeout=20)

    assert status == 409
    assert (Response.objects.count(), ResponseDraft.objects.count()) == (0, 1)


def test_an_edit_that_waits_while_the_proposal_is_taken_back_is_given_back(client):
    response = ResponseFactory(text="Før")
    values = changed(response, text="Efter")

    def edit() -> int:
        return Client().post(edit_address("edit", response), values).status_code

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            locked = Hearing.objects.select_for_update().get(pk=response.hearing_id)
            waiting = pool.submit(at_once, [edit])
            time.sleep(0.7)
            locked.withdraw(reason="Tegnes om")
        [status] = waiting.result(timeout=20)

    assert (status, response.versions.count()) == (409, 1)


# --- The broker -----------------------------------------------------------------------------
@pytest.fixture
def silent_broker(settings) -> Iterator[socket.socket]:
    """A broker that takes connections and never answers, as one that is frozen does."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{server.getsockname()[1]}/0"
        yield server


def test_a_submission_never_touches_the_broker(client, silent_broker):
    hearing = HearingFactory(open=True)
    key = key_in(write(client, hearing, email="asta@example.dk"))

    sent = send(client, hearing, key)

    assert sent.status_code == 302
    assert Message.objects.get().state == Message.State.PENDING
    with pytest.raises(BlockingIOError):
        silent_broker.accept()


def test_the_silent_broker_would_notice_a_call(silent_broker):
    """The negative control: whoever publishes knocks at its door."""
    with socket.create_connection(silent_broker.getsockname(), timeout=2):
        silent_broker.setblocking(True)
        visitor, _address = silent_broker.accept()
        visitor.close()


# --- An objection ---------------------------------------------------------------------------
def test_two_who_decide_an_objection_at_once_make_one_decision():
    objection = ObjectionFactory()
    people = [UserFactory(staff=True), UserFactory(staff=True)]

    def deciding(person, is_upheld: bool) -> Callable[[], str]:
        def action() -> str:
            try:
                decided = decide_objection(
                    Objection.objects.get(pk=objection.pk),
                    is_upheld=is_upheld,
                    decision="Sådan.",
                    by=person,
                    at=timezone.now(),
                )
            except TransitionNotAllowed:
                return "refused"
            return decided.outcome

        return action

    results = at_once([deciding(people[0], True), deciding(people[1], False)])

    objection.refresh_from_db()
    assert sorted(results) == sorted([objection.outcome, "refused"])
    assert Message.objects.filter(kind="hearings.objection_decided").count() == 1


def test_an_objection_that_is_sent_many_times_at_once_is_one():
    response = ResponseFactory(declined=True)

    at_once([lambda: make_objection(response, text="Jeg er uenig.", at=timezone.now()).pk] * 10)

    assert Objection.objects.count() == 1


# --- Staff and author at the same answer ----------------------------------------------------
def test_confirming_an_address_while_the_answer_is_approved_is_no_deadlock():
    owner, by = UserFactory(email="asta@example.dk", confirmed=True), UserFactory()
    answers = [ResponseFactory(email="asta@example.dk") for _time in range(10)]

    def steps(answer: Response) -> list[Callable[[], object]]:
        return [
            lambda: services.confirm_email(answer, at=timezone.now()),
            lambda: services.approve_response(answer, by=by, at=timezone.now()),
            lambda: services.adopt_responses(owner, at=timezone.now()),
        ]

    at_once([step for answer in answers for step in steps(answer)])

    done = Response.objects.filter(status="approved", person=owner)
    assert done.exclude(email_confirmed_at=None).count() == 10
