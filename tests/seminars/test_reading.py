"""The pages that everybody reads: the programme, a session, paper, and what machines find."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.models import Event
from tests.councils.factories import BodyFactory
from tests.events.factories import RegistrationFactory
from tests.portal.search import refresh, titles
from tests.seminars.factories import (
    ConclusionFactory,
    SeminarFactory,
    SeminarLessonFactory,
    SessionFactory,
    SpeakerPortraitFactory,
    TrackFactory,
)

pytestmark = pytest.mark.django_db


def text(url, client=None):
    return (client or Client()).get(url).content.decode()


def page(seminar, name):
    return reverse(f"seminars:{name}", args=[seminar.pk, seminar.slug])


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_costs_the_same_with_thirty_sessions(count, client, django_assert_num_queries):
    seminar = SeminarFactory()
    before = SeminarFactory(held=True)
    ConclusionFactory(seminar=before, body=BodyFactory())
    for _number in range(count):
        session = SessionFactory(seminar=seminar, few=True)
        session.speakers.add(SpeakerPortraitFactory(speaker__seminar=seminar).speaker)
        SeminarLessonFactory(seminar=seminar, session=session)

    with django_assert_num_queries(11):
        client.get(seminar.get_absolute_url())


def test_the_programme_stands_in_the_order_of_the_day_side_by_side():
    seminar = SeminarFactory()
    track = TrackFactory(seminar=seminar, title="Prøv det selv")
    late = seminar.days.get().event.starts_at + timedelta(hours=4)
    SessionFactory(seminar=seminar, event__title="Sidst", event__starts_at=late)
    SessionFactory(seminar=seminar, event__title="Først A")
    SessionFactory(seminar=seminar, event__title="Først B", track=track, few=True)

    shown = text(seminar.get_absolute_url())

    assert shown.index("Først A") < shown.index("Først B") < shown.index("Sidst")
    assert shown.count('class="programme__slot"') == 2
    assert "10 pladser tilbage af 10" in shown
    assert "Prøv det selv" in shown


def test_an_old_address_leads_to_the_new_one(client):
    seminar = SeminarFactory(title="Nyt navn")

    moved = client.get(reverse("seminars:seminar", args=[seminar.pk, "gammelt"]))

    assert (moved.status_code, moved.headers["Location"]) == (301, seminar.get_absolute_url())


def test_a_session_tells_who_speaks_and_what_is_told_there():
    session = SessionFactory(event__text="Vi tegner.")
    speaker = SpeakerPortraitFactory(speaker__seminar=session.seminar).speaker
    session.speakers.add(speaker)
    lesson = SeminarLessonFactory(seminar=session.seminar, session=session).lesson

    shown = text(session.get_absolute_url())

    assert "Vi tegner." in shown
    assert speaker.name in shown
    assert speaker.portrait.alt in shown
    assert lesson.project.title in shown


def test_paper_has_the_programme_and_a_code_that_leads_back():
    session = SessionFactory(event__title="Tegn din by")
    seminar = session.seminar

    printed, poster = text(page(seminar, "print")), text(page(seminar, "poster"))

    assert "Tegn din by" in printed
    assert 'class="qr"' in printed
    assert seminar.title in poster
    assert 'class="qr"' in poster


def test_long_practical_words_have_a_page_of_their_own():
    seminar = SeminarFactory(practical="Der er mad. " * 100, has_lift=True)

    assert page(seminar, "practical") in text(seminar.get_absolute_url())
    practical = text(page(seminar, "practical"))
    assert "Elevator og adgang uden trin" in practical
    assert practical.count("Der er mad.") == 100


def test_days_are_in_calendar_and_lists_and_sessions_are_not():
    session = SessionFactory(event__title="Ukendt værksted")
    day = session.day.event

    assert list(Event.objects.listed()) == [day]
    assert "Ukendt værksted" not in text(reverse("events:list"))
    assert day.title in text(reverse("events:list"))
    month = f"{day.starts_at:%Y-%m}"
    calendar = text(reverse("portal:calendar") + f"?maaned={month}")
    assert "Ukendt værksted" not in calendar


def test_the_search_finds_seminars_sessions_and_conclusions_once_public():
    session = SessionFactory(event__title="Zebrahest på værksted")
    ConclusionFactory(text="Zebrahest i hver gård", seminar=session.seminar)
    SessionFactory(event__title="Zebrahest i kladde", seminar=SeminarFactory(draft=True))
    refresh()

    assert sorted(titles("zebrahest")) == ["Zebrahest i hver gård", "Zebrahest på værksted"]


def test_machines_read_the_seminar(client):
    seminar = SeminarFactory(title="Hvem mangler?")
    SeminarFactory(draft=True, title="Kladden")

    sitemap, feed = text("/sitemap.xml"), text(reverse("seminars:feed"))

    assert seminar.get_absolute_url() in sitemap
    assert "Hvem mangler?" in feed
    assert "Kladden" not in sitemap + feed
    assert "EducationEvent" in text(seminar.get_absolute_url())
    picture = client.get(reverse("portal:picture", args=["seminar", seminar.pk]))
    assert picture.headers["Content-Type"] == "image/png"


def test_the_list_tells_what_comes_and_when_nothing_does(client):
    url = reverse("seminars:seminars")
    held = SeminarFactory(day__event__starts_at=timezone.now() - timedelta(days=400))
    RegistrationFactory(event=held.days.get().event, people=3)

    nothing = text(url)
    coming = SeminarFactory(title="Det næste")
    with_one = text(url)

    assert "Datoen er ikke fastlagt endnu." in nothing
    assert coming.title in with_one
    assert "3 deltagere" in with_one


def test_overdue_is_said_in_public():
    SeminarFactory(day__event__starts_at=timezone.now() - timedelta(days=4 * 365))

    assert "Der skulle have været holdt et seminar" in text(reverse("seminars:seminars"))
    assert "hvert andet år" in text(reverse("portal:front"))
