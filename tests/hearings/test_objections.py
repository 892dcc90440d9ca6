"""An author objects to a response not being published; another person decides."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.transitions import TransitionNotAllowed
from hearings import services
from hearings.duties import duties_of
from hearings.exceptions import DeclinedByYourself
from hearings.links import token_for
from hearings.models import HearingEvent, Objection, Response
from hearings.personal import personal_data_of
from hearings.services.objections import who_may_decide
from hearings.services.responses import Submission
from hearings.services.retention import forget_responses
from hearings.views import objecting
from notifications.delivery import relay
from notifications.kinds import Lane
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.hearings.factories import (
    DepartmentFactory,
    HearingFactory,
    ObjectionFactory,
    ResponseFactory,
)
from tests.hearings.staff import at_work

pytestmark = pytest.mark.django_db
ACTION = HearingEvent.Action
WORDS = "Det handler om forslaget: jeg bor ved stien."


@pytest.fixture
def department():
    return DepartmentFactory()


@pytest.fixture
def decliner(department):
    return UserFactory(role=Role.MODERATOR, department=department, full_name="Mads Maske")


@pytest.fixture
def other(department):
    return UserFactory(role=Role.CASE_WORKER, department=department, full_name="Lone Linealsen")


@pytest.fixture
def response(department, decliner):
    response = ResponseFactory(
        hearing=HearingFactory(department=department, title="Torvet"),
        email="asta@example.dk",
        text="Lad træerne stå. Ditte faldt.",
    )
    services.decline_response(
        response, reason="Svaret nævner en navngiven nabo.", by=decliner, at=timezone.now()
    )
    return Response.objects.get(pk=response.pk)


@pytest.fixture
def objection(response):
    return services.make_objection(response, text=WORDS, at=timezone.now())


def address(response, page="objection"):
    return reverse(f"hearings:{page}", args=[token_for(response)])


def decision_page(objection):
    return reverse("admin:hearings_objection_change", args=[objection.pk])


def decide(objection, by, *, is_upheld=True):
    return services.decide_objection(
        objection, is_upheld=is_upheld, decision="Naboen er maskeret.", by=by, at=timezone.now()
    )


def actions(response):
    return list(response.history.order_by("pk").values_list("action", flat=True))


def told(kind):
    return Message.objects.filter(kind=f"hearings.{kind}")


def page_of(client, response):
    return client.get(address(response, "mine")).content.decode()


# --- Objecting ------------------------------------------------------------------------------
def test_the_author_objects_by_the_private_link_and_gets_a_receipt(client, response):
    answer = client.post(address(response), {"text": WORDS})

    objection = Objection.objects.get()
    assert answer.headers["Location"] == address(response, "mine")
    assert (objection.text, objection.outcome) == (WORDS, "pending")
    assert objection.decline_reason == "Svaret nævner en navngiven nabo."
    assert objection.declined_by.full_name == "Mads Maske"
    assert actions(response) == [ACTION.RESPONSE_DECLINED, ACTION.OBJECTION_MADE]
    assert [message.email for message in told("objection_received")] == ["asta@example.dk"]
    assert "Din indsigelse venter på afgørelse" in page_of(client, response)


def test_a_double_click_makes_one_objection(client, response):
    first, second = (client.post(address(response), {"text": WORDS}) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert Objection.objects.count() == 1
    assert told("objection_received").count() == 1


def test_what_was_typed_stands_there_again_when_something_is_wrong(client, response):
    text = "Mit nummer er 010190-1234, og jeg er uenig."

    page = client.post(address(response), {"text": text})

    assert page.status_code == 200
    assert text in page.content.decode()
    assert "Intet er gået tabt" in page.content.decode()
    assert not Objection.objects.exists()


def test_an_empty_objection_is_asked_for_again(client, response):
    page = client.post(address(response), {"text": " "})

    assert "Skriv, hvorfor du er uenig." in page.content.decode()


def test_too_often_loses_nothing(client, response, monkeypatch):
    monkeypatch.setattr(objecting, "OBJECTIONS_PER_HOUR", 0)

    page = client.post(address(response), {"text": WORDS})

    assert page.status_code == 429
    assert WORDS in page.content.decode()


@pytest.mark.parametrize("state", ["received", "approved", "withdrawn"])
def test_only_a_declined_response_can_be_objected_to(client, state):
    traits = {} if state == "received" else {state: True}
    response = ResponseFactory(**traits)

    pages = [client.get(address(response)), client.post(address(response), {"text": WORDS})]

    assert [page.headers["Location"] for page in pages] == [address(response, "mine")] * 2
    assert "Gør indsigelse" not in page_of(client, response)
    with pytest.raises(TransitionNotAllowed):
        services.make_objection(response, text=WORDS, at=timezone.now())


def test_nobody_objects_after_the_personal_data_is_deleted(client, response):
    forget_responses(response.hearing, at=timezone.now())

    assert client.get(address(response)).status_code == 404
    assert client.post(address(response), {"text": WORDS}).status_code == 404


def test_the_deadline_of_the_hearing_does_not_matter(client, response):
    now = timezone.now()
    hearing = response.hearing
    hearing.opens_at, hearing.closes_at = now - timedelta(days=60), now - timedelta(days=30)
    hearing.save()

    client.post(address(response), {"text": WORDS})

    assert Objection.objects.count() == 1


def test_a_response_that_was_declined_before_names_were_kept_finds_its_decliner(response, decliner):
    Response.objects.update(declined_by=None)

    objection = services.make_objection(
        Response.objects.get(pk=response.pk), text=WORDS, at=timezone.now()
    )

    assert objection.declined_by == decliner


# --- Deciding -------------------------------------------------------------------------------
def test_upheld_publishes_the_response_with_its_masks(client, response, other, objection):
    version = response.current_version
    start = version.text.index("Ditte")
    services.redact_response(
        response,
        version=version,
        passages=[(start, start + 5, "personal")],
        by=other,
        at=timezone.now(),
    )

    decide(objection, other)

    response.refresh_from_db()
    assert response.status == Response.Status.APPROVED
    page = client.get(response.get_absolute_url()).content.decode()
    assert "Lad træerne stå." in page
    assert "Ditte" not in page
    assert actions(response)[-2:] == [ACTION.OBJECTION_DECIDED, ACTION.RESPONSE_APPROVED]
    assert [message.email for message in told("objection_decided")] == ["asta@example.dk"]
    own = page_of(client, response)
    assert "Du har fået medhold" in own
    assert "Naboen er maskeret." in own


def test_dismissed_leaves_it_unpublished_with_the_reason(client, response, other, objection):
    decide(objection, other, is_upheld=False)

    response.refresh_from_db()
    assert response.status == Response.Status.DECLINED
    assert client.get(response.get_absolute_url()).status_code == 404
    own = page_of(client, response)
    assert "Du har ikke fået medhold" in own
    assert "Naboen er maskeret." in own
    # It is decided: nobody objects to the same decision again.
    assert "Gør indsigelse" not in own
    with pytest.raises(TransitionNotAllowed):
        services.make_objection(response, text=WORDS, at=timezone.now())


def test_a_new_decline_can_be_objected_to_again(response, decliner, other, objection):
    decide(objection, other)
    response.refresh_from_db()
    later = timezone.now() + timedelta(minutes=1)
    services.decline_response(response, reason="Nyt syn.", by=decliner, at=later)

    again = services.make_objection(response, text=WORDS, at=later)

    assert (again.pk != objection.pk, again.is_waiting) == (True, True)


@pytest.mark.parametrize("is_superuser", [False, True])
def test_who_declined_it_never_decides(objection, decliner, is_superuser):
    decliner.is_superuser = is_superuser
    decliner.save()

    with pytest.raises(DeclinedByYourself):
        decide(objection, decliner)

    objection.refresh_from_db()
    assert objection.is_waiting
    assert not told("objection_decided").exists()


def test_the_database_refuses_it_too(objection, decliner):
    with pytest.raises(IntegrityError):
        objection.decide(is_upheld=True, decision="Ja.", by=decliner, at=timezone.now())


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_declined_it_is_told_who_may(objection, decliner, other, method):
    page = getattr(at_work(decliner), method)(
        decision_page(objection), {"outcome": "upheld", "decision": "Ja."}
    )

    text = page.content.decode()
    assert page.status_code == 403
    assert "Du har selv afvist svaret" in text
    assert "Lone Linealsen" in text
    assert "Afgør indsigelsen</button>" not in text
    assert Objection.objects.get().is_waiting


def test_without_anybody_else_it_says_whom_to_ask(objection, decliner):
    page = at_work(decliner).get(decision_page(objection))

    assert "Bed en administrator" in page.content.decode()


def test_those_who_may_are_of_the_department(objection, decliner, other, department):
    leader = UserFactory(role=Role.MANAGER, department=department, full_name="Åse Ansvar")
    UserFactory(role=Role.CASE_WORKER, department=DepartmentFactory())
    UserFactory(role=Role.FACILITATOR, department=department)

    assert list(who_may_decide(objection)) == [other, leader]


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.CASE_WORKER, 200),
        (Role.MODERATOR, 200),
        (Role.MANAGER, 200),
        (Role.FACILITATOR, 404),
        (Role.EDITOR, 404),
    ],
)
def test_the_roles_that_may(objection, department, role, status):
    client = at_work(UserFactory(role=role, department=department))

    assert client.get(decision_page(objection)).status_code == status


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_department_finds_nothing(objection, method):
    client = at_work(UserFactory(role=Role.CASE_WORKER, department=DepartmentFactory()))

    page = getattr(client, method)(decision_page(objection), {"outcome": "upheld"})

    assert page.status_code == 404
    assert Objection.objects.get().is_waiting


def test_the_page_decides(objection, other, response):
    answer = at_work(other).post(
        decision_page(objection), {"outcome": "dismissed", "decision": "Naboen kan kendes."}
    )

    objection.refresh_from_db()
    assert answer.headers["Location"] == reverse("admin:hearings_objection_changelist")
    assert (objection.outcome, objection.decision) == ("dismissed", "Naboen kan kendes.")
    assert objection.decided_by == other


def test_a_decision_needs_a_choice_and_a_reason_and_loses_nothing(objection, other):
    page = at_work(other).post(decision_page(objection), {"decision": "Naboen kan kendes."})

    text = page.content.decode()
    assert "Vælg, om afsenderen får medhold." in text
    assert "Naboen kan kendes." in text
    assert Objection.objects.get().is_waiting


def test_a_warning_must_be_seen_before_it_is_published(department, decliner, other):
    response = ResponseFactory(
        hearing=HearingFactory(department=department), text="Jeg hedder Asta Æblegren."
    )
    services.decline_response(response, reason="Navnet.", by=decliner, at=timezone.now())
    objection = services.make_objection(response, text=WORDS, at=timezone.now())
    client = at_work(other)
    given = {"outcome": "upheld", "decision": "Navnet må stå."}

    unseen = client.post(decision_page(objection), given)
    objection.refresh_from_db()
    was_waiting = objection.is_waiting
    client.post(decision_page(objection), {**given, "seen": "on"})

    assert "Læs advarslen" in unseen.content.decode()
    assert was_waiting
    objection.refresh_from_db()
    assert objection.outcome == "upheld"


def test_the_second_of_two_decisions_is_refused(objection, other, department):
    decide(objection, other)

    with pytest.raises(TransitionNotAllowed):
        decide(objection, UserFactory(role=Role.MANAGER, department=department), is_upheld=False)

    assert told("objection_decided").count() == 1


def test_nobody_approves_it_beside_the_objection(objection, response, decliner):
    with pytest.raises(TransitionNotAllowed):
        services.approve_response(response, by=decliner, at=timezone.now())


# --- What makes it lapse --------------------------------------------------------------------
def test_an_edit_lets_it_lapse_and_the_new_text_is_read_for_itself(client, response, objection):
    answer = Submission(text="Uden navne.", name=response.name, email=response.email)
    services.edit_response(response, answer=answer, by=None, at=timezone.now())

    objection.refresh_from_db()
    assert objection.outcome == Objection.Outcome.LAPSED
    assert ACTION.OBJECTION_LAPSED in actions(response)
    assert "Din indsigelse er bortfaldet" in page_of(client, response)


def test_a_withdrawal_lets_it_lapse(response, objection):
    services.withdraw_response(response, at=timezone.now())

    objection.refresh_from_db()
    assert objection.outcome == Objection.Outcome.LAPSED


def test_retention_lets_it_lapse(response, objection):
    forget_responses(response.hearing, at=timezone.now())

    objection.refresh_from_db()
    assert objection.outcome == Objection.Outcome.LAPSED


# --- Mails ----------------------------------------------------------------------------------
def test_the_decline_tells_of_the_right_and_links_to_it(response):
    relay(Lane.IMMEDIATE, seconds=30)

    [message] = mail.outbox
    for body in (message.body, message.alternatives[0][0]):
        assert "ret til at gøre indsigelse" in body
        assert address(response) in body


@pytest.mark.parametrize(
    ("is_upheld", "sentence"),
    [(True, "Du har fået medhold."), (False, "Du har ikke fået medhold.")],
)
def test_one_mail_tells_what_was_decided_and_why(response, objection, other, is_upheld, sentence):
    Message.objects.all().delete()
    decide(objection, other, is_upheld=is_upheld)

    relay(Lane.IMMEDIATE, seconds=30)

    [message] = mail.outbox
    for body in (message.body, message.alternatives[0][0]):
        assert sentence in body
        assert "Naboen er maskeret." in body
        assert address(response, "mine") in body


def test_the_receipt_is_not_sent_when_it_is_decided_already(objection, other):
    decide(objection, other)

    relay(Lane.IMMEDIATE, seconds=30)

    assert told("objection_received").get().state == Message.State.CANCELLED


def test_an_author_without_an_address_gets_no_mail(department, decliner, other):
    response = ResponseFactory(hearing=HearingFactory(department=department), email="")
    services.decline_response(response, reason="Nej.", by=decliner, at=timezone.now())

    decide(services.make_objection(response, text=WORDS, at=timezone.now()), other)

    assert not Message.objects.exists()


# --- Where staff see it ---------------------------------------------------------------------
def test_it_is_a_duty_of_those_who_may_decide(objection, other, decliner, department):
    title = "Afgør indsigelsen til svar nr. 1: Torvet"
    manager = UserFactory(role=Role.MANAGER, department=department)
    stranger = UserFactory(role=Role.CASE_WORKER, department=DepartmentFactory())

    titles = {
        person.pk: [duty.title for duty in duties_of(person)]
        for person in (other, manager, decliner, stranger)
    }

    assert titles == {other.pk: [title], manager.pk: [title], decliner.pk: [], stranger.pk: []}


def test_it_is_overdue_after_a_fortnight(objection, other):
    Objection.objects.update(made_at=timezone.now() - timedelta(days=15))

    assert [duty.is_overdue for duty in duties_of(other)] == [True]


def test_the_reading_desk_leads_to_it(objection, other, response):
    page = at_work(other).get(reverse("admin:hearings_response_change", args=[response.pk]))

    assert f'href="{decision_page(objection)}"' in page.content.decode()


def test_the_list_shows_those_of_my_departments(objection, other):
    ObjectionFactory()
    client = at_work(other)

    page = client.get(reverse("admin:hearings_objection_changelist"), {"outcome__exact": "pending"})

    assert [row.pk for row in page.context["cl"].queryset] == [objection.pk]


def test_the_persons_own_data_has_the_objection(objection, response):
    person = UserFactory()
    Response.objects.filter(pk=response.pk).update(person=person)

    [told_response] = personal_data_of(person)["responses"]

    assert [row["text"] for row in told_response["objections"]] == [WORDS]
