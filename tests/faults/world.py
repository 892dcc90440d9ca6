"""A portal with a database, a broker and a mail server of its own, all of which can be broken."""

import os
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psycopg2

from tests.faults.load import Visitors, ask
from tests.faults.redis import Redis
from tests.notifications.process import Portal, free_port, wait_for
from tests.notifications.sink import Sink

# So that a dead worker's claim is given back within seconds, not minutes.
CLAIM_SECONDS, SMTP_TIMEOUT = 5, 2
# A person may write 30 comments an hour; one comes each second, for as long as all faults last.
WRITERS = 60
MAKE_VISITORS = """
import json
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from tests.accounts.factories import UserFactory
from tests.comments.factories import open_thread
thread = open_thread()
cookies = []
for person in UserFactory.create_batch(%d, password="!"):
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[1]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    cookies.append(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
print(json.dumps([thread.pk, cookies]))
"""
WRITE_MAILS = """
INSERT INTO notifications_message
    (kind, lane, email, about_model, about_pk, context, language, subject, text, html, limit_key,
     state, reason, attempts, lost_claims, faults, created_at, not_before)
SELECT 'mail', %s, 'borger' || number || '@example.dk', '', '', '{}', 'da', %s, 'Hej', '', '',
       'pending', '', 0, 0, 0, now(), now()
FROM generate_series(1, %s) AS number
"""


@dataclass(frozen=True)
class Count:
    """How many mails came, of those that were to come."""

    expected: int
    distinct: int
    duplicates: int

    @property
    def lost(self) -> int:
        return self.expected - self.distinct

    def __str__(self) -> str:
        return (
            f"{self.expected} mails: {self.distinct} distinct, {self.duplicates} duplicates, "
            f"{self.lost} lost"
        )


class World:
    """Portal, PostgreSQL, Redis and mail server. `hurries` lets the wait before a retry pass."""

    def __init__(self, folder: Path, *, hurries: bool, template: str = "") -> None:
        self._stack = ExitStack()
        self.hurries = hurries
        self.redis = Redis(folder)
        self.sink = Sink()
        self._port = free_port()
        self.portal = Portal(
            folder,
            template=template,
            REDIS_URL=self.redis.url,
            SMTP_URL=f"smtp://127.0.0.1:{self.sink.port}",
            SMTP_TIMEOUT=str(SMTP_TIMEOUT),
            MAIL_CLAIM_SECONDS=str(CLAIM_SECONDS if hurries else 60),
            BIND=f"127.0.0.1:{self._port}",
            # The pages' style sheets need no collecting then.
            DEBUG="true",
        )

    def __enter__(self) -> Self:
        for part in (self.redis, self.sink, self.portal):
            self._stack.enter_context(part)
        self._database = psycopg2.connect(self.portal.environ["DATABASE_URL"])
        self._database.autocommit = True
        self._stack.callback(self._database.close)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.redis.thaw()
        self.sink.behave("accept")
        self._stack.__exit__(kind, error, trace)

    def open_doors(self) -> Visitors:
        """Start the web server, with a hearing to read and people to write about it."""
        thread, cookies = self.portal.run(MAKE_VISITORS % WRITERS)
        self.portal.spawn(
            "web", "gunicorn", "-c", "albertslund/gunicorn.py", "albertslund.wsgi", "--log-level",
            "error", "--access-logfile", "/dev/null",
        )  # fmt: skip
        visitors = Visitors(
            f"127.0.0.1:{self._port}", f"/samtaler/{thread}/", thread, list(cookies)
        )
        # The first page of each process takes longer.
        if not wait_for(lambda: ask(visitors, "GET", visitors.page).status == 200, seconds=120):
            raise TimeoutError("The web server did not answer.")
        return visitors

    def begin_anew(self) -> None:
        """Forget the mails of the fault before, and mend what it broke."""
        self.redis.thaw()
        self.redis.start()
        self.sink.behave("accept")
        self.sink.pause = 0.0
        self.sink.forget()
        self.ask("DELETE FROM notifications_message")

    def ask(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with self._database.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    def write_mails(self, count: int, *, lane: str = "bulk", subject: str = "Nyt") -> None:
        self.ask(WRITE_MAILS, lane, subject, count)

    def states(self) -> dict[str, int]:
        return dict(self.ask("SELECT state, count(*) FROM notifications_message GROUP BY state"))

    def wait_until_sent(self, *, seconds: float) -> bool:
        """Wait until every row is marked sent."""
        return self.wait_until(lambda: set(self.states()) == {"sent"}, seconds=seconds)

    def wait_until(self, condition: Callable[[], bool], *, seconds: float) -> bool:
        """Wait for something, letting the time before a retry pass if we are in a hurry."""

        def is_so() -> bool:
            if self.hurries:
                self.ask(
                    "UPDATE notifications_message SET not_before = now() "
                    "WHERE state = 'pending' AND not_before > now()"
                )
                time.sleep(0.3)
            return condition()

        return wait_for(is_so, seconds=seconds)

    def wait_for_mails(self, count: int, *, seconds: float = 60) -> bool:
        return wait_for(lambda: len(self.sink.mails) >= count, seconds=seconds)

    def count(self, expected: int) -> Count:
        ids = Counter(self.sink.message_ids)
        return Count(expected, len(ids), sum(ids.values()) - len(ids))

    def comments(self) -> list[int]:
        """Return the numbers of the comments that are kept, twice if kept twice."""
        rows = self.ask("SELECT text FROM comments_comment WHERE text LIKE 'Belastning %%'")
        return sorted(int(text.partition(" ")[2]) for (text,) in rows)


def has_servers() -> bool:
    return os.environ.get("DATABASE_URL", "").startswith("postgres")
