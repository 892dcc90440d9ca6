"""`make run`: what it needs, what it starts, what comes back, and that nothing stays behind."""

import contextlib
import os
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scripts import environment
from scripts.environment import Wrong, prepared_environment, read_env_file, read_port

ROOT = Path(__file__).resolve().parent.parent
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")


class Portal:
    """A running portal in folders and on a port of its own."""

    def __init__(self, var: Path, port: int):
        self.var, self.port = var, port
        self.log = var / "log"
        self.process = start(var, port, self.log)

    def pid_of(self, name: str) -> int:
        return int((self.var / "pids" / f"{name}.pid").read_text())

    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def said(self, text: str) -> bool:
        return text in self.log.read_text(encoding="utf-8")

    def answers(self) -> bool:
        try:
            address = f"http://127.0.0.1:{self.port}/healthz"
            with urllib.request.urlopen(address, timeout=2) as response:
                return response.status == 200
        except OSError:
            return False


def start(var: Path, port: int, log: Path) -> subprocess.Popen[bytes]:
    environ = {"PATH": os.environ["PATH"], "VAR_DIR": str(var), "PORT": str(port)}
    with log.open("wb") as output:
        return subprocess.Popen(
            [sys.executable, "scripts/run.py"],
            cwd=ROOT,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def eventually(happens: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if happens():
            return True
        time.sleep(0.1)
    return False


def processes_of(var: Path) -> list[int]:
    """Return every process on this machine that was started for the folder."""
    found = []
    for folder in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if (
                folder.name.isdigit()
                and f"VAR_DIR={var}\0".encode() in (folder / "environ").read_bytes() + b"\0"
            ):
                found.append(int(folder.name))
    return found


@pytest.fixture(scope="module")
def portal(tmp_path_factory) -> Iterator[Portal]:
    running = Portal(tmp_path_factory.mktemp("portal"), free_port())
    try:
        eventually(lambda: running.said("The portal runs") or running.has_ended(), 600)
        assert running.said("The portal runs"), running.log.read_text()
        yield running
    finally:
        if running.process.poll() is None:
            running.process.terminate()
            running.process.wait(timeout=30)


def test_a_file_of_variables_is_read_line_by_line(tmp_path):
    (tmp_path / ".env").write_text("# a comment\n\nSITE_NAME='Med i Byen'\nexport PORT = 8123\n")

    assert read_env_file(tmp_path / ".env") == {"SITE_NAME": "Med i Byen", "PORT": "8123"}


def test_a_line_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / ".env").write_text("SITE_NAME=x\nnonsense\n")

    with pytest.raises(Wrong, match=r"\.env, line 2, cannot be read"):
        read_env_file(tmp_path / ".env")


@pytest.mark.parametrize("text", ["http", "0", "65536", "-1", "80.5"])
def test_a_port_that_is_none_is_refused(text):
    with pytest.raises(Wrong, match=f"PORT is '{text}'"):
        read_port({"PORT": text})


def test_without_an_address_the_portal_is_a_demo_on_this_machine(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "ROOT", tmp_path)

    values = prepared_environment({"PORT": "8123"})

    key = Path(values["SECRET_KEY_FILE"])
    assert (values["DEMO"], values["SITE_URL"]) == ("true", "http://localhost:8123")
    assert values["ALLOWED_HOSTS"] == "localhost,127.0.0.1"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(key.read_text()) > 50


def test_the_key_is_made_once(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    first = Path(prepared_environment({})["SECRET_KEY_FILE"]).read_text()

    second = Path(prepared_environment({})["SECRET_KEY_FILE"]).read_text()

    assert second == first


def test_with_an_address_nothing_of_the_demo_is_set(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    (tmp_path / ".env").write_text("SITE_URL=https://deltag.example.dk\n")

    values = prepared_environment({})

    assert {"DEMO", "HTTPS", "ALLOWED_HOSTS", "SECRET_KEY_FILE"}.isdisjoint(values)


def test_what_the_shell_says_stands_above_the_file(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    (tmp_path / ".env").write_text("SITE_NAME=from the file\n")

    assert prepared_environment({"SITE_NAME": "from the shell"})["SITE_NAME"] == "from the shell"


@pytest.mark.slow
@LINUX
def test_it_says_where_the_portal_is_and_how_to_log_in(portal):
    assert portal.said(f"http://localhost:{portal.port}\n")
    assert portal.said("Stop with Ctrl-C")
    assert portal.said("@")
    assert portal.answers()


@pytest.mark.slow
@LINUX
def test_a_second_start_in_the_same_folder_is_refused(portal, tmp_path):
    second = start(portal.var, free_port(), tmp_path / "log")

    assert second.wait(timeout=20) != 0
    assert "already running in this folder" in (tmp_path / "log").read_text()


@pytest.mark.slow
@LINUX
def test_a_port_in_use_is_refused_with_another_to_take(portal, tmp_path):
    second = start(tmp_path, portal.port, tmp_path / "log")

    assert second.wait(timeout=20) != 0
    assert f"Port {portal.port} cannot be used" in (tmp_path / "log").read_text()
    assert "make run PORT=" in (tmp_path / "log").read_text()


@pytest.mark.slow
@LINUX
@pytest.mark.parametrize("name", ["web", "worker"])
def test_what_dies_is_started_again(portal, name):
    before = portal.pid_of(name)

    os.kill(before, signal.SIGKILL)

    assert eventually(lambda: portal.pid_of(name) != before, 20)
    assert eventually(portal.answers, 20)
    assert portal.said(f"{name} stopped (-9)")


@pytest.mark.slow
@LINUX
def test_ctrl_c_leaves_no_process(portal):
    assert len(processes_of(portal.var)) >= 5  # ours, gunicorn and two workers, worker and beat

    portal.process.send_signal(signal.SIGINT)

    assert portal.process.wait(timeout=30) == 0
    assert processes_of(portal.var) == []
    assert list((portal.var / "pids").iterdir()) == []
