"""What people are told about problems and projects: the kinds of each part, together."""

from notifications.kinds import register
from projects.messages import focus


def register_kinds() -> None:
    register(*focus.KINDS)
