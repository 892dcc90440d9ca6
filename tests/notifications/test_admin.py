import pytest

from accounts.roles import Role
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.accounts.helpers import login_with_second_factor
from tests.notifications.factories import MessageFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/notifications/message/"


@pytest.fixture
def boss(client):
    login_with_second_factor(client, UserFactory(role=Role.ADMINISTRATOR))


def test_messages_are_listed_without_what_they_say(client, boss):
    row = MessageFactory(text="https://localhost/nulstil/hemmeligt/", subject="Emnet")

    pages = client.get(LIST).text + client.get(f"{LIST}{row.pk}/change/").text

    assert row.email in pages
    assert "hemmeligt" not in pages
    assert "Emnet" not in pages


def test_a_failed_message_may_try_again_when_it_still_knows_what_to_say(client, boss):
    about_something = MessageFactory(failed=True, kind="hearings.receipt", subject="")
    emptied = MessageFactory(failed=True)
    sent = MessageFactory(sent=True, subject="")

    page = client.post(
        LIST,
        {
            "action": "try_again",
            "_selected_action": [about_something.pk, emptied.pk, sent.pk],
        },
        follow=True,
    )

    assert "1 besked venter igen." in page.text
    assert set(
        Message.objects.filter(state=Message.State.PENDING).values_list("pk", flat=True)
    ) == {about_something.pk}


def test_nobody_writes_or_deletes_messages_here(client, boss):
    row = MessageFactory()

    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{row.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("role", [Role.CASE_WORKER, Role.MODERATOR])
def test_who_is_no_administrator_does_not_see_messages(client, role):
    login_with_second_factor(client, UserFactory(role=role))

    assert client.get(LIST).status_code == 403
