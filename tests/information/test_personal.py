from uuid import UUID

import pytest
from django.utils import timezone

from information import personal
from information.invariants import violations
from information.models import Feedback, InformationEvent, OldAddress, Page, PageVersion
from information.services.pages import save_version
from information.services.translations import digest_of_danish, translate
from portal import personal as portal_personal
from tests.accounts.factories import UserFactory
from tests.information.factories import NewsFactory, PageVersionFactory, make_page
from tests.information.people import an_editor

pytestmark = pytest.mark.django_db


def work(person):
    """Let a person write a version, translate it and see a reader's opinion."""
    page = make_page()
    at = timezone.now()
    save_version(page, title="Ny", lead="L", body="", based_on=1, by=person, at=at)
    seen = digest_of_danish(page, at)
    texts = {"title": "T", "lead": "L"}
    translate(page, language="en", texts=texts, seen=seen, by=person, at=at)
    version = page.newest_version()
    Feedback.objects.create(
        page=page, version=version, is_useful=True, key=UUID(int=1), handled_by=person,
        handled_at=at,
    )  # fmt: skip
    return page


def test_what_a_person_wrote_is_told_and_nothing_of_others():
    person = an_editor()
    page = work(person)
    save_version(
        page, title="En andens", lead="L", body="", based_on=2, by=an_editor(), at=timezone.now()
    )

    told = personal.personal_data_of(person)

    assert [version["title"] for version in told["page_versions_written"]] == ["Ny"]
    assert [step["action"] for step in told["steps_taken"]] == ["translated", "changed"]
    assert portal_personal.personal_data_of(person, at=timezone.now())["information"] == told


def test_texts_are_cut_loose_and_the_history_of_staff_keeps_its_name():
    person = an_editor()
    page = work(person)

    personal.forget(person)

    assert set(PageVersion.objects.values_list("created_by", flat=True)) == {None}
    assert page.translations.get().translated_by is None
    assert Feedback.objects.get().handled_by is None
    assert set(InformationEvent.objects.values_list("by_name", flat=True)) == {str(person)}


def test_who_no_longer_works_here_disappears_from_the_history_too():
    person = UserFactory()
    work(person)

    personal.forget(person)

    assert set(InformationEvent.objects.values_list("by", "by_name")) == {(None, "")}


# --- What must always be true --------------------------------------------------------------
def broken():
    return {text for text, rows in violations().items() if rows.exists()}


def test_a_sound_tree_breaks_no_promise():
    parent = make_page(slug="deltag")
    make_page(slug="svar", parent=parent)
    OldAddress.objects.create(path="gammel", page=parent)
    NewsFactory()

    assert broken() == set()


@pytest.mark.parametrize("path", ["forkert", "deltag/andet"])
def test_a_page_away_from_its_address_is_found(path):
    parent = make_page(slug="deltag")
    child = make_page(slug="svar", parent=parent)

    Page.objects.filter(pk=child.pk).update(path=path)

    assert broken() == {"a page does not stand where its address says"}


def test_an_old_address_in_use_is_found():
    page = make_page(slug="deltag")

    OldAddress.objects.create(path="deltag", page=page)

    assert broken() == {"an old address is the address of a page"}


def test_a_number_that_would_be_given_again_is_found():
    page = make_page()

    Page.objects.filter(pk=page.pk).update(last_version_number=0)

    assert broken() == {"a page would give a number again"}


def test_a_public_text_that_names_what_is_gone_is_found():
    body = '<p><a href="/information/filer/99/kort.pdf">Kort</a></p>'
    PageVersionFactory(page=make_page(), body=body, public_from=None)
    NewsFactory(body=body, draft=True)
    assert broken() == set()

    PageVersionFactory(page=make_page(), body=body)
    NewsFactory(body=body)

    assert broken() == {
        "a public page names a picture or file that is gone",
        "a public piece of news names a picture or file that is gone",
    }
