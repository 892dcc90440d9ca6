import re
from datetime import timedelta

import pytest
from django.core import mail, signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from city.models import Area, Topic
from core.tokens import MIN_FILL_TIME, new_stamp
from hearings.models import Hearing
from notifications.confirming import VALID_FOR, confirm_token
from notifications.delivery import relay
from notifications.kinds import all_kinds
from notifications.links import manage_token
from notifications.models import Channel, Message, Preference, Subscriber, Subscription
from tests.accounts.factories import UserFactory
from tests.hearings.factories import HearingFactory
from tests.information.factories import PlanFactory, make_page
from tests.notifications.factories import SubscriberFactory, SubscriptionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("chosen")]


@pytest.fixture
def hearing():
    return HearingFactory(title="Lokalplan 9.9")


@pytest.fixture
def person():
    return UserFactory(email="asta@example.dk")


@pytest.fixture
def logged_in(person):
    client = Client()
    client.force_login(person)
    return client


def ask(client, hearing, email, **more):
    stamp = new_stamp(f"follow-{hearing.feed_id}", at=timezone.now() - 2 * MIN_FILL_TIME)
    url = reverse("notifications:follow_feed", args=[hearing.feed_id])
    return client.post(url, {"email": email, "stamp": stamp, **more})


def link_in(text):
    return re.search(r"http://localhost:8000(/\S*foelg/bekraeft/\S+)", text)[1]


# --- By mail --------------------------------------------------------------------------------
def test_a_visitor_follows_by_mail_after_confirming_and_stops_by_the_link(client, hearing):
    sent = ask(client, hearing, "ny@example.dk")
    relay(Message.Lane.IMMEDIATE, seconds=5)
    link = link_in(mail.outbox[0].body)
    asked = client.get(link).content.decode()
    before = Subscriber.objects.count()
    done = client.post(link).content.decode()
    again = client.post(link)

    subscriber = Subscriber.objects.get()
    manage = reverse("notifications:manage", args=[manage_token(subscriber)])
    assert sent.headers["Location"] == reverse("notifications:follow_sent", args=[hearing.feed_id])
    assert "Ja, jeg vil følge med" in asked
    assert before == 0
    assert (subscriber.email, again.status_code) == ("ny@example.dk", 200)
    assert subscriber.subscriptions.get().feed_id == hearing.feed_id
    assert f'href="{manage}"' in done
    assert "Lokalplan 9.9" in client.get(manage).content.decode()

    stopped = client.post(manage, {"stop": subscriber.subscriptions.get().pk})

    assert "Vi har slettet din mailadresse" in stopped.content.decode()
    assert not Subscriber.objects.exists()
    assert client.get(manage).status_code == 404


def test_the_answer_is_the_same_for_known_and_unknown_addresses(
    hearing, person, django_assert_num_queries
):
    follower = SubscriptionFactory(feed=hearing.feed, subscriber__email="kendt@example.dk")
    answers, counts = set(), set()
    for address in ("ny@example.dk", person.email, follower.subscriber.email):
        client = Client()
        with django_assert_num_queries(15) as queries:
            response = ask(client, hearing, address)
        page = client.get(response.headers["Location"])
        answers.add((response.status_code, response.content, page.content))
        counts.add(len(queries))

    assert len(answers) == len(counts) == 1
    assert Message.objects.filter(kind="notifications.confirm_follow").count() == 3


@pytest.mark.parametrize(
    ("written", "stamp", "error"),
    [
        ("", None, "Skriv din mailadresse."),
        ("a@example.dk, b@example.dk", None, "Skriv én mailadresse, uden mellemrum og komma."),
        ("asta@example.dk", "", "Formularen er for gammel."),
    ],
)
def test_what_was_written_stays_with_an_error(client, hearing, written, stamp, error):
    more = {} if stamp is None else {"stamp": stamp}

    page = ask(client, hearing, written, **more).content.decode()

    assert error in page
    assert f'value="{written}"' in page or not written
    assert not Message.objects.exists()


def test_too_many_from_one_place_are_told_to_wait(client, hearing, monkeypatch):
    monkeypatch.setattr("notifications.views.following.ASKED_PER_HOUR", 1)
    ask(client, hearing, "en@example.dk")

    refused = ask(client, hearing, "to@example.dk")

    assert refused.status_code == 429
    assert "to@example.dk" in refused.content.decode()
    assert Message.objects.count() == 1


