"""A Redis of our own, to be killed, frozen and started again by its pid file."""

import os
import signal
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.notifications.process import free_port


class Redis:
    """Redis without any file behind it: killed, it has forgotten everything (R4)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pid_file = folder / "redis.pid"
        self._port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"redis://127.0.0.1:{self._port}/0"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()

    def start(self) -> None:
        if self._process is not None:
            return
        self._process = subprocess.Popen(
            [
                *("redis-server", "--port", str(self._port), "--bind", "127.0.0.1"),
                *("--save", "", "--appendonly", "no", "--dir", str(self._folder)),
            ],
            stdout=subprocess.DEVNULL,
        )
        self._pid_file.write_text(str(self._process.pid))

    def kill(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            self._signal(signal.SIGKILL)
            process.wait()

    def freeze(self) -> None:
        """Let it take connections and never answer."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        if self._process is not None:
            self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        os.kill(int(self._pid_file.read_text()), number)
