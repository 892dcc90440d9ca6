from datetime import date, timedelta

import pytest
from django.utils import timezone

from core.clock import local_date
from core.transitions import TransitionNotAllowed
from information.models import Guide, News, Page, Plan, Publication, Right, Video
from tests.information.factories import (
    GuideFactory,
    NewsFactory,
    PageFactory,
    PageVersionFactory,
    PlanFactory,
    RightFactory,
    VideoFactory,
    hours_from_now,
    make_page,
)

pytestmark = pytest.mark.django_db

FACTORIES = {
    News: NewsFactory,
    Plan: PlanFactory,
    Guide: GuideFactory,
    Right: RightFactory,
    Video: VideoFactory,
}
TODAY = date(2026, 11, 27)


def day(days):
    return local_date(timezone.now()) + timedelta(days=days)


def page_at(stage):
    page = make_page(public_from=None)
    if stage in ("public", "public with a plan", "withdrawn"):
        PageVersionFactory(page=page)
    if stage in ("scheduled", "public with a plan"):
        PageVersionFactory(page=page, public_from=hours_from_now(48))
    if stage == "withdrawn":
        page.withdraw()
    return page


# --- Pages ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("made", "stage"),
    [
        ("draft", "draft"),
        ("scheduled", "scheduled"),
        ("public", "public"),
        ("public with a plan", "public"),
        ("withdrawn", "withdrawn"),
    ],
)
def test_a_stage_says_the_same_of_one_page_and_of_many(made, stage):
    page = page_at(made)

    stages = [name for name in Page.Stage if page in Page.objects.at_stage(name)]

    assert stages == [stage]
    assert page.stage() == stage
    assert page.is_public() == (page in Page.objects.public()) == (stage == "public")


def test_a_page_becomes_public_in_the_second_it_says():
    moment = hours_from_now(5)
    page = make_page(public_from=moment)
    before = moment - timedelta(seconds=1)

    assert page.stage(before) == Page.Stage.SCHEDULED
    assert page not in Page.objects.public(before)
    assert page.stage(moment) == Page.Stage.PUBLIC
    assert page in Page.objects.public(moment)


def test_the_newest_version_whose_moment_has_come_is_public():
    page = make_page(title="Et")
    second = PageVersionFactory(page=page, title="To", public_from=hours_from_now(-48))
    PageVersionFactory(page=page, title="Tre", public_from=hours_from_now(1))
    PageVersionFactory(page=page, title="Fire", public_from=None)

    shown = Page.objects.with_public_text().get(pk=page.pk)

    assert page.public_version() == second
    assert (shown.title, shown.version_pk) == ("To", second.pk)


def test_the_planned_version_is_the_one_that_takes_over_next():
    page = make_page()
    assert page.planned_version() is None

    PageVersionFactory(page=page, public_from=hours_from_now(72))
    soon = PageVersionFactory(page=page, public_from=hours_from_now(24))

    assert page.planned_version() == soon


def test_a_plan_that_a_newer_public_version_overtook_is_none():
    page = make_page(public_from=hours_from_now(24))
    PageVersionFactory(page=page)

    assert page.planned_version() is None


@pytest.mark.parametrize(
    ("make", "review_on", "is_due"),
    [
        (make_page, 0, True),
        (make_page, -3, True),
        (make_page, 1, False),
        (make_page, None, False),
        (NewsFactory, 0, True),
        (NewsFactory, 1, False),
        (NewsFactory, None, False),
    ],
)
def test_a_day_of_review_says_the_same_of_one_and_of_many(make, review_on, is_due):
    text = make()
    text.review_on = None if review_on is None else day(review_on)
    text.save()

    assert text.is_due_for_review() == is_due
    assert (text in type(text).objects.due_for_review()) == is_due


@pytest.mark.parametrize("make", [make_page, NewsFactory])
def test_what_is_taken_down_needs_no_review(make):
    text = make()
    text.review_on = day(-1)
    text.save()
    text.withdraw()

    assert not text.is_due_for_review()
    assert text not in type(text).objects.due_for_review()