def test_a_link_dies_after_three_days_when_forged_and_with_its_subject(
    client, hearing, monkeypatch
):
    ask(client, hearing, "ny@example.dk")
    token = confirm_token(Message.objects.get())
    address = reverse("notifications:confirm_follow", args=[token])
    forged = reverse("notifications:confirm_follow", args=[f"9{token}"])

    alive, wrong = client.get(address), client.get(forged)
    Hearing.objects.filter(pk=hearing.pk).update(status="draft", published_at=None)
    hidden = client.post(address)
    Hearing.objects.filter(pk=hearing.pk).update(status="published", published_at=timezone.now())
    later = (timezone.now() + VALID_FOR + timedelta(seconds=5)).timestamp()
    monkeypatch.setattr(signing.time, "time", lambda: later)
    old = client.post(address)

    assert [page.status_code for page in (alive, wrong, hidden, old)] == [200, 404, 404, 404]
    assert "Linket gælder ikke længere" in old.content.decode()
    assert not Subscriber.objects.exists()


def test_a_mail_about_what_is_hidden_by_now_does_not_leave(client, hearing):
    ask(client, hearing, "ny@example.dk")
    Hearing.objects.filter(pk=hearing.pk).update(status="draft", published_at=None)

    relay(Message.Lane.IMMEDIATE, seconds=5)

    assert mail.outbox == []
    assert Message.objects.get().reason == Message.Reason.NOT_DUE


def test_the_mail_speaks_the_language_of_the_page_and_leads_to_it(client, hearing):
    ask_english = reverse("notifications:follow_feed", args=[hearing.feed_id])
    stamp = new_stamp(f"follow-{hearing.feed_id}", at=timezone.now() - 2 * MIN_FILL_TIME)

    client.post(f"/en{ask_english}", {"email": "ny@example.dk", "stamp": stamp})
    relay(Message.Lane.IMMEDIATE, seconds=5)
    client.post(link_in(mail.outbox[0].body))

    assert link_in(mail.outbox[0].body).startswith("/en/foelg/")
    assert Subscriber.objects.get().language == "en"


def test_an_address_stops_everything_at_once(client):
    address = SubscriptionFactory().subscriber
    SubscriptionFactory(subscriber=address)
    manage = reverse("notifications:manage", args=[manage_token(address)])

    looked = [client.get(manage), client.head(manage), client.post(manage, {"stop": "x"})]
    untouched = Subscription.objects.count()
    client.post(manage, {"stop": "alt"})

    assert [page.status_code for page in looked] == [200, 200, 404]
    assert untouched == 2
    assert not Subscriber.objects.exists()


# --- With an account ------------------------------------------------------------------------
@pytest.mark.parametrize("make", [HearingFactory, make_page, PlanFactory])
def test_the_page_of_a_subject_has_a_button_that_begins_and_one_that_stops(logged_in, person, make):
    subject = make()
    page = subject.get_absolute_url()
    follow = reverse("notifications:follow_feed", args=[subject.feed_id])
    stop = reverse("notifications:unfollow_feed", args=[subject.feed_id])

    before = logged_in.get(page).content.decode()
    began = logged_in.post(follow)
    between = logged_in.get(page).content.decode()
    ended = logged_in.post(stop)

    assert f'action="{follow}"' in before
    assert f'action="{stop}"' in between
    assert began.headers["Location"] == ended.headers["Location"] == page
    assert not Subscription.objects.exists()


@pytest.mark.parametrize("make", [HearingFactory, make_page, PlanFactory])
def test_a_visitor_gets_a_link_and_the_page_stays_without_a_cookie(client, make):
    subject = make()

    page = client.get(subject.get_absolute_url())

    form = reverse("notifications:follow_feed", args=[subject.feed_id])
    assert f'href="{form}"' in page.content.decode()
    assert (page.cookies, page.headers["Cache-Control"][:6]) == ({}, "public")
    assert "csrfmiddlewaretoken" not in page.content.decode()


def test_what_a_person_may_not_see_cannot_be_followed(logged_in, client):
    hidden = HearingFactory(draft=True)
    addresses = [
        reverse("notifications:follow_feed", args=[hidden.feed_id]),
        reverse("notifications:follow_sent", args=[hidden.feed_id]),
    ]

    statuses = {
        who.get(address).status_code for who in (client, logged_in) for address in addresses
    }
    statuses.add(logged_in.post(addresses[0]).status_code)

    assert statuses == {404}
    assert not Subscription.objects.exists()


