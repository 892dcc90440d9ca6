"""What goes on meanwhile: a reader at 20 requests a second, and a comment each second."""

import http.client
import itertools
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

# A page that takes longer is one that nobody waits for; the threads of the load are free again.
PATIENCE = 15
READS_PER_SECOND = 20


@dataclass(frozen=True)
class Visitors:
    """Where the load goes: host and port, a page to read, a thread to write in, who writes."""

    host: str
    page: str
    thread: int
    cookies: list[str]


@dataclass
class Answers:
    """The status and the seconds of each answer; 0 for none."""

    seen: list[tuple[int, float]] = field(default_factory=list)

    def note(self, asked: Callable[[], "Answer"]) -> int:
        begun = time.monotonic()
        status = asked().status
        self.seen.append((status, time.monotonic() - begun))
        return status

    @property
    def statuses(self) -> set[int]:
        return {status for status, _seconds in self.seen}

    @property
    def slowest(self) -> float:
        return max((seconds for _status, seconds in self.seen), default=0.0)


class Load:
    """Reads and writes until the `with` ends; remembers which numbers were answered."""

    def __init__(self, visitors: Visitors, first: int = 1) -> None:
        self._visitors = visitors
        self._numbers = itertools.count(first)
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=run) for run in (self._read, self._write)]
        self.reads, self.writes = Answers(), Answers()
        self.answered: list[int] = []

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def _read(self) -> None:
        while not self._ended.wait(1 / READS_PER_SECOND):
            self.reads.note(lambda: ask(self._visitors, "GET", self._visitors.page))

    def _write(self) -> None:
        while not self._ended.is_set():
            number = next(self._numbers)
            if self.writes.note(partial(self._comment, number)) == 302:
                self.answered.append(number)
            self._ended.wait(1)

    def _comment(self, number: int) -> "Answer":
        session = self._visitors.cookies[number % len(self._visitors.cookies)]
        path = f"/samtaler/{self._visitors.thread}/skriv/"
        form = ask(self._visitors, "GET", path, cookie=session)
        values = {name: _value(form.page, name) for name in ("csrfmiddlewaretoken", "stamp")}
        words = urlencode({**values, "text": f"Belastning {number}"})
        return ask(self._visitors, "POST", path, cookie=f"{session}; {form.cookie}", form=words)


@dataclass(frozen=True)
class Answer:
    """What the web server said; status 0 when it said nothing in time."""

    status: int
    page: str = ""
    # The cookie that was set, name and value.
    cookie: str = ""


def ask(
    visitors: Visitors, method: str, path: str, *, cookie: str = "", form: str | None = None
) -> Answer:
    connection = http.client.HTTPConnection(visitors.host, timeout=PATIENCE)
    headers = {"Host": "localhost", "Cookie": cookie}
    if form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        connection.request(method, path, form, headers)
        answer = connection.getresponse()
        set_cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
        return Answer(answer.status, answer.read().decode(), set_cookie)
    except (OSError, http.client.HTTPException):
        return Answer(0)
    finally:
        connection.close()


def _value(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found[1] if found else ""
