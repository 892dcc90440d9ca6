"""What an app says that somebody at work must do: a line in the box on the admin's front page."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Duty:
    """Something that waits for a person at work (pligt)."""

    title: str
    url: str
    text: str = ""
    deadline: datetime | None = None
    is_overdue: bool = False
