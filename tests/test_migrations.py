"""The migrations and the models say the same, and each way of applying them makes one database."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from pytest_django import DjangoDbBlocker

from scripts.services import find_program

ROOT = Path(__file__).resolve().parent.parent
QUICKLY = "from scripts.prepare import quick_first_migration as around"
# Rarely collecting what the renderings leave behind saves it a sixth of its time.
PLAINLY = (
    "import gc; gc.set_threshold(100_000, 20, 50); from contextlib import nullcontext as around"
)
MIGRATE = """
from django.core.management import call_command
with around():
    call_command("migrate", verbosity=0, interactive=False)
"""


@pytest.mark.django_db
def test_no_model_was_changed_without_a_migration(capsys):
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)

    assert capsys.readouterr().out.strip() == "No changes detected"


@pytest.fixture
def make_database(tmp_path, django_db_blocker) -> Iterator[Callable[[str], list[str]]]:
    """Return a function that applies all migrations to a new database and returns what is in it."""
    names = []

    def make(way: str) -> list[str]:
        names.append(f"made_{uuid4().hex[:8]}")
        return _dump_of(names[-1], tmp_path, way, django_db_blocker)

    yield make
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.creation._nodb_cursor() as cursor:
            for name in names:
                cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _dump_of(name: str, folder: Path, way: str, blocker: DjangoDbBlocker) -> list[str]:
    if connection.vendor == "sqlite":
        address = f"sqlite:///{folder}/{name}.sqlite3"
    else:
        with blocker.unblock(), connection.creation._nodb_cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    environ = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "albertslund.settings",
        "SECRET_KEY": settings.SECRET_KEY,
        "SITE_URL": settings.SITE_URL,
        "SMTP_URL": "smtp://localhost:2525",
        "VAR_DIR": str(folder),
    }
    code = f"import django; django.setup()\n{way}\n{MIGRATE}"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environ, check=True)
    return _structure(folder / f"{name}.sqlite3", address)


def _structure(file: Path, address: str) -> list[str]:
    """Return all tables, indexes, constraints, functions and triggers as SQL."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(file)) as database:
            rows = database.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2")
            return [f"{kind} {name}: {sql}" for kind, name, sql in rows]
    command = [find_program("pg_dump"), "--schema-only", address]
    dump = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    # Each dump begins and ends with a key of its own.
    return [line for line in dump.splitlines() if not line.startswith("\\")]


@pytest.mark.slow
def test_a_first_database_is_what_the_migrations_make_one_by_one(make_database):
    quick, plain = make_database(QUICKLY), make_database(PLAINLY)

    assert len(quick) > 1000
    assert quick == plain
