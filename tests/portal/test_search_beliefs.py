"""The index is believed only while nothing that can hide something was written to since."""

import re
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from celery import current_app
from django.conf import settings as project
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from hearings.models import Hearing, Redaction, Response, ResponseFile
from information.models import News, PageVersion
from portal import tasks
from portal.models import SearchEntry
from portal.search import basis, beliefs, lookup, visible, watching
from portal.search.asking import question_of
from portal.search.finding import find
from portal.search.sources import sources
from tests.accounts.factories import UserFactory
from tests.core import samples
from tests.hearings.factories import ResponseFactory
from tests.information.factories import (
    AttachmentFactory,
    NewsFactory,
    PageVersionFactory,
    RightFactory,
    make_page,
)
from tests.portal.search import believed, count, refresh, titles

MARK = "zebrahest"
ALL = frozenset(sources())


# --- What it rests on -------------------------------------------------------------------------
def tables_read(statement) -> set[str]:
    """Return the tables that the database itself says it reads for a statement."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (FORMAT JSON) {statement.text}", statement.parameters)
            return set(re.findall(r"'Relation Name': '(\w+)'", str(cursor.fetchone())))
    read = set()

    def watch(action, table, *_rest):
        if action == sqlite3.SQLITE_READ:
            read.add(table)
        return sqlite3.SQLITE_OK

    connection.connection.set_authorizer(watch)
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN {statement.text}", statement.parameters)
    finally:
        connection.connection.set_authorizer(None)
    return read


@pytest.mark.django_db
@pytest.mark.parametrize("name", sources())
def test_every_table_that_can_hide_something_is_watched(name):
    read = tables_read(visible._hidden_of_all(timezone.now(), [name]))

    own = sources()[name].public(timezone.now()).model._meta.db_table
    assert {own, basis.ENTRIES} <= read
    assert read <= basis.basis_of(name).tables
    assert basis.basis_of(name).tables <= watching.watched_tables()


@pytest.mark.parametrize("name", sources())
def test_it_is_known_until_when_time_alone_hides_nothing(name):
    text, parameters = visible.compiled((name,))

    assert basis.basis_of(name).is_foreseeable
    # A moment that the database makes itself, or one that was counted on with, would be missed.
    own_moments = r"(?i)\b(now|current_\w+|\w*timestamp|random\w*|strftime)\b"
    assert not re.search(own_moments, text)
    assert {str(value)[:10] for value in parameters if "222" in str(value)} <= {"2222-02-02"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("condition", "is_foreseeable"),
    [
        ('U0."public_from" <= %s', True),
        ('%s < U0."public_from"', False),
        ('U0."public_from" + 1 <= (%s)', False),
        ('U0."first_public_from" <= %s', False),
    ],
)
def test_a_moment_that_is_not_compared_with_a_column_is_not_foreseeable(
    monkeypatch, condition, is_foreseeable
):
    parameters = [visible.adapted(visible.NEVER)]
    text = f'EXISTS(SELECT 1 FROM "information_news" U0 WHERE {condition})'
    monkeypatch.setattr(basis, "compiled", lambda _names: (text, parameters))

    found = basis._basis_of.__wrapped__(connection.vendor, "news")

    assert found.is_foreseeable == is_foreseeable
    assert (found.holds_until(timezone.now()) is not None) == is_foreseeable
    assert found.tables == {"information_news"}


@pytest.mark.django_db(transaction=True)
def test_nobody_compares_inside_a_transaction_that_others_cannot_see():
    with pytest.raises(RuntimeError), transaction.atomic():
        beliefs.compare(timezone.now())


@pytest.mark.django_db
def test_all_is_believed_after_a_refresh_and_one_query_says_so(django_assert_num_queries):
    NewsFactory(title=MARK)
    refresh()

    assert believed() == ALL
    with django_assert_num_queries(1):
        tasks.compare_search()


def test_the_worker_compares_every_two_seconds():
    planned = project.CELERY_BEAT_SCHEDULE["compare-search"]

    assert (planned["task"], planned["schedule"]) == (tasks.compare_search.name, 2.0)
    assert tasks.compare_search.name in current_app.tasks


# --- What was hidden after the comparison -----------------------------------------------------
def of_one_row() -> Callable[[], object]:
    return NewsFactory(title=MARK).withdraw


def of_many_rows() -> Callable[[], object]:
    NewsFactory(title=MARK)
    return lambda: News.objects.filter(title=MARK).update(status=News.Status.WITHDRAWN)


def by_raw_sql() -> Callable[[], object]:
    NewsFactory(title=MARK)
    return lambda: run_sql("UPDATE information_news SET status = 'withdrawn'")


def by_bulk_update() -> Callable[[], object]:
    news = NewsFactory.create_batch(2, title=MARK)

    def hide() -> None:
        for row in news:
            row.status = News.Status.WITHDRAWN
        News.objects.bulk_update(news, ["status"])

    return hide


def by_a_new_row() -> Callable[[], object]:
    page = make_page(title=MARK)
    version = PageVersionFactory.build(page=page, title="Synlig", public_from=timezone.now())
    version.number = 2
    return lambda: PageVersion.objects.bulk_create([version])


def by_a_mask() -> Callable[[], object]:
    response = ResponseFactory(approved=True, text=MARK)
    by = UserFactory(staff=True)
    return lambda: Redaction.objects.create(
        version=response.published_version, start=0, end=len(MARK), reason="personal", by=by
    )


def by_deleting_what_it_belongs_to() -> Callable[[], object]:
    response = ResponseFactory(approved=True)
    ResponseFile.objects.create(
        response=response, original_name="a.png", content_type="image/png", size=1, sha256="0",
        uploaded_at=response.received_at, file="a.png",
    )  # fmt: skip
    files = ResponseFile.objects.filter(response=response)
    return lambda: files._raw_delete("default")


def by_a_row_between() -> Callable[[], object]:
    content = samples.saved(samples.pdf_document("Brev"))
    attachment = AttachmentFactory(title=MARK, content_type="application/pdf", file__data=content)
    version = make_page(title="Synlig").versions.get()
    version.attachments.add(attachment)
    return version.attachments.clear


def by_another_version_in_the_index() -> Callable[[], object]:
    make_page(title=MARK)
    return lambda: SearchEntry.objects.update(version=99)


def run_sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "seed",
    [
        of_one_row, of_many_rows, by_raw_sql, by_bulk_update, by_a_new_row, by_a_mask,
        by_deleting_what_it_belongs_to, by_a_row_between, by_another_version_in_the_index,
    ],
    ids=lambda seed: seed.__name__,
)  # fmt: skip
def test_what_is_hidden_is_in_no_hit_and_no_count_of_the_next_question(seed):
    hide = seed()
    refresh()
    before = believed(), count()

    hide()

    assert before[0] == ALL
    assert before[1] > count()
    assert titles(MARK) == []
    tasks.compare_search()
    assert titles(MARK) == []


@pytest.mark.django_db
def test_of_a_row_that_was_changed_only_its_own_entry_is_asked_live(monkeypatch):
    response, _other = ResponseFactory.create_batch(2, approved=True, text=MARK)
    refresh()
    Response.objects.filter(pk=response.pk).update(status="received", published_version=None)
    asked_for_all = []
    monkeypatch.setattr(lookup, "hidden_entries", lambda *args: asked_for_all.append(args) or [])

    seen = find(question_of(MARK), at=timezone.now()).seen

    assert seen.believed["answer"] == {response.pk}
    assert sum(seen.groups.values()) == 1
    assert [names for _at, names, *_rest in asked_for_all if "answer" in names] == []


@pytest.mark.django_db
def test_what_nobody_asks_for_and_what_is_new_hides_nothing():
    response = ResponseFactory(approved=True, text=MARK)
    refresh()

    Hearing.objects.filter(pk=response.hearing_id).update(last_response_number=9)
    Response.objects.filter(pk=response.pk).update(number=7)
    new = ResponseFactory(hearing=response.hearing)

    found = find(question_of(MARK), at=timezone.now()).seen.believed
    assert found["hearing"] == frozenset()
    assert found["answer"] == {new.pk}


@pytest.mark.django_db
def test_of_many_rows_all_are_asked_live():
    ResponseFactory.create_batch(beliefs._MOST_ROWS + 1, approved=True)
    refresh()

    Response.objects.update(status="received", published_version=None)

    assert "answer" not in find(question_of(""), at=timezone.now()).seen.believed


@pytest.mark.django_db
def test_other_sources_are_believed_on():
    news, _page = NewsFactory(title=MARK), make_page(title=MARK)
    refresh()

    news.withdraw()
    before = believed()
    tasks.compare_search()
    after = believed()
    refresh()

    # News can have attachments, too.
    assert before == ALL - {"news", "attachment"}
    assert after == ALL - {"news"}
    assert believed() == ALL


@pytest.mark.django_db
def test_time_ends_a_belief():
    now = timezone.now()
    page = make_page(title=MARK)
    planned = now + timedelta(seconds=40)
    PageVersionFactory(page=page, title="Ny", public_from=planned)
    RightFactory(title="Ret", valid_until=timezone.localdate(now + timedelta(days=9)))
    refresh(at=now)
    tomorrow = basis.end_of_day(basis.local_date(now))

    just_before = planned - timedelta(microseconds=1)
    assert "page" in believed(at=just_before)
    assert "page" not in believed(at=planned)
    assert titles(MARK, at=just_before) == [MARK]
    assert titles(MARK, at=planned) == []
    assert "right" in believed(at=min(tomorrow, planned) - timedelta(microseconds=1))
    assert "right" not in believed(at=tomorrow)
    # Nor is it believed of what was before it was compared.
    assert believed(at=now - timedelta(microseconds=1)) == set()


@pytest.mark.django_db
def test_what_another_release_has_found_is_not_believed(monkeypatch):
    NewsFactory(title=MARK)
    refresh()
    run_sql("UPDATE portal_searchbelief SET basis = 'older' WHERE source = 'news'")

    assert believed() == ALL - {"news"}
    tasks.compare_search()
    assert believed() == ALL


@pytest.mark.django_db
def test_a_source_that_cannot_be_compared_is_asked_live(monkeypatch, caplog):
    make_page(title=MARK)
    refresh()
    asked = beliefs.hidden_entries

    def fails(at, names, fit, count):
        if names == ["news"]:
            raise KeyError(MARK)
        return asked(at, names, fit, count)

    monkeypatch.setattr(beliefs, "hidden_entries", fails)
    NewsFactory(title=MARK)
    refresh()

    assert believed() == ALL - {"news"}
    assert titles(MARK) == [MARK, MARK]
    assert "Search index: news was not compared: KeyError" in caplog.messages


# --- At the same time -------------------------------------------------------------------------
@contextmanager
def after_the_first_comparison(monkeypatch, work: Callable[[], object]) -> Iterator[None]:
    """Do something when a comparison has asked what is hidden, but has not ended."""
    asked = beliefs.hidden_entries
    waiting = [work]

    def hidden_entries(*arguments):
        found = asked(*arguments)
        if arguments[1] == ["news"] and waiting:
            waiting.pop()()
        return found

    with monkeypatch.context() as patch:
        patch.setattr(beliefs, "hidden_entries", hidden_entries)
        yield
    assert not waiting


def elsewhere(work: Callable[[], object]) -> None:
    """Do it in a transaction of another connection, and wait for it."""
    failed = []

    def run() -> None:
        try:
            with transaction.atomic():
                work()
        except Exception as error:  # noqa: BLE001  (told by the test)
            failed.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert not failed


def touch() -> None:
    """Let the news be compared again: nothing is hidden."""
    News.objects.update(public_from=F("public_from") - timedelta(seconds=1))


def hide() -> None:
    News.objects.update(status=News.Status.WITHDRAWN)


@pytest.fixture
def shown(transactional_db) -> None:
    NewsFactory(title=MARK)
    refresh()
    touch()


def forget_everything(monkeypatch) -> None:
    """The mistake: to forget also what nobody has compared."""
    end = beliefs._end

    def forgetful(_notes, *rest):
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM portal_searchchange")
            end([key for (key,) in cursor.fetchall()], *rest)

    monkeypatch.setattr(beliefs, "_end", forgetful)


@pytest.mark.parametrize("mistake", [None, forget_everything])
def test_a_change_while_the_index_is_compared_is_not_forgotten(shown, monkeypatch, mistake):
    if mistake:
        mistake(monkeypatch)

    with after_the_first_comparison(monkeypatch, lambda: elsewhere(hide)):
        beliefs.compare(timezone.now())

    assert "page" in believed()
    assert ("news" in believed()) == bool(mistake)
    assert titles(MARK) == ([MARK] if mistake else [])


def keep_it_all_the_same(monkeypatch) -> None:
    """The mistake: to end a comparison that somebody else has overtaken."""
    end = beliefs._end
    monkeypatch.setattr(beliefs, "_end", lambda _notes, *rest: end([], *rest))


@pytest.mark.parametrize("mistake", [None, keep_it_all_the_same])
def test_of_two_comparisons_at_once_one_is_kept(shown, monkeypatch, mistake):
    end = beliefs._end

    def overtake() -> None:
        hide()
        with monkeypatch.context() as patch:
            patch.setattr(beliefs, "_end", end)
            beliefs.compare(timezone.now())

    if mistake:
        mistake(monkeypatch)

    with after_the_first_comparison(monkeypatch, overtake):
        beliefs.compare(timezone.now())

    assert titles(MARK) == ([MARK] if mistake else [])


def drop_triggers(table: str) -> None:
    for name in watching._triggers()[table]:
        run_sql(watching._drop(table, name))


def without_a_note(monkeypatch) -> None:
    """The mistake: a table that nobody watches."""
    drop_triggers("information_news")
    monkeypatch.setattr(beliefs, "watched_tables", basis.tables_of_all)


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has one writer at a time")
@pytest.mark.parametrize("mistake", [None, without_a_note])
def test_a_change_that_was_open_while_the_index_was_compared_counts(shown, monkeypatch, mistake):
    if mistake:
        mistake(monkeypatch)
    is_written, may_commit = threading.Event(), threading.Event()

    def hide_slowly() -> None:
        hide()
        is_written.set()
        assert may_commit.wait(20)

    thread = threading.Thread(target=elsewhere, args=[hide_slowly])
    thread.start()
    assert is_written.wait(20)
    beliefs.compare(timezone.now())
    before = believed(), titles(MARK)
    may_commit.set()
    thread.join()

    try:
        assert before == (ALL, [MARK])
        assert titles(MARK) == ([MARK] if mistake else [])
    finally:
        watching.install()


# --- Triggers come and go ---------------------------------------------------------------------
def remake_the_table() -> None:
    """What a migration does on SQLite; on PostgreSQL somebody takes the trigger away."""
    if connection.vendor == "sqlite":
        with connection.schema_editor() as editor:
            editor._remake_table(News)
    else:
        drop_triggers("information_news")


def switch_the_trigger_off_and_on() -> None:
    """What restoring data alone does on PostgreSQL."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite's triggers cannot be switched off")
    run_sql("ALTER TABLE information_news DISABLE TRIGGER ALL")
    run_sql("ALTER TABLE information_news ENABLE TRIGGER ALL")


