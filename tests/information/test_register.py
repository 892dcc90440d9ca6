"""The register: plans and hearings in one list, put together by the database."""

from datetime import timedelta

import pytest
from django.utils import timezone

from city.models import Area, Topic
from core.clock import local_date
from hearings.models import HearingKind
from information.models import Plan
from information.register import all_rows, as_rows, case_of, slug_of
from tests.hearings.factories import HearingFactory
from tests.information.factories import PlanFactory

pytestmark = pytest.mark.django_db


def rows(**asked):
    return as_rows(all_rows(at=timezone.now(), **asked))


def titles(**asked) -> list[str]:
    return [row.title for row in rows(**asked)]


def day(days: int):
    return local_date(timezone.now()) + timedelta(days=days)


def test_plans_and_hearings_stand_in_one_list_the_latest_first():
    PlanFactory(title="Vedtaget i går", adopted_on=day(-1))
    PlanFactory(title="Vedtaget i fjor", adopted_on=day(-400))
    HearingFactory(title="Lukket", closed=True)
    HearingFactory(title="Hemmelig", draft=True)

    assert titles() == ["Vedtaget i går", "Lukket", "Vedtaget i fjor"]


def test_a_row_says_what_it_is_where_it_stands_and_where_it_leads():
    plan = PlanFactory(title="Boliger ved Skallerne", kind=Plan.Kind.LOKALPLAN, adopted_on=day(-9))
    hearing = HearingFactory(title="Cykelpolitik", closed=True)

    by_source = {row.source: row for row in rows()}

    own, other = by_source["plan"], by_source["hoering"]
    assert (own.number, own.kind_name, own.state_name) == (plan.pk, "lokalplan", "gælder")
    assert (own.source_name, other.source_name) == ("Plan", "Høring")
    assert (own.way, other.way) == ("information", "democracy")
    assert (own.day, own.url) == (day(-9), plan.get_absolute_url())
    assert (other.number, other.state_name) == (hearing.pk, "under behandling")
    assert other.url == f"/information/planer/hoering/{hearing.pk}-cykelpolitik/"


def test_a_plan_and_its_hearing_each_say_their_own_areas():
    south, north = (Area.objects.create(name=name, slug=name) for name in ("Syd", "Nord"))
    # The same number in both tables: neither takes the other's areas.
    plan, hearing = PlanFactory(pk=77), HearingFactory(pk=77)
    HearingFactory()
    plan.areas.add(south, north)
    hearing.areas.add(south)

    found = {(row.source, row.number): row.areas for row in rows()}

    assert found["plan", 77] == ["Nord", "Syd"]
    assert found["hoering", 77] == ["Syd"]
    assert sorted(found.values()) == [[], ["Nord", "Syd"], ["Syd"]]


@pytest.mark.parametrize("state", ["draft", "scheduled", "withdrawn"])
def test_a_plan_that_is_not_public_has_no_row(state):
    PlanFactory(**{state: True})

    assert rows() == []


PLANS = {
    "proposal": {"adopted_on": None},
    "adopted": {"adopted_on": day(-2), "in_force_on": day(5)},
    "in_force": {"adopted_on": day(-9), "in_force_on": day(-1)},
    "lapsed": {"adopted_on": day(-90), "lapsed_on": day(-1)},
}


@pytest.mark.parametrize("state", PLANS)
def test_the_database_tells_the_same_state_as_the_plan(state):
    plans = {name: PlanFactory(title=name, **values) for name, values in PLANS.items()}
    later = PlanFactory(title="replaced", replaced_by=plans["in_force"])

    found = rows(state=state)

    assert [(row.title, row.state) for row in found] == [(state, state)]
    assert plans[state].state() == state
    assert later.state() == "replaced"
    assert titles(state="replaced") == ["replaced"]


def test_a_state_that_plans_do_not_have_finds_hearings_only():
    PlanFactory()
    HearingFactory(title="Åben")

    assert titles(state="hearing") == ["Åben"]


def test_a_state_that_nothing_has_finds_nothing():
    HearingFactory()

    assert rows(state="adopted") == []
    assert all_rows(at=timezone.now(), state="adopted").count() == 0


def test_the_register_is_narrowed_by_area_topic_kind_and_words_together():
    risby, topic = Area.objects.get(slug="risby"), Topic.objects.first()
    plan = PlanFactory(title="Støjvold ved Ågerup", number="4.6")
    plan.areas.add(risby)
    plan.topics.add(topic)
    PlanFactory(title="Støjvold andre steder")

    assert titles(area=risby) == ["Støjvold ved Ågerup"]
    assert titles(topic=topic) == ["Støjvold ved Ågerup"]
    assert titles(words="støjvold ÅGERUP") == ["Støjvold ved Ågerup"]
    assert titles(words="4.6") == ["Støjvold ved Ågerup"]
    assert titles(kind="lokalplan", area=risby, topic=topic, words="støj") == [
        "Støjvold ved Ågerup"
    ]
    assert titles(kind="budget", area=risby) == []


def test_a_kind_may_be_that_of_plans_and_of_hearings():
    PlanFactory(title="Plan", kind=Plan.Kind.LOKALPLAN)
    HearingFactory(title="Høring", kinds=HearingKind.objects.filter(code="lokalplan"))
    HearingFactory(title="Skole", kinds=HearingKind.objects.filter(code="skolelukning"))

    assert set(titles(kind="lokalplan")) == {"Plan", "Høring"}
    assert titles(kind="skolelukning") == ["Skole"]


def test_the_day_is_never_one_that_is_still_to_come():
    PlanFactory(title="Om lidt", adopted_on=day(9), proposed_on=day(-3))
    PlanFactory(title="Foreslået engang", adopted_on=None, proposed_on=day(9))
    PlanFactory(title="Uden dage", adopted_on=None, public_from=timezone.now())

    assert {row.title: row.day for row in rows()} == {
        "Om lidt": day(-3),
        "Foreslået engang": day(0),
        "Uden dage": day(0),
    }


def test_the_list_is_counted_and_cut_by_the_database(django_assert_num_queries):
    for _number in range(3):
        PlanFactory()
        HearingFactory()

    with django_assert_num_queries(3):
        found = all_rows(at=timezone.now())
        assert (found.count(), len(as_rows(found[:4]))) == (6, 4)


def test_a_case_comes_from_the_app_that_keeps_it():
    hearing = HearingFactory(title="Cykelpolitik")
    at = timezone.now()

    assert case_of("hoering", hearing.pk, person=None, at=at).title == "Cykelpolitik"
    assert case_of("hoering", hearing.pk + 1, person=None, at=at) is None
    assert case_of("plan", hearing.pk, person=None, at=at) is None
    assert case_of("__class__", hearing.pk, person=None, at=at) is None


def test_a_title_of_signs_still_has_an_address():
    assert (slug_of("Støj & ro"), slug_of("!?")) == ("stoej-ro", "sag")
