"""What the administration answers to three hundred responses, and what each of them is told."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from accounts.models import User
from hearings.models import Answer, Hearing
from hearings.services import treatment
from tests.e2e.crowd import ASIDE, Crowd
from tests.e2e.wishes import ORDER, THEMES

FIRST_THEME, FIRST_POINT = ORDER[0]
OWN_ANSWER = ORDER[1][1]
OUTCOMES = list(Answer.Outcome)[:4]
PROMISES = {FIRST_THEME: "Rækken bliver stående", THEMES[1]: "Der kommer bump på vejen"}
REASON = "Svaret handler om busdrift."


@dataclass(frozen=True)
class Told:
    """What is answered to one point."""

    title: str
    outcome: str
    remark: str


def remark_to(words: str) -> str:
    return f"Forvaltningen har svaret på »{words}«."


def outcome_of(theme: str) -> Answer.Outcome:
    return OUTCOMES[THEMES.index(theme) % len(OUTCOMES)]


def told_about(title: str) -> Told:
    """Return the answer to a point: its own, or the one to its theme."""
    theme = next(theme for theme, point in ORDER if point == title)
    if title == OWN_ANSWER:
        return Told(title, str(Answer.Outcome.REJECTED.label), remark_to(title))
    return Told(title, str(outcome_of(theme).label), remark_to(theme))


def treat_the_rest(crowd: Crowd, *, by: User) -> None:
    """Do through the services what the case worker did with the first three responses."""
    make_points(crowd, by=by)
    for number in ASIDE[1:]:
        treatment.mark_out_of_scope(
            crowd.responses[number], reason=REASON, by=by, at=timezone.now()
        )
    write_answers(crowd.hearing, by=by)


def make_points(crowd: Crowd, *, by: User) -> None:
    points = {point.title: point for point in crowd.hearing.points.all()}
    for theme, title in ORDER:
        for number in crowd.asking_for(title):
            response = crowd.responses[number]
            place = {
                "response": response,
                "version": response.current_version,
                "passages": [crowd.span(number, title)],
                "by": by,
                "at": timezone.now(),
            }
            if title in points:
                treatment.mention_point(points[title], **place)
            else:
                points[title] = treatment.make_point(
                    crowd.hearing, theme=theme, title=title, **place
                )


def write_answers(hearing: Hearing, *, by: User) -> None:
    """Answer every theme that has no answer yet, and one point on its own."""
    themes = {theme.title: theme for theme in hearing.themes.all()}
    assert list(themes) == THEMES
    subjects = {theme: {"theme": themes[theme]} for theme in THEMES[1:]}
    subjects[OWN_ANSWER] = {"point": hearing.points.get(title=OWN_ANSWER)}
    for words, subject in subjects.items():
        treatment.write_answer(
            hearing,
            **subject,
            seen_revision=0,
            remark=remark_to(words),
            outcome=Answer.Outcome.REJECTED if words == OWN_ANSWER else outcome_of(words),
            change=PROMISES.get(words, ""),
            by=by,
            at=timezone.now(),
        )


# --- What they are told -----------------------------------------------------------------------
_ANSWERED = re.compile(
    r"^\d+\. (?P<title>.+)\nUdfald: (?P<outcome>.+)\nForvaltningen svarer: (?P<remark>.+)$",
    re.MULTILINE,
)


def told_in(message: EmailMultiAlternatives) -> dict[int, list[Told]]:
    """Return the answers that a mail gives, by the number of the response."""
    pieces = re.split(r"^Dit svar nr\. (\d+)$", message.body, flags=re.MULTILINE)
    return {
        int(number): [Told(**found.groupdict()) for found in _ANSWERED.finditer(text)]
        for number, text in zip(pieces[1::2], pieces[2::2], strict=True)
    }
