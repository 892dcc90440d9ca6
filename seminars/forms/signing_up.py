"""What a person writes when they sign up for a seminar, and when they change it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.forms.signing_up import PeopleForm, SignUpForm
from seminars.exceptions import SessionOfAnotherDay, SessionsClash
from seminars.models import SeminarDay, Session
from seminars.slots import SLOT, DaySlots, Slot

if TYPE_CHECKING:
    from django.forms import BoundField

    from accounts.models import User


class ChoosesSessions(forms.Form):
    """One session at each time, or none; what overlaps is refused with the names of both."""

    slots: Sequence[DaySlots]

    def begin_slots(self, slots: Sequence[DaySlots]) -> None:
        self.slots = slots
        for slot in self._each_slot():
            self.fields[slot.name] = forms.ChoiceField(
                label=slot.label,
                choices=[("", _("Ingen af dem")), *slot.choices],
                initial=slot.initial,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("Den kan ikke vælges mere. Vælg en anden.")},
            )

    @property
    def days_with_fields(self) -> list[tuple[SeminarDay, list[BoundField]]]:
        """Return each day with its fields, for the template."""
        return [(day.day, [self[slot.name] for slot in day.slots]) for day in self.slots]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        # A time whose last session was moved or cancelled meanwhile has no field any more.
        names = {slot.name for slot in self._each_slot()}
        gone = [name for name in self.data if name.startswith(SLOT) and name not in names]
        if any(self.data.get(name) for name in gone):
            self.add_error(None, _("Programmet er ændret, mens du skrev. Se dine valg efter."))
        values["sessions"] = self._chosen()
        return values

    def _chosen(self) -> list[Session]:
        """Take what was chosen out of the fields, and refuse what cannot be had together."""
        found: list[Session] = []
        days = self.cleaned_data.get("days")
        for slot in self._each_slot():
            session = slot.session_of(self.cleaned_data.pop(slot.name, ""))
            if session is None:
                continue
            if days is not None and session.day not in days:
                self.add_error(slot.name, SessionOfAnotherDay(session))
            for other in found:
                if session.clashes_with(other):
                    self.add_error(slot.name, SessionsClash(other, session))
            found.append(session)
        return found

    def _each_slot(self) -> list[Slot]:
        return [slot for day in self.slots for slot in day.slots]


class SeminarSignUpForm(ChoosesSessions, SignUpForm):
    """Who comes, on which days, and to which sessions."""

    days = forms.MultipleChoiceField(
        label=gettext_lazy("Hvilke dage kommer du?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Vælg mindst én dag.")},
    )

    def __init__(
        self,
        *args: Any,
        days: Sequence[SeminarDay],
        slots: Sequence[DaySlots],
        day_labels: Sequence[str],
        person: User | None,
        **kwargs: Any,
    ) -> None:
        event = next((day.event for day in days if day.event.asks_needs), days[0].event)
        super().__init__(*args, event=event, person=person, **kwargs)
        self.known_days = {str(day.pk): day for day in days}
        self.fields["days"].choices = list(zip(self.known_days, day_labels, strict=True))
        self.fields["days"].initial = list(self.known_days)
        if len(days) == 1:
            del self.fields["days"]
        self.begin_slots(slots)

    def clean(self) -> dict[str, Any]:
        keys = self.cleaned_data.get("days", list(self.known_days))
        is_asked = "days" in self.fields
        if not is_asked or "days" in self.cleaned_data:
            self.cleaned_data["days"] = [self.known_days[key] for key in keys]
        return super().clean()


class SeminarChangeForm(ChoosesSessions, PeopleForm):
    """How many come, for whom, what they need, and to which sessions."""

    def __init__(self, *args: Any, slots: Sequence[DaySlots], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.begin_slots(slots)
