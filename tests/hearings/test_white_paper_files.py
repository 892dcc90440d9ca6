"""The worker makes the files of white papers, whatever happens meanwhile; the page gives them."""

import logging
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.transitions import TransitionNotAllowed
from core.typesetting import TypesettingFailed
from hearings import tasks
from hearings.models import Hearing, Redaction, WhitePaper, WhitePaperFile
from hearings.services import redact_response, white_paper_files
from hearings.services.white_papers import files_are_ready
from hearings.white_paper.sheets import write_csv
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.hearings.papers import approved_of, published_of, treated_hearing
from tests.hearings.staff import at_work

pytestmark = pytest.mark.django_db
State, Format = WhitePaperFile.State, WhitePaperFile.Format


@pytest.fixture
def hearing() -> Hearing:
    return treated_hearing()


def row_of(paper: WhitePaper, form: str = "csv") -> WhitePaperFile:
    return WhitePaperFile.objects.select_related("white_paper__hearing").get(
        white_paper=paper, format=form
    )


def only(paper: WhitePaper, form: str = "csv") -> WhitePaperFile:
    """Let one format alone be due."""
    paper.files.exclude(format=form).update(not_before=timezone.now() + timedelta(days=30))
    return row_of(paper, form)


def words_in(row: WhitePaperFile) -> str:
    with row.file.open("rb") as file:
        return file.read().decode("utf-8-sig")


def make(at=None, **values) -> int:
    return white_paper_files.make_files(at=at or timezone.now(), **values)


def mask(hearing: Hearing) -> None:
    response = hearing.responses.get()
    redact_response(
        response,
        version=response.current_version,
        passages=[(0, 3, Redaction.Reason.PERSONAL)],
        by=UserFactory(),
        at=timezone.now(),
    )


def address(paper: WhitePaper, form: str = "csv") -> str:
    hearing = paper.hearing
    args = [hearing.number, hearing.slug, paper.version, form]
    return reverse("hearings:white_paper_file", args=args)


# --- Making -----------------------------------------------------------------------------------
def test_the_files_of_an_approved_white_paper_are_made(hearing):
    paper = approved_of(hearing)

    tasks.make_white_paper_files()

    rows = {row.format: row for row in paper.files.all()}
    assert {row.state for row in rows.values()} == {State.DONE}
    assert files_are_ready(paper)
    assert [(row.size > 0, len(row.sha256), row.claim) for row in rows.values()] == [
        (True, 64, None)
    ] * 4
    assert rows["pdf"].pages == 2
    assert {(row.parts_done, row.parts_total) for row in rows.values()} == {(2, 2)}
    assert words_in(rows["csv"]).count("\r\n") == 2
    assert make() == 0


def test_a_claimed_file_is_made_by_nobody_else(hearing):
    row = only(approved_of(hearing))

    first = WhitePaperFile.objects.claim(row.pk, timezone.now())
    second = WhitePaperFile.objects.claim(row.pk, timezone.now())

    assert (first.attempts, second) == (1, None)
    assert make() == 0


def test_one_file_is_made_at_a_time(hearing):
    paper = approved_of(hearing)
    WhitePaperFile.objects.claim(row_of(paper, "pdf").pk, timezone.now())

    assert make() == 0
    assert row_of(paper).state == State.WAITING


def test_how_far_it_is_can_be_seen(hearing, monkeypatch):
    row = only(approved_of(hearing))
    seen = []

    def watched(content, target, tell):
        seen.append(row_of(row.white_paper).parts_total)
        write_csv(content, target, tell)
        seen.append(row_of(row.white_paper).parts_done)

    monkeypatch.setitem(white_paper_files._WRITERS, "csv", watched)
    make()

    assert seen == [2, 1]


def test_a_draft_has_no_files_to_make(hearing):
    paper = approved_of(hearing)
    WhitePaper.objects.update(status="submitted")

    assert make() == 0
    assert row_of(paper).state == State.WAITING


# --- What goes wrong --------------------------------------------------------------------------
def broken(*_arguments: object) -> None:
    raise RuntimeError("Asta Æblegren bor her")


def test_a_failure_is_tried_five_times_with_growing_pauses_and_then_told(
    hearing, monkeypatch, caplog
):
    row = only(approved_of(hearing))
    monkeypatch.setitem(white_paper_files._WRITERS, "csv", broken)
    pauses = []

    for _time in range(4):
        before = timezone.now()
        make()
        row = row_of(row.white_paper)
        assert row.state == State.WAITING
        pauses.append(round((row.not_before - before).total_seconds() / 60))
        WhitePaperFile.objects.filter(pk=row.pk).update(not_before=before)
    with caplog.at_level(logging.ERROR):
        make()

    row = row_of(row.white_paper)
    assert pauses == [1, 4, 16, 64]
    assert (row.state, row.attempts) == (State.FAILED, 5)
    assert (
        row.error == "Filen blev ikke lavet på grund af en fejl hos os. Fejlen står i driftens log."
    )
    assert "was given up: RuntimeError in broken" in caplog.text
    assert "Æblegren" not in caplog.text
    assert make(timezone.now() + timedelta(days=1)) == 0


