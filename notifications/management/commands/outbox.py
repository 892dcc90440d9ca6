from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from notifications.models import Announcement, Message

ALL_FAILED = "all-failed"
# More than these are counted, not listed.
LISTED = 20
UNITS = (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1))


class Command(BaseCommand):
    help = "Show which mails wait and which failed, or let failed ones try again. Shows no texts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--retry",
            nargs="+",
            metavar="PK",
            help=f"Let these failed mails try again, or all of them: {ALL_FAILED}.",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if wanted := options["retry"]:
            self._retry(wanted)
            return
        now = timezone.now()
        for line in (*_waiting(now), *_failed(now), *_not_told(now)):
            self.stdout.write(line)

    def _retry(self, wanted: list[str]) -> None:
        failed = Message.objects.failed()
        if wanted == [ALL_FAILED] and (told := Announcement.objects.revive()):
            self.stdout.write(f"{told} announcements are told further.")
        if wanted != [ALL_FAILED]:
            if not all(name.isdecimal() and len(name) < 19 for name in wanted):
                raise CommandError(f"--retry takes numbers of mails, or {ALL_FAILED}.")
            failed = failed.filter(pk__in=wanted)
        rows = list(failed.order_by("pk"))
        revived = sum(row.revive() for row in rows)
        self.stdout.write(f"{revived} mails wait again.")
        asked = len(rows) if wanted == [ALL_FAILED] else len(set(wanted))
        if left := asked - revived:
            # What Django or allauth wrote carries links to accounts: its text is gone.
            self.stdout.write(f"{left} cannot be tried again: not failed, or emptied since.")


def _waiting(now: datetime) -> Iterator[str]:
    yield "Waiting:"
    held = Message.objects.filter(state=Message.State.CLAIMED)
    groups = [
        ("due", Message.objects.due(now), "not_before"),
        ("later", Message.objects.pending().filter(not_before__gt=now), "created_at"),
        ("being sent", held, "claimed_at"),
    ]
    lines = [line for name, rows, since in groups for line in _by_kind(name, rows, since, now)]
    yield from lines or ["  nothing"]


def _by_kind(name: str, rows: QuerySet[Message], since: str, now: datetime) -> Iterator[str]:
    counted = rows.order_by().values("kind", "lane").annotate(count=Count("pk"), oldest=Min(since))
    for row in counted.order_by("lane", "kind"):
        age = _age(row["oldest"], now)
        yield f"  {row['count']:>7}  {name:<10}  {row['lane']:<9}  {row['kind']}, oldest {age}"


def _failed(now: datetime) -> Iterator[str]:
    yield "Failed:"
    failed = Message.objects.failed().order_by()
    counted = failed.values("kind", "reason").annotate(count=Count("pk"), since=Min("finished_at"))
    lines = [
        f"  {row['count']:>7}  {row['reason']:<10}  {row['kind']}, oldest {_age(row['since'], now)}"
        for row in counted.order_by("kind", "reason")
    ]
    yield from lines or ["  nothing"]
    for row in failed.order_by("-finished_at", "-pk")[:LISTED]:
        tries = f"{row.attempts} attempts, {row.faults} faults, {row.lost_claims} lost"
        yield f"  #{row.pk}  {row.kind}  {row.reason}  {_recipient(row)}  {tries}"


def _not_told(now: datetime) -> Iterator[str]:
    """Yield what happened, and many have not been told: the worker gave it up."""
    given_up = Announcement.objects.given_up()
    if given_up.exists():
        yield f"Announcements given up (--retry {ALL_FAILED} tells them further):"
    for row in given_up.order_by("-pk")[:LISTED]:
        yield f"  #{row.pk}  {row.kind}, {row.told} told, {_age(row.created_at, now)} old"


def _recipient(row: Message) -> str:
    """Return what it goes to, and nobody's name: who it is, administrators look up by its number.

    A domain may be one person's.
    """
    if row.email:
        return "an address"
    if row.user_id:
        return "an account"
    return "a follower" if row.subscriber_id else "emptied"


def _age(moment: datetime | None, now: datetime) -> str:
    """Return a length of time in its two largest units: 3 h 5 min."""
    seconds = max(0, int((now - moment).total_seconds())) if moment else 0
    parts = []
    for unit, size in UNITS:
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {unit}")
    return " ".join(parts[:2]) or "0 s"
