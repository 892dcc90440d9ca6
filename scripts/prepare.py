"""Make database, reference data, static files and demo content ready; once before each start.

One process for all steps, because starting Django costs more than most of them. The demo log-ins
go to the file named as the first argument.
"""

import hashlib
import io
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "albertslund.settings")

import django  # noqa: E402
from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.staticfiles.finders import get_finders  # noqa: E402
from django.core.exceptions import ImproperlyConfigured  # noqa: E402
from django.core.management import CommandError, call_command  # noqa: E402
from django.db import OperationalError, connection  # noqa: E402
from django.db.migrations.state import ProjectState  # noqa: E402


def step(text: str, command: str, *arguments: str, **options: object) -> None:
    """Run one management command and say how long it took."""
    started = time.monotonic()
    print(f"  {text} …", end="", flush=True)
    call_command(command, *arguments, verbosity=0, **options)
    print(f" {time.monotonic() - started:.1f} s")


def static_fingerprint() -> str:
    """Return a name for the exact set of static files on this machine."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path}:{stat.st_size}:{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def collect_static_files() -> None:
    """Collect and compress the static files, unless the same ones are there already."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    fingerprint = static_fingerprint()
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    step("static files", "collectstatic", interactive=False, clear=True)
    stamp.write_text(fingerprint)


def is_empty() -> bool:
    """Tell whether nobody and nothing is in the portal yet."""
    models = (apps.get_model("accounts.User"), apps.get_model("hearings.Hearing"))
    return not any(model.objects.exists() for model in models)


def has_tables() -> bool:
    return bool(connection.introspection.table_names())


@contextmanager
def quick_first_migration() -> Iterator[None]:
    """Let the migrations of a database without tables take a tenth of their time.

    Before each step Django renders every model that the changed one is related to, so that a
    migration can assign rows of one to another: nearly all of them, some thousand times. Without
    rows the changed model is enough. The tables are the same: tests/test_migrations.py compares.
    """
    usual = ProjectState._find_reload_model  # noqa: SLF001  (there is no public way)
    ProjectState._find_reload_model = lambda _state, *model, **_delay: {model[:2]}  # noqa: SLF001
    try:
        yield
    finally:
        ProjectState._find_reload_model = usual  # noqa: SLF001


def prepare(logins_file: Path | None) -> None:
    with nullcontext() if has_tables() else quick_first_migration():
        step("database", "migrate", interactive=False)
    step("cache table", "createcachetable")
    step("reference data", "load_reference_data")
    collect_static_files()
    if not settings.DEMO:
        return
    if is_empty():
        step("demo content", "load_demo")
    if logins_file:
        logins = io.StringIO()
        call_command("demo_logins", stdout=logins)
        logins_file.write_text(logins.getvalue(), encoding="utf-8")


def main() -> None:
    try:
        django.setup()
        prepare(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    except (ImproperlyConfigured, CommandError) as error:
        raise SystemExit(f"The portal cannot start: {error}") from None
    except OperationalError as error:
        raise SystemExit(f"The database does not answer: {error}".strip()) from None


if __name__ == "__main__":
    main()
