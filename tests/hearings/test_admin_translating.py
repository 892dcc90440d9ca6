import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from core.languages import digest_of
from hearings.models import Hearing, HearingEvent, HearingTranslation
from tests.accounts.factories import UserFactory
from tests.hearings.factories import DepartmentFactory, HearingFactory, HearingTranslationFactory
from tests.hearings.staff import at_work

pytestmark = pytest.mark.django_db

WORDS = {name: f"{name}: çeviri" for name in HearingTranslation.TEXTS}


@pytest.fixture
def department():
    return DepartmentFactory()


@pytest.fixture
def person(department):
    return UserFactory(role=Role.CASE_WORKER, department=department)


@pytest.fixture
def client(person):
    return at_work(person)


@pytest.fixture
def hearing(department):
    return HearingFactory(department=department)


def url(page, hearing, *more):
    return reverse(f"admin:hearings_hearing_{page}", args=[hearing.pk, *more])


def seen(hearing):
    return digest_of(hearing.translated_texts())


def form_of(hearing, **words):
    return {**WORDS, "seen": seen(hearing), **words}


# --- Who may -------------------------------------------------------------------------------
@pytest.mark.parametrize("stage", ["draft", "open", "decided"])
@pytest.mark.parametrize(
    ("role", "is_own", "status"),
    [
        (Role.CASE_WORKER, True, 200),
        (Role.CASE_WORKER, False, 404),
        (Role.MODERATOR, True, 403),
        (Role.FACILITATOR, True, 403),
        (Role.EDITOR, True, 404),
        (None, True, 403),
    ],
)
def test_only_case_workers_of_the_department_translate(department, role, is_own, status, stage):
    hearing = HearingFactory(department=department, **{stage: True})
    HearingTranslationFactory(hearing=hearing)
    own = department if is_own else DepartmentFactory()
    person = UserFactory(role=role, department=own) if role else UserFactory()
    client = at_work(person)
    pages = {
        url("languages", hearing): status,
        url("translate", hearing, "tr"): status,
        url("translate", hearing, "ar"): status,
        url("untranslate", hearing, "ar"): status,
    }

    assert {path: client.get(path).status_code for path in pages} == pages
    if status == 200:
        return
    for path in (url("translate", hearing, "tr"), url("untranslate", hearing, "ar")):
        assert client.post(path, form_of(hearing)).status_code == status
    assert HearingTranslation.objects.get().language == "ar"


def test_a_visitor_is_sent_to_the_log_in(hearing):
    page = Client().get(url("translate", hearing, "tr"))

    assert page.headers["Location"].startswith(reverse("account_login"))


# --- Translating ---------------------------------------------------------------------------
def test_the_danish_stands_beside_each_field_in_the_direction_of_the_language(client, hearing):
    page = client.get(url("translate", hearing, "ur")).content.decode()

    assert "Kort fortalt: Urdu – اردو" in page
    assert page.count('lang="ur" dir="rtl"') == len(HearingTranslation.TEXTS)
    for danish in hearing.translated_texts():
        assert f'<p class="as-typed">{danish}</p>' in page


def test_what_has_no_danish_is_not_asked_for(client, hearing):
    Hearing.objects.update(brief_who="")
    hearing.refresh_from_db()

    page = client.get(url("translate", hearing, "tr")).content.decode()
    answer = client.post(url("translate", hearing, "tr"), form_of(hearing, brief_who=""))

    assert 'name="brief_why"' in page
    assert 'name="brief_who"' not in page
    assert answer.status_code == 302
    assert HearingTranslation.objects.get().brief_who == ""


def test_a_translation_is_saved_with_a_line_of_history(client, person, hearing):
    answer = client.post(url("translate", hearing, "tr"), form_of(hearing))

    translation = HearingTranslation.objects.get()
    assert answer.headers["Location"] == url("change", hearing)
    assert {name: getattr(translation, name) for name in WORDS} == WORDS
    assert translation.original_digest == seen(hearing)
    line = hearing.history.get()
    assert (line.action, line.by) == (HearingEvent.Action.TRANSLATED, person)


def test_half_a_translation_is_not_saved_and_nothing_typed_is_lost(client, hearing):
    page = client.post(
        url("translate", hearing, "tr"), form_of(hearing, brief_decided="", title="Kanal planı")
    )

    assert page.status_code == 200
    assert page.context["form"].errors.keys() == {"brief_decided"}
    assert 'value="Kanal planı"' in page.content.decode()
    assert not HearingTranslation.objects.exists()


