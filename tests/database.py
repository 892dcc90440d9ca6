"""The migrated database: made once, copied for each process and for each run after it.

Applying all migrations takes far longer than most tests. Whoever needs a database first applies
them, as an operator does, and keeps a copy under a name that stands for the migrations; everybody
else takes that copy. `migrate` runs on the copy too, and finds nothing to do.
"""

import fcntl
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases

from scripts.prepare import quick_first_migration

# One folder above the worker's own (tests/settings.py): all processes of all runs share it.
_SHARED = settings.VAR_DIR.parent
_PREFIX = "migrated_"


def migrations_digest() -> str:
    """Return a name for all migrations of all apps, and for the Django that applies them."""
    digest = hashlib.sha256(django.get_version().encode())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        for file in sorted(Path(app.path, "migrations").glob("*.py")):
            digest.update(f"\0{app.label}/{file.name}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def make_database() -> list[tuple[Any, str, bool]]:
    """Make the test database, from the copy when there is one; return what takes it down again."""
    name = _PREFIX + migrations_digest()
    with _one_process_at_a_time():
        is_copy = take_copy(name, to=connection.creation._get_test_db_name())
        with quick_first_migration():
            made = setup_databases(verbosity=0, interactive=False, keepdb=is_copy)
        if not is_copy:
            keep_copy(name)
    return made


@contextmanager
def _one_process_at_a_time() -> Iterator[None]:
    with (_SHARED / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield  # closing the file gives the lock back


# --- SQLite: a file beside the workers' folders ---------------------------------------------------
def copied_file() -> Path | None:
    """Return the file with the migrated SQLite database, when it has been made."""
    file = _SHARED / f"{_PREFIX}{migrations_digest()}.sqlite3"
    return file if file.exists() else None


def _take_file(name: str, to: str) -> bool:
    source = _SHARED / f"{name}.sqlite3"
    if not source.exists():
        return False
    for leftover in (f"{to}-wal", f"{to}-shm"):
        Path(leftover).unlink(missing_ok=True)
    shutil.copyfile(source, to)
    return True


def _keep_file(name: str) -> None:
    unfinished = _SHARED / f"{name}.unfinished"
    unfinished.unlink(missing_ok=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(unfinished)])
    for older in _SHARED.glob(f"{_PREFIX}*.sqlite3"):
        older.unlink()
    unfinished.rename(_SHARED / f"{name}.sqlite3")


# --- PostgreSQL: a database beside the others -----------------------------------------------------
def _take_database(name: str, to: str) -> bool:
    quoted = connection.ops.quote_name
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if not cursor.fetchone():
            return False
        cursor.execute(f"DROP DATABASE IF EXISTS {quoted(to)}")
        cursor.execute(f"CREATE DATABASE {quoted(to)} TEMPLATE {quoted(name)}")
    return True


def _keep_database(name: str) -> None:
    source = connection.settings_dict["NAME"]
    connection.close()  # only a database that nobody uses can be copied
    quoted = connection.ops.quote_name
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{_PREFIX}%"])
        for (older,) in cursor.fetchall():
            cursor.execute(f"DROP DATABASE {quoted(older)}")
        cursor.execute(f"CREATE DATABASE {quoted(name)} TEMPLATE {quoted(source)}")


if connection.vendor == "sqlite":
    take_copy, keep_copy = _take_file, _keep_file
else:
    take_copy, keep_copy = _take_database, _keep_database
