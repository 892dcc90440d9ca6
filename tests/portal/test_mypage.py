from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from hearings.models import Response
from notifications.models import Subscriber, Subscription
from portal.mypage import answers_of, journey_state
from tests.accounts.factories import UserFactory
from tests.hearings.factories import HearingFactory, ResponseFactory
from tests.notifications.factories import SubscriptionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return UserFactory(public_name="Asta Æblegren")


@pytest.fixture
def logged_in(client, person):
    client.force_login(person)
    return client


def test_my_answers_stand_there_the_newest_first_and_nobody_elses(person):
    old = ResponseFactory(person=person, received_at=timezone.now() - timedelta(days=3))
    new = ResponseFactory(person=person, received_at=timezone.now())
    ResponseFactory(person=UserFactory())

    rows = answers_of(person, timezone.now())

    assert [row["response"] for row in rows] == [new, old]


@pytest.mark.parametrize(
    ("hearing", "answer", "words"),
    [
        ({}, {}, "Modtaget. En medarbejder læser det igennem."),
        ({}, {"approved": True}, "Læst igennem."),
        ({}, {"withdrawn": True}, "Du har trukket svaret tilbage."),
        ({"closed": True}, {}, "Fristen er gået."),
        ({"decided": True}, {}, "Der er besluttet i sagen."),
        ({"withdrawn": True}, {}, "Høringen er trukket tilbage."),
        ({}, {"declined": True}, "Svaret tæller med i sagen, men vises ikke"),
    ],
)
def test_each_answer_says_where_it_is(hearing, answer, words):
    response = ResponseFactory(hearing=HearingFactory(**hearing), **answer)

    assert journey_state(response, timezone.now()).startswith(words)


def test_an_answer_taken_back_has_no_journey(person):
    ResponseFactory(person=person, withdrawn=True)

    assert answers_of(person, timezone.now())[0]["steps"] == []


def test_the_page_leads_to_each_answer(logged_in, person):
    ResponseFactory(person=person)

    page = logged_in.get(reverse("portal:mypage"))
    url = page.context["answers"][0]["url"]

    assert f'href="{url}"' in page.content.decode()
    assert logged_in.get(url).status_code == 200


def test_a_person_who_has_said_nothing_is_shown_the_way(logged_in):
    page = logged_in.get(reverse("portal:mypage")).content.decode()

    assert "Du har ikke svaret på noget endnu" in page
    assert reverse("admin:index") not in page


def test_staff_find_their_workplace(client):
    client.force_login(UserFactory(role=Role.CASE_WORKER))

    page = client.get(reverse("portal:mypage")).content.decode()

    assert f'href="{reverse("admin:index")}"' in page


def test_earlier_answers_from_my_address_are_offered_and_taken_over_when_i_say_so(
    logged_in, person
):
    response = ResponseFactory(email=person.email, person=None)

    offered = logged_in.get(reverse("portal:mypage")).context["offered"]
    page = logged_in.post(reverse("portal:adopt"), follow=True).content.decode()

    response.refresh_from_db()
    assert offered == [response]
    assert response.person == person
    assert "1 svar hører nu til din konto." in page


def test_asking_for_nothing_changes_nothing(logged_in):
    response = ResponseFactory(person=None)

    answer = logged_in.post(reverse("portal:adopt"))

    assert answer.headers["Location"] == reverse("portal:mypage")
    assert Response.objects.get(pk=response.pk).person is None


def test_the_page_is_nobody_elses_to_keep(logged_in):
    response = logged_in.get(reverse("portal:mypage"))

    assert response.headers["Cache-Control"] == "private, no-store"


def test_the_page_asks_the_same_questions_for_one_answer_and_for_three(
    logged_in, person, django_assert_max_num_queries
):
    counts = []
    for _ in range(2):
        ResponseFactory(person=person)
        with django_assert_max_num_queries(21) as queries:
            logged_in.get(reverse("portal:mypage"))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_what_the_own_address_follows_is_offered_and_taken_over_when_asked(logged_in, person):
    hearing = HearingFactory(title="Lokalplan 9.9")
    SubscriptionFactory(feed=hearing.feed, subscriber__email=person.email.upper())
    stranger = SubscriptionFactory(feed=HearingFactory(title="Lokalplan 7.7").feed)

    offered = logged_in.get(reverse("portal:mypage")).content.decode()
    untouched = Subscription.objects.filter(subscriber__user=person).count()
    logged_in.post(reverse("portal:take_over_follows"))
    after = logged_in.get(reverse("portal:mypage")).content.decode()

    assert "Ja, følg det med min konto" in offered
    assert "Lokalplan 7.7" not in offered
    assert untouched == 0
    assert Subscription.objects.get(subscriber__user=person).feed == hearing.feed
    assert list(Subscriber.objects.filter(user=None)) == [stranger.subscriber]
    assert "Ja, følg det med min konto" not in after
    assert f'href="{hearing.get_absolute_url()}"' in after
