"""A hearing being treated: short ways to its themes, points and answers."""

from django.utils import timezone

from hearings.models import Answer, Hearing, Point, Response, Theme
from hearings.services import treatment
from tests.accounts.factories import UserFactory


def theme_in(hearing: Hearing, title: str = "Beplantning", *, by=None) -> Theme:
    return treatment.add_theme(hearing, title=title, by=by or UserFactory(), at=timezone.now())


def point_in(
    response: Response,
    *,
    title: str = "Bevar poppelrækken",
    theme: Theme | str = "Beplantning",
    passages=None,
    by=None,
) -> Point:
    """Make a point of the whole response, or of some passages."""
    version = response.current_version
    return treatment.make_point(
        response.hearing,
        theme=theme,
        title=title,
        response=response,
        version=version,
        passages=passages or [(0, len(version.text))],
        by=by or UserFactory(),
        at=timezone.now(),
    )


def also_in(point: Point, response: Response, *, passages=None, by=None) -> Point:
    version = response.current_version
    return treatment.mention_point(
        point,
        response=response,
        version=version,
        passages=passages or [(0, len(version.text))],
        by=by or UserFactory(),
        at=timezone.now(),
    )


def answer_to(subject: Theme | Point, *, seen_revision: int = 0, by=None, **texts) -> Answer:
    """Answer a theme or a point."""
    words = {"remark": "Rækken bliver stående.", "outcome": Answer.Outcome.ACCEPTED, **texts}
    key = {"theme": subject} if isinstance(subject, Theme) else {"point": subject}
    return treatment.write_answer(
        subject.hearing,
        **key,
        seen_revision=seen_revision,
        **words,
        by=by or UserFactory(),
        at=timezone.now(),
    )
