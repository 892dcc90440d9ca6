from datetime import timedelta

import pytest
from django.utils import timezone

from core.transitions import TransitionNotAllowed
from information.exceptions import AddressNotPossible, MomentNotPossible, NewerVersionExists
from information.models import InformationEvent, Page
from information.services import pages as services
from tests.accounts.factories import DepartmentFactory
from tests.information.factories import (
    AttachmentFactory,
    PageVersionFactory,
    hours_from_now,
    make_page,
)
from tests.information.people import an_editor

pytestmark = pytest.mark.django_db
ACTION = InformationEvent.Action
TEXT = {"title": "Sådan svarer du", "lead": "Kort.", "body": "<p>Skriv.</p>"}


@pytest.fixture
def department():
    return DepartmentFactory()


@pytest.fixture
def editor(department):
    return an_editor(department)


@pytest.fixture
def step(editor):
    return {"by": editor, "at": timezone.now()}


def history(subject):
    lines = InformationEvent.objects.filter(subject_kind="page", subject_id=subject.pk)
    return [(line.action, line.note) for line in lines.order_by("pk")]


def texts(page):
    return [version.translated_texts() for version in page.versions.order_by("number")]


# --- Writing -------------------------------------------------------------------------------
def test_a_new_page_has_its_first_version_as_a_draft(department, editor, step):
    page = services.create_page(Page(slug="deltag", department=department), **TEXT, **step)

    version = page.versions.get()
    assert (page.path, page.stage()) == ("deltag", Page.Stage.DRAFT)
    assert (version.number, version.created_by, version.public_from) == (1, editor, None)
    assert history(page) == [(ACTION.CREATED, "deltag")]
    line = InformationEvent.objects.get()
    assert (line.subject_title, line.department, line.by) == (TEXT["title"], department, editor)


def test_a_page_below_another_continues_its_address(department, step):
    parent = make_page(slug="deltag")
    page = Page(slug="svar", parent=parent, department=department)

    services.create_page(page, **TEXT, **step)

    assert page.path == "deltag/svar"


@pytest.mark.parametrize("slug", ["nyheder", "en", "sprog-ar", "Stor", "med mellemrum", "a_b", ""])
def test_an_address_of_the_portal_or_a_strange_one_is_refused(department, step, slug):
    with pytest.raises(AddressNotPossible) as refused:
        services.create_page(Page(slug=slug, department=department), **TEXT, **step)

    assert set(refused.value.message_dict) == {"slug"}
    assert not Page.objects.exists()
    assert not InformationEvent.objects.exists()


def test_further_down_the_words_of_the_portal_are_free_but_not_those_of_languages(department, step):
    parent = make_page(slug="deltag")

    services.create_page(Page(slug="nyheder", parent=parent, department=department), **TEXT, **step)
    with pytest.raises(AddressNotPossible):
        services.create_page(
            Page(slug="sprog-ar", parent=parent, department=department), **TEXT, **step
        )

    assert [page.path for page in Page.objects.below(parent)] == ["deltag/nyheder"]


def test_an_address_is_given_once(department, step):
    make_page(slug="deltag")

    with pytest.raises(AddressNotPossible):
        services.create_page(Page(slug="deltag", department=department), **TEXT, **step)

    assert Page.objects.count() == 1


def test_every_save_that_changes_something_is_a_new_version(step):
    page = make_page(**TEXT)

    services.save_version(page, **TEXT | {"body": "<p>Nyt.</p>"}, note="ny", based_on=1, **step)
    same = services.save_version(page, **TEXT | {"body": "<p>Nyt.</p>"}, based_on=2, **step)

    assert same.number == 2
    assert texts(page) == [
        ["Sådan svarer du", "Kort.", "<p>Skriv.</p>"],
        ["Sådan svarer du", "Kort.", "<p>Nyt.</p>"],
    ]
    assert history(page) == [(ACTION.CHANGED, "udgave 2: ny")]


def test_a_new_version_is_a_draft_and_what_is_public_stays(step):
    page = make_page(**TEXT)
    before = page.public_version()

    services.save_version(page, **TEXT | {"title": "Ny"}, based_on=1, **step)

    assert page.public_version() == before


def test_what_somebody_else_saved_is_not_written_over(step):
    page = make_page(**TEXT)
    services.save_version(page, **TEXT | {"title": "Deres"}, based_on=1, **step)

    with pytest.raises(NewerVersionExists) as meanwhile:
        services.save_version(page, **TEXT | {"title": "Mit"}, based_on=1, **step)

    assert meanwhile.value.newest.title == "Deres"
    assert page.versions.count() == 2


