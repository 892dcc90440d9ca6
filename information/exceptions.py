"""What can go wrong with a text of information, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from information.models import PageVersion


class NewerVersionExists(Exception):
    """Somebody saved while the form was open; `newest` is what they wrote."""

    def __init__(self, newest: PageVersion) -> None:
        super().__init__(f"version {newest.number} is newer")
        self.newest = newest


class AddressNotPossible(ValidationError):
    """A page cannot stand there; the message stands at the field that decides it."""


class MomentNotPossible(ValidationError):
    """A text cannot become public at that moment."""
