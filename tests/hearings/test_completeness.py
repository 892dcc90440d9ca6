"""What is missing before a white paper may be published."""

import pytest
from django.utils import timezone

from hearings.completeness import is_complete, lacks_of
from hearings.hidden_names import hidden_names_of, names_in
from hearings.models import Answer, Hearing, Redaction, Response
from hearings.services import approve_response, redact_response
from hearings.treating.points import gathered
from tests.accounts.factories import UserFactory
from tests.hearings.factories import HearingFactory, ResponseFactory
from tests.hearings.papers import answer_to, approved_of, draft_of, point_in, treated_hearing

pytestmark = pytest.mark.django_db


def told(hearing: Hearing) -> list[tuple[str, str, int]]:
    start = f"/hoeringer/{hearing.number}/behandling/"
    return [(lack.text, lack.url.removeprefix(start), lack.count) for lack in lacks_of(hearing)]


def test_a_treated_hearing_is_complete():
    assert lacks_of(treated_hearing()) == []
    assert is_complete(treated_hearing())


def test_responses_without_a_point_are_listed_by_number():
    hearing = treated_hearing()
    for _time in range(7):
        ResponseFactory(hearing=hearing)
    ResponseFactory(hearing=hearing, withdrawn=True)

    assert told(hearing) == [
        (
            "7 svar har hverken en pointe eller er sat uden for emnet: nr. 2, 3, 4, 5, 6 og 2 til.",
            "?vis=ubehandlet",
            7,
        )
    ]


def test_a_declined_response_must_be_treated_too():
    hearing = treated_hearing()
    declined = ResponseFactory(hearing=hearing, declined=True)

    before = is_complete(hearing)
    declined.mark_out_of_scope(reason="Det handler om skolevejen.")

    assert (before, is_complete(hearing)) == (False, True)


def test_a_newer_version_must_be_treated_again():
    hearing = treated_hearing()
    hearing.responses.get().add_version("Noget andet.", by=None, at=timezone.now())

    assert [url for _text, url, _count in told(hearing)] == ["?vis=ubehandlet"]


@pytest.mark.parametrize("words", [{"remark": ""}, {"outcome": ""}])
def test_each_point_needs_remark_and_outcome(words):
    hearing = treated_hearing()
    own = point_in(hearing.responses.get(), title="Lave lamper")
    answer_to(own, **words)

    assert told(hearing) == [
        ("Pointen »P2 Lave lamper« mangler bemærkning eller udfald.", "temaer/#p2", 1)
    ]


def test_a_point_that_nobody_says_needs_no_answer():
    hearing = treated_hearing()
    point_in(hearing.responses.get(), theme="Trafik").mentions.all().delete()

    assert is_complete(hearing)


def test_with_a_second_reader_each_used_answer_must_be_read():
    hearing = treated_hearing(needs_second_reader=True)
    point_in(hearing.responses.get(), title="Lave lamper")

    before = told(hearing)
    Answer.objects.update(read_by=UserFactory(), read_at=timezone.now())

    assert before == [
        ("1 svar fra forvaltningen er ikke læst af en anden.", "temaer/?vis=ulaest", 1)
    ]
    assert is_complete(hearing)


def test_a_themes_answer_must_be_read_though_each_point_has_one_of_its_own():
    hearing = treated_hearing(needs_second_reader=True)
    own = answer_to(hearing.points.get())
    Answer.objects.filter(pk=own.pk).update(read_by=UserFactory(), read_at=timezone.now())

    assert told(hearing) == [
        ("1 svar fra forvaltningen er ikke læst af en anden.", "temaer/?vis=ulaest", 1)
    ]
    assert len(gathered(hearing).unread) == 1


def test_a_white_paper_under_way_needs_its_summary():
    hearing = treated_hearing()
    draft_of(hearing, summary=" ")

    assert told(hearing) == [("Hvidbogens sammenfatning er ikke skrevet.", "hvidbog/", 1)]


# --- Names that nobody may read ---------------------------------------------------------------
def hidden(hearing: Hearing, name: str, **values) -> Response:
    response = ResponseFactory(hearing=hearing, approved=True, name=name, **values)
    response.mark_out_of_scope(reason="Noget andet.")
    return response


@pytest.mark.parametrize(
    ("field", "where", "url"),
    [
        ("summary", "Sammenfatningen", "hvidbog/"),
        ("asked", "»Hvem blev spurgt«", "hvidbog/"),
        ("remark", "Temaet »Beplantning«", "temaer/"),
        ("change", "Temaet »Beplantning«", "temaer/"),
        ("change_place", "Temaet »Beplantning«", "temaer/"),
        ("point", "Pointen P1", "temaer/#p1"),
        ("theme", "Temaet »Ea Bondes mark«", "temaer/"),
        ("reason", "Begrundelsen ved svar nr. 2", "?svar=2"),
    ],
)
def test_a_hidden_name_in_the_administrations_words_is_found(field, where, url):
    hearing = treated_hearing()
    response = hidden(hearing, "Ea Bonde", is_protected=True, show_name=True)
    words = {field: "Ea Bondes mark"} if field in ("summary", "asked") else {}
    draft_of(hearing, **words)
    if field in ("remark", "change", "change_place"):
        Answer.objects.update(**{field: "Ea Bondes mark"})
    if field == "point":
        hearing.points.update(title="Ea Bondes mark")
    if field == "theme":
        hearing.themes.update(title="Ea Bondes mark")
    if field == "reason":
        response.mark_out_of_scope(reason="Det er Ea Bondes mark")

    assert told(hearing) == [(f"{where} nævner et navn, der ikke må vises: Ea Bonde.", url, 1)]


