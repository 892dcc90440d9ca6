"""A process of the portal with all its descendants: started, watched, started again, stopped."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from scripts.environment import ROOT

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
STEADY_AFTER = 60.0  # seconds of life, after which a death counts as the first one again
GRACE = 12.0  # seconds to finish what was begun
PR_SET_PDEATHSIG = 1


def _die_with_parent() -> Callable[[], None] | None:
    """Return what makes the kernel stop a child when we are killed without warning (Linux)."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Child:
    """One process group: what it starts itself goes with it."""

    def __init__(self, name: str, command: list[str], environ: dict[str, str], pid_file: Path):
        self.name, self.command, self.environ, self.pid_file = name, command, environ, pid_file
        self.process: subprocess.Popen[bytes] | None = None
        self.pause, self.started_at, self.start_again_at = FIRST_PAUSE, 0.0, 0.0

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            env=self.environ,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_die_with_parent(),  # noqa: PLW1509  (one thread only)
        )
        self.started_at = time.monotonic()
        self.pid_file.write_text(str(self.process.pid))

    def restart_if_dead(self) -> None:
        """Start it again after a pause that doubles while it keeps dying."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.start_again_at:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            return
        self.signal_group(signal.SIGKILL)  # its orphans would do the work twice
        if now - self.started_at > STEADY_AFTER:
            self.pause = FIRST_PAUSE
        print(f"  {self.name} stopped ({code}); starts again in {self.pause:.0f} s", flush=True)
        self.process, self.start_again_at = None, now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)

    def signal_group(self, number: signal.Signals) -> None:
        if self.process:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)

    def group_lives(self) -> bool:
        if not self.process:
            return False
        self.process.poll()
        try:
            os.killpg(self.process.pid, 0)
        except (ProcessLookupError, PermissionError):
            return False
        return True

    @staticmethod
    def stop_all(children: "Sequence[Child]") -> None:
        """Ask all leaders to finish, then end what is left of their groups."""
        for child in children:
            if child.process:
                child.process.terminate()
        deadline = time.monotonic() + GRACE
        while any(child.group_lives() for child in children) and time.monotonic() < deadline:
            time.sleep(0.1)
        for child in children:
            child.signal_group(signal.SIGKILL)
            if child.process:
                child.process.wait()
            child.pid_file.unlink(missing_ok=True)
