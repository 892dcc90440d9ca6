"""Run the whole portal on this machine: web and worker, until Ctrl-C. Standard library only.

Prepares the database, starts gunicorn and a Celery worker with beat, starts again what dies,
and leaves no process behind.
"""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType
from typing import IO
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.child import Child
from scripts.environment import ROOT, Wrong, prepared_environment

BIN = Path(sys.executable).parent
READY_WITHIN = 60  # seconds; a slow machine with a cold disk


class Stopped(Exception):
    """Somebody pressed Ctrl-C, or the machine is going down."""


def stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


def lock_folder(var: Path) -> IO[str]:
    """Return a lock that lasts as long as this process: one portal per folder."""
    lock = (var / "run.lock").open("a+", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        raise Wrong(
            f"The portal is already running in this folder (process {lock.read().strip()}). "
            "Stop it with Ctrl-C where it runs, or clone the project once more."
        ) from None
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def require_free_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Wrong(
                f"Port {port} cannot be used ({error.strerror}). "
                f"Take another one: make run PORT={port + 123 if port < 65000 else 8123}"
            ) from None


def prepare(environ: dict[str, str]) -> str:
    """Make everything ready and return the demo log-ins, if there are any."""
    logins = Path(environ["VAR_DIR"]) / "demo-logins.txt"
    logins.unlink(missing_ok=True)
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "prepare.py"), str(logins)],
        cwd=ROOT, env=environ, check=False,
    )  # fmt: skip
    if done.returncode:
        raise Wrong("The portal was not started. What is wrong stands above.")
    return logins.read_text(encoding="utf-8") if logins.exists() else ""


def children(environ: dict[str, str]) -> list[Child]:
    gunicorn = [
        str(BIN / "gunicorn"), "--config", "albertslund/gunicorn.py", "--log-level", "warning",
        "albertslund.wsgi",
    ]  # fmt: skip
    celery = [
        str(BIN / "celery"), "--quiet", "-A", "albertslund", "worker", "--beat", "--pool",
        "threads", "--concurrency", "4", "--queues", "immediate,bulk", "--loglevel", "WARNING",
        "--without-gossip", "--without-mingle", "--without-heartbeat",
    ]  # fmt: skip
    pids = Path(environ["VAR_DIR"]) / "pids"
    pids.mkdir(exist_ok=True)
    return [
        Child("web", gunicorn, environ, pids / "web.pid"),
        Child("worker", celery, environ, pids / "worker.pid"),
    ]


def answers(environ: dict[str, str]) -> bool:
    """Tell whether the front page is served; any answer that is not a fault counts."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{environ['PORT']}/healthz",
        headers={"Host": urlsplit(environ["SITE_URL"]).netloc},
    )
    try:
        with urllib.request.urlopen(request, timeout=5) as response:  # noqa: S310
            return bool(response.status < 500)
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False


def wait_until_ready(portal: list[Child], environ: dict[str, str]) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while not answers(environ):
        if time.monotonic() > deadline:
            raise Wrong(f"The web server did not answer within {READY_WITHIN} s; see above.")
        watch(portal)
        time.sleep(0.2)


def watch(portal: list[Child]) -> None:
    for child in portal:
        child.restart_if_dead()


def greet(environ: dict[str, str], logins: str, seconds: float) -> None:
    address = environ["SITE_URL"]
    print(f"\n  The portal runs after {seconds:.0f} s:  {address}\n", flush=True)
    if logins:
        print(logins, flush=True)
    if environ.get("DEMO", "").lower() in ("true", "yes", "on", "1"):
        print(f"  Mails and codes of the demo:  {address}/postkasse/", flush=True)
    print("  Stop with Ctrl-C.\n", flush=True)


def run(environ: dict[str, str]) -> None:
    started = time.monotonic()
    lock = lock_folder(Path(environ["VAR_DIR"]))
    require_free_port(int(environ["PORT"]))
    logins = prepare(environ)
    portal = children(environ)
    try:
        for child in portal:
            child.start()
        wait_until_ready(portal, environ)
        greet(environ, logins, time.monotonic() - started)
        while True:
            watch(portal)
            time.sleep(0.5)
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not leave half of it
        print("\n  Stopping …", flush=True)
        Child.stop_all(portal)
        lock.close()


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    try:
        run(prepared_environment(dict(os.environ)))
    except Wrong as wrong:
        raise SystemExit(f"\n  {wrong}\n") from None
    except Stopped:
        print("  The portal has stopped.", flush=True)


if __name__ == "__main__":
    main()
