"""What every test may rely on: reference data, empty caches, mails that are rows."""

import os
import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.test import TransactionTestCase
from django.test.utils import teardown_databases
from pytest_django import DjangoDbBlocker

from tests.browser import find_chromium
from tests.database import make_database
from tests.reference import load_reference_data, put_back

# These open every address there is, or the whole demo: what runs on the way is not what they check,
# so it does not count as covered. The matrix of comments and the letters run the same lines very
# often, which other tests cover. Or they read the source and start processes, where nothing is
# measured.
NOT_MEASURED = (
    "tests/architecture/",
    "tests/comments/test_permissions.py",
    "tests/core/probe/test_letters.py",
    "tests/core/files/test_bombs.py",
    "tests/test_architecture.py",
    "tests/test_bad_input.py",
    "tests/test_headers.py",
    "tests/test_translations.py",
    "tests/test_urls.py",
    "tests/portal/test_demo.py",
)
# These ask each address, or each step, for every role: the answers follow from rules and forms, and
# what those ask the database is asked by other tests on both. CI runs them on SQLite alone.
CRAWLS = (
    "tests/comments/test_permissions.py",
    "tests/test_headers.py",
    "tests/test_urls.py",
)
# Files that take long for their number of tests. They begin first, so that none of them is still
# running alone when everything else is done (`--no-loadscope-reorder`). The others follow as
# pytest-django orders them: what empties the tables, such as a browser test, late.
LONGEST_FIRST = (
    "tests/test_migrations.py",
    "tests/test_run.py",
    "tests/e2e/test_whole_hearing.py",
    "tests/portal/test_demo.py",
    "tests/faults/test_faults.py",
    "tests/notifications/test_faults.py",
    "tests/hearings/test_white_paper_faults.py",
    "tests/hearings/test_faults.py",
    "tests/e2e/test_conversation.py",
    "tests/e2e/test_treating.py",
    "tests/e2e/test_answering.py",
    "tests/e2e/test_axe.py",
    "tests/test_bad_input.py",
    "tests/test_urls.py",
    "tests/portal/test_search_index.py",
    "tests/test_headers.py",
    "tests/comments/test_permissions.py",
)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Start one process more than there are processors: browsers and faults often wait."""
    return (os.cpu_count() or 1) + 1


def pytest_report_header() -> str:
    database = django_settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    return f"database: {database}; browser: {find_chromium() or 'none'}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything under tests/e2e is a browser test, and needs a Chromium."""
    missing = pytest.mark.skip(reason="no Chromium on this machine: browser tests did not run")
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker(pytest.mark.e2e)
        if item.get_closest_marker("e2e") and not find_chromium():
            item.add_marker(missing)
        if asks_no_database(item):
            item.add_marker(pytest.mark.anywhere)
    leave_crawls_unmeasured(items)
    rank = {name: number for number, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: rank.get(item.nodeid.partition("::")[0], len(rank)))


def asks_no_database(item: pytest.Item) -> bool:
    """Tell whether pytest-django refuses this test every question to the database."""
    asking = {"db", "transactional_db", "live_server", "django_db_setup"}
    is_marked = item.get_closest_marker("django_db") or item.get_closest_marker("skipif")
    return not is_marked and asking.isdisjoint(getattr(item, "fixturenames", ()))


def leave_crawls_unmeasured(items: list[pytest.Item]) -> None:
    """Measure no coverage where every address is opened: measuring doubles what a test takes."""
    for item in items:
        if item.nodeid.startswith(NOT_MEASURED):
            item.add_marker("no_cover")
        if item.nodeid.startswith(CRAWLS):
            item.add_marker("crawl")


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say it loudly when browser tests were left out."""
    skipped = [
        report for report in terminalreporter.getreports("skipped") if "e2e" in report.nodeid
    ]
    if skipped:
        terminalreporter.write_line(
            f"NOTE: no Chromium was found, so {len(skipped)} browser tests did NOT run. "
            "Install Chromium, or name it in the variable CHROMIUM.",
            yellow=True,
        )


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Take the place of pytest-django's: the migrations are applied once, not by each process."""
    with django_db_blocker.unblock():
        made = make_database()
        load_reference_data()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", put_back)
        yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(autouse=True)
def pages_are_forgotten() -> Iterator[None]:
    """Pieces of pages live in memory; the cache in the database is rolled back with the test."""
    yield
    caches["pages"].clear()


@pytest.fixture(scope="session", autouse=True)
def mails_are_rows(django_test_environment: None) -> None:
    """Django's test runner replaces the mail backend; the portal's own is what we test."""
    django_settings.EMAIL_BACKEND = "notifications.backends.OutboxBackend"


@pytest.fixture(scope="session", autouse=True)
def uploads_are_removed() -> Iterator[None]:
    yield
    shutil.rmtree(django_settings.MEDIA_ROOT, ignore_errors=True)
