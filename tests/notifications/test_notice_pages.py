from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.owners import owner_of
from hearings.models import Hearing
from notifications.models import Notice
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.comments.factories import CommentFactory, open_thread
from tests.hearings.factories import HearingFactory
from tests.information.factories import PlanFactory, make_page
from tests.notifications.factories import NoticeFactory, SubscriberFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("chosen")]
LIST = "/beskeder/"


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def subscriber(person):
    return SubscriberFactory(user=person, email="", confirmed_at=None)


@pytest.fixture
def logged_in(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def department():
    return DepartmentFactory(name="Plan og Byg")


def told(subscriber, about, **values):
    """Return a notice about something whose line can be drawn."""
    return NoticeFactory(
        subscriber=subscriber, about_model=about._meta.label_lower, about_pk=str(about.pk), **values
    )


def test_looking_changes_nothing_and_opening_marks_one_line(logged_in, subscriber, department):
    first, second = (told(subscriber, department) for _ in range(2))
    opens = reverse("notifications:open_notice", args=[first.pk])

    page = logged_in.get(LIST).content.decode()
    refused = logged_in.get(opens)
    after_looking = Notice.objects.unread().count()
    opened = logged_in.post(opens)
    read_at = Notice.objects.get(pk=first.pk).read_at
    logged_in.post(opens)

    assert page.count('<li class="is-new">') == 2
    assert (refused.status_code, after_looking) == (405, 2)
    assert opened.headers["Location"] == f"/afdeling/{department.pk}/"
    assert list(Notice.objects.unread()) == [second]
    assert Notice.objects.get(pk=first.pk).read_at == read_at


def test_marking_all_leaves_what_came_after_the_page_was_shown(logged_in, subscriber, department):
    told(subscriber, department)
    told(subscriber, department, created_at=timezone.now() - timedelta(days=1))
    shown = logged_in.get(LIST).context["newest"]
    # What an announcement tells late bears the moment at which it happened.
    later = told(subscriber, department, created_at=timezone.now() - timedelta(days=2))
    of_another = told(SubscriberFactory(account=True), department)

    logged_in.post(reverse("notifications:mark_all_read"), {"til": shown})
    logged_in.post(reverse("notifications:mark_all_read"), {"til": "x"})

    assert set(Notice.objects.unread()) == {later, of_another}


def test_the_head_of_every_page_counts_what_is_new_with_two_questions_at_most(
    logged_in, subscriber, department, django_assert_num_queries
):
    hidden = HearingFactory(draft=True)
    with django_assert_num_queries(3):  # session, person, notices
        before = logged_in.get(reverse("portal:privacy")).content.decode()
    told(subscriber, department, read_at=timezone.now())
    told(subscriber, hidden, feed=hidden.feed)
    told(subscriber, department)
    told(SubscriberFactory(account=True), department)

    with django_assert_num_queries(4):  # and which of them the person may see
        after = logged_in.get(reverse("portal:privacy")).content.decode()

    assert "Beskeder, 1 ny<" in after
    assert "Beskeder, " not in before


def test_a_visitors_page_asks_for_no_notices(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = client.get(reverse("portal:privacy"))

    assert LIST not in page.content.decode()
    assert not page.cookies


def test_what_is_hidden_or_another_persons_is_neither_listed_nor_opened(
    logged_in, subscriber, department
):
    hearing = HearingFactory(title="ZZQ-skjult")
    hidden = told(subscriber, hearing, feed=hearing.feed)
    theirs = told(SubscriberFactory(account=True), department)
    seen = logged_in.get(LIST).content.decode()
    Hearing.objects.filter(pk=hearing.pk).update(status="draft", published_at=None)

    page = logged_in.get(LIST).content.decode()
    answers = [
        logged_in.post(reverse("notifications:open_notice", args=[notice.pk])).status_code
        for notice in (hidden, theirs)
    ]

    assert "ZZQ-skjult" in seen
    assert "ZZQ-skjult" not in page
    assert answers == [404, 404]
    assert Notice.objects.unread().count() == 2


def test_a_line_that_is_not_true_any_more_or_cannot_be_drawn_says_so(
    logged_in, subscriber, department
):
    closed = DepartmentFactory(name="ZZQ-nedlagt", is_active=False)
    stale = told(subscriber, closed)
    told(subscriber, department, kind="test.faulty")
    told(subscriber, department, kind="test.unheard")
    NoticeFactory(subscriber=subscriber)
    told(subscriber, department)

    page = logged_in.get(LIST).content.decode()
    opened = logged_in.post(reverse("notifications:open_notice", args=[stale.pk]), follow=True)

    assert page.count("Den besked gælder ikke længere.") == 4
    assert page.count('class="as-link"') == 1
    assert "ZZQ-nedlagt" not in page + opened.content.decode()
    assert "Den besked gælder ikke længere." in opened.content.decode()


def test_lines_stand_by_day_the_newest_first_twenty_on_a_page(logged_in, subscriber, department):
    now = timezone.now()
    for hours in range(25):
        told(subscriber, department, created_at=now - timedelta(hours=24 * hours))

    first, second = logged_in.get(LIST), logged_in.get(LIST, {"side": "2"})

    shown = [line.notice.created_at for page in (first, second) for line in page.context["lines"]]
    assert [len(page.context["lines"]) for page in (first, second)] == [20, 5]
    assert shown == sorted(shown, reverse=True)
    assert first.content.decode().count("<section") == 20


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_questions_for_few_and_for_many(
    logged_in, subscriber, department, count, django_assert_num_queries
):
    for make in (HearingFactory, PlanFactory, make_page) * count:
        told(subscriber, department, feed=make().feed)

    with django_assert_num_queries(16):
        logged_in.get(LIST)


@pytest.mark.parametrize("kind", ["comments.new", "comments.reply"])
def test_lines_about_conversations_ask_for_their_subjects_together(logged_in, subscriber, kind):
    def tell():
        comment = CommentFactory(thread=open_thread(), parent=CommentFactory(thread=open_thread()))
        about = comment if kind == "comments.reply" else comment.thread
        owner = owner_of(comment.thread)
        told(subscriber, about, kind=kind, feed=owner.feed)

    tell()
    with CaptureQueriesContext(connection) as one:
        logged_in.get(LIST)
    for _ in range(5):
        tell()

    with CaptureQueriesContext(connection) as six:
        page = logged_in.get(LIST)
    assert len(page.context["lines"]) == 6
    # How many comments, or who wrote the reply.
    assert len(six) - len(one) == 5
