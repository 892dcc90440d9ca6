from datetime import timedelta

import pytest
from django.utils import timezone

from city.models import Area, Topic
from hearings.open_now import decided_lately, open_now
from tests.hearings.factories import HearingFactory, HearingKindFactory, days_from_now

pytestmark = pytest.mark.django_db


def open_titles(**options):
    options = {"limit": 10, **options}
    return [row["title"] for row in open_now(at=timezone.now(), **options)]


def decided_titles(**options):
    options = {"limit": 10, **options}
    return [row["title"] for row in decided_lately(at=timezone.now(), **options)]


def about(*topics, **fields):
    hearing = HearingFactory(**fields)
    hearing.topics.set(topics)
    return hearing


@pytest.mark.parametrize("trait", ["draft", "coming", "closed", "decided", "withdrawn"])
def test_only_what_is_open_is_open_now_soonest_first(trait):
    HearingFactory(title="Om lidt", closes_at=days_from_now(9))
    HearingFactory(title="Først", closes_at=days_from_now(2))
    HearingFactory(**{trait: True})

    assert open_titles() == ["Først", "Om lidt"]
    assert open_titles(limit=1) == ["Først"]


def test_a_hearing_fits_by_topic_or_by_kind_and_comes_once():
    school, traffic = Topic.objects.order_by("pk")[:2]
    kind = HearingKindFactory()
    about(school, title="Emnet", closes_at=days_from_now(1))
    about(title="Typen", kinds=[kind], closes_at=days_from_now(2))
    about(school, traffic, title="Begge", kinds=[kind], closes_at=days_from_now(3))
    about(traffic, title="Noget andet")

    assert open_titles(topics=[school], kinds=[kind]) == ["Emnet", "Typen", "Begge"]
    assert open_titles(topics=[school, traffic]) == ["Emnet", "Begge", "Noget andet"]
    assert open_titles(kinds=[kind]) == ["Typen", "Begge"]


def test_areas_narrow_what_is_found():
    here, there = Area.objects.order_by("pk")[:2]
    hearing = HearingFactory(title="Her")
    hearing.areas.set([here, there])
    HearingFactory(title="Alle vegne")

    assert open_titles(areas=[here]) == open_titles(areas=[here, there]) == ["Her"]
    assert open_titles(areas=[]) == []
    assert len(open_titles(areas=None)) == 2


def test_what_was_decided_in_the_last_year_comes_newest_first():
    today = timezone.localdate()
    for title, days in (("I fjor", 366), ("Før jul", 40), ("I går", 1)):
        HearingFactory(decided=True, title=title, decided_on=today - timedelta(days=days))
    HearingFactory(closed=True, title="Ikke besluttet")

    assert decided_titles() == ["I går", "Før jul"]
    assert decided_titles(limit=1) == ["I går"]


def test_decisions_are_narrowed_by_topic():
    school, traffic = Topic.objects.order_by("pk")[:2]
    about(school, decided=True, title="Skolen")
    about(traffic, decided=True, title="Vejen")

    assert decided_titles(topics=[school]) == ["Skolen"]


def test_a_row_is_what_the_list_of_open_matters_draws():
    hearing = HearingFactory(title="Kanalen")

    [row] = open_now(at=timezone.now(), limit=1)

    assert (row["title"], row["url"], row["stage"]) == (
        "Kanalen",
        hearing.get_absolute_url(),
        "open",
    )
    assert [words.startswith("Frist ") for words in row["meta"]] == [True]


def test_both_cost_three_queries_for_one_hearing_and_for_three(django_assert_num_queries):
    topic, kind, area = Topic.objects.first(), HearingKindFactory(), Area.objects.first()
    for number in (1, 2):
        for _n in range(number):
            hearing = about(topic, kinds=[kind])
            hearing.areas.set([area])
            about(topic, decided=True).areas.set([area])

        with django_assert_num_queries(3):
            assert open_titles(topics=[topic], kinds=[kind], areas=[area])
        with django_assert_num_queries(3):
            assert decided_titles(topics=[topic])
