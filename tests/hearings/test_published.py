from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from city.models import Area
from hearings.models import Redaction, Response, ResponseFile
from hearings.published import (
    answers_to,
    excerpt,
    file_name,
    named_files,
    post_of,
    shown_about,
    shown_name,
    shown_parts,
    shown_text,
)
from tests.accounts.factories import UserFactory
from tests.hearings.factories import HearingFactory, ResponseFactory

pytestmark = pytest.mark.django_db


def answer(**values) -> Response:
    return ResponseFactory(**{"approved": True, "name": "Asta Æblegren", **values})


def attach(response: Response, name: str = "Astas brev.pdf", **values) -> ResponseFile:
    return ResponseFile.objects.create(
        **{
            "response": response,
            "original_name": name,
            "content_type": "application/pdf",
            "size": 12,
            "sha256": "0" * 64,
            "uploaded_at": response.received_at,
            "file": ContentFile(b"%PDF-1.4 test", name="a.pdf"),
            **values,
        }
    )


@pytest.mark.parametrize(
    ("values", "name", "face"),
    [
        ({"show_name": True}, "Asta Æblegren", "person"),
        ({"show_name": False}, "Borger, navn ikke vist", "hidden"),
        ({"show_name": True, "is_protected": True}, "Borger, navn ikke vist", "hidden"),
        (
            {"sender_kind": "association", "on_behalf_of": "Haveforeningen"},
            "Haveforeningen",
            "house",
        ),
        (
            {"sender_kind": "company", "on_behalf_of": "Firma", "is_protected": True},
            "Virksomhed, navn ikke vist",
            "hidden",
        ),
    ],
)
def test_a_name_is_shown_to_whom_it_may_be_shown(values, name, face):
    response = answer(**values)

    post = post_of(response, [])

    assert shown_name(response) == name
    assert (post["name"], post["kind"]) == (name, face)


def test_the_line_under_the_name_says_who_where_and_when():
    area = Area.objects.get(slug="albertslund-vest")
    response = answer(show_name=True, area=area, received_at=timezone.now() - timedelta(days=9))

    about = shown_about(response)

    assert about.startswith("Borger, Albertslund Vest · svar nr. 1, ")
    assert str((timezone.now() - timedelta(days=9)).year) in about


def test_the_area_of_a_protected_person_is_not_shown():
    area = Area.objects.get(slug="risby")
    response = answer(area=area, is_protected=True)

    assert "Risby" not in shown_about(response)


def test_an_answer_that_came_late_says_so():
    hearing = HearingFactory(closed=True)
    response = answer(hearing=hearing, received_at=hearing.closes_at)

    assert shown_about(response).endswith(" · modtaget efter fristen")


def test_a_masked_passage_is_named_and_its_words_are_gone():
    response = answer(text="Min nabo Søren Søgård mener det samme.")
    Redaction.objects.create(
        version=response.published_version,
        start=9,
        end=21,
        reason="personal",
        by=UserFactory(staff=True),
    )

    assert shown_text(response) == "Min nabo [maskeret: personoplysninger] mener det samme."
    assert shown_parts(response) == [
        ("Min nabo ", ""),
        ("", "personoplysninger"),
        (" mener det samme.", ""),
    ]


def test_an_answer_that_is_not_published_has_no_text():
    assert shown_text(ResponseFactory()) == ""


def test_an_excerpt_is_cut_between_words_and_keeps_masks():
    parts = [("Et ord ", ""), ("", "cpr-nummer"), (" og mange flere ord, som ikke er med", "")]

    assert excerpt(parts, 30) == [
        ("Et ord ", ""),
        ("", "cpr-nummer"),
        (" og mange …", ""),
    ]
    assert excerpt(parts, 500) == parts
    assert excerpt([("abc", ""), ("", "cpr-nummer")], 3) == [("abc", "")]
    assert excerpt([("x" * 50, "")], 10) == [("xxxxxxxxxx …", "")]


def test_the_file_of_a_nameless_sender_gets_a_nameless_name():
    named, nameless = answer(show_name=True), answer(show_name=False)

    assert file_name(named, attach(named), 1) == "Astas brev.pdf"
    assert file_name(nameless, attach(nameless), 2) == "bilag-2.pdf"


def test_only_files_that_somebody_has_approved_are_published():
    response = answer(show_name=True)
    attach(response, "ok.pdf")
    attach(response, "holdt.pdf", is_held=True)
    attach(response, "fjernet.pdf", removed_at=timezone.now())
    attach(response, "ny.pdf", uploaded_at=response.approved_at + timedelta(seconds=1))

    [shown] = answers_to(response.hearing)

    assert [named["name"] for named in named_files(shown, shown.approved_files)] == ["ok.pdf"]


def test_answers_come_newest_first():
    hearing = HearingFactory()
    for _n in range(3):
        answer(hearing=hearing)

    assert [response.number for response in answers_to(hearing)] == [3, 2, 1]
