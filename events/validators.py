"""What an event's own fields may hold."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MAX_REMINDERS = 5
LONGEST_BEFORE = 60


def default_reminders() -> list[int]:
    """A week and a day before."""
    return [7, 1]


def validate_reminders(value: Any) -> None:
    """Refuse all but a short list of different whole days before the event, 0 the same morning."""
    is_list = isinstance(value, list) and len(value) <= MAX_REMINDERS
    if not is_list or not all(type(days) is int for days in value):
        raise ValidationError(_("Skriv højst fem hele tal, fx [7, 1]."))
    if len(set(value)) < len(value) or not all(0 <= days <= LONGEST_BEFORE for days in value):
        raise ValidationError(_("Skriv forskellige tal fra 0 til 60."))
