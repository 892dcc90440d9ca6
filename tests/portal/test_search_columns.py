"""What PostgreSQL would refuse because it is too long; SQLite asks no column for its length."""

import pytest
from django.utils import timezone

from core.search import SearchRow
from core.search.words import stem_of
from hearings.models import Hearing
from information.models import Plan, Right
from portal.models import SearchEntry, SearchText, SearchWord
from portal.search import columns, index
from portal.search.sources import sources
from portal.search.vocabulary import words_in
from tests.information.factories import NewsFactory, PlanFactory
from tests.portal.search import refresh, titles


def length_of(model, name: str) -> int:
    return model._meta.get_field(name).max_length


@pytest.mark.parametrize("kind", Plan.Kind.values)
@pytest.mark.parametrize("state", Plan.State.values)
def test_every_kind_and_state_of_a_plan_has_room(kind, state):
    assert len(f"{kind} {state}") <= length_of(SearchEntry, "state")


def test_what_else_is_kept_as_a_code_has_room():
    states = (*Hearing.Status.values, *Right.Kind.values)
    kinds = [source.kind.code for source in sources().values()]

    assert max(map(len, states)) <= length_of(SearchEntry, "state")
    assert max(map(len, kinds)) <= length_of(SearchEntry, "kind")
    assert max(map(len, sources())) <= length_of(SearchEntry, "source")


@pytest.mark.django_db
def test_an_action_plan_that_was_replaced_is_found():
    new = PlanFactory(title="Ny", kind=Plan.Kind.HANDLINGSPLAN)
    PlanFactory(title="Gammel", kind=Plan.Kind.HANDLINGSPLAN, replaced_by=new)

    refresh()

    assert titles("gammel") == ["Gammel"]
    assert SearchEntry.objects.get(title="Gammel").state == "handlingsplan replaced"


@pytest.mark.parametrize("word", ["ß" * 21, "ﷺ" * 36, "ΐ" * 39, "ﬃ" * 40])
def test_a_word_is_measured_as_it_is_kept(word):
    assert all(len(kept) <= length_of(SearchWord, "word") for kept in words_in(word))
    assert len(stem_of(word)) <= length_of(SearchWord, "stem")


@pytest.mark.parametrize("number", ["1." * 5_000 + "1", "9" * 10_000])
def test_an_endless_number_is_cut(number):
    assert len(stem_of(number)) <= 40


@pytest.mark.django_db
def test_words_that_grow_when_they_are_folded_keep_no_text_out():
    words = " ".join("ﷺ" * 36 + f"{number:04d}" for number in range(4_800))
    NewsFactory(title="Nyt", lead=f"{'ß' * 21} {'ﷺ' * 30} {'1.' * 5_000}1", body=f"<p>{words}</p>")

    refresh()

    assert titles("nyt") == ["Nyt"]
    assert SearchWord.objects.get(word="ﷺ" * 30).length == 60


def test_every_text_of_an_entry_is_cut_to_its_column():
    row = SearchRow(
        subject=1, title="t" * 900, text="", context="c" * 900, path="/" * 900, state="s" * 900,
        language="l" * 900, at=timezone.now(),
    )  # fmt: skip

    entry = index._entry(sources()["news"], row, "x" * 900)

    assert {name: len(getattr(entry, name)) for name in ("title", "context", "path", "state")} == {
        name: length_of(SearchEntry, name) for name in ("title", "context", "path", "state")
    }
    assert (len(entry.language), len(entry.stamp)) == (12, 64)


def test_more_words_than_the_database_takes_are_left_out(monkeypatch):
    monkeypatch.setattr(columns, "MAX_STEMS", 9)
    row = SearchRow(subject=1, title="", text="", path="/", at=timezone.now())

    text = index._searchtext(row, "vinter vår sommer")

    assert isinstance(text, SearchText)
    assert text.stems == "vint var"
