"""An address that takes no mail: counted, stopped after repetition, told, and mended again."""

import pytest
from django.utils import timezone

from accounts.roles import Role
from notifications import duties, troubles
from notifications.delivery import relay
from notifications.messages import ADDRESS_CHECK
from notifications.models import AddressTrouble, Message
from notifications.services import enqueue
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.accounts.helpers import login_with_second_factor
from tests.notifications.factories import AddressTroubleFactory, MessageFactory, SubscriberFactory

pytestmark = pytest.mark.django_db

BOTH = (Message.Lane.IMMEDIATE, Message.Lane.BULK)
LIST = "/admin/notifications/addresstrouble/"


def send(sink, answer, *, times=1):
    sink.answer_rcpt = lambda _recipient: answer
    for _ in range(times):
        MessageFactory(email="Asta@example.dk")
        relay(*BOTH, seconds=5)


@pytest.mark.parametrize(
    ("answer", "counted"),
    [
        ("550 no such user", 1),
        ("550 5.1.1 no such user", 1),
        ("552 5.2.2 mailbox full", 1),
        ("550 5.7.1 your server is on a list", 0),
        ("554 5.3.0 out of order", 0),
        ("451 4.1.1 later", 0),
    ],
)
def test_only_what_is_said_of_the_address_counts(sink, answer, counted):
    send(sink, answer)

    assert AddressTrouble.objects.filter(refusals=1, stopped_at=None).count() == counted


def test_what_is_refused_for_its_content_says_nothing_of_the_address(sink):
    sink.answer_data = lambda _mail: "554 spam"
    send(sink, "250 ok")

    assert not AddressTrouble.objects.exists()


def test_the_third_refusal_in_a_row_stops_an_address(sink):
    send(sink, "550 no such user", times=2)
    before = AddressTrouble.objects.get().stopped_at
    send(sink, "550 <asta@example.dk> is gone\u2028")

    trouble = AddressTrouble.objects.get()
    assert before is None
    assert (trouble.email, trouble.refusals) == ("asta@example.dk", 3)
    assert trouble.stopped_at is not None
    assert "asta@" not in trouble.last_answer
    assert trouble.last_answer.isprintable()


def test_a_mail_that_is_taken_begins_the_count_again(sink):
    send(sink, "550 no such user", times=2)
    send(sink, "250 ok")
    send(sink, "550 no such user", times=2)

    assert AddressTrouble.objects.get().stopped_at is None


def test_to_a_stopped_address_goes_only_what_its_owner_asks_for(news, mailoutbox):
    person = UserFactory(email="asta@example.dk")
    AddressTroubleFactory(email="asta@example.dk")
    about = DepartmentFactory()
    to_her = [
        enqueue("test.news", user=person, about=about),
        enqueue("test.news", email="ASTA@example.dk", about=about),
        enqueue("test.news", subscriber=SubscriberFactory(email="", user=person), about=about),
    ]
    to_another = enqueue("test.news", email="birk@example.dk", about=about)

    relay(Message.Lane.BULK, seconds=5)
    receipt = enqueue("test.receipt", email="asta@example.dk", about=about)
    relay(Message.Lane.IMMEDIATE, seconds=5)
    news_again = enqueue("test.news", user=person, about=about)
    relay(Message.Lane.BULK, seconds=5)

    states = dict(Message.objects.values_list("pk", "state"))
    reasons = {row.reason for row in Message.objects.filter(state="cancelled")}
    assert [states[row.pk] for row in to_her] == ["cancelled"] * 3
    assert reasons == {"address_stopped"}
    # The receipt was taken, so the address works: the next news is sent.
    assert [states[row.pk] for row in (to_another, receipt, news_again)] == ["sent"] * 3
    assert not AddressTrouble.objects.exists()


