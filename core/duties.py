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
    # When it has no deadline but somebody waits: since when.
    waits_since: datetime | None = None

    @property
    def order(self) -> tuple[bool, datetime | None, str]:
        """Return the key to sort by: earliest first, what has no date last."""
        moment = self.deadline or self.waits_since
        return (moment is None, moment, self.title)
