"""The index follows the apps: what differs is written anew, nobody has to say what changed.

Runs twice without harm, also at once: a refresh is claimed by a conditional update, and each
batch locks the state's row and compares again. What fails takes nothing else along: a source, or
a row of a batch, is logged by its key and tried again by the next run.
"""

from __future__ import annotations

import logging
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from hashlib import blake2b

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import override

from core.files.words import READABLE, text_of
from core.languages import ORIGINAL
from core.search import SearchRow, SearchSource
from core.search.words import stems_of
from core.text import clean_text
from portal.models import SearchEntry, SearchGroup, SearchState, SearchText
from portal.search.beliefs import compare
from portal.search.columns import cut_to_columns, joined_stems
from portal.search.sources import sources
from portal.search.vocabulary import count_words, words_in

logger = logging.getLogger(__name__)

BATCH = 200
# A change here makes every row differ once: the index of an older release is written anew.
VERSION = "1"
CLAIM = timedelta(minutes=2)
DOCUMENTS_PER_RUN = 5
# A file that could not be read is tried again after 1, 4, 16 and 64 minutes.
MOST_TRIES = 5
FIRST_WAIT = timedelta(minutes=1)
_TRIED = ("subject", "stamp", "tries")


@dataclass
class Refresh:
    """A run over the index: what it has done, and how much more it may do."""

    at: datetime
    documents: int
    stop_at: float
    written: int = 0
    removed: int = 0
    # The sources, or rows of them, that could not be compared, removed or written.
    failed: list[str] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        return time.monotonic() > self.stop_at

    def note_failure(self, name: str, error: Exception) -> None:
        """Log where it happened, not what was said: that may quote the row."""
        self.failed.append(name)
        place = traceback.extract_tb(error.__traceback__)[-1]
        kind = type(error).__name__
        logger.error("Search index: %s: %s in %s:%d", name, kind, place.name, place.lineno or 0)


def refresh(
    *, at: datetime, documents: int = DOCUMENTS_PER_RUN, seconds: float = 45
) -> Refresh | None:
    """Bring the index up to date, or nearer to it; None when somebody else is at it.

    What is not public any more goes first and at once; what is new waits, when the time or the
    number of documents is used up, for the next run.
    """
    if not _claim():
        return None
    run = Refresh(at, documents, time.monotonic() + seconds)
    try:
        with override(ORIGINAL):
            _follow(run)
            compare(run.at)
        SearchState.objects.update(finished_at=timezone.now())
    finally:
        SearchState.objects.update(claimed_until=None)
    return run


def _follow(run: Refresh) -> None:
    differing = {name: _compare_apart(source, run) for name, source in sources().items()}
    gone = SearchEntry.objects.exclude(source__in=sources()).values_list("pk", flat=True)
    for keys in _batches(list(gone)):
        _apart(
            "gone", lambda keys: _remove(SearchEntry.objects.filter(pk__in=keys), run), keys, run
        )
    for name, stamps in differing.items():
        write = partial(_write, sources()[name], stamps, run)
        for keys in _batches(list(stamps)):
            if not run.is_over:
                _apart(name, write, keys, run)


def _compare_apart(source: SearchSource, run: Refresh) -> dict[int, str]:
    try:
        return _compare(source, run)
    except Exception as error:  # noqa: BLE001  (whatever an app's source does)
        _require_database(error)
        run.note_failure(source.name, error)
        return {}


def _apart(
    name: str, work: Callable[[Sequence[int]], None], keys: Sequence[int], run: Refresh
) -> None:
    """Do the work for all keys at once; where that fails, for each alone."""
    documents = run.documents
    try:
        work(keys)
    except Exception as error:  # noqa: BLE001  (whatever a row or its file does)
        _require_database(error)
        if len(keys) == 1:
            run.note_failure(f"{name} {keys[0]}", error)
            return
        run.documents = documents
        for key in keys:
            if not run.is_over:
                _apart(name, work, [key], run)


def _require_database(error: Exception) -> None:
    """End the run when every other row would fail as well."""
    if not connection.is_usable():
        raise error


def rebuild(*, at: datetime) -> Refresh | None:
    """Read everything anew, documents too, however long it takes."""
    SearchEntry.objects.update(stamp="", tries=0, read_again_at=None)
    return refresh(at=at, documents=10**9, seconds=10**9)


def _claim() -> bool:
    SearchState.objects.get_or_create(pk=1)
    now = timezone.now()
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    return bool(SearchState.objects.filter(free, pk=1).update(claimed_until=now + CLAIM))


def _lock() -> None:
    """Let batches of runs that overlap wait for each other, and hold the claim longer."""
    state = SearchState.objects.select_for_update().get(pk=1)
    state.claimed_until = timezone.now() + CLAIM
    state.save(update_fields=["claimed_until"])


def _compare(source: SearchSource, run: Refresh) -> dict[int, str]:
    """Remove what is not public any more; return the stamps of what is new or changed."""
    now = {key: _digest(stamp) for key, stamp in source.stamps(run.at)}
    entries = SearchEntry.objects.filter(source=source.name)
    known = dict(entries.values_list("subject", "stamp"))
    for keys in _batches(sorted(known.keys() - now.keys())):
        _apart(source.name, partial(_remove_subjects, entries, run), keys, run)
    waiting = entries.filter(read_again_at__lte=run.at)
    unread = set(waiting.values_list("subject", flat=True))
    return {key: stamp for key, stamp in now.items() if known.get(key) != stamp or key in unread}


