"""The broker of one machine: wake-ups in files, each there whole or not at all.

Kombu's own writes a message under its final name while the worker already looks for names: a
worker that reads half of one dies of it. Here a file is written under a name that nobody looks
for, then renamed, which the system does in one step. What still cannot be read, after a power
cut or from elsewhere, is logged and left out: only wake-ups travel here, the rows stay in the
database, and the next beat wakes again.
"""

import fcntl
import logging
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import time_ns
from typing import Any

from kombu.transport import filesystem
from kombu.utils.json import dumps

logger = logging.getLogger(__name__)

UNREADABLE = ValueError  # no JSON, no UTF-8


class Channel(filesystem.Channel):
    def _put(self, queue: str, message: Any, **_: Any) -> None:  # type: ignore[override]
        # The names sort by time; the queue stands behind the first point.
        name = f"{time_ns()}_{uuid.uuid4()}.{queue}.msg"
        _write(Path(self.data_folder_out) / name, message)

    def _get(self, queue: str) -> Any:  # type: ignore[override]  # nor has theirs
        """Return the oldest message that can be read; `Empty` when there is none."""
        while True:
            with suppress(UNREADABLE):
                return super()._get(queue)
            # It has been taken out of the folder already: this ends.
            logger.warning("A wake-up for %s was no whole message and was left out", queue)

    def get_table(self, exchange: str) -> list[Any]:
        """Return which queues an exchange leads to; none when that cannot be read."""
        with suppress(UNREADABLE):
            return list(super().get_table(exchange))
        logger.warning("The queues of exchange %s could not be read", exchange)
        return []

    def _queue_bind(
        self, exchange: str, routing_key: str | None, pattern: str | None, queue: str | None
    ) -> None:
        bound = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        with self._alone():
            table = self.get_table(exchange)
            if bound not in table:
                file = self._exchange_file(exchange)  # type: ignore[attr-defined]
                _write(file, [bound, *table])

    def _delete(self, *args: Any, **kwargs: Any) -> None:
        with self._alone(), suppress(UNREADABLE):
            super()._delete(*args, **kwargs)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let one process at a time change what an exchange leads to."""
        self.control_folder.mkdir(parents=True, exist_ok=True)
        with (self.control_folder / "lock").open("a", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


class Transport(filesystem.Transport):
    Channel = Channel


def _write(path: Path, content: Any) -> None:
    """Write a file that others see whole or not at all."""
    unseen = path.with_name(f"{path.name}.{os.getpid()}.new")
    unseen.write_text(dumps(content), encoding="utf-8")
    unseen.replace(path)
