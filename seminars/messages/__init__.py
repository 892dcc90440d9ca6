"""What people are told about seminars: the kinds of each part, together."""

from notifications.kinds import register
from seminars.messages import afterwards, programme, signup


def register_kinds() -> None:
    register(*signup.KINDS, *programme.KINDS, *afterwards.KINDS)
