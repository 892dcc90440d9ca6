"""The index follows what the apps hold, without being told."""

from datetime import timedelta
from unittest.mock import Mock

import pytest
from celery import current_app
from django.conf import settings as project
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from city.models import Area, Topic
from core.files import StoredFile
from core.files import words as file_words
from core.files.upload import refusal
from hearings.models import Hearing, Response, ResponseFile
from information.models import (
    GlossaryTerm,
    News,
    PageTranslation,
    PageVersion,
    Plan,
    Right,
    RightTranslation,
)
from information.models.plan import PlanDocument
from portal import tasks
from portal.fixed_pages import TITLES
from portal.models import SearchEntry, SearchState, SearchText, SearchWord
from portal.search import index
from tests.core import samples
from tests.hearings.factories import HearingDocumentFactory, HearingFactory, ResponseFactory
from tests.information.factories import (
    AttachmentFactory,
    GlossaryTermFactory,
    GuideFactory,
    NewsFactory,
    PageVersionFactory,
    PlanFactory,
    RightFactory,
    VideoFactory,
    make_page,
)
from tests.portal.search import indexed, refresh, titles

pytestmark = pytest.mark.django_db


def test_every_kind_of_public_text_is_found_by_its_words():
    hearing = HearingFactory(title="Ny skole", body="<p>En solsikke i hegnet</p>")
    ResponseFactory(hearing=hearing, approved=True, show_name=True, text="Jeg vil have en solsikke")
    document = HearingDocumentFactory(hearing=hearing, title="Solsikke på kort")
    page = make_page(title="Om os", body="<ul><li>Solsikken</li></ul>")
    PageTranslation.objects.create(
        page=page, language="ar", title="عباد", lead="solsikke", translated_at=timezone.now()
    )
    NewsFactory(title="Nyt", lead="Solsikkerne er kommet")
    plan = PlanFactory(title="Plan", lead="Solsikker")
    PlanDocument.objects.create(
        plan=plan, title="Solsikkebilag", file="a.png", original_name="a.png", size=1,
        content_type="image/png", sha256="0", uploaded_at=timezone.now(),
    )  # fmt: skip
    right = RightFactory(title="Ret", how="Plant en solsikke")
    RightTranslation.objects.create(
        right=right, language="en", title="A right", what="solsikke", for_whom="all", how="so",
        translated_at=timezone.now(),
    )  # fmt: skip
    GuideFactory(title="Vejledning", body="<p>solsikke</p>")
    GlossaryTermFactory(term="solsikke", forms="solsikker\nsolsikken")
    VideoFactory(title="En film", transcript="<p>Her ses solsikken</p>")

    refresh()

    assert set(titles("solsikke")) == {
        hearing.title, "Svar nr. 1 fra Asta Æblegren", document.title, "Om os", "عباد", "Nyt",
        "Plan", "Solsikkebilag", "Ret", "A right", "Vejledning", "solsikke", "En film",
    }  # fmt: skip