def test_a_published_translation_can_be_corrected(client, hearing):
    HearingTranslationFactory(hearing=hearing, language="tr")

    client.post(url("translate", hearing, "tr"), form_of(hearing, title="Düzeltildi"))

    assert HearingTranslation.objects.get().title == "Düzeltildi"


def test_hidden_letters_are_taken_out_and_persian_joiners_stay(client, hearing):
    words = form_of(hearing, title="طرح\u202e نو", lead="می\u200cخواهیم")

    client.post(url("translate", hearing, "fa"), words)

    translation = HearingTranslation.objects.get()
    assert translation.title == "طرح نو"
    assert translation.lead == "می\u200cخواهیم"


def test_when_the_danish_changes_meanwhile_the_translator_sees_the_new_text(client, hearing):
    typed = form_of(hearing, title="Kanal planı")
    Hearing.objects.update(lead="Der er kommet en sø til.")

    page = client.post(url("translate", hearing, "tr"), typed)
    words = page.content.decode()
    again = client.post(
        url("translate", hearing, "tr"), {**typed, "seen": page.context["form"]["seen"].value()}
    )

    assert page.status_code == 200
    assert "Den danske tekst er ændret, mens du skrev." in words
    assert "Der er kommet en sø til." in words
    assert 'value="Kanal planı"' in words
    assert again.status_code == 302
    assert HearingTranslation.objects.outdated() == []


@pytest.mark.parametrize("language", ["da", "xx", "tlh"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_danish_and_languages_that_do_not_exist_are_no_pages(client, hearing, language, method):
    answer = getattr(client, method)(url("translate", hearing, language), form_of(hearing))

    assert answer.status_code == 404
    assert not HearingTranslation.objects.exists()


# --- Choosing and removing -------------------------------------------------------------------
def test_a_language_is_chosen_among_those_that_are_missing(client, hearing):
    HearingTranslationFactory(hearing=hearing, language="tr")

    page = client.get(url("languages", hearing))
    chosen = client.get(url("languages", hearing), {"sprog": "ar"})
    taken = client.get(url("languages", hearing), {"sprog": "tr"})

    words = page.content.decode()
    assert '<option value="ar">Arabisk – العربيّة</option>' in words
    assert 'value="tr"' not in words
    assert 'value="da"' not in words
    assert chosen.headers["Location"] == url("translate", hearing, "ar")
    assert taken.status_code == 200
    assert "sprog" in taken.context["form"].errors


def test_a_translation_is_removed_after_a_page_that_asks(client, hearing):
    HearingTranslationFactory(hearing=hearing)
    asked = client.get(url("untranslate", hearing, "ar"))
    assert HearingTranslation.objects.exists()

    answer = client.post(url("untranslate", hearing, "ar"))

    assert "Teksten kan ikke hentes frem igen." in asked.content.decode()
    assert answer.headers["Location"] == url("change", hearing)
    assert not HearingTranslation.objects.exists()
    assert hearing.history.get().action == HearingEvent.Action.TRANSLATION_REMOVED


def test_what_is_not_there_cannot_be_removed(client, hearing):
    assert client.post(url("untranslate", hearing, "ar")).status_code == 404


# --- On the hearing's own page ---------------------------------------------------------------
def test_the_panel_says_which_translations_are_older_than_the_danish(client, hearing):
    HearingTranslationFactory(hearing=hearing, language="tr", outdated=True)
    HearingTranslationFactory(hearing=hearing)

    page = client.get(url("change", hearing)).content.decode()

    assert page.count("ældre end den danske tekst") == 1
    assert page.count("svarer til den danske tekst") == 1
    assert url("translate", hearing, "tr") in page
    assert url("languages", hearing) in page


def test_a_moderator_sees_the_translations_but_no_way_to_change_them(department, hearing):
    HearingTranslationFactory(hearing=hearing)
    moderator = at_work(UserFactory(role=Role.MODERATOR, department=department))

    page = moderator.get(url("change", hearing)).content.decode()

    assert "svarer til den danske tekst" in page
    assert "/oversaet/" not in page


def test_changing_the_danish_makes_the_translation_old_and_saving_it_again_makes_it_new(
    client, hearing
):
    client.post(url("translate", hearing, "tr"), form_of(hearing))
    Hearing.objects.update(brief_why="Der mangler også butikker.")
    hearing.refresh_from_db()
    outdated = [row.language for row in HearingTranslation.objects.outdated()]

    page = client.get(url("translate", hearing, "tr")).content.decode()
    client.post(url("translate", hearing, "tr"), form_of(hearing))

    assert outdated == ["tr"]
    assert "Den danske tekst er ændret, siden den blev oversat." in page
    assert HearingTranslation.objects.outdated() == []
