"""What people are told about bodies: the kinds of each part, registered together."""

from councils.messages import seats
from notifications.kinds import register


def register_kinds() -> None:
    register(*seats.KINDS)
