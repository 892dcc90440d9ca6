"""A white paper from draft to published, and all that is refused on the way."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from core.transitions import TransitionNotAllowed
from hearings import services
from hearings.exceptions import WhitePaperChanged, WhitePaperIncomplete
from hearings.models import Hearing, HearingEvent, WhitePaper
from hearings.services import white_papers
from hearings.white_paper.content import content_of
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.hearings.factories import HearingFactory, ResponseFactory
from tests.hearings.papers import (
    answer_to,
    approved_of,
    draft_of,
    point_in,
    published_of,
    submitted_of,
    treated_hearing,
    with_files,
)

pytestmark = pytest.mark.django_db
Status = WhitePaper.Status
MAKE = {
    Status.DRAFT: draft_of,
    Status.SUBMITTED: submitted_of,
    Status.APPROVED: approved_of,
    Status.PUBLISHED: published_of,
}
# Step -> from which states it may be taken.
ALLOWED = {
    "save": {Status.DRAFT},
    "submit": {Status.DRAFT},
    "take_back": {Status.SUBMITTED, Status.APPROVED},
    "approve": {Status.SUBMITTED},
    "publish": {Status.APPROVED},
}


@pytest.fixture
def hearing() -> Hearing:
    return treated_hearing()


def take(step: str, paper: WhitePaper, **values) -> WhitePaper:
    by, at = values.pop("by", None) or UserFactory(staff=True), timezone.now()
    if step == "save":
        words = {"summary": "Ny.", "asked": "", "new_in_version": "", **values}
        return white_papers.save_draft(paper, **{"revision": paper.revision, **words}, by=by, at=at)
    if step == "approve":
        digest = values.get("digest") or content_of(paper).digest
        return white_papers.approve(paper, digest=digest, by=by, at=at)
    return getattr(white_papers, step)(paper, by=by, at=at)


def actions(hearing: Hearing) -> list[str]:
    lines = hearing.history.filter(action__startswith="white_paper").order_by("pk")
    return list(lines.values_list("action", flat=True))


def as_stored(paper: WhitePaper) -> dict:
    return WhitePaper.objects.filter(pk=paper.pk).values().get()


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("step", ALLOWED)
def test_each_step_is_taken_from_its_own_states_alone(hearing, step, status):
    paper = MAKE[status](hearing)
    if status == Status.APPROVED:
        with_files(paper)
    before, lines = as_stored(paper), len(actions(hearing))

    if status in ALLOWED[step]:
        take(step, paper)
        assert as_stored(paper) != before
        assert len(actions(hearing)) == lines + 1
    else:
        with pytest.raises(TransitionNotAllowed):
            take(step, paper)
        assert as_stored(paper) == before
        assert len(actions(hearing)) == lines


# --- The draft --------------------------------------------------------------------------------
def test_opening_twice_gives_the_same_draft(hearing):
    first = draft_of(hearing)

    again = white_papers.open_draft(hearing, by=UserFactory(), at=timezone.now())

    assert again == first
    assert (first.version, first.status) == (1, Status.DRAFT)


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_no_white_paper_of_a_draft_or_withdrawn_hearing(state):
    hearing = HearingFactory(**{state: True})

    with pytest.raises(TransitionNotAllowed):
        white_papers.open_draft(hearing, by=UserFactory(), at=timezone.now())
    assert not WhitePaper.objects.exists()


def test_who_saves_over_anothers_words_is_told_and_nothing_is_lost(hearing):
    paper = draft_of(hearing)
    seen = paper.revision
    take("save", paper, summary="Annas ord.", revision=seen)

    with pytest.raises(WhitePaperChanged) as caught:
        take("save", paper, summary="Bos ord.", revision=seen)

    assert caught.value.newer.summary == "Annas ord."
    assert as_stored(paper)["summary"] == "Annas ord."


def test_saving_the_same_words_again_is_no_conflict_and_no_line(hearing):
    paper = draft_of(hearing)
    seen = paper.revision
    take("save", paper, summary="Ord.", revision=seen)
    lines = actions(hearing)

    take("save", paper, summary="Ord.", revision=seen)

    assert actions(hearing) == lines


# --- Submitting and approving -----------------------------------------------------------------
@pytest.mark.parametrize("step", ["submit", "approve", "publish"])
def test_nothing_goes_on_while_something_is_missing(hearing, step):
    paper = MAKE[next(iter(ALLOWED[step]))](hearing)
    digest = content_of(paper).digest
    ResponseFactory(hearing=hearing)

    with pytest.raises(WhitePaperIncomplete) as caught:
        take(step, paper, digest=digest)

    assert [lack.count for lack in caught.value.lacks] == [1]
    assert "nr. 2" in str(caught.value)


def test_nothing_is_submitted_while_responses_may_come(hearing):
    paper = draft_of(hearing)
    Hearing.objects.update(closes_at=timezone.now() + timedelta(hours=1))

    with pytest.raises(TransitionNotAllowed, match="Fristen er ikke gået"):
        take("submit", paper)


def test_whoever_wrote_or_submitted_it_does_not_approve_it(hearing):
    author, helper, sender, other = (UserFactory(staff=True) for _time in range(4))
    paper = draft_of(hearing, by=author)
    paper = take("save", paper, by=helper, summary="Med hjælp.")
    paper = take("submit", paper, by=sender)

    for person in (author, helper, sender):
        with pytest.raises(TransitionNotAllowed, match="Bed en kollega"):
            take("approve", paper, by=person)

    assert take("approve", paper, by=other).approver == other


def test_whoever_wrote_an_earlier_version_may_approve_the_next(hearing):
    writer = UserFactory(staff=True)
    published_of(hearing, by=writer)

    paper = take("approve", submitted_of(hearing), by=writer)

    assert (paper.version, paper.approver) == (2, writer)


def test_a_tiny_administration_may_let_the_author_approve(hearing, settings):
    settings.WHITE_PAPER_NEEDS_ANOTHER_APPROVER = False
    author = UserFactory(staff=True)
    paper = submitted_of(hearing, by=author)

    assert take("approve", paper, by=author).status == Status.APPROVED


def test_only_what_was_read_is_approved(hearing):
    paper = submitted_of(hearing)
    digest = content_of(paper).digest
    answer = hearing.official_answers.get()
    answer.rewrite(by=UserFactory(), at=timezone.now(), remark="Rækken fældes.")
    answer.save()

    with pytest.raises(TransitionNotAllowed, match="ændret, siden du læste den"):
        take("approve", paper, digest=digest)

    assert as_stored(paper)["content"] is None
    assert take("approve", paper).content["themes"][0]["answer"]["remark"] == "Rækken fældes."


def test_the_approval_orders_a_file_of_each_format_and_taking_back_discards_them(
    hearing, django_capture_on_commit_callbacks
):
    paper = approved_of(hearing)
    formats = sorted(paper.files.values_list("format", flat=True))
    row = paper.files.get(format="csv")
    path = row.file.storage.save("hearings/whitepaperfile/proof.csv", ContentFile(b"1"))
    paper.files.filter(format="csv").update(file=path)

    with django_capture_on_commit_callbacks(execute=True):
        take("take_back", paper)

    assert formats == ["csv", "docx", "pdf", "xlsx"]
    assert not paper.files.exists()
    assert not row.file.storage.exists(path)


# --- Publishing -------------------------------------------------------------------------------
def test_publishing_answers_the_hearing_and_tells_everyone(hearing):
    paper = with_files(approved_of(hearing))

    paper = take("publish", paper)

    hearing.refresh_from_db()
    assert hearing.white_paper_published_at == paper.published_at
    assert hearing.is_answered()
    assert [row.kind for row in Message.objects.all()] == ["hearings.white_paper_published"]
    assert actions(hearing) == [
        "white_paper_changed",
        "white_paper_changed",
        "white_paper_submitted",
        "white_paper_approved",
        "white_paper_published",
    ]


@pytest.mark.parametrize("state", ["waiting", "working", "failed", "outdated"])
def test_it_is_not_published_before_its_files_are_ready(hearing, state):
    paper = with_files(approved_of(hearing))
    if state == "outdated":
        paper.files.filter(format="pdf").update(public_revision=99)
    else:
        paper.files.filter(format="pdf").update(state=state)

    with pytest.raises(TransitionNotAllowed, match="filer er ikke færdige"):
        take("publish", paper)

    assert not Message.objects.exists()


def test_a_response_that_came_after_the_approval_stops_it(hearing):
    paper = with_files(approved_of(hearing))
    late = ResponseFactory(hearing=hearing, received_at=timezone.now())
    late.mark_out_of_scope(reason="Noget andet.")

    with pytest.raises(TransitionNotAllowed, match="kommet svar, siden"):
        take("publish", paper)


def test_a_new_version_is_a_new_draft_beside_the_published_one(hearing):
    first = published_of(hearing)
    answer_to(point_in(ResponseFactory(hearing=hearing, approved=True), theme="Trafik"))

    second = published_of(hearing)

    assert [paper.version for paper in hearing.white_papers.published()] == [2, 1]
    assert content_of(first).themes[-1].title == "Beplantning"
    assert content_of(second).themes[-1].title == "Trafik"
    assert second.asked == first.asked
    hearing.refresh_from_db()
    assert hearing.white_paper_published_at == first.published_at
    # The first author reads the same as before and is not told again.
    assert Message.objects.count() == 2


def test_when_telling_fails_nothing_is_published(hearing, monkeypatch):
    paper = with_files(approved_of(hearing))
    monkeypatch.setattr(white_papers, "tell_of_white_paper", _fails)

    with pytest.raises(RuntimeError):
        take("publish", paper)

    hearing.refresh_from_db()
    assert hearing.white_paper_published_at is None
    assert as_stored(paper)["status"] == Status.APPROVED
    assert HearingEvent.Action.WHITE_PAPER_PUBLISHED not in actions(hearing)


def _fails(*_arguments: object, **_values: object) -> None:
    raise RuntimeError("the mail table is gone")


# --- A deadline that is moved -----------------------------------------------------------------
def extend(hearing: Hearing) -> None:
    later, at = timezone.now() + timedelta(days=7), timezone.now()
    services.extend_deadline(hearing, closes_at=later, reason="Kort.", by=UserFactory(), at=at)


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.APPROVED])
def test_a_moved_deadline_makes_it_a_draft_again(hearing, status):
    paper = MAKE[status](hearing)

    extend(hearing)

    assert as_stored(paper)["status"] == Status.DRAFT
    assert not paper.files.exists()
    assert actions(hearing)[-1] == "white_paper_returned"


def test_the_deadline_of_what_is_answered_is_not_moved(hearing):
    published_of(hearing)
    closes_at = hearing.closes_at

    with pytest.raises(TransitionNotAllowed):
        extend(hearing)

    hearing.refresh_from_db()
    assert hearing.closes_at == closes_at