def test_a_file_that_is_too_large_says_so(hearing, monkeypatch):
    row = only(approved_of(hearing), "pdf")

    def too_large(*_arguments: object) -> None:
        raise TypesettingFailed("out of time", is_too_large=True)

    monkeypatch.setitem(white_paper_files._WRITERS, "pdf", too_large)
    make()

    assert row_of(row.white_paper, "pdf").error == (
        "Filen blev ikke lavet: den er for stor til den tid og hukommelse, der er til den."
    )


def test_one_file_that_fails_stops_no_other(hearing, monkeypatch):
    paper = approved_of(hearing)
    monkeypatch.setitem(white_paper_files._WRITERS, "csv", broken)

    assert make() == 3
    assert row_of(paper, "pdf").state == State.DONE


def test_staff_may_order_a_failed_file_again_once(hearing):
    row = only(approved_of(hearing))
    WhitePaperFile.objects.filter(pk=row.pk).update(state=State.FAILED, attempts=5, error="x")

    white_paper_files.retry(row, at=timezone.now())
    with pytest.raises(TransitionNotAllowed):
        white_paper_files.retry(row, at=timezone.now())

    assert make() == 1
    assert row_of(row.white_paper).error == ""


def test_a_claim_of_a_dead_worker_is_freed_and_the_file_made(hearing):
    row = only(approved_of(hearing))
    dead = WhitePaperFile.objects.claim(row.pk, timezone.now() - timedelta(minutes=3))

    assert make() == 1

    row = row_of(row.white_paper)
    assert (row.state, row.attempts) == (State.DONE, 0)
    assert dead.say_progress(1, 2, at=timezone.now()) is False


def test_a_claim_of_a_worker_that_speaks_is_not_freed(hearing):
    row = only(approved_of(hearing))
    alive = WhitePaperFile.objects.claim(row.pk, timezone.now() - timedelta(minutes=3))
    alive.say_progress(1, 2, at=timezone.now())

    assert white_paper_files.free_stale_claims(at=timezone.now()) == 0


def test_a_file_over_which_five_workers_died_is_given_up(hearing):
    row = only(approved_of(hearing))
    WhitePaperFile.objects.filter(pk=row.pk).update(attempts=4)
    WhitePaperFile.objects.claim(row.pk, timezone.now() - timedelta(minutes=3))

    assert make() == 0

    row = row_of(row.white_paper)
    assert (row.state, row.error) == (
        State.FAILED,
        "Filen blev ikke lavet: arbejdet blev afbrudt hver gang.",
    )


