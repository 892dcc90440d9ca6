"""What people are told about problems and projects: the kinds of each part, together."""

from notifications.kinds import register
from projects.messages import focus, giving, problems, project


def register_kinds() -> None:
    register(*problems.KINDS, *project.KINDS, *focus.KINDS, *giving.KINDS)
