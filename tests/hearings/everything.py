"""A hearing with all that its page can show at once."""

from datetime import timedelta

from django.utils import timezone

from city.models import Area, Topic
from core.clock import local_date
from hearings.models import (
    Change,
    ChangeMove,
    DeadlineExtension,
    Hearing,
    MaterialChange,
    Redaction,
)
from tests.accounts.factories import UserFactory
from tests.comments.factories import CommentFactory
from tests.hearings.factories import (
    ChangeFactory,
    DecisionStepFactory,
    HearingDocumentFactory,
    HearingFactory,
    HearingKindFactory,
    HearingMeetingFactory,
    HearingTranslationFactory,
    ResponseFactory,
)
from tests.hearings.papers import answer_to, point_in, published_of


def full_hearing(**values) -> Hearing:
    """Return a hearing between two others, with two or more of everything that it can have."""
    hearing = HearingFactory(
        follows=HearingFactory(follows=HearingFactory()),
        kinds=[HearingKindFactory(), HearingKindFactory(name="Andet", complaint_guidance="Klag.")],
        prehearing_changes="Stien er flyttet.",
        **values,
    )
    HearingFactory(follows=hearing)
    hearing.areas.set(Area.objects.all()[:2])
    hearing.topics.set(Topic.objects.all()[:2])
    for language in ("ar", "en", "tr"):
        HearingTranslationFactory(hearing=hearing, language=language)
    add_to(hearing, 2)
    return hearing


def full_answered_hearing() -> Hearing:
    """Return one that was answered in two versions of a white paper, with promises."""
    hearing = full_hearing(closed=True)
    answer_to(point_in(*hearing.responses.all()).theme, change="Rækken bliver stående")
    published_of(hearing)
    published_of(hearing, new_in_version="Et udfald er rettet.")
    promise_in(hearing, 2)
    return hearing


def full_decided_hearing() -> Hearing:
    """Return one that was answered, and decided."""
    hearing = full_answered_hearing()
    today = local_date(timezone.now())
    Hearing.objects.filter(pk=hearing.pk).update(
        status=Hearing.Status.DECIDED, decided_on=today, decision="Planen er vedtaget."
    )
    hearing.refresh_from_db()
    return hearing


def add_to(hearing: Hearing, count: int) -> None:
    """Add so many of each: masked answers, meetings, documents, steps, changes, comments."""
    by = UserFactory(staff=True)
    for number in range(count):
        CommentFactory(parent=CommentFactory(thread=hearing.thread, text="Hvad med bænkene?"))
        answer = ResponseFactory(hearing=hearing, approved=True, show_name=bool(number % 2))
        Redaction.objects.create(
            version=answer.published_version, start=0, end=3, reason="personal", by=by
        )
        HearingMeetingFactory(hearing=hearing)
        HearingDocumentFactory(hearing=hearing)
        DecisionStepFactory(hearing=hearing)
        DeadlineExtension.objects.create(
            hearing=hearing,
            old_closes_at=hearing.closes_at - timedelta(days=number + 1),
            new_closes_at=hearing.closes_at,
            reason="Bilag 3 manglede.",
            by=by,
        )
        MaterialChange.objects.create(
            hearing=hearing, by=by, what="lead", assessment="new_hearing", reason="Ny bygherre."
        )


def promise_in(hearing: Hearing, count: int) -> None:
    """Promise so many changes, each moved twice, and as many that were never moved."""
    for _n in range(count):
        ChangeFactory(hearing=hearing, overdue=True)
        change = ChangeFactory(hearing=hearing)
        move(change, "Kablet kom ikke.")
        move(change, "Frosten kom.")


def move(change: Change, reason: str) -> ChangeMove:
    """Move the day of a change by a week."""
    old, change.due_on = change.due_on, change.due_on + timedelta(days=7)
    change.save()
    return ChangeMove.objects.create(
        change=change, old_due_on=old, new_due_on=change.due_on, reason=reason, by=UserFactory()
    )
