"""The pictures beside links to problems. None for what is not public."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.pictures import Picture
from projects.models import Problem


def picture_of(number: int) -> Picture | None:
    """Return the picture of a problem, with its answer, or with how many feel it too."""
    problem = Problem.objects.public().filter(pk=number).first()
    if problem is None:
        return None
    felt = problem.felt_count
    told = ngettext("%(n)d mærker det også", "%(n)d mærker det også", felt) % {"n": felt}
    answer = capfirst(problem.get_answer_display())
    return Picture(
        kind_label=_("Problem"),
        title=problem.title,
        line=answer if problem.is_answered or not felt else told,
        way="innovation",
    )
