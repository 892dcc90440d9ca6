from pathlib import Path

import pytest
from django.utils import timezone

from core.files import inspect_upload
from hearings import personal
from hearings.models import HearingEvent, HearingTranslation, ResponseDraft
from hearings.services import keep_draft
from hearings.services.history import record
from hearings.services.responses import attach_file
from tests.accounts.factories import UserFactory
from tests.hearings.factories import HearingFactory, HearingTranslationFactory, ResponseFactory
from tests.hearings.uploads import pdf

pytestmark = pytest.mark.django_db


def test_everything_about_a_person_is_told_and_nothing_about_others():
    person = UserFactory()
    response = ResponseFactory(person=person, text="Den første tekst.", address="Opdigtet Vej 7")
    response.add_version("Den anden tekst.", by=person, at=timezone.now())
    attach_file(response, inspect_upload(pdf("kort.pdf", "Et kort")), at=timezone.now())
    record(response.hearing, HearingEvent.Action.RESPONSE_RECEIVED, by=person, response=response)
    ResponseFactory(person=UserFactory())

    told = personal.personal_data_of(person)

    assert [version["text"] for version in told["responses"][0]["versions"]] == [
        "Den første tekst.",
        "Den anden tekst.",
    ]
    assert told["responses"][0]["address"] == "Opdigtet Vej 7"
    assert [file["name"] for file in told["responses"][0]["files"]] == ["kort.pdf"]
    assert [step["action"] for step in told["steps_taken"]] == ["response_received"]
    assert len(told["responses"]) == 1


def test_answers_sent_without_the_account_are_told_apart():
    person = UserFactory()
    ResponseFactory(person=None, email=person.email, text="Uden konto.")

    told = personal.personal_data_of(person)

    assert told["responses"] == []
    assert len(told["responses_sent_without_the_account"]) == 1


def test_what_was_begun_but_not_sent_is_told():
    person = UserFactory()
    draft = a_draft(person)

    told = personal.personal_data_of(person)["drafts"]

    assert told == [
        {
            "hearing": draft.hearing.number,
            "fields": {"text": "Begyndt"},
            "files": ["kort.pdf"],
            "deleted_at": draft.expires_at.isoformat(),
        }
    ]


def test_a_forgotten_person_leaves_the_answer_without_name_mail_or_link():
    person = UserFactory()
    response = ResponseFactory(person=person, approved=True, show_name=True)
    response.add_version("Rettet.", by=person, at=timezone.now())

    personal.forget(person)

    response.refresh_from_db()
    assert response.current_version.created_by is None
    assert (response.person, response.email, response.email_confirmed_at) == (None, "", None)
    assert response.public_name == ""
    assert response.is_public


def test_being_forgotten_is_written_in_the_history_without_the_name():
    person = UserFactory()
    response = ResponseFactory(person=person)
    record(response.hearing, HearingEvent.Action.RESPONSE_RECEIVED, by=person, response=response)

    personal.forget(person)

    lines = HearingEvent.objects.filter(response=response).values_list("action", "by", "by_name")
    assert set(lines) == {("forgotten", None, ""), ("response_received", None, "")}


def test_what_staff_did_keeps_its_name():
    staff = UserFactory(staff=True)
    record(HearingFactory(), HearingEvent.Action.PUBLISHED, by=staff)

    personal.forget(staff)

    assert HearingEvent.objects.get().by == staff


def test_who_translated_is_known_as_long_as_they_are_staff():
    staff, gone = UserFactory(staff=True), UserFactory()
    for person in (staff, gone):
        HearingTranslationFactory(translated_by=person)
        personal.forget(person)

    translators = HearingTranslation.objects.order_by("pk").values_list("translated_by", flat=True)
    assert list(translators) == [staff.pk, None]


@pytest.mark.django_db(transaction=True)
def test_drafts_go_with_their_files():
    person = UserFactory()
    path = Path(a_draft(person).files.get().file.path)
    assert path.exists()

    personal.forget(person)

    assert not ResponseDraft.objects.exists()
    assert not path.exists()


def a_draft(person) -> ResponseDraft:
    return keep_draft(
        HearingFactory(),
        key="0b0a7a52-6a4c-4a0e-8d2f-1c5c1a6f6f11",
        fields={"text": "Begyndt"},
        files=[inspect_upload(pdf("kort.pdf", "Et kort"))],
        person=person,
        at=timezone.now(),
    )