def test_what_was_hidden_afterwards_is_stopped_without_its_name(logged_in, person, hearing):
    follow = reverse("notifications:follow_feed", args=[hearing.feed_id])
    logged_in.post(follow, follow=True)
    Hearing.objects.filter(pk=hearing.pk).update(status="draft", published_at=None)

    page = logged_in.get(reverse("notifications:preferences")).content.decode()
    ended = logged_in.post(reverse("notifications:unfollow_feed", args=[hearing.feed_id]))

    assert "Lokalplan 9.9" not in page
    assert "Noget, der ikke er offentligt lige nu" in page
    assert ended.headers["Location"] == reverse("notifications:preferences")
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(("word", "model"), [("area", Area), ("topic", Topic)])
def test_an_area_and_a_topic_are_followed_and_stopped(logged_in, word, model):
    place = model.objects.first()
    follow = reverse(f"notifications:follow_{word}", args=[place.slug])
    stop = reverse(f"notifications:unfollow_{word}", args=[place.slug])

    looked = logged_in.get(follow).content.decode()
    logged_in.post(follow)
    followed = getattr(Subscription.objects.get(), word)
    listed = logged_in.get(reverse("notifications:preferences")).content.decode()
    logged_in.post(stop)

    assert f"Følg {place}" in looked
    assert followed == place
    assert f'action="{stop}"' in listed
    assert not Subscription.objects.exists()


def test_places_are_chosen_together_and_a_visitor_is_led_to_the_log_in(logged_in, client):
    address = reverse("notifications:choose")
    area, topic = Area.objects.first(), Topic.objects.first()

    logged_in.post(address, {"areas": [area.pk], "topics": [topic.pk]})
    page = logged_in.get(address).content.decode()
    bad = logged_in.post(address, {"areas": ["x"], "topics": []})
    turned_away = client.post(address, {"areas": [area.pk]})

    assert page.count(" checked") == 2
    assert Subscription.objects.count() == 2
    assert "form-error" in bad.content.decode()
    assert f"{reverse('account_login')}?next={address}" in turned_away.content.decode()
    assert area.name in client.get(address).content.decode()


# --- How to be told -------------------------------------------------------------------------
def test_saving_the_choices_touches_nothing_else(logged_in, person, hearing):
    logged_in.post(reverse("notifications:follow_feed", args=[hearing.feed_id]))
    address = reverse("notifications:preferences")
    form = logged_in.get(address).context["form"]
    values = {name: form[name].value() for name in form.fields} | {"test.daily": Channel.NONE}
    account = vars(UserFactory._meta.model.objects.get(pk=person.pk)).copy()
    followed = list(Subscription.objects.values())

    logged_in.post(address, values)
    logged_in.post(reverse("accounts:settings"), {"public_name": "Asta Ny", "language": "en"})

    chosen = list(Preference.objects.values_list("kind", "channel"))
    changed = {
        name
        for name, value in vars(UserFactory._meta.model.objects.get(pk=person.pk)).items()
        if value != account[name]
    }
    assert chosen == [("test.daily", Channel.NONE)]
    assert list(Subscription.objects.values()) == followed
    assert changed - {"_state"} <= {"public_name", "public_name_key", "language", "full_name"}


def test_every_kind_that_is_chosen_has_one_choice_with_its_default_marked(logged_in):
    page = logged_in.get(reverse("notifications:preferences")).content.decode()
    fields = re.findall(r"<select.*?</select>", page, re.DOTALL)

    assert all(field.count("(standard)") == 1 for field in fields)
    assert all(field.count("<option") == 5 for field in fields)
    assert {"test.daily", "test.reply", "test.near"} <= set(re.findall(r'name="([\w.]+)"', page))


def test_a_choice_that_does_not_exist_changes_nothing(logged_in):
    address = reverse("notifications:preferences")
    form = logged_in.get(address).context["form"]
    values = {name: form[name].value() for name in form.fields} | {"test.daily": "pigeon"}

    page = logged_in.post(address, values)

    assert "form-error" in page.content.decode()
    assert not Preference.objects.exists()


def test_the_link_of_an_account_leads_to_the_settings(client):
    account = SubscriberFactory(account=True)

    answer = client.get(reverse("notifications:manage", args=[manage_token(account)]))

    assert answer.headers["Location"] == reverse("notifications:preferences")


@pytest.mark.parametrize("count", [1, 3])
def test_the_settings_ask_the_same_questions_however_much_is_followed(
    logged_in, person, count, django_assert_num_queries
):
    subscriber = SubscriberFactory(user=person, email="", confirmed_at=None)
    for make in (HearingFactory, make_page, PlanFactory) * count:
        SubscriptionFactory(subscriber=subscriber, feed=make().feed)

    with django_assert_num_queries(15):
        logged_in.get(reverse("notifications:preferences"))


def test_what_comes_in_storms_says_how_often_it_comes_at_once(logged_in):
    page = logged_in.get(reverse("notifications:preferences")).content.decode()

    counted = [kind for kind in all_kinds() if kind.is_chosen and kind.count]
    assert {kind.code for kind in counted} >= {"comments.new", "test.storm"}
    assert page.count("får du højst én mail i døgnet om hver samtale") == len(counted)
