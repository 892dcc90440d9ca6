"""What a digest says when it leaves: what is still so, still open to the person, still wanted."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hearings.models import Hearing
from notifications import kinds
from notifications.delivery import relay
from notifications.models import Channel, Message, Notice, Preference
from notifications.services import make_digests
from notifications.windows import window_of
from tests.accounts.factories import DepartmentFactory
from tests.hearings.factories import HearingFactory
from tests.notifications.conftest import own_page
from tests.notifications.factories import NoticeFactory, SubscriberFactory
from tests.notifications.test_windows import here

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("chosen")]
FRIDAY_NOON = here("2026-11-27 12:00")
SATURDAY = here("2026-11-28 07:00")


def waiting(subscriber, about=None, *, minutes=0, title="Nyt", **values) -> Notice:
    about = about or DepartmentFactory(name=title)
    values.setdefault("context", {"title": title})
    return NoticeFactory(
        subscriber=subscriber,
        about_model=about._meta.label_lower,
        about_pk=str(about.pk),
        created_at=FRIDAY_NOON + timedelta(minutes=minutes),
        **values,
    )


@pytest.fixture
def asta():
    return SubscriberFactory()


@pytest.fixture
def sent(mailoutbox):
    """Make the digests, let them leave, and return the only mail; None when there is none."""

    def send():
        make_digests(SATURDAY)
        Message.objects.update(not_before=timezone.now())
        relay("bulk", seconds=60)
        assert len(mailoutbox) <= 1
        return mailoutbox[0] if mailoutbox else None

    return send


def lines_of(mail) -> list[str]:
    return [line[2:] for line in mail.body.splitlines() if line.startswith("- ")]


def test_lines_stand_under_their_subject_the_newest_first(asta, sent):
    stadium, school = HearingFactory(title="Stadion"), HearingFactory(title="<b>Skole</b>")
    office = DepartmentFactory(name="Plan")
    waiting(asta, office, minutes=1, title="gammel", feed=stadium.feed)
    waiting(asta, office, minutes=2, title="skolens", feed=school.feed)
    waiting(asta, office, minutes=3, title="ny & frisk", feed=stadium.feed)

    mail = sent()

    assert mail.subject == "Nyt om: Stadion og 1 mere"
    assert lines_of(mail) == ["ny & frisk (Plan)", "gammel (Plan)", "skolens (Plan)"]
    assert mail.body.index("Stadion") < mail.body.index("<b>Skole</b>")
    html, _ = mail.alternatives[0]
    assert (
        f'<h2><a href="http://localhost:8000{stadium.get_absolute_url()}">Stadion</a></h2>' in html
    )
    assert (
        f'<a href="http://localhost:8000/afdeling/{office.pk}/">ny &amp; frisk (Plan)</a>' in html
    )
    assert "&lt;b&gt;Skole" in html
    assert f"http://localhost:8000/afdeling/{office.pk}/" in mail.body


def test_only_what_is_still_so_is_told(asta, sent):
    closed = DepartmentFactory(is_active=False)
    gone = DepartmentFactory()
    for about in (closed, gone):
        waiting(asta, about, title="for sent")
    gone.delete()
    waiting(asta, title="stadig")

    assert lines_of(sent()) == ["stadig (stadig)"]


def test_nothing_left_means_no_mail(asta, sent):
    waiting(asta, DepartmentFactory(is_active=False))

    assert sent() is None
    row = Message.objects.get()
    assert (row.state, row.reason) == (Message.State.CANCELLED, Message.Reason.NOT_DUE)


@pytest.mark.parametrize("as_feed", [True, False])
def test_what_is_no_longer_open_to_the_person_is_not_told(asta, sent, as_feed, monkeypatch):
    hearing = HearingFactory(open=True, title="ZZQ-hemmelig")
    about = DepartmentFactory() if as_feed else hearing
    monkeypatch.setitem(kinds._kinds, "test.daily", always_due())
    waiting(asta, about, title="ZZQ", feed=hearing.feed if as_feed else None)
    waiting(asta, title="åben")
    Hearing.objects.filter(pk=hearing.pk).update(status=Hearing.Status.DRAFT)

    mail = sent()

    assert lines_of(mail) == ["åben (åben)"]
    assert "ZZQ" not in mail.subject + mail.body + mail.alternatives[0][0]


@pytest.mark.parametrize("channel", [Channel.SITE, Channel.NONE])
def test_what_is_no_longer_wanted_is_not_told(asta, sent, channel):
    waiting(asta, kind="test.storm", context={"count": 2})
    waiting(asta, title="ønsket")
    make_digests(SATURDAY)
    Preference.objects.create(subscriber=asta, kind="test.storm", channel=channel)

    assert lines_of(sent()) == ["ønsket (ønsket)"]


@pytest.mark.parametrize("kind", ["test.faulty", "test.unknown"])
def test_one_faulty_line_does_not_stop_the_others(asta, sent, kind, caplog):
    faulty = waiting(asta, kind=kind)
    waiting(asta, title="god")

    assert lines_of(sent()) == ["god (god)"]
    assert f"Notice {faulty.pk} ({kind})" in caplog.text
    assert asta.email not in caplog.text


def test_what_comes_in_storms_is_one_counted_line_in_a_digest(asta, sent):
    about = DepartmentFactory()
    for day in range(3):
        waiting(asta, about, kind="test.storm", minutes=-day * 1440, context={"count": 5})
    waiting(asta, DepartmentFactory(), kind="test.storm", context={"count": 0})

    assert lines_of(sent()) == ["5 nye siden 25. november"]


def test_what_is_counted_is_counted_until_the_digests_window_ends(asta, sent, monkeypatch):
    asked = []

    def count(about, notice, until):
        asked.append((notice.created_at, until))
        return 1

    monkeypatch.setitem(kinds._kinds, "test.storm", always_due("testmail/storm", count=count))
    waiting(asta, kind="test.storm")

    sent()

    assert asked == [(FRIDAY_NOON, window_of(FRIDAY_NOON).ends_at)]


def test_a_digest_is_in_the_persons_language(sent):
    birk = SubscriberFactory(account=True, user__language="en")
    waiting(birk)

    mail = sent()

    assert mail.extra_headers["Content-Language"] == "en"
    assert '<html lang="en">' in mail.alternatives[0][0]


@pytest.mark.parametrize("lines", [2, 12])
def test_a_digest_costs_the_same_however_long_it_is(
    asta, lines, django_assert_num_queries, monkeypatch
):
    monkeypatch.setitem(kinds._kinds, "test.daily", always_due())
    for n in range(lines):
        hearing = HearingFactory(open=True)
        waiting(asta, hearing, minutes=n, title="Nyt", feed=hearing.feed)
    make_digests(SATURDAY)
    message = Message.objects.get()

    # Recipient, notices, what is turned off, what they are about, feeds with their subjects.
    with django_assert_num_queries(5):
        found = kinds.get_kind(message.kind).details(None, message)

    assert len(found["sections"]) == lines


def always_due(template="testmail/news", **values):
    return kinds.MessageKind(
        "test", "Test", kinds.Lane.BULK, template, channel=Channel.DAILY, link=own_page, **values
    )