def test_who_has_seen_it_may_save_all_the_same(step):
    page = make_page(**TEXT)
    services.save_version(page, **TEXT | {"title": "Deres"}, based_on=1, **step)

    services.save_version(page, **TEXT | {"title": "Mit"}, based_on=2, **step)

    assert page.newest_version().title == "Mit"


def test_saving_what_somebody_else_just_saved_word_for_word_is_no_conflict(step):
    page = make_page(**TEXT)
    services.save_version(page, **TEXT | {"title": "Deres"}, based_on=1, **step)

    version = services.save_version(page, **TEXT | {"title": "Deres"}, based_on=1, **step)

    assert version.number == 2


def test_the_text_is_cleaned_whoever_sent_it(step):
    page = make_page()
    body = '<p onclick="x()">Hej</p><script>alert(1)</script>'

    version = services.save_version(page, **TEXT | {"body": body}, based_on=1, **step)

    assert version.body == "<p>Hej</p>"


def test_pictures_named_in_the_text_belong_to_the_version(step):
    picture, other = AttachmentFactory(), AttachmentFactory()
    page = make_page()
    body = f'<p><a href="{picture.get_absolute_url()}">Kort</a></p>'

    version = services.save_version(page, **TEXT | {"body": body}, based_on=1, **step)
    without = services.save_version(page, **TEXT, based_on=2, **step)

    assert list(version.attachments.all()) == [picture]
    assert list(without.attachments.all()) == []
    assert other not in version.attachments.all()


