"""Telling 15,000 followers of a hearing with 5,000 answers: the rows, in seconds and memory.

Runs in the environment that scripts/bench.py gives it, once on SQLite and once on PostgreSQL. No
mail leaves: that is measured by itself.
"""

import os
import resource
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import django

django.setup()

from django.db import connection  # noqa: E402  (after the set-up)
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from hearings.models import Hearing  # noqa: E402
from notifications.models import (  # noqa: E402
    Channel,
    Message,
    Notice,
    Preference,
    Subscriber,
    Subscription,
)
from notifications.services import announce, expand_announcements, make_digests  # noqa: E402
from notifications.windows import window_of  # noqa: E402
from scripts.bench_data import make_hearing  # noqa: E402
from scripts.bench_measure import drop_database, make_database  # noqa: E402

FOLLOWERS = int(os.environ.get("FOLLOWERS", "15000"))
ANSWERS = 5000
DAILY, AT_ONCE = "hearings.hearing_decided", "hearings.deadline_extended"


def main() -> None:
    print("making the database …", flush=True)
    make_database()
    try:
        hearing = followed_hearing()
        print(f"\n{connection.vendor}, {FOLLOWERS} followers, {ANSWERS} answers")
        print(f"{'step':<44}{'rows':>8}{'queries':>9}{'seconds':>9}{'MB more':>9}")
        for kind, rows in ((DAILY, Notice), (AT_ONCE, Message)):
            make_so(hearing, kind)
            measure(f"announce ({kind})", partial(tell, hearing, kind), lambda: 1)
            measure("  a line for each follower", expand, rows.objects.count)
        digests = Message.objects.filter(kind="notifications.digest")
        measure("gather the lines into digests", gather, digests.count)
    finally:
        drop_database()


def followed_hearing() -> Hearing:
    """Make followers with accounts of their own rhythm: one kind by day, one at once."""
    hearing = make_hearing(ANSWERS)
    people = Subscriber.objects.bulk_create(
        Subscriber(email=f"foelger{n}@example.dk", confirmed_at=timezone.now())
        for n in range(FOLLOWERS)
    )
    Subscription.objects.bulk_create(
        Subscription(subscriber=person, feed=hearing.feed) for person in people
    )
    Preference.objects.bulk_create(
        Preference(subscriber=person, kind=AT_ONCE, channel=Channel.AT_ONCE) for person in people
    )
    connection.cursor().execute("ANALYZE")
    return hearing


def make_so(hearing: Hearing, kind: str) -> None:
    """Let the hearing be what the kind tells, so that it is due."""
    decided = kind == DAILY
    status = Hearing.Status.DECIDED if decided else Hearing.Status.PUBLISHED
    day = timezone.now().date() if decided else None
    rows = Hearing.objects.filter(pk=hearing.pk)
    rows.update(status=status, decided_on=day)


def tell(hearing: Hearing, kind: str) -> None:
    announce(kind, about=hearing, feed=hearing.feed, at=timezone.now())


def expand() -> None:
    expand_announcements(seconds=600)


def gather() -> None:
    make_digests(window_of(timezone.now()).ends_at + timedelta(minutes=1))


def measure(label: str, step: Callable[[], object], count: Callable[[], int]) -> None:
    before, begun = peak(), time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        step()
    seconds = time.perf_counter() - begun
    print(f"{label:<44}{count():>8}{len(queries):>9}{seconds:>9.2f}{peak() - before:>9.1f}")


def peak() -> float:
    """Return the most memory that this process has used so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
