"""The portal as real processes: a database and files of its own, a worker that can be killed."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from django.conf import settings

from tests.database import copied_file

ROOT = Path(settings.BASE_DIR)
CONCURRENCY = 4


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(condition: Callable[[], bool], *, seconds: float) -> bool:
    """Ask until the answer is yes; False when time is up."""
    ends_at = time.monotonic() + seconds
    while time.monotonic() < ends_at:
        if condition():
            return True
        time.sleep(0.05)
    return condition()


class Portal:
    """A portal in a folder of its own, on SQLite or on a fresh database of DATABASE_URL.

    `template` names a database that has all tables already, and that nobody is connected to.
    """

    def __init__(self, folder: Path, *, template: str = "", **environ: str) -> None:
        self.environ = {
            **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
            "VAR_DIR": str(folder),
            "SECRET_KEY": "only-for-tests-and-long-enough-for-the-deploy-check-0123456789abcdef",
            "SITE_URL": "http://localhost:8000",
            "ALLOWED_HOSTS": "localhost,testserver",
            "HTTPS": "false",
            "LOG_LEVEL": "WARNING",
            **environ,
        }
        if redis := os.environ.get("REDIS_URL", ""):
            # A number that no other test uses.
            self.environ.setdefault("REDIS_URL", urlunsplit(urlsplit(redis)._replace(path="/5")))
        self._server = os.environ.get("DATABASE_URL", "")
        self._template = template
        self._database = f"faults_{os.getpid()}_{time.monotonic_ns()}"
        self.folder = folder
        self.log = folder / "worker.log"
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Self:
        if self._server:
            copied = f' TEMPLATE "{self._template}"' if self._template else ""
            self._ask_server(f'CREATE DATABASE "{self._database}"{copied}')
            parts = urlsplit(self._server)._replace(path=f"/{self._database}")
            self.environ["DATABASE_URL"] = urlunsplit(parts)
        elif migrated := copied_file():
            shutil.copyfile(migrated, Path(self.environ["VAR_DIR"], "db.sqlite3"))
            return self
        if not (self._server and self._template):
            self.manage("migrate", "--verbosity", "0")
            self.manage("createcachetable")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for name in list(self._processes):
            self.kill(name)
        if self._server:
            self._ask_server(f'DROP DATABASE "{self._database}" WITH (FORCE)')

    def manage(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environ,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def run(self, code: str) -> Any:
        """Run Python inside the portal; return what it printed last, as JSON."""
        return json.loads(self.manage("shell", "--no-imports", "-c", code).splitlines()[-1])

    def start_worker(self, name: str = "worker") -> None:
        """Start a worker with beat as `make run` does."""
        self.spawn(
            name,
            *("celery", "--quiet", "-A", "albertslund", "worker", "--hostname", name),
            *("--beat", "--schedule", str(self.folder / f"{name}.schedule")),
            *("--pool", "threads", "--concurrency", str(CONCURRENCY)),
            *("--queues", "immediate,bulk", "--loglevel", "WARNING"),
            *("--without-gossip", "--without-mingle"),
        )

    def spawn(self, name: str, *module: str) -> None:
        """Start a Python module in a process group of its own, with its number in a file."""
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *module],
                cwd=ROOT,
                env=self.environ,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._processes[name] = process
        self.pid_file(name).write_text(str(process.pid))

    def pid_file(self, name: str) -> Path:
        return self.folder / f"{name}.pid"

    def kill(self, name: str) -> None:
        """kill -9, of a process and its children alike."""
        process = self._processes.pop(name, None)
        if process is not None:
            os.killpg(int(self.pid_file(name).read_text()), signal.SIGKILL)
            process.wait()
            self.pid_file(name).unlink()

    def kill_worker(self) -> None:
        self.kill("worker")

    def _ask_server(self, statement: str) -> None:
        connection = psycopg2.connect(self._server)
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
        connection.close()