def _digest(stamp: str) -> str:
    return blake2b(f"{VERSION}|{stamp}".encode(), digest_size=16).hexdigest()


def _batches(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]


def _remove_subjects(entries: QuerySet[SearchEntry], run: Refresh, subjects: Sequence[int]) -> None:
    _remove(entries.filter(subject__in=subjects), run)


@transaction.atomic
def _remove(entries: QuerySet[SearchEntry], run: Refresh) -> None:
    _lock()
    found = list(entries.select_related("searchtext"))
    if not found:
        return
    changes: Counter[str] = Counter()
    for entry in found:
        changes.subtract(_words(entry, entry.searchtext))
    SearchEntry.objects.filter(pk__in=[entry.pk for entry in found]).delete()
    count_words(changes)
    run.removed += len(found)


def _write(source: SearchSource, stamps: dict[int, str], run: Refresh, keys: Sequence[int]) -> None:
    """Read the rows and their files first: nobody shall wait for that."""
    entries = SearchEntry.objects.filter(source=source.name, subject__in=keys)
    tried = {(subject, stamp): n for subject, stamp, n in entries.values_list(*_TRIED)}
    fresh = []
    for row in source.rows(keys, run.at):
        entry = _entry(source, row, stamps[row.subject])
        entry.tries = tried.get((entry.subject, entry.stamp), 0)
        fresh.append((entry, _searchtext(row, _read(row, entry, run))))
    _store(source, fresh, run)


def _read(row: SearchRow, entry: SearchEntry, run: Refresh) -> str:
    """Return the text of a row with that of its file; note on the entry what is to be done."""
    if row.file is None or row.file.extension not in READABLE:
        return clean_text(row.text)
    if run.documents <= 0 or run.is_over:
        entry.read_again_at = run.at
        return clean_text(row.text)
    run.documents -= 1
    words = text_of(row.file)
    if words is None:
        entry.tries += 1
        if entry.tries < MOST_TRIES:
            entry.read_again_at = run.at + FIRST_WAIT * 4 ** (entry.tries - 1)
    else:
        entry.tries = 0
    return clean_text(f"{row.text}\n{words or ''}")


def _entry(source: SearchSource, row: SearchRow, stamp: str) -> SearchEntry:
    entry = SearchEntry(
        source=source.name,
        subject=row.subject,
        kind=source.kind.code,
        title=clean_text(row.title),
        context=clean_text(row.context),
        path=row.path,
        language=row.language,
        areas="".join(f" {area} " for area in row.areas),
        state=row.state,
        at=row.at,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        guard=row.guard,
        version=row.version,
        newest=row.newest,
        stamp=stamp,
    )
    cut_to_columns(entry)
    return entry


def _searchtext(row: SearchRow, text: str) -> SearchText:
    title = clean_text(row.title if row.title_words is None else row.title_words)
    return SearchText(
        title_stems=joined_stems(stems_of(title)),
        stems=joined_stems(stems_of(title, clean_text(row.keywords), text)),
        text=text,
    )


def _words(entry: SearchEntry, text: SearchText) -> set[str]:
    return words_in(entry.title, text.text)


@transaction.atomic
def _store(source: SearchSource, fresh: list[tuple[SearchEntry, SearchText]], run: Refresh) -> None:
    """Write what still differs; another run may have been here."""
    _lock()
    subjects = [entry.subject for entry, _text in fresh]
    stored = SearchEntry.objects.filter(source=source.name, subject__in=subjects)
    old = {entry.subject: entry for entry in stored.select_related("searchtext")}
    fresh = [
        (entry, text)
        for entry, text in fresh
        if entry.subject not in old or _state(old[entry.subject]) != _state(entry)
    ]
    changes: Counter[str] = Counter()
    for entry, text in fresh:
        changes.update(_words(entry, text))
        if before := old.get(entry.subject):
            changes.subtract(_words(before, before.searchtext))
    _put_into_groups(source.name, [entry for entry, _text in fresh])
    _save(fresh)
    count_words(changes)
    run.written += len(fresh)


def _state(entry: SearchEntry) -> tuple[str, int, bool]:
    return entry.stamp, entry.tries, entry.read_again_at is None


def _put_into_groups(name: str, entries: Sequence[SearchEntry]) -> None:
    wanted = {entry.areas for entry in entries}
    groups = SearchGroup.objects.filter(source=name, areas__in=wanted)
    missing = sorted(wanted.difference(groups.values_list("areas", flat=True)))
    SearchGroup.objects.bulk_create(SearchGroup(source=name, areas=areas) for areas in missing)
    numbers = dict(groups.values_list("areas", "pk"))
    for entry in entries:
        entry.group_id = numbers[entry.areas]


def _save(fresh: list[tuple[SearchEntry, SearchText]]) -> None:
    written = SearchEntry.objects.bulk_create(
        [entry for entry, _text in fresh],
        update_conflicts=True,
        unique_fields=["source", "subject"],
        update_fields=[
            "kind", "title", "context", "path", "language", "areas", "group", "state", "at",
            "opens_at", "closes_at", "guard", "version", "newest", "stamp", "tries",
            "read_again_at",
        ],
    )  # fmt: skip
    for entry, (_entry, text) in zip(written, fresh, strict=True):
        text.entry_id = entry.pk
    SearchText.objects.bulk_create(
        [text for _entry, text in fresh],
        update_conflicts=True,
        unique_fields=["entry"],
        update_fields=["title_stems", "stems", "text"],
    )
