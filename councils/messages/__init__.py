"""What people are told about bodies: the kinds of each part, registered together."""

from councils.messages import advice, meetings, seats
from notifications.kinds import register


def register_kinds() -> None:
    register(*meetings.KINDS, *seats.KINDS, *advice.KINDS)
