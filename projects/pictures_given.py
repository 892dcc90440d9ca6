"""A picture on its way from a form into an update."""

from dataclasses import dataclass

from core.files import InspectedFile


@dataclass(frozen=True)
class Picture:
    """A picture that was looked into, and what one sees on it."""

    inspected: InspectedFile
    alt: str
    credit: str = ""