def test_whoever_lost_the_claim_leaves_nothing_behind(
    hearing, monkeypatch, django_capture_on_commit_callbacks
):
    row = only(approved_of(hearing))
    storage, stored = row.file.storage, []

    def slow(content, target, tell):
        write_csv(content, target, tell)
        WhitePaperFile.objects.filter(pk=row.pk).update(state=State.WAITING, claim=None)

    monkeypatch.setitem(white_paper_files._WRITERS, "csv", slow)
    save = storage.save
    monkeypatch.setattr(storage, "save", lambda *given: stored.append(save(*given)) or stored[-1])
    claimed = WhitePaperFile.objects.claim(row.pk, timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        kept = white_paper_files.make_file(claimed)

    assert kept is False
    assert row_of(row.white_paper).file.name == ""
    assert [storage.exists(name) for name in stored] == [False]


# --- What the public may read moves on --------------------------------------------------------
def test_what_is_masked_later_is_masked_in_the_file_and_the_old_one_is_gone(
    hearing, django_capture_on_commit_callbacks
):
    row = only(approved_of(hearing))
    make()
    old = row_of(row.white_paper).file
    mask(hearing)
    before = row_of(row.white_paper).is_current

    with django_capture_on_commit_callbacks(execute=True):
        made = make()

    new = row_of(row.white_paper)
    assert (before, made, new.is_current) == (False, 1, True)
    assert "[maskeret: personoplysninger] poppelrækken" in words_in(new)
    assert not old.storage.exists(old.name)


def test_a_change_while_it_is_made_makes_it_once_more(hearing, monkeypatch):
    row = only(approved_of(hearing))

    def interrupted(content, target, tell):
        write_csv(content, target, tell)
        if row_of(row.white_paper).white_paper.hearing.public_revision == before:
            mask(hearing)

    before = row.white_paper.hearing.public_revision
    monkeypatch.setitem(white_paper_files._WRITERS, "csv", interrupted)
    claimed = WhitePaperFile.objects.claim(row.pk, timezone.now())
    white_paper_files.make_file(claimed)
    first = row_of(row.white_paper)
    again = make()

    assert (first.state, first.is_current) == (State.DONE, False)
    assert (again, row_of(row.white_paper).is_current) == (1, True)


def test_the_decision_comes_into_the_files(hearing):
    paper = approved_of(hearing)
    only(paper)
    make()
    Hearing.objects.update(decision_published_at=timezone.now() + timedelta(seconds=1))

    assert white_paper_files.queue_outdated(at=timezone.now()) == 1


@pytest.mark.parametrize("state", State)
def test_current_is_the_same_as_a_list_and_as_a_row(hearing, state):
    paper = approved_of(hearing)
    for form, revision in (("csv", 0), ("pdf", hearing.public_revision + 5)):
        paper.files.filter(format=form).update(state=state, public_revision=revision)

    current = set(WhitePaperFile.objects.current().values_list("pk", flat=True))

    assert current == {row.pk for row in (row_of(paper, form) for form in Format) if row.is_current}
    assert bool(current) == (state == State.DONE)


# --- Giving -----------------------------------------------------------------------------------
@pytest.fixture
def given(hearing) -> WhitePaper:
    """A published white paper with files that are there."""
    paper = published_of(hearing)
    for form in Format.values:
        row = row_of(paper, form)
        name = row.file.storage.save(f"hearings/whitepaperfile/x.{form}", ContentFile(b"indhold"))
        WhitePaperFile.objects.filter(pk=row.pk).update(file=name, sha256=form * 8)
    return paper


@pytest.mark.parametrize(
    ("form", "content_type"),
    [
        ("pdf", "application/pdf"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("csv", "text/csv; charset=utf-8"),
    ],
)
def test_everybody_gets_the_file_of_a_published_white_paper(client, given, form, content_type):
    response = client.get(address(given, form))

    assert response.status_code == 200
    assert b"".join(response.streaming_content) == b"indhold"
    assert response.headers["Content-Type"] == content_type
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="hvidbog-hoering-{given.hearing.number}-version-1.{form}"'
    )
    assert response.headers["Cache-Control"] == "public, max-age=0, s-maxage=30"
    assert response.headers["ETag"] == f'"{form * 8}"'


def test_who_has_it_already_gets_a_304(client, given):
    response = client.get(address(given), headers={"If-None-Match": f'"{"csv" * 8}"'})

    assert response.status_code == 304


def test_an_outdated_file_is_not_given(client, given):
    mask(given.hearing)

    response = client.get(address(given), headers={"If-None-Match": f'"{"csv" * 8}"'})

    assert response.status_code == 503
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Retry-After"] == "30"
    assert "Derfor bliver filen lavet igen" in response.content.decode()


@pytest.mark.parametrize("form", ["exe", "PDF", "pdf.exe"])
def test_other_formats_and_versions_are_not_there(client, given, form):
    path = address(given).replace("/csv/", f"/{form}/")

    assert client.get(path).status_code == 404
    assert client.get(address(given).replace("/hvidbog/1/", "/hvidbog/2/")).status_code == 404


def test_before_it_is_published_its_staff_alone_get_it(hearing):
    paper = approved_of(hearing)
    only(paper)
    make()
    manager = UserFactory(role=Role.MANAGER, department=hearing.department)
    stranger = UserFactory(role=Role.MANAGER, department=DepartmentFactory())

    answers = {
        name: client.get(address(paper))
        for name, client in {
            "visitor": Client(),
            "stranger": at_work(stranger),
            "manager": at_work(manager),
        }.items()
    }

    assert {name: answer.status_code for name, answer in answers.items()} == {
        "visitor": 404,
        "stranger": 404,
        "manager": 200,
    }
    assert answers["manager"].headers["Cache-Control"] == "private, no-store"
    b"".join(answers["manager"].streaming_content)


@pytest.mark.parametrize("state", [State.WAITING, State.WORKING, State.FAILED])
def test_a_file_that_is_not_there_is_told_so(client, given, state):
    given.files.update(state=state, parts_total=10, parts_done=3)

    response = client.get(address(given))

    assert response.status_code == 503
    told = "Filen kunne ikke laves" if state == State.FAILED else "Prøv om et øjeblik"
    assert told in response.content.decode()
    assert ("3 af 10 dele" in response.content.decode()) == (state == State.WORKING)


def test_a_file_that_was_given_up_is_not_begun_again_for_the_decision(hearing):
    paper = approved_of(hearing)
    now = timezone.now()
    paper.files.update(state=State.FAILED, made_at=now)
    WhitePaperFile.objects.update(public_revision=Hearing.objects.get().public_revision)
    Hearing.objects.update(decision_published_at=now + timedelta(seconds=1))

    again = white_paper_files.queue_outdated(at=now + timedelta(seconds=2))
    paper.files.update(state=State.DONE)

    assert again == 0
    assert white_paper_files.queue_outdated(at=now + timedelta(seconds=2)) == 4
