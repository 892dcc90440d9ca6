"""What people are told about bodies, their advice and their seats; one module for each part."""

from councils.messages import advice
from notifications.kinds import register


def register_kinds() -> None:
    register(*advice.KINDS)
