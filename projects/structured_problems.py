"""Problems for search engines: a question and, when it is given, the municipality's answer."""

from core.pictures import picture_path
from core.structured_data import Thing, absolute, authority, line, moment, thing
from projects.models import Problem


def of_problem(problem: Problem) -> Thing:
    """Return a problem as a page of questions and answers; of a hidden one, nothing."""
    if not problem.is_visible:
        return {}
    answer = (
        thing(
            "Answer",
            text=line(problem.reason),
            dateCreated=moment(problem.answered_at),
            author=authority(),
        )
        if problem.answered_at
        else None
    )
    question = thing(
        "Question",
        name=line(problem.title),
        text=line(problem.text),
        dateCreated=moment(problem.raised_at),
        answerCount=1 if answer else 0,
        acceptedAnswer=answer,
    )
    return thing(
        "QAPage",
        url=absolute(problem.get_absolute_url()),
        image=absolute(picture_path("problem", problem.pk)),
        mainEntity=question,
    )
