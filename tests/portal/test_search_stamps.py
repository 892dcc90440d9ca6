"""Every source is read again when something of it has changed, and only then."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db.models import Model
from django.utils import timezone

from city.models import Area, Topic
from comments.models import Comment, Thread
from hearings.models import ResponseFile
from information.models import PageTranslation, PlanDocument, RightTranslation
from information.services import publications
from portal.models import FixedPage
from portal.search.sources import sources
from tests.comments.factories import CommentFactory
from tests.core import samples
from tests.councils.factories import (
    AgendaItemFactory,
    BodyFactory,
    CallFactory,
    ElectionFactory,
    MembershipFactory,
    RecommendationFactory,
)
from tests.events.factories import EventFactory
from tests.hearings.factories import (
    HearingDocumentFactory,
    HearingFactory,
    HearingKindFactory,
    HearingTranslationFactory,
    ResponseFactory,
    WhitePaperFactory,
)
from tests.information.factories import (
    AttachmentFactory,
    GlossaryTermFactory,
    GuideFactory,
    NewsFactory,
    PlanFactory,
    RightFactory,
    VideoFactory,
    make_page,
)
from tests.portal.search import refresh, titles
from tests.projects.factories import (
    ActivityFactory,
    LessonFactory,
    ProblemFactory,
    ProjectFactory,
    QuestionFactory,
    UpdateFactory,
)
from tests.seminars.factories import ConclusionFactory, SeminarFactory, SessionFactory

pytestmark = pytest.mark.django_db
WORD = "solsikke"


def pdf() -> dict[str, object]:
    content = samples.saved(samples.pdf_document(WORD))
    return {
        "file": ContentFile(content, name="a.pdf"), "original_name": "a.pdf", "size": 1,
        "content_type": "application/pdf", "sha256": "0", "uploaded_at": timezone.now(),
    }  # fmt: skip


def page_translation() -> PageTranslation:
    return PageTranslation.objects.create(
        page=make_page(), language="en", title=WORD, lead=WORD, translated_at=timezone.now()
    )


def right_translation() -> RightTranslation:
    return RightTranslation.objects.create(
        right=RightFactory(), language="en", title=WORD, what=WORD, translated_at=timezone.now()
    )


def answer_file() -> ResponseFile:
    response = ResponseFactory(approved=True)
    return ResponseFile.objects.create(
        response=response, **pdf() | {"uploaded_at": response.received_at}
    )


def attachment() -> Model:
    file = AttachmentFactory(title=WORD, **pdf())
    make_page().versions.get().attachments.add(file)
    return file


def comment_on(subject: Model) -> Comment:
    subject.thread = Thread.objects.create(department=subject.department)
    subject.save()
    return CommentFactory(thread=subject.thread, text=WORD)


ROWS: dict[str, Callable[[], Model]] = {
    "hearing": lambda: HearingFactory(title=WORD),
    "hearing_translation": lambda: HearingTranslationFactory(title=WORD),
    "answer": lambda: ResponseFactory(approved=True, text=WORD),
    "white_paper": lambda: WhitePaperFactory(hearing__title=WORD),
    "hearing_document": lambda: HearingDocumentFactory(title=WORD, **pdf()),
    "answer_file": answer_file,
    "hearing_comment": lambda: CommentFactory(text=WORD),
    "body": lambda: BodyFactory(name=WORD),
    "body_comment": lambda: comment_on(BodyFactory()),
    "member": lambda: MembershipFactory(member__name=WORD).member,
    "agenda_item": lambda: AgendaItemFactory(title=WORD),
    "recommendation": lambda: RecommendationFactory(title=WORD),
    "call": lambda: CallFactory(title=WORD),
    "election": lambda: ElectionFactory(title=WORD),
    "problem": lambda: ProblemFactory(title=WORD),
    "problem_comment": lambda: comment_on(ProblemFactory()),
    "event": lambda: EventFactory(title=WORD),
    "wall": lambda: ActivityFactory(on_wall=True, wall__title=WORD).wall,
    "project": lambda: ProjectFactory(title=WORD),
    "project_question": lambda: QuestionFactory(title=WORD),
    "project_update": lambda: UpdateFactory(title=WORD),
    "lesson": lambda: LessonFactory(title=WORD),
    "project_comment": lambda: comment_on(ProjectFactory()),
    "seminar": lambda: SeminarFactory(title=WORD),
    "seminar_session": lambda: SessionFactory(event__title=WORD),
    "conclusion": lambda: ConclusionFactory(text=WORD),
    "seminar_comment": lambda: comment_on(SeminarFactory()),
    "page_comment": lambda: comment_on(make_page()),
    "plan_comment": lambda: comment_on(PlanFactory()),
    "page": lambda: make_page(title=WORD),
    "page_translation": page_translation,
    "news": lambda: NewsFactory(title=WORD),
    "plan": lambda: PlanFactory(title=WORD),
    "plan_document": lambda: PlanDocument.objects.create(plan=PlanFactory(), title=WORD, **pdf()),
    "right": lambda: RightFactory(title=WORD),
    "right_translation": right_translation,
    "guide": lambda: GuideFactory(title=WORD),
    "term": lambda: GlossaryTermFactory(term=WORD),
    "video": lambda: VideoFactory(title=WORD),
    "attachment": attachment,
    "fixed_page": lambda: FixedPage.objects.create(name="help", title=WORD, text=WORD),
}


def save_without_a_change(row: Model) -> None:
    """Save as an editor does who changes no word: the moment of the change is the only one."""
    if hasattr(row, "changed_at"):
        row.changed_at = timezone.now() + timedelta(seconds=1)
    row.save()


@pytest.mark.parametrize("name", sources())
def test_a_row_that_was_saved_without_a_change_of_its_text_is_found_again(name):
    row = ROWS[name]()
    refresh()
    before = titles(WORD)

    save_without_a_change(row)
    refresh()

    assert before != []
    assert titles(WORD) == before


@pytest.mark.parametrize("factory", [NewsFactory, PlanFactory, RightFactory, GuideFactory])
def test_a_text_that_an_editor_has_looked_at_is_found_again(factory):
    row = factory(title=WORD)
    refresh()

    publications.mark_reviewed(row, review_on=None, by=None, at=timezone.now())
    refresh()

    assert titles(WORD) == [WORD]


# --- Names that a row has from elsewhere -------------------------------------------------------
@pytest.mark.parametrize(
    ("factory", "relation", "make"),
    [
        (HearingFactory, "areas", lambda name: Area.objects.create(name=name, slug="x")),
        (HearingFactory, "topics", lambda name: Topic.objects.create(name=name, slug="x")),
        (HearingFactory, "kinds", lambda name: HearingKindFactory(name=name)),
        (NewsFactory, "areas", lambda name: Area.objects.create(name=name, slug="x")),
        (PlanFactory, "topics", lambda name: Topic.objects.create(name=name, slug="x")),
        (GuideFactory, "topics", lambda name: Topic.objects.create(name=name, slug="x")),
    ],
)
def test_a_row_is_found_by_the_new_name_of_its_area_topic_or_kind(factory, relation, make):
    row = factory(title="Bænke")
    named = make("Solbyen")
    getattr(row, relation).add(named)
    refresh()
    before = titles("solbyen"), titles("månebyen")

    type(named).objects.filter(pk=named.pk).update(name="Månebyen")
    refresh()

    assert before == (["Bænke"], [])
    assert (titles("solbyen"), titles("månebyen")) == ([], ["Bænke"])


@pytest.mark.parametrize(
    ("document", "whole"),
    [
        (lambda: HearingDocumentFactory(title=WORD), "hearing"),
        (lambda: PlanDocument.objects.create(plan=PlanFactory(), title=WORD, **pdf()), "plan"),
    ],
)
def test_a_document_follows_to_the_areas_of_what_it_belongs_to(document, whole):
    area = Area.objects.create(name="Solbyen", slug="solbyen")
    row = document()
    refresh()

    getattr(row, whole).areas.add(area)
    refresh()

    assert WORD in titles(WORD, area=area.pk)
