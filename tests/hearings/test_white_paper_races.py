"""Two people at the same white paper in the same instant. Real threads; judged on PostgreSQL."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from core.transitions import TransitionNotAllowed
from hearings.exceptions import WhitePaperChanged
from hearings.models import HearingEvent, WhitePaper, WhitePaperFile
from hearings.services import white_papers
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.hearings.papers import approved_of, draft_of, treated_hearing, with_files
from tests.hearings.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 8


def attempt(step: Callable[[], object]) -> Callable[[], bool]:
    """Tell whether a step was taken, or came too late."""

    def action() -> bool:
        try:
            step()
        except (TransitionNotAllowed, WhitePaperChanged):
            return False
        return True

    return action


def publishing(paper: WhitePaper) -> Callable[[], bool]:
    by = UserFactory(staff=True)
    return attempt(lambda: white_papers.publish(paper, by=by, at=timezone.now()))


def lines(action: HearingEvent.Action) -> int:
    return HearingEvent.objects.filter(action=action).count()


def test_publishing_many_times_at_once_gives_one_version_and_one_mail_each():
    paper = with_files(approved_of(treated_hearing()))

    results = at_once([publishing(paper) for _time in range(CROWD)])

    assert sorted(results) == [False] * (CROWD - 1) + [True]
    assert WhitePaper.objects.published().count() == 1
    assert lines(HearingEvent.Action.WHITE_PAPER_PUBLISHED) == 1
    assert Message.objects.count() == 1


def test_different_white_papers_published_at_once_are_all_published():
    """The negative control: the test above would see doubles."""
    papers = [with_files(approved_of(treated_hearing())) for _time in range(CROWD)]

    results = at_once([publishing(paper) for paper in papers])

    assert results == [True] * CROWD
    assert lines(HearingEvent.Action.WHITE_PAPER_PUBLISHED) == CROWD
    assert Message.objects.count() == CROWD


def test_opening_at_once_gives_one_draft():
    hearing = treated_hearing()
    people = [UserFactory(staff=True) for _time in range(CROWD)]

    at_once(
        [lambda by=by: white_papers.open_draft(hearing, by=by, at=timezone.now()) for by in people]
    )

    assert [paper.version for paper in WhitePaper.objects.all()] == [1]


def test_of_those_who_save_the_same_revision_at_once_one_is_kept_and_the_others_are_told():
    paper = draft_of(treated_hearing())

    def saving(number: int) -> Callable[[], bool]:
        by = UserFactory(staff=True)
        words = {"summary": f"Ord {number}", "asked": "", "new_in_version": ""}
        return attempt(
            lambda: white_papers.save_draft(
                paper, **words, revision=paper.revision, by=by, at=timezone.now()
            )
        )

    results = at_once([saving(number) for number in range(CROWD)])

    stored = WhitePaper.objects.get()
    assert sorted(results) == [False] * (CROWD - 1) + [True]
    assert stored.revision == paper.revision + 1
    assert stored.summary == f"Ord {results.index(True)}"


def test_a_file_is_claimed_once():
    row = approved_of(treated_hearing()).files.first()

    claims = at_once([lambda: WhitePaperFile.objects.claim(row.pk, timezone.now())] * CROWD)

    assert sum(claim is not None for claim in claims) == 1