@pytest.mark.parametrize(("status", "step"), [("stands", "put_back"), ("withdrawn", "withdraw")])
def test_a_page_is_taken_down_and_put_back_by_turns(status, step):
    page = PageFactory(status=status)

    with pytest.raises(TransitionNotAllowed):
        getattr(page, step)()


def test_a_version_that_is_public_keeps_its_moment():
    version = make_page().newest_version()

    with pytest.raises(TransitionNotAllowed):
        version.publish(public_from=hours_from_now(5), at=timezone.now())
    with pytest.raises(TransitionNotAllowed):
        version.cancel_plan(at=timezone.now())


def test_pages_below_are_those_with_the_address_in_front():
    page = make_page(slug="deltag")
    child = make_page(slug="svar", parent=page)
    grandchild = make_page(slug="paa-papir", parent=child)
    make_page(slug="deltager")

    assert set(Page.objects.below(page)) == {child, grandchild}


# --- Publications --------------------------------------------------------------------------
@pytest.mark.parametrize("model", FACTORIES)
@pytest.mark.parametrize("trait", ["draft", "scheduled", "public", "withdrawn"])
def test_a_stage_says_the_same_of_one_text_and_of_many(model, trait):
    text = FACTORIES[model](**({} if trait == "public" else {trait: True}))
    lists = {
        "draft": model.objects.drafts(),
        "scheduled": model.objects.scheduled(),
        "public": model.objects.public(),
        "withdrawn": model.objects.withdrawn(),
    }

    assert [name for name, texts in lists.items() if text in texts] == [trait]
    assert [s for s in Publication.Stage if text in model.objects.at_stage(s)] == [trait]
    assert text.stage() == trait


@pytest.mark.parametrize("model", FACTORIES)
def test_a_text_becomes_public_in_the_second_it_says(model):
    moment = hours_from_now(5)
    text = FACTORIES[model](public_from=moment)
    before = moment - timedelta(seconds=1)

    assert (text.is_public(before), text.is_public(moment)) == (False, True)
    assert text not in model.objects.public(before)
    assert text in model.objects.public(moment)


@pytest.mark.parametrize(
    ("first", "last", "is_valid"),
    [
        (None, None, True),
        (0, 0, True),
        (-5, -1, False),
        (1, None, False),
        (None, -1, False),
        (-1, 1, True),
    ],
)
def test_a_right_applies_from_its_first_to_its_last_day(first, last, is_valid):
    right = RightFactory(
        valid_from=None if first is None else day(first),
        valid_until=None if last is None else day(last),
    )

    assert right.is_valid() == is_valid
    assert (right in Right.objects.valid()) == is_valid
    assert (right in Right.objects.public()) == right.is_public() == is_valid


# --- Plans ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("dates", "state"),
    [
        ({"adopted_on": None}, "proposal"),
        ({"adopted_on": None, "proposed_on": -10}, "proposal"),
        ({"adopted_on": 1}, "proposal"),
        ({"adopted_on": 0}, "in_force"),
        ({"adopted_on": -5, "in_force_on": 5}, "adopted"),
        ({"adopted_on": 0, "in_force_on": 0}, "in_force"),
        ({"adopted_on": None, "in_force_on": -1}, "in_force"),
        ({"adopted_on": None, "in_force_on": 1}, "proposal"),
        ({"adopted_on": 1, "in_force_on": 2}, "proposal"),
        ({"adopted_on": -9, "lapsed_on": 0}, "lapsed"),
        ({"adopted_on": -9, "lapsed_on": 1}, "in_force"),
        ({"adopted_on": None, "lapsed_on": -1}, "lapsed"),
    ],
)
@pytest.mark.parametrize("is_replaced", [False, True])
def test_a_state_says_the_same_of_one_plan_and_of_many(dates, state, is_replaced):
    days = {name: None if days is None else day(days) for name, days in dates.items()}
    successor = PlanFactory() if is_replaced else None
    plan = PlanFactory(**days, replaced_by=successor)

    states = [name for name in Plan.State if plan in Plan.objects.in_state(name)]

    assert states == ["replaced" if is_replaced else state]
    assert plan.state() == states[0]
