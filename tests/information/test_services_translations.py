from datetime import timedelta

import pytest
from django.utils import timezone

from core.languages import digest_of
from hearings.exceptions import DanishTextChanged
from information.models import InformationEvent
from information.services import publications
from information.services import translations as services
from tests.information.factories import PageVersionFactory, RightFactory, make_page
from tests.information.people import an_editor

pytestmark = pytest.mark.django_db
ACTION = InformationEvent.Action
OF_PAGE = {"title": "عنوان", "lead": "نص", "body": "<p>نص</p><script>"}
OF_RIGHT = {"title": "Right", "what": "You may.", "for_whom": "All.", "how": "Write."}


@pytest.fixture
def step():
    return {"by": an_editor(), "at": timezone.now()}


def digest(subject):
    return digest_of(subject.translated_texts())


def history():
    return list(InformationEvent.objects.order_by("pk").values_list("action", "note"))


def test_a_page_is_translated_from_what_visitors_read(step):
    page = make_page()
    shown = page.public_version()
    PageVersionFactory(page=page, title="Ikke offentlig endnu", public_from=None)

    made = services.translate(page, language="ar", texts=OF_PAGE, seen=digest(shown), **step)

    assert made.body == "<p>نص</p>"
    assert not made.is_outdated(shown.translated_texts())
    assert made.is_outdated(page.newest_version().translated_texts())
    assert history() == [(ACTION.TRANSLATED, "العربيّة")]


def test_a_page_that_is_not_public_is_translated_from_its_newest_text(step):
    page = make_page(public_from=None)
    newest = PageVersionFactory(page=page, title="Nyest", public_from=None)

    made = services.translate(page, language="ar", texts=OF_PAGE, seen=digest(newest), **step)

    assert not made.is_outdated(newest.translated_texts())


def test_a_page_that_changed_meanwhile_is_read_again_first(step):
    page = make_page()
    seen = digest(page.public_version())
    PageVersionFactory(page=page, title="Nyt", public_from=step["at"] - timedelta(minutes=1))

    with pytest.raises(DanishTextChanged):
        services.translate(page, language="ar", texts=OF_PAGE, seen=seen, **step)

    assert (page.translations.count(), history()) == (0, [])


def test_a_right_that_changed_meanwhile_is_read_again_first(step):
    right = RightFactory()
    seen = digest(right)
    right.what = "Du må ikke."
    publications.change(right, changed=["what"], **step)

    with pytest.raises(DanishTextChanged):
        services.translate(right, language="en", texts=OF_RIGHT, seen=seen, **step)

    assert not right.translations.exists()


def test_a_translation_is_written_again_in_its_place(step):
    right = RightFactory()
    services.translate(right, language="en", texts=OF_RIGHT, seen=digest(right), **step)
    right.what = "Du må ikke."
    publications.change(right, changed=["what"], **step)
    assert right.translations.get().is_outdated(right.translated_texts())

    again = OF_RIGHT | {"what": "You may not."}
    services.translate(right, language="en", texts=again, seen=digest(right), **step)

    translation = right.translations.get()
    assert translation.what == "You may not."
    assert not translation.is_outdated(right.translated_texts())


@pytest.mark.parametrize(("make", "texts"), [(make_page, OF_PAGE), (RightFactory, OF_RIGHT)])
def test_a_translation_is_taken_away_with_a_line_of_history(make, texts, step):
    subject = make()
    seen = services.digest_of_danish(subject, step["at"])
    for language in ("en", "ar"):
        made = services.translate(subject, language=language, texts=texts, seen=seen, **step)

    services.remove_translation(made, **step)

    assert [each.language for each in subject.translations.all()] == ["en"]
    assert history()[-1] == (ACTION.UNTRANSLATED, "العربيّة")