def warnings() -> list[str]:
    found = run_checks(databases=["default"])
    return [warning.msg for warning in found if warning.id == "portal.W001"]


@pytest.mark.parametrize("lose", [remake_the_table, switch_the_trigger_off_and_on])
def test_a_table_without_its_triggers_is_not_believed_until_they_are_made_again(shown, lose):
    beliefs.compare(timezone.now())
    before = believed(), warnings()

    lose()
    at_once = "news" in believed()
    beliefs.compare(timezone.now())
    News.objects.update(status=News.Status.WITHDRAWN)

    assert before == (ALL, [])
    assert not at_once
    assert "news" not in believed()
    assert titles(MARK) == []
    assert warnings() == [
        "Changes of information_news are not noted: searching is right, but slow."
    ]
    call_command("migrate", verbosity=0)
    call_command("migrate", verbosity=0)
    refresh()
    assert warnings() == []
    assert believed() == ALL


@pytest.mark.django_db(transaction=True)
def test_nothing_is_believed_after_migrations_or_a_flush():
    NewsFactory(title=MARK)
    refresh()
    before = believed()

    watching.install(plan=["a migration"])
    migrated = believed()
    beliefs.compare(timezone.now())
    again = believed()
    call_command("flush", interactive=False, verbosity=0)

    assert (before, migrated, again) == (ALL, set(), ALL)
    assert "news" not in believed()


@pytest.mark.django_db
def test_rows_that_are_loaded_count(tmp_path):
    news = NewsFactory(title=MARK)
    refresh()
    fixture = tmp_path / "news.json"
    News.objects.filter(pk=news.pk).update(status=News.Status.WITHDRAWN)
    call_command("dumpdata", "information.News", output=str(fixture), verbosity=0)
    News.objects.filter(pk=news.pk).update(status=News.Status.PUBLISHED)
    beliefs.compare(timezone.now())
    before = believed(), titles(MARK)

    call_command("loaddata", str(fixture), verbosity=0)

    assert before == (ALL, [MARK])
    assert titles(MARK) == []


def notes() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM portal_searchchange")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_many_rows_at_once_leave_few_notes_and_all_are_forgotten():
    refresh()
    NewsFactory.create_batch(3)
    touch()
    written = notes()
    refresh()

    assert written >= 4
    assert notes() == 0
    assert believed() == ALL
