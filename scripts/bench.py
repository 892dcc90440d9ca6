"""Measure what a visitor without log-in costs, beside a view on the same server that says hello.

Gives each measurement a scratch folder and a scratch database. scripts/bench_measure.py does the
pages, scripts/bench_desk.py the desk of treatment at 5,000 responses, scripts/bench_white_paper.py
the files of a white paper of 500 responses, scripts/bench_comments.py a conversation of 5,000
comments and 10 new ones a second, scripts/bench_signup.py 800 sign-ups in a minute for 100 seats,
scripts/bench_walls.py 60 people at a wall of 300 notes, scripts/bench_telling.py the rows of a
message to 15,000 followers, scripts/bench_delivery.py their mails, and scripts/bench_search.py the
search at 20,000 objects; the last five on SQLite and on PostgreSQL.
"""

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOT_TAKEN_OVER = ("CACHE_URL", "REDIS_URL", "SECRET_KEY_FILE", "MEDIA_ROOT", "BIND")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def scratch_environment(folder: str) -> dict[str, str]:
    """Return the environment of a portal of its own; only DATABASE_URL is taken over."""
    kept = {name: value for name, value in os.environ.items() if name not in NOT_TAKEN_OVER}
    port = str(free_port())
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "scripts.bench_settings",
        "PYTHONPATH": str(ROOT),
        "VAR_DIR": folder,
        "PORT": port,
        "SECRET_KEY": "only-for-measuring-0123456789",
        "SITE_URL": f"http://localhost:{port}",
        "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
        "DEMO": "true",
        "HTTPS": "false",
        "LOG_LEVEL": "WARNING",
    }


def measure(*command: str, without: tuple[str, ...] = ()) -> int:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        environ = scratch_environment(folder)
        environ = {name: value for name, value in environ.items() if name not in without}
        run = [sys.executable, *command]
        return subprocess.run(run, cwd=ROOT, env=environ, check=False).returncode


def _measure_on_sqlite(script: str) -> int:
    return measure(script, without=("DATABASE_URL",))


def _measure_on_both(script: str) -> int:
    """Measure on SQLite and on a private PostgreSQL made for the run; without one, that is said."""
    on_postgres = ("scripts/services.py", "run", "--", sys.executable, script)
    codes = [measure(*command, without=("DATABASE_URL",)) for command in ((script,), on_postgres)]
    return max(codes)


def main(wanted: str = "all") -> int:
    alone = {
        "delivery": (_measure_on_both, "scripts/bench_delivery.py"),
        "desk": (measure, "scripts/bench_desk.py"),
        "files": (_measure_on_sqlite, "scripts/bench_white_paper.py"),
        "comments": (measure, "scripts/bench_comments.py"),
        "signup": (_measure_on_both, "scripts/bench_signup.py"),
        "telling": (_measure_on_both, "scripts/bench_telling.py"),
        "walls": (_measure_on_both, "scripts/bench_walls.py"),
    }
    if wanted in alone:
        how, script = alone[wanted]
        return how(script)
    codes = []
    if wanted == "all":
        codes += [
            measure("scripts/bench_measure.py"),
            measure("scripts/bench_desk.py"),
            _measure_on_sqlite("scripts/bench_white_paper.py"),
            measure("scripts/bench_comments.py"),
            _measure_on_both("scripts/bench_signup.py"),
            _measure_on_both("scripts/bench_walls.py"),
            _measure_on_both("scripts/bench_telling.py"),
            _measure_on_both("scripts/bench_delivery.py"),
        ]
    codes.append(_measure_on_both("scripts/bench_search.py"))
    return max(codes)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
