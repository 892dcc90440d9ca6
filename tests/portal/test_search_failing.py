"""One row, file or source that fails takes nothing else along, and is told by its key only."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from portal.fixed_pages import TITLES
from portal.models import SearchEntry, SearchState, SearchText, SearchWord
from portal.search import index
from portal.search.sources import sources
from tests.hearings.factories import HearingDocumentFactory, HearingFactory
from tests.information.factories import NewsFactory
from tests.portal.search import indexed, refresh

pytestmark = pytest.mark.django_db
POISON = "Sofie Sofiesen"


@pytest.fixture
def poison(monkeypatch) -> None:
    """Let no text with the poison be put into the index."""
    searchtext = index._searchtext

    def poisoned(row, text):
        if POISON in text:
            raise ValueError(text)
        return searchtext(row, text)

    monkeypatch.setattr(index, "_searchtext", poisoned)


def test_a_poisoned_row_stays_out_alone(poison, caplog):
    news = [NewsFactory(title=title) for title in ("En", "To", "Tre")]
    bad = NewsFactory(title="Giftig", lead=POISON)
    HearingFactory(title="Høring")

    run = refresh()

    assert indexed() == {"En", "To", "Tre", "Høring"}
    assert (run.written, run.failed) == (len(news) + 1, [f"news {bad.pk}"])
    assert f"Search index: news {bad.pk}: ValueError in poisoned:" in caplog.text
    assert POISON not in caplog.text
    assert SearchState.objects.get().finished_at is not None


def test_a_row_that_failed_is_tried_by_every_run(poison):
    bad = NewsFactory(title="Giftig", lead=POISON)
    NewsFactory(title="En")

    first, second = refresh(), refresh()
    bad.lead = "Læge"
    bad.save()

    assert (first.written, second.written) == (1, 0)
    assert second.failed == first.failed == [f"news {bad.pk}"]
    assert refresh().failed == []
    assert indexed() == {"En", "Giftig"}


def test_the_files_beside_a_poisoned_row_are_read(poison, monkeypatch):
    HearingDocumentFactory(title="Giftig", note=POISON)
    HearingDocumentFactory.create_batch(2, title="Rapport")
    monkeypatch.setattr(index, "text_of", lambda _file: "salamander")

    refresh(documents=3)

    read = SearchEntry.objects.filter(searchtext__text__contains="salamander")
    assert list(read.values_list("title", flat=True)) == ["Rapport", "Rapport"]


def test_a_text_that_the_database_refuses_stays_out_alone(monkeypatch):
    bad = NewsFactory(title="Giftig")
    NewsFactory(title="En")
    monkeypatch.setattr(index, "_entry", _without_a_moment(index._entry))

    run = refresh()

    assert indexed() == {"En"}
    assert run.failed == [f"news {bad.pk}"]
    assert not SearchWord.objects.filter(word="giftig").exists()


def _without_a_moment(entry_of):
    def entry(source, row, stamp):
        entry = entry_of(source, row, stamp)
        entry.at = None if entry.title == "Giftig" else entry.at
        return entry

    return entry


def test_a_source_that_fails_takes_no_other_along(monkeypatch):
    NewsFactory(title="Nyhed")
    HearingFactory(title="Høring")
    monkeypatch.setattr(type(sources()["news"]), "stamps", _failing_for("news"))

    run = refresh()

    assert indexed() == {"Høring"}
    assert run.failed == ["news"]


def _failing_for(name):
    stamps_of = type(sources()[name]).stamps

    def stamps(source, at):
        if source.name == name:
            raise KeyError(POISON)
        return stamps_of(source, at)

    return stamps


def test_an_entry_that_cannot_be_removed_holds_no_other_back():
    bad, good = NewsFactory(title="Giftig"), NewsFactory(title="En")
    refresh()
    SearchText.objects.filter(entry__title="Giftig").delete()
    for news in (bad, good):
        news.withdraw()
    NewsFactory(title="Ny")

    run = refresh()

    assert indexed() == {"Giftig", "Ny"}
    assert (run.removed, run.failed) == (1, [f"news {bad.pk}"])


def test_the_command_ends_with_an_error_and_the_keys(poison, capsys):
    bad = NewsFactory(title="Giftig", lead=POISON)
    NewsFactory()

    with pytest.raises(CommandError, match=f"Not brought up to date: news {bad.pk}. See the log."):
        call_command("refresh_search")

    assert capsys.readouterr().out == f"{1 + len(TITLES)} entries written, 0 removed.\n"


def test_the_connection_is_asked_only_after_a_failure(monkeypatch):
    monkeypatch.setattr(connection, "is_usable", lambda: pytest.fail("asked"))
    NewsFactory(title="En")

    assert refresh().failed == []
