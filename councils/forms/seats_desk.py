"""What the secretary of a body writes about seats: calls, elections, choices and counts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.clock import end_of_day, last_day, local_date, start_of_day
from core.forms import GuardedLineField, GuardedTextField
from councils.forms.meetings import DayInput, area
from councils.models import Application, Body, Call, Candidate, Election, Seat, SeatGroup

_OUTSIDE = gettext_lazy("Skriv en dato mellem år 2000 og 2199.")
MAX_REASON = 2000
MOST_SEATS = 100
MOST_VOTES = 1_000_000


class DayField(forms.DateField):
    """A day that calendars know."""

    widget = DayInput
    default_validators = [
        MinValueValidator(date(2000, 1, 1), _OUTSIDE),
        MaxValueValidator(date(2199, 12, 31), _OUTSIDE),
    ]


def _text(label: Any, *, rows: int = 5, **words: Any) -> GuardedTextField:
    return GuardedTextField(label=label, max_length=4000, widget=area(rows), **words)


class OfBodyForm(forms.Form):
    """Something about a group of seats of one body; when it is out only some words are mended."""

    STILL_MENDED: tuple[str, ...] = ()

    group = forms.ModelChoiceField(
        label=gettext_lazy("Hvilke pladser?"), queryset=SeatGroup.objects.none(), empty_label=None
    )
    title = GuardedLineField(label=gettext_lazy("Titel"), max_length=200)
    seats = forms.IntegerField(
        label=gettext_lazy("Antal pladser"), min_value=1, max_value=MOST_SEATS
    )

    def __init__(self, *args: Any, body: Body, is_out: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = body.groups.all()  # type: ignore[attr-defined]
        if is_out:
            for name in set(self.fields) - set(self.STILL_MENDED):
                del self.fields[name]

    def values(self) -> dict[str, Any]:
        """Return what the service takes: days as the moments that begin and end them."""
        return dict(self.cleaned_data)


def _moments(values: dict[str, Any], *pairs: tuple[str, str, bool]) -> dict[str, Any]:
    """Turn days into moments: (name of the day, name of the moment, whether the day is in)."""
    found = dict(values)
    for day, moment, is_last in pairs:
        if day in found:
            found[moment] = (end_of_day if is_last else start_of_day)(found.pop(day))
    return found


def _in_order(form: forms.Form, *names: str) -> None:
    """Say at the later field when two days stand in the wrong order."""
    days = [(name, form.cleaned_data.get(name)) for name in names]
    for (_first, before), (name, after) in pairwise(days):
        if before and after and after < before:
            form.add_error(name, _("Dagen ligger før den forrige."))


class CallForm(OfBodyForm):
    """Seats that citizens may apply for."""

    STILL_MENDED = ("text", "criteria", "last_day", "answer_by")

    text = _text(
        gettext_lazy("Om pladserne"),
        help_text=gettext_lazy("Hvad man laver, hvor tit, hvor længe."),
    )
    criteria = _text(
        gettext_lazy("Sådan vælger vi"),
        help_text=gettext_lazy("Hvem der vælger, og hvad der lægges vægt på. Alle kan læse det."),
    )
    first_day = DayField(label=gettext_lazy("Man kan søge fra"))
    last_day = DayField(
        label=gettext_lazy("Sidste dag at søge"), help_text=gettext_lazy("Hele dagen er med.")
    )
    answer_by = DayField(label=gettext_lazy("Alle får svar senest"), required=False)

    field_order = [
        "group", "title", "seats", "text", "criteria", "first_day", "last_day", "answer_by",
    ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        _in_order(self, "first_day", "last_day", "answer_by")
        return values

    def values(self) -> dict[str, Any]:
        pairs = (("first_day", "opens_at", False), ("last_day", "closes_at", True))
        return _moments(self.cleaned_data, *pairs)

    @staticmethod
    def initial_of(call: Call) -> dict[str, Any]:
        names = ("group", "title", "seats", "text", "criteria", "answer_by")
        return {
            **{name: getattr(call, name) for name in names},
            "first_day": local_date(call.opens_at),
            "last_day": call.last_day,
        }


class ElectionForm(OfBodyForm):
    """An election: who, when, how many. Votes are cast outside the portal."""

    STILL_MENDED = ("who_may_stand", "who_may_vote", "how_to_vote", "minimum_age")
    DAYS = (
        ("nominate_from", "nominations_open_at", False),
        ("nominate_until", "nominations_close_at", True),
        ("vote_from", "voting_opens_at", False),
        ("vote_until", "voting_closes_at", True),
    )

    substitutes = forms.IntegerField(
        label=gettext_lazy("Antal stedfortrædere"), min_value=0, max_value=MOST_SEATS, initial=0
    )
    who_may_stand = _text(gettext_lazy("Hvem kan stille op?"), rows=3)
    who_may_vote = _text(gettext_lazy("Hvem kan stemme?"), rows=3)
    how_to_vote = _text(gettext_lazy("Sådan stemmer man"), rows=3, required=False)
    minimum_age = forms.IntegerField(
        label=gettext_lazy("Mindste alder"),
        required=False,
        min_value=1,
        max_value=120,
        help_text=gettext_lazy("Kun til at advare dig, når et fødselsår ikke passer."),
    )
    nominate_from = DayField(label=gettext_lazy("Man kan stille op fra"))
    nominate_until = DayField(label=gettext_lazy("Sidste dag at stille op"))
    vote_from = DayField(label=gettext_lazy("Man kan stemme fra"))
    vote_until = DayField(label=gettext_lazy("Sidste dag at stemme"))
    term_starts_on = DayField(label=gettext_lazy("De valgte sidder fra"))
    term_last_day = DayField(label=gettext_lazy("Til og med"), required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        _in_order(self, *(day for day, _moment, _is_last in self.DAYS), "term_starts_on")
        first, last = values.get("vote_from"), values.get("nominate_until")
        if first and last and first == last:
            self.add_error("vote_from", _("Opstillingen skal være slut, før man kan stemme."))
        _in_order(self, "term_starts_on", "term_last_day")
        return values

    def values(self) -> dict[str, Any]:
        found = _moments(self.cleaned_data, *self.DAYS)
        if "term_last_day" in found:
            last = found.pop("term_last_day")
            found["term_ends_on"] = local_date(end_of_day(last)) if last else None
        return found

    @staticmethod
    def initial_of(election: Election) -> dict[str, Any]:
        names = (
            "group", "title", "seats", "substitutes", "who_may_stand", "who_may_vote",
            "how_to_vote", "minimum_age", "term_starts_on",
        )  # fmt: skip
        ends_on = election.term_ends_on
        return {
            **{name: getattr(election, name) for name in names},
            "nominate_from": local_date(election.nominations_open_at),
            "nominate_until": election.last_day_of_nominations,
            "vote_from": local_date(election.voting_opens_at),
            "vote_until": election.last_day_to_vote,
            "term_last_day": last_day(start_of_day(ends_on)) if ends_on else None,
        }


class ReasonForm(forms.Form):
    """Why: those who are told read it, and it stands on the page."""

    reason = GuardedTextField(
        label=gettext_lazy("Begrundelse"),
        max_length=MAX_REASON,
        widget=area(4),
        error_messages={"required": gettext_lazy("Skriv en begrundelse.")},
    )


class ShortReasonForm(forms.Form):
    """Why somebody may not be chosen, in one line."""

    reason = GuardedLineField(
        label=gettext_lazy("Begrundelse"),
        max_length=200,
        error_messages={"required": gettext_lazy("Skriv en begrundelse.")},
    )


class ChoiceForm(forms.Form):
    """What is in mind for each applicant, and the reason of it all. A draft may be half done."""

    choice_reason = GuardedTextField(
        label=gettext_lazy("Sådan blev der valgt"),
        help_text=gettext_lazy(
            "Alle kan læse det: hvem der valgte, og hvad der blev lagt vægt på. Ingen navne."
        ),
        max_length=4000,
        required=False,
        widget=area(4),
    )

    # Which draft was shown.
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, call: Call, waiting: Iterable[Application]) -> None:
        kept = {"choice_reason": call.choice_reason, "seen": call.proposal_revision}
        super().__init__(*args, initial=kept)
        self.waiting = list(waiting)
        choices = [("", _("Ikke afgjort endnu")), *((s, s.label) for s in Application.ANSWERS)]
        for row in self.waiting:
            self.fields[f"status_{row.pk}"] = forms.ChoiceField(
                label=_("Svar til nr. %(number)d") % {"number": row.number},
                choices=choices,
                required=False,
                initial=row.proposed,
            )
            self.fields[f"reason_{row.pk}"] = GuardedTextField(
                label=_("Begrundelse til nr. %(number)d") % {"number": row.number},
                max_length=MAX_REASON,
                required=False,
                initial=row.proposed_reason,
                widget=area(3),
            )

    def rows(self) -> list[tuple[Application, Any, Any]]:
        """Return each applicant with the two fields about them."""
        return [(row, self[f"status_{row.pk}"], self[f"reason_{row.pk}"]) for row in self.waiting]

    def see(self, call: Call) -> None:
        """Let the next save be on top of what stands now."""
        sent: Any = self.data
        renewed = sent.copy()
        renewed["seen"] = str(call.proposal_revision)
        self.data = renewed

    def choices(self) -> dict[int, tuple[str, str]]:
        """Return what is in mind, as the service takes it."""
        said = self.cleaned_data
        return {
            row.pk: (said[f"status_{row.pk}"], said[f"reason_{row.pk}"]) for row in self.waiting
        }


class SeatForm(forms.Form):
    """From when to when somebody sits, and on which of the free seats."""

    seat = forms.ModelChoiceField(
        label=gettext_lazy("Plads"), queryset=Seat.objects.none(), empty_label=None
    )
    first_day = DayField(label=gettext_lazy("Fra"))
    last_day = DayField(label=gettext_lazy("Til og med"), required=False)

    def __init__(self, *args: Any, group: SeatGroup, has_seat: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].queryset = group.seats.filter(abolished_at=None)  # type: ignore[attr-defined]
        if not has_seat:
            del self.fields["seat"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        _in_order(self, "first_day", "last_day")
        return values

    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        ends_at: datetime | None = end_of_day(said["last_day"]) if said["last_day"] else None
        return {
            "seat": said.get("seat"),
            "starts_at": start_of_day(said["first_day"]),
            "ends_at": ends_at,
        }


class CountForm(forms.Form):
    """What one person has counted: one vote on each ballot."""

    eligible = forms.IntegerField(
        label=gettext_lazy("Stemmeberettigede"), min_value=1, max_value=MOST_VOTES
    )
    ballots = forms.IntegerField(
        label=gettext_lazy("Afgivne stemmesedler"), min_value=0, max_value=MOST_VOTES
    )
    invalid = forms.IntegerField(
        label=gettext_lazy("Heraf ugyldige"), min_value=0, max_value=MOST_VOTES
    )
    drawn = GuardedLineField(
        label=gettext_lazy("Lodtrækning ved lige mange stemmer"),
        help_text=gettext_lazy("Kandidaternes numre i den rækkefølge, de blev trukket. Fx: 3, 1"),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, candidates: Iterable[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = list(candidates)
        lot = self.fields.pop("drawn")
        for row in self.candidates:
            self.fields[f"votes_{row.number}"] = forms.IntegerField(
                label=_("Stemmer på nr. %(number)d, %(name)s")
                % {"number": row.number, "name": row.name},
                min_value=0,
                max_value=MOST_VOTES,
            )
        self.fields["drawn"] = lot

    def clean_drawn(self) -> tuple[int, ...]:
        parts = re.split(r"[\s,;]+", self.cleaned_data["drawn"].strip())
        numbers = [part for part in parts if part]
        known = {str(row.number) for row in self.candidates}
        if not set(numbers) <= known:
            raise ValidationError(_("Skriv kandidaternes numre med komma imellem. Fx: 3, 1"))
        return tuple(int(number) for number in numbers)

    def values(self) -> dict[str, Any]:
        """Return what `services.counting.Count` takes."""
        said = self.cleaned_data
        votes = {row.number: said[f"votes_{row.number}"] for row in self.candidates}
        names = ("eligible", "ballots", "invalid", "drawn")
        return {**{name: said[name] for name in names}, "votes": votes}
