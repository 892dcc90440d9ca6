import pytest
from django.http import QueryDict
from django.utils import timezone

from city.models import Area, Topic
from hearings.forms.filters import MAX_SEARCH, HearingFilterForm
from hearings.models import Hearing, HearingKind
from tests.hearings.factories import HearingFactory

pytestmark = pytest.mark.django_db


def found(query: str) -> list[str]:
    form = HearingFilterForm(QueryDict(query))
    hearings = form.found(Hearing.objects.visible_to(None), at=timezone.now())
    return sorted(hearings.values_list("title", flat=True))


@pytest.mark.parametrize(
    ("word", "trait"),
    [
        ("aaben", "open"),
        ("kommer", "coming"),
        ("under-behandling", "closed"),
        ("besluttet", "decided"),
        ("trukket-tilbage", "withdrawn"),
    ],
)
def test_a_state_finds_the_hearings_in_it(word, trait):
    for name in ("open", "coming", "closed", "decided", "withdrawn"):
        HearingFactory(**{name: True}, title=name)

    assert found(f"tilstand={word}") == [trait]


def test_area_topic_and_kind_are_found_by_their_words():
    here = HearingFactory(title="her", kinds=HearingKind.objects.filter(code="budget"))
    here.areas.set(Area.objects.filter(slug="risby"))
    here.topics.set(Topic.objects.filter(slug="trafik-og-stier"))
    HearingFactory(title="der")

    assert found("bydel=risby") == ["her"]
    assert found("emne=trafik-og-stier") == ["her"]
    assert found("slags=budget") == ["her"]
    assert found("bydel=risby&emne=boern-og-skole") == []


@pytest.mark.parametrize("words", ["ældre", "ÆLDRE", "Ældre", "boliger Ældre", "lokalplan", "p16"])
def test_titles_are_found_whatever_the_case_of_the_letters(words):
    HearingFactory(title="Nye boliger til Ældre", formal_title="Forslag til lokalplan 9.9")
    HearingFactory(title="Cykelstier", case_number="123")

    assert found(f"q={words}") == ["Nye boliger til Ældre"]


def test_signs_of_the_database_are_letters_like_others():
    HearingFactory(title="100 % grønt")
    HearingFactory(title="Under_streg")

    assert found("q=%25") == ["100 % grønt"]
    assert found("q=_") == ["Under_streg"]
    assert found("q=%27%20OR%201=1--") == []


def test_what_is_not_understood_is_left_out_and_said():
    HearingFactory(title="her")
    form = HearingFilterForm(QueryDict("tilstand=draft&bydel=ukendt&emne=1&slags=%00"))

    assert found("tilstand=draft&bydel=ukendt&emne=1") == ["her"]
    assert not form.is_valid()
    assert form.errors["state"] == ["Det valg findes ikke. Listen er vist uden det."]
    assert list(form.chosen()) == []


def test_a_search_has_a_longest_length():
    HearingFactory(title="her")
    form = HearingFilterForm(QueryDict("q=" + "x" * (MAX_SEARCH + 1)))

    assert found("q=" + "x" * (MAX_SEARCH + 1)) == ["her"]
    assert list(form.errors) == ["q"]


def test_names_of_columns_mean_nothing():
    HearingFactory(title="her")

    assert found("status=draft&title__startswith=x&order=created_by__password&_connector=OR") == [
        "her"
    ]


def test_what_is_chosen_is_told_in_words():
    form = HearingFilterForm(QueryDict("q=sti&tilstand=aaben&bydel=risby"))
    form.is_valid()

    assert list(form.chosen()) == [
        ("q", "»sti«"),
        ("tilstand", "Åben for svar"),
        ("bydel", "Risby"),
    ]


def test_an_area_out_of_use_is_not_offered():
    Area.objects.filter(slug="risby").update(is_active=False)

    form = HearingFilterForm(QueryDict())

    assert "risby" not in dict(form.fields["area"].choices)