def test_nothing_is_left_when_saving_fails_half_way(step, monkeypatch):
    page = make_page(**TEXT)

    def fail(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(services, "record", fail)
    with pytest.raises(RuntimeError):
        services.save_version(page, **TEXT | {"title": "Ny"}, based_on=1, **step)

    page.refresh_from_db()
    assert (page.versions.count(), page.last_version_number) == (1, 1)
    assert history(page) == []


def test_the_pages_own_fields_are_told_by_name(step, department):
    page = make_page()
    page.department, page.review_on = department, timezone.localdate()

    services.change_page(page, changed=["department", "review_on", "topics"], **step)
    services.change_page(page, changed=[], **step)

    page.refresh_from_db()
    assert page.department == department
    assert history(page) == [(ACTION.CHANGED, "ansvarlig afdeling; skal ses efter senest; emner")]


# --- Publishing ----------------------------------------------------------------------------
def test_a_draft_is_published_now(step):
    page = make_page(public_from=None)

    services.publish_version(page.newest_version(), **step)

    assert page.is_public(step["at"])
    assert history(page) == [(ACTION.PUBLISHED, "udgave 1")]


def test_a_moment_that_is_past_is_now(step):
    page = make_page(public_from=None)

    version = services.publish_version(
        page.newest_version(), public_from=step["at"] - timedelta(days=400), **step
    )

    assert version.public_from == step["at"]


def test_a_draft_is_planned_and_the_plan_moved(step):
    page = make_page(public_from=None)
    version = page.newest_version()

    services.publish_version(version, public_from=hours_from_now(48), **step)
    assert page.stage() == Page.Stage.SCHEDULED
    services.publish_version(version, public_from=None, **step)

    assert page.stage() == Page.Stage.PUBLIC
    assert [action for action, _note in history(page)] == [ACTION.SCHEDULED, ACTION.PUBLISHED]


@pytest.mark.parametrize(("days", "is_refused"), [(729, False), (733, True)])
def test_a_moment_more_than_two_years_ahead_is_refused(step, days, is_refused):
    page = make_page(public_from=None)
    moment = step["at"] + timedelta(days=days)

    if is_refused:
        with pytest.raises(MomentNotPossible):
            services.publish_version(page.newest_version(), public_from=moment, **step)
    else:
        services.publish_version(page.newest_version(), public_from=moment, **step)

    assert page.stage() == (Page.Stage.DRAFT if is_refused else Page.Stage.SCHEDULED)


def test_what_is_public_cannot_be_published_again(step):
    page = make_page()

    with pytest.raises(TransitionNotAllowed):
        services.publish_version(page.newest_version(), **step)

    assert history(page) == []


def test_a_version_older_than_the_public_one_is_fetched_back_instead(step):
    page = make_page(public_from=None)
    PageVersionFactory(page=page)

    with pytest.raises(TransitionNotAllowed):
        services.publish_version(page.versions.get(number=1), **step)


def test_a_page_that_is_down_publishes_nothing(step):
    page = make_page(public_from=None)
    page.withdraw()

    with pytest.raises(TransitionNotAllowed):
        services.publish_version(page.newest_version(), **step)


def test_a_plan_that_would_never_be_seen_is_cancelled(step):
    page = make_page(public_from=hours_from_now(48))
    earlier = PageVersionFactory(page=page, public_from=hours_from_now(12))
    newest = PageVersionFactory(page=page, public_from=None)

    services.publish_version(newest, public_from=hours_from_now(24), **step)

    earlier.refresh_from_db()
    assert page.versions.get(number=1).public_from is None
    assert earlier.public_from is not None


@pytest.mark.parametrize(("hours", "is_refused"), [(0, True), (5, True), (-1, False)])
def test_a_plan_that_a_newer_version_would_overtake_is_refused(step, hours, is_refused):
    page = make_page(public_from=None)
    newer_from = hours_from_now(24)
    PageVersionFactory(page=page, public_from=newer_from)
    older, moment = page.versions.get(number=1), newer_from + timedelta(hours=hours)

    if is_refused:
        with pytest.raises(MomentNotPossible, match="Udgave 2 er nyere og bliver offentlig"):
            services.publish_version(older, public_from=moment, **step)
    else:
        services.publish_version(older, public_from=moment, **step)

    older.refresh_from_db()
    assert (older.public_from is None) == is_refused
    assert page.versions.get(number=2).public_from == newer_from


def test_a_plan_is_cancelled(step):
    page = make_page(public_from=hours_from_now(48))

    services.cancel_plan(page.newest_version(), **step)

    assert page.stage() == Page.Stage.DRAFT
    assert history(page) == [(ACTION.CHANGED, "udgave 1: planen er aflyst")]


def test_what_is_not_planned_cannot_be_cancelled(step):
    for page in (make_page(), make_page(public_from=None)):
        with pytest.raises(TransitionNotAllowed):
            services.cancel_plan(page.newest_version(), **step)


# --- Restoring -----------------------------------------------------------------------------
def test_an_older_version_comes_back_as_a_new_draft(step):
    page = make_page(title="Et")
    PageVersionFactory(page=page, title="To")

    restored = services.restore_version(page.versions.get(number=1), **step)

    assert (restored.number, restored.title, restored.public_from) == (3, "Et", None)
    assert page.public_version().title == "To"
    assert history(page) == [(ACTION.RESTORED, "udgave 3: som udgave 1")]


def test_the_newest_version_is_not_restored(step):
    page = make_page()

    with pytest.raises(TransitionNotAllowed):
        services.restore_version(page.newest_version(), **step)

    assert page.versions.count() == 1


# --- Taking down ---------------------------------------------------------------------------
def test_a_page_is_taken_down_and_put_back(step):
    page = make_page()

    services.withdraw_page(page, **step)
    page.refresh_from_db()
    assert page.stage() == Page.Stage.WITHDRAWN
    services.put_back_page(page, **step)

    page.refresh_from_db()
    assert page.stage() == Page.Stage.PUBLIC
    assert history(page) == [(ACTION.WITHDRAWN, ""), (ACTION.PUT_BACK, "")]


def test_neither_step_is_taken_twice(step):
    page = make_page()

    with pytest.raises(TransitionNotAllowed):
        services.put_back_page(page, **step)
    services.withdraw_page(page, **step)
    with pytest.raises(TransitionNotAllowed):
        services.withdraw_page(page, **step)


@pytest.mark.parametrize(("public_from", "is_refused"), [(-24, True), (24, True), (None, False)])
def test_a_page_stays_while_pages_below_are_public_or_planned(step, public_from, is_refused):
    page = make_page()
    middle = make_page(parent=page, public_from=None)
    make_page(
        parent=middle, public_from=None if public_from is None else hours_from_now(public_from)
    )

    if is_refused:
        with pytest.raises(TransitionNotAllowed):
            services.withdraw_page(page, **step)
    else:
        services.withdraw_page(page, **step)

    page.refresh_from_db()
    assert (page.status == Page.Status.STANDS) == is_refused


# --- Reviewing ------------------------------------------------------------------------------
def test_who_has_looked_it_through_sets_the_next_day(step):
    page = make_page()
    day = timezone.localdate() + timedelta(days=365)

    services.review_page(page, review_on=day, **step)
    services.review_page(page, review_on=None, **step)

    assert [action for action, _note in history(page)] == [ACTION.REVIEWED, ACTION.REVIEWED]
    page.refresh_from_db()
    assert page.review_on is None
