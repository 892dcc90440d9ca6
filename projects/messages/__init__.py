"""What people are told about problems and projects: the kinds of each part, together."""

from notifications.kinds import register


def register_kinds() -> None:
    register()
