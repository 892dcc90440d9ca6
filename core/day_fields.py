"""Form fields for days and moments, by the browser's own calendar and clock."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy

from core.clock import start_of_day

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)
_OUTSIDE = gettext_lazy("Skriv en dato mellem år 2000 og 2199.")


class DayInput(forms.DateInput):
    """The browser's own calendar: works without script."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class MomentInput(forms.SplitDateTimeWidget):
    """A day and a time of day, both by the browser's own fields."""

    def __init__(self) -> None:
        day: dict[str, Any] = {"type": "date", "aria-label": gettext_lazy("dato")}
        clock: dict[str, Any] = {"type": "time", "aria-label": gettext_lazy("klokkeslæt")}
        super().__init__(
            date_format="%Y-%m-%d", time_format="%H:%M", date_attrs=day, time_attrs=clock
        )


class MomentField(forms.SplitDateTimeField):
    """A moment that calendars know: the databases and the time zones end somewhere."""

    widget = MomentInput
    default_validators = [
        MinValueValidator(start_of_day(FIRST_DAY), _OUTSIDE),
        MaxValueValidator(start_of_day(LAST_DAY), _OUTSIDE),
    ]


class DayField(forms.DateField):
    """A day within the same bounds."""

    widget = DayInput
    default_validators = [
        MinValueValidator(FIRST_DAY, _OUTSIDE),
        MaxValueValidator(LAST_DAY, _OUTSIDE),
    ]
