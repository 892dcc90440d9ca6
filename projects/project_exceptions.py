"""Why a project cannot be published or closed, by name. The words are shown beside the form."""

from django.core.exceptions import ValidationError


class ProjectNotReady(ValidationError):
    """Something that everybody must be able to read is not written yet."""


class LessonsMissing(ValidationError):
    """Nobody has written down what was learned: the seminar collects it."""


class EvaluationMissing(ValidationError):
    """A focus project ends with an evaluation."""