def test_administrators_have_one_duty_however_many_addresses(django_assert_num_queries):
    boss = UserFactory(role=Role.ADMINISTRATOR)
    assert duties.duties_of(boss) == []
    AddressTroubleFactory(stopped_at=None)
    first, _second = AddressTroubleFactory(), AddressTroubleFactory()

    with django_assert_num_queries(1):
        [duty] = duties.duties_of(boss)

    assert duty.title == "2 mailadresser tager ikke imod mails"
    assert duty.waits_since == first.stopped_at
    assert duties.duties_of(UserFactory(role=Role.CASE_WORKER)) == []
    assert duties.duties_of(UserFactory(role=Role.DATA_PROTECTION_OFFICER)) == []


def test_an_administrator_finds_them_by_the_duty_and_tries_again(client):
    login_with_second_factor(client, UserFactory(role=Role.ADMINISTRATOR))
    stopped, counted = AddressTroubleFactory(), AddressTroubleFactory(stopped_at=None)

    [duty] = duties.duties_of(UserFactory(role=Role.ADMINISTRATOR))
    found = client.get(duty.url).text
    front = client.get("/admin/").text
    after = client.post(
        LIST, {"action": "try_again", "_selected_action": [stopped.pk]}, follow=True
    ).text

    assert stopped.email in found
    assert counted.email not in found
    assert "1 mailadresse tager ikke imod mails" in front
    assert "Vi sender igen til 1 adresse" in after
    assert list(AddressTrouble.objects.all()) == [counted]


@pytest.mark.parametrize(
    ("role", "status"), [(Role.DATA_PROTECTION_OFFICER, 200), (Role.MODERATOR, 403)]
)
def test_who_is_no_administrator_changes_nothing(client, role, status):
    login_with_second_factor(client, UserFactory(role=role))
    stopped = AddressTroubleFactory()

    client.post(LIST, {"action": "try_again", "_selected_action": [stopped.pk]})

    assert client.get(LIST).status_code == status
    assert client.post(f"{LIST}{stopped.pk}/delete/", {"post": "yes"}).status_code == 403
    assert AddressTrouble.objects.count() == 1


def test_the_person_is_told_on_min_side_and_mends_it_by_a_mail_that_is_taken(client, mailoutbox):
    person = UserFactory(email="asta@example.dk")
    client.force_login(person)
    before = client.get("/min-side/").text
    AddressTroubleFactory(email="asta@example.dk", stopped_at=timezone.now())

    told = client.get("/min-side/").text
    answer = client.post("/beskeder/proev-adressen/", follow=True).text
    still = AddressTrouble.objects.count()
    relay(*BOTH, seconds=5)

    assert "kommer ikke frem" not in before
    assert "Vores mails til dig kommer ikke frem" in told
    assert "Vi sender en mail nu" in answer
    assert still == 1
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        (["asta@example.dk"], "Din mailadresse virker hos Med i Albertslund")
    ]
    assert not AddressTrouble.objects.exists()


def test_a_mail_to_try_the_address_is_sent_within_limits_and_only_when_it_is_stopped(client):
    person = UserFactory(email="asta@example.dk")
    client.force_login(person)
    unasked = client.post("/beskeder/proev-adressen/", follow=True).text
    AddressTroubleFactory(email="asta@example.dk")

    answers = [client.post("/beskeder/proev-adressen/", follow=True).text for _ in range(6)]

    assert "Vi sendte ingen mail" in unasked
    assert ["Vi sender en mail nu" in answer for answer in answers] == [True] * 5 + [False]
    assert Message.objects.filter(kind=ADDRESS_CHECK, state="pending").count() == 5


def test_trouble_is_found_by_account_and_by_subscriber():
    trouble = AddressTroubleFactory(email="asta@example.dk")
    person = UserFactory(email="asta@example.dk")
    owners = person, SubscriberFactory(email="", user=person)

    assert [troubles.trouble_of(owner) for owner in owners] == [trouble, trouble]
    assert troubles.trouble_of(SubscriberFactory(email="Asta@example.dk")) == trouble
    assert troubles.trouble_of(UserFactory()) is None