def test_a_name_that_may_be_shown_is_no_lack():
    hearing = treated_hearing()
    hidden(hearing, "Ea Bonde", show_name=True)
    hidden(hearing, "Ea Bonde")
    draft_of(hearing, summary="Ea Bonde skriver, at marken skal blive.")

    assert is_complete(hearing)


def test_the_name_of_a_protected_person_is_hidden_though_a_namesake_shows_it():
    hearing = treated_hearing()
    hidden(hearing, "Ea Bonde", show_name=True)
    hidden(hearing, "Ea Bonde", is_protected=True)
    draft_of(hearing, summary="Ea Bonde skriver, at marken skal blive.")

    assert not is_complete(hearing)


def test_of_an_approved_white_paper_the_approved_words_are_asked():
    hearing = treated_hearing()
    response = hidden(hearing, "Ea Bonde", show_name=True)
    approved_of(hearing, summary="Ea Bonde vil bevare marken.")
    response.is_protected = True
    response.save()
    hearing.white_papers.update(summary="Naboen vil bevare marken.")

    assert [text for text, _url, _count in told(hearing)] == [
        "Sammenfatningen nævner et navn, der ikke må vises: Ea Bonde."
    ]


@pytest.mark.parametrize("is_masked", [False, True])
def test_who_is_protected_is_not_named_by_their_own_signature(is_masked):
    hearing = treated_hearing()
    response = hidden(hearing, "Ea Bonde", is_protected=True, text="Bevar marken. Hilsen Ea Bonde")
    hidden(hearing, "Ib Bonde", text="Bevar marken. Hilsen Ib Bonde")
    if is_masked:
        redact_response(
            response,
            version=response.current_version,
            passages=[(21, 29, Redaction.Reason.PERSONAL)],
            by=UserFactory(),
            at=timezone.now(),
        )

    lack = ("Svar nr. 2 viser et beskyttet navn i teksten. Maskér det.", "?svar=2", 1)
    assert told(hearing) == ([] if is_masked else [lack])


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Som ANNE-METTE HOLM skriver", True),
        ("Anne Mette\nHolm", True),
        ("Anne-Mette Holms have", True),
        ("Anne-Mette Holmgaard", False),
        ("Mette Holm", False),
        ("Anne, Mette og Holm", False),
        ("", False),
    ],
)
def test_a_name_is_found_as_a_whole_whatever_its_case(text, is_found):
    hearing = HearingFactory()
    hidden(hearing, "Anne-Mette Holm")

    assert names_in(text, hidden_names_of(hearing)) == ({"Anne-Mette Holm"} if is_found else set())


@pytest.mark.parametrize(
    ("step", "rule", "is_hidden"),
    [
        ({"approved": True}, "after_moderation", False),
        ({"approved": True}, "never", True),
        ({}, "after_moderation", True),
        ({"declined": True}, "after_moderation", True),
        ({"withdrawn": True}, "after_moderation", True),
    ],
)
def test_a_name_is_shown_only_with_what_is_published(step, rule, is_hidden):
    hearing = HearingFactory(publication_rule=rule)
    ResponseFactory(hearing=hearing, name="Ea Bonde", show_name=True, **step)
    house = {"sender_kind": "association", "on_behalf_of": "Risby Vejlaug"}
    ResponseFactory(hearing=hearing, name="Ib Bonde", **house, **step)

    assert set(hidden_names_of(hearing).values()) == ({"Ea Bonde"} if is_hidden else set())


def test_a_single_word_is_no_full_name():
    hearing = HearingFactory()
    hidden(hearing, "Nabo")

    assert hidden_names_of(hearing) == {}


@pytest.mark.parametrize("count", [1, 30])
def test_the_number_of_questions_is_the_same_at_any_size(count, django_assert_num_queries):
    hearing = HearingFactory(closed=True, needs_second_reader=True)
    for number in range(count):
        response = ResponseFactory(hearing=hearing, name=f"Ea Bonde{number}")
        approve_response(response, by=UserFactory(), at=timezone.now())
        response.refresh_from_db()
        point_in(response, theme=f"Tema {number % 5}", title="Ea Bonde0 skriver")
        ResponseFactory(hearing=hearing)
    draft_of(hearing)
    hearing = Hearing.objects.select_related("department").get(pk=hearing.pk)

    with django_assert_num_queries(9):
        lacks = lacks_of(hearing)

    assert len(lacks) == 1 + 2 * count
