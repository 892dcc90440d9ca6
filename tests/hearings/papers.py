"""A treated hearing and its white paper: short ways to every state of it."""

from django.utils import timezone

from hearings.models import Answer, Hearing, Mention, Point, Response, Theme, WhitePaper
from hearings.services import white_papers
from hearings.white_paper.content import content_of
from tests.accounts.factories import UserFactory
from tests.hearings.factories import HearingFactory, ResponseFactory


def theme_in(hearing: Hearing, title: str = "Beplantning") -> Theme:
    return Theme.objects.get_or_create(hearing=hearing, title=title)[0]


def point_in(
    *responses: Response, title: str = "Bevar poppelrækken", theme: str = "Beplantning"
) -> Point:
    """Make a point of the whole text of each response."""
    hearing = responses[0].hearing
    hearing.refresh_from_db()
    point = Point.objects.create(
        hearing=hearing,
        number=hearing.next_point_number(),
        theme=theme_in(hearing, theme),
        title=title,
        created_by=UserFactory(),
    )
    for response in responses:
        version = response.current_version
        Mention.objects.create(
            point=point,
            response=response,
            version=version,
            start=0,
            end=len(version.text),
            created_by=point.created_by,
        )
    return point


def answer_to(subject: Theme | Point, **words) -> Answer:
    key = {"theme": subject} if isinstance(subject, Theme) else {"point": subject}
    values = {"remark": "Rækken bliver stående.", "outcome": Answer.Outcome.ACCEPTED, **words}
    return Answer.objects.create(
        hearing=subject.hearing,
        **key,
        **values,
        written_by=UserFactory(),
        written_at=timezone.now(),
    )


def treated_hearing(**values) -> Hearing:
    """A closed hearing with one approved response, its point and the answer to it."""
    hearing = HearingFactory(closed=True, **values)
    response = ResponseFactory(hearing=hearing, approved=True, name="Asta Æblegren")
    answer_to(point_in(response).theme)
    return hearing


def draft_of(hearing: Hearing, *, by=None, **words) -> WhitePaper:
    """A draft with a summary, by an author of its own unless one is named."""
    by = by or UserFactory(staff=True)
    paper = white_papers.open_draft(hearing, by=by, at=timezone.now())
    values = {
        "summary": "Svarene vil bevare træerne.",
        "asked": "Naboerne",
        "new_in_version": "" if paper.version == 1 else "Et svar er rettet.",
        **words,
    }
    return white_papers.save_draft(
        paper, **values, revision=paper.revision, by=by, at=timezone.now()
    )


def submitted_of(hearing: Hearing, *, by=None, **words) -> WhitePaper:
    paper = draft_of(hearing, by=by, **words)
    return white_papers.submit(paper, by=paper.author, at=timezone.now())


def approved_of(hearing: Hearing, *, by=None, **words) -> WhitePaper:
    paper = submitted_of(hearing, **words)
    digest = content_of(paper).digest
    by = by or UserFactory(staff=True)
    return white_papers.approve(paper, digest=digest, by=by, at=timezone.now())


def with_files(paper: WhitePaper) -> WhitePaper:
    """Let the files of an approved white paper be as if they were made."""
    paper.files.update(state="done", public_revision=paper.hearing.public_revision)
    return paper


def published_of(hearing: Hearing, **words) -> WhitePaper:
    paper = with_files(approved_of(hearing, **words))
    return white_papers.publish(paper, by=paper.approver, at=timezone.now())
