"""The files of a white paper of 500 responses: seconds, memory of the worker, size of the file.

Runs in the environment that scripts/bench.py gives it. Each format is made in a process of its
own, as a worker that has done nothing else; a PDF is set in yet another one, with limits.
"""

import os
import resource
import subprocess
import sys
import time
from datetime import timedelta

import django

django.setup()

from django.db.models import F  # noqa: E402  (after the set-up)
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from hearings.models import (  # noqa: E402
    Answer,
    Hearing,
    Mention,
    Point,
    Theme,
    WhitePaper,
    WhitePaperFile,
)
from hearings.services import white_paper_files, white_papers  # noqa: E402
from hearings.white_paper.content import content_of  # noqa: E402
from scripts.bench_data import TEXT, make_hearing  # noqa: E402
from scripts.bench_measure import drop_database, make_database  # noqa: E402

RESPONSES = int(os.environ.get("RESPONSES", "500"))
THEMES, POINTS_OF_THEME, POINTS_OF_RESPONSE = 20, 3, 2
MEGABYTE = 1024 * 1024


def fill_database() -> None:
    """Write a hearing that is treated, and approve its white paper."""
    hearing = make_hearing(RESPONSES)
    now = timezone.now()
    Hearing.objects.update(opens_at=now - timedelta(days=60), closes_at=now - timedelta(days=20))
    hearing.refresh_from_db()
    hearing.responses.update(received_at=F("received_at") - timedelta(days=30))
    author, approver = (User.objects.create(email=f"{name}@example.dk") for name in "ab")
    _treat(hearing, author)
    paper = white_papers.open_draft(hearing, by=author, at=now)
    paper = white_papers.save_draft(
        paper, summary=TEXT, asked="", new_in_version="", revision=0, by=author, at=now
    )
    paper = white_papers.submit(paper, by=author, at=now)
    white_papers.approve(paper, digest=content_of(paper).digest, by=approver, at=now)


def _treat(hearing: Hearing, author: User) -> None:
    now = timezone.now()
    points: list[Point] = []
    for number in range(THEMES):
        theme = Theme.objects.create(hearing=hearing, title=f"Tema {number}", position=number)
        Answer.objects.create(
            hearing=hearing,
            theme=theme,
            summary=TEXT[:300],
            remark=TEXT,
            outcome=Answer.Outcome.PARTLY,
            change=TEXT[:200],
            change_place="§ 7.3",
            written_by=author,
            written_at=now,
        )
        for _time in range(POINTS_OF_THEME):
            title, n = f"Pointe {len(points)}: {TEXT[:80]}", len(points) + 1
            points.append(
                Point(hearing=hearing, number=n, theme=theme, title=title, created_by=author)
            )
    points = Point.objects.bulk_create(points)
    Mention.objects.bulk_create(
        Mention(
            point=points[(response.number * 7 + step * 11) % len(points)],
            response=response,
            version_id=response.current_version_id,
            start=0,
            end=40,
            created_by=author,
        )
        for response in hearing.responses.all()
        for step in range(POINTS_OF_RESPONSE)
    )


def measure(form: str) -> None:
    """Make one file and print what it cost."""
    row = WhitePaperFile.objects.get(format=form)
    claimed = WhitePaperFile.objects.claim(row.pk, timezone.now())
    if claimed is None:
        raise SystemExit(f"{form} was claimed already")
    started = time.perf_counter()
    is_made = white_paper_files.make_file(claimed)
    seconds = time.perf_counter() - started
    row.refresh_from_db()
    own, child = (
        resource.getrusage(who).ru_maxrss * 1024 / MEGABYTE
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    apart = f", {child:4.0f} MB apart" if form == WhitePaperFile.Format.PDF else ""
    pages = f", {row.pages} pages" if row.pages else ""
    made = f"{row.size / MEGABYTE:5.2f} MB{pages}" if is_made else f"NOT MADE: {row.error}"
    print(f"  {form:5} {seconds:5.1f} s, worker {own:4.0f} MB{apart}, file {made}", flush=True)


def main() -> int:
    make_database()
    try:
        fill_database()
        print(f"White paper of {RESPONSES} responses ({WhitePaper.objects.get()}):", flush=True)
        for form in ("pdf", "docx", "xlsx", "csv"):
            command = [sys.executable, "-m", "scripts.bench_white_paper", form]
            subprocess.run(command, check=True)
    finally:
        drop_database()
    return 0


if __name__ == "__main__":
    if sys.argv[1:]:
        measure(sys.argv[1])
    else:
        sys.exit(main())