def test_a_second_refresh_writes_nothing():
    HearingFactory()
    make_page()
    first = refresh()

    second = refresh()

    assert (first.written, second.written, second.removed) == (2, 0, 0)


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Kanalens bænke"},
        {"lead": "Kanalens bænke"},
        {"brief_influence": "Kanalens bænke"},
        {"body": "<p>Kanalens bænke</p>"},
        {"decision": "Kanalens bænke"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_hearing_that_was_changed_is_found_by_its_new_words(change):
    hearing = HearingFactory()
    refresh()

    # Past every method: the columns themselves tell.
    Hearing.objects.filter(pk=hearing.pk).update(**change)

    assert refresh().written == 1
    assert titles("kanal bænk") == [change.get("title", hearing.title)]


def test_an_area_or_a_topic_that_was_given_later_counts():
    news = NewsFactory()
    refresh()

    news.areas.add(Area.objects.create(name="Solbyen", slug="solbyen"))
    news.topics.add(Topic.objects.create(name="Bænke", slug="baenke"))

    assert refresh().written == 1
    assert titles("solbyen bænke") == [news.title]


def test_what_is_taken_down_leaves_the_index_with_its_words():
    NewsFactory(title="Ballonfest", lead="Kæmpeballonen", body="").withdraw()
    shown = NewsFactory(title="Kæmpegryde", lead="Kæmpegryden", body="")
    refresh()
    known = set(SearchWord.objects.values_list("word", flat=True))

    shown.withdraw()
    run = refresh()

    assert run.removed == 1
    assert known == {"kæmpegryde", "kæmpegryden"}
    assert not SearchWord.objects.exists()
    assert not SearchText.objects.exists()


def test_a_word_stays_while_another_text_has_it():
    one, other = NewsFactory.create_batch(2, title="Ny", lead="Egetræ", body="")
    refresh()

    one.withdraw()
    refresh()

    assert list(SearchWord.objects.values_list("word", "entries")) == [("egetræ", 1)]
    assert titles("egetræ") == [other.title]


def test_words_that_were_written_over_are_forgotten():
    news = NewsFactory(title="Ny", lead="Frøken Hemmelig", body="")
    refresh()

    news.lead = "Ingen"
    news.save()
    refresh()

    assert set(SearchWord.objects.values_list("word", flat=True)) == {"ingen"}


def test_a_page_is_found_by_the_version_whose_moment_has_come():
    page = make_page(title="Før", lead="gammeldags", body="")
    planned = timezone.now() + timedelta(hours=1)
    PageVersionFactory(page=page, title="Efter", lead="nymodens", body="", public_from=planned)
    refresh()
    before = titles("gammeldags"), titles("nymodens")

    refresh(at=planned)

    assert before == (["Før"], [])
    assert titles("nymodens", at=planned) == ["Efter"]


def test_a_plan_says_that_it_was_replaced():
    old = PlanFactory(title="Gammel plan")
    refresh()

    Plan.objects.filter(pk=old.pk).update(replaced_by=PlanFactory(title="Ny plan"))
    refresh()

    assert SearchEntry.objects.get(title="Gammel plan").state == "lokalplan replaced"


def test_a_right_that_no_longer_applies_is_gone():
    right = RightFactory(title="Tidsbegrænset ret")
    refresh()

    Right.objects.filter(pk=right.pk).update(valid_until=timezone.localdate() - timedelta(days=1))

    assert titles("tidsbegrænset") == []
    assert refresh().removed == 1


def test_a_source_that_is_gone_takes_its_entries_along():
    HearingFactory()
    refresh()
    SearchEntry.objects.update(source="abolished")

    run = refresh()

    assert (run.written, run.removed) == (1, 1)


# --- Files ------------------------------------------------------------------------------------
def pdf_of(*texts):
    return {
        "file": ContentFile(samples.saved(samples.pdf_document(*texts)), name="a.pdf"),
        "original_name": "rapport.pdf",
    }


def docx_of(text):
    return {
        "file": ContentFile(samples.docx(samples.paragraph(text)), name="a.docx"),
        "original_name": "notat.docx",
    }


def test_the_text_of_a_pdf_and_of_a_word_document_is_found():
    HearingDocumentFactory(title="Rapport", **pdf_of("Side et", "Salamanderen bor her"))
    HearingDocumentFactory(title="Notat", **docx_of("Salamanderens vandhul"))
    AttachmentFactory(title="Ubrugt", content_type="application/pdf", **pdf_of("Salamander"))

    refresh()

    assert set(titles("salamander")) == {"Rapport", "Notat"}


def test_a_file_in_the_library_is_found_when_a_page_has_it():
    file = AttachmentFactory(title="Skema", content_type="application/pdf", **pdf_of("Salamander"))
    page = make_page()
    page.versions.get().attachments.add(file)
    refresh()
    shown = titles("salamander")

    page.withdraw()

    assert shown == ["Skema"]
    assert titles("salamander") == []


def test_a_file_that_cannot_be_read_is_found_by_its_title():
    HearingDocumentFactory(title="Ødelagt rapport")

    refresh()

    assert titles("ødelagt") == ["Ødelagt rapport"]
    assert refresh().written == 0


def test_a_file_that_is_missing_is_found_by_its_title():
    document = HearingDocumentFactory(title="Forsvundet rapport")
    document.file.storage.delete(document.file.name)

    refresh()

    assert titles("forsvundet") == ["Forsvundet rapport"]


@pytest.fixture
def unwilling(monkeypatch):
    """Let the files of the index be read only after so many tries; return how often they were."""
    asked: list[int] = []

    def after(times: int) -> list[int]:
        def text_of(file: StoredFile) -> str | None:
            asked.append(file.pk)
            return None if len(asked) <= times else file_words.text_of(file)

        monkeypatch.setattr(index, "text_of", text_of)
        return asked

    return after


def test_a_file_that_could_not_be_read_is_tried_again_later(unwilling):
    HearingDocumentFactory(title="Rapport", **pdf_of("Salamander"))
    unwilling(2)
    at = timezone.now()

    found = []
    for minutes in (0, 0.5, 1, 4, 5):
        refresh(at=at + timedelta(minutes=minutes))
        found.append((len(titles("rapport")), len(titles("salamander"))))

    assert found == [(1, 0), (1, 0), (1, 0), (1, 0), (1, 1)]
    entry = SearchEntry.objects.get(title="Rapport")
    assert (entry.tries, entry.read_again_at) == (0, None)


def test_a_file_is_tried_five_times_and_again_when_its_row_changes(unwilling):
    document = HearingDocumentFactory(title="Rapport", **pdf_of("Salamander"))
    asked = unwilling(5)
    at = timezone.now()

    for hours in range(9):
        refresh(at=at + timedelta(hours=2 * hours))
    given_up = len(asked), titles("salamander")
    document.note = "Ny udgave"
    document.save()
    refresh(at=at + timedelta(days=2))

    assert given_up == (5, [])
    assert titles("salamander") == ["Rapport"]


def test_what_the_probe_says_of_the_file_itself_is_final(monkeypatch):
    stored = HearingDocumentFactory(**pdf_of("Salamander"))

    def says(error: Exception) -> str | None:
        monkeypatch.setattr(file_words, "probe", Mock(side_effect=error))
        return file_words.text_of(stored)

    for code in ("damaged", "encrypted", "macros", "bomb", "active_content"):
        assert says(refusal(code)) == ""
    for error in (refusal("too_complex"), refusal("failed"), BlockingIOError(), ValueError()):
        assert says(error) is None


@pytest.mark.parametrize("error", [FileNotFoundError, ConnectionError, RuntimeError, KeyError])
def test_a_storage_that_fails_in_its_own_way_stops_nothing(error, monkeypatch, caplog):
    document = HearingDocumentFactory(title="Rapport", **pdf_of("Salamander"))
    monkeypatch.setattr(document.file.storage, "open", Mock(side_effect=error("/srv/Sofie.pdf")))

    assert file_words.text_of(document) is None
    assert caplog.messages == [
        f"hearings.HearingDocument {document.pk}: not read: {error.__name__}"
    ]


def test_a_run_reads_some_files_and_the_next_one_goes_on():
    for number in range(3):
        HearingDocumentFactory(title=f"Rapport {number}", **pdf_of("Salamander"))

    found = []
    for _run in range(3):
        refresh(documents=1)
        found.append((len(titles("rapport")), len(titles("salamander"))))

    assert found == [(3, 1), (3, 2), (3, 3)]
    assert refresh(documents=1).written == 0


def test_a_file_is_read_once(monkeypatch):
    HearingDocumentFactory(**pdf_of("Salamander"))
    refresh()
    monkeypatch.setattr(index, "text_of", lambda _file: pytest.fail("read again"))

    HearingFactory()
    refresh()

    assert titles("salamander") != []


def test_the_file_of_an_answer_does_not_tell_its_sender():
    response = ResponseFactory(approved=True, name="Sofie Sofiesen")
    ResponseFile.objects.create(
        response=response, content_type="application/pdf", size=1, sha256="0",
        uploaded_at=response.received_at, **pdf_of("Salamander") | {"original_name": "Sofie.pdf"},
    )  # fmt: skip

    refresh()

    assert titles("salamander") == ["Bilag til svar nr. 1"]
    assert titles("sofie") == []


def test_only_pdf_and_word_are_opened():
    picture = AttachmentFactory.build(original_name="kort.png")

    assert file_words.text_of(picture) == ""


# --- Runs -------------------------------------------------------------------------------------
def test_two_runs_at_once_are_one():
    SearchState.objects.create(pk=1, claimed_until=timezone.now() + timedelta(minutes=1))

    assert index.refresh(at=timezone.now()) is None
    with pytest.raises(CommandError, match="Somebody else"):
        call_command("refresh_search")


def test_a_claim_of_a_worker_that_died_ends():
    SearchState.objects.create(pk=1, claimed_until=timezone.now() - timedelta(seconds=1))
    HearingFactory()

    assert refresh().written == 1
    assert SearchState.objects.get().claimed_until is None


def test_a_run_that_fails_gives_its_claim_back(monkeypatch):
    monkeypatch.setattr(index, "sources", lambda: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        refresh()

    state = SearchState.objects.get()
    assert (state.claimed_until, state.finished_at) == (None, None)


def test_a_run_without_a_database_ends(monkeypatch):
    HearingFactory()
    monkeypatch.setattr(connection, "is_usable", lambda: False)
    monkeypatch.setattr(index, "_entry", lambda *_rest: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        refresh()

    assert SearchState.objects.get().finished_at is None


def test_a_batch_that_another_run_has_written_is_left_alone():
    HearingFactory(title="Solsikke")
    refresh()
    source = index.sources()["hearing"]
    stamps = {key: index._digest(stamp) for key, stamp in source.stamps(timezone.now())}
    run = index.Refresh(timezone.now(), 0, float("inf"))

    index._write(source, stamps, run, list(stamps))

    assert run.written == 0
    assert SearchWord.objects.get(word="solsikke").entries == 1


def test_a_run_without_time_removes_but_writes_nothing():
    gone = NewsFactory(title="Væk")
    refresh()
    gone.withdraw()
    NewsFactory(title="Ny")

    run = refresh(seconds=-1)

    assert (run.written, run.removed) == (0, 1)


def test_more_than_one_batch_is_written_and_removed(monkeypatch):
    monkeypatch.setattr(index, "BATCH", 2)
    NewsFactory.create_batch(5)

    written = refresh().written
    News.objects.all().delete()

    assert written == 5
    assert refresh().removed == 5


def test_the_command_says_what_it_did(capsys):
    HearingFactory()

    call_command("refresh_search")
    call_command("refresh_search", rebuild=True)

    assert capsys.readouterr().out.splitlines() == [
        f"{1 + len(TITLES)} entries written, 0 removed.",
        f"{1 + len(TITLES)} entries written, 0 removed.",
    ]


def test_a_rebuild_reads_what_no_stamp_tells():
    NewsFactory(title="Bænke", lead="Månebyen")
    refresh()
    # As an index that another machine has written badly, or a backup brought back.
    SearchText.objects.update(stems="", title_stems="")

    refresh()
    before = titles("månebyen")
    call_command("refresh_search", rebuild=True, verbosity=0)

    assert before == []
    assert titles("månebyen") == ["Bænke"]


def test_the_worker_refreshes_every_ten_seconds(caplog):
    HearingFactory()
    planned = project.CELERY_BEAT_SCHEDULE["refresh-search"]

    with caplog.at_level("INFO"):
        tasks.refresh_search()
        tasks.refresh_search()

    assert (planned["task"], planned["schedule"]) == (tasks.refresh_search.name, 10.0)
    assert tasks.refresh_search.name in current_app.tasks
    assert caplog.messages == [f"Search index: {1 + len(TITLES)} entries written, 0 removed"]


def test_the_databases_own_index_follows_the_table():
    news = NewsFactory.create_batch(3, title="Solsikke")
    refresh()
    News.objects.filter(pk=news[0].pk).update(title="Tulipan")
    news[1].withdraw()
    refresh()

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO portal_searchtext_fts(portal_searchtext_fts, rank)"
                " VALUES ('integrity-check', 1)"
            )

    assert (titles("solsikke"), titles("tulipan")) == (["Solsikke"], ["Tulipan"])


def test_terms_out_of_use_are_not_found():
    term = GlossaryTermFactory(term="hvidbog")
    refresh()

    GlossaryTerm.objects.filter(pk=term.pk).update(is_active=False)

    assert titles("hvidbog") == []
    assert refresh().removed == 1


def test_an_answer_keeps_its_place_when_it_waits_to_be_read_again():
    response = ResponseFactory(approved=True, show_name=True, text="Bevar solsikken")
    response.add_version("Fæld solsikken og kanalen", by=None, at=timezone.now())
    response.await_reading()

    refresh()

    assert titles("solsikken") == ["Svar nr. 1 fra Asta Æblegren"]
    assert titles("kanalen") == []
    assert Response.objects.get().status == Response.Status.RECEIVED


def test_versions_of_pages_count_one_page():
    page = make_page(title="Første", lead="solsikke")
    PageVersionFactory(page=page, title="Anden", lead="solsikke")

    refresh()

    assert PageVersion.objects.count() == 2
    assert indexed() == {"Anden"}
