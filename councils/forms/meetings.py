"""What is written about a meeting: when and where, minutes, papers, a file of items."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.clock import at_clock, local
from core.files import InspectedFile, inspect_upload
from core.forms import GuardedLineField, GuardedTextField
from councils.agenda_file import FileRow, UnreadableFile, read_items
from councils.models import Body, Meeting, Membership
from councils.models.membership import MembershipQuerySet

MAX_DOCUMENT_BYTES = 50 * 1024 * 1024
_OUTSIDE = gettext_lazy("Skriv en dato mellem år 2000 og 2199.")


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class DayInput(forms.DateInput):
    """The browser's own calendar: works without script."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    """The browser's own field for a time of day."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class MeetingForm(forms.Form):
    """A meeting: a day, from when to when, where, and whether everybody may see it."""

    day = forms.DateField(
        label=gettext_lazy("Dag"),
        widget=DayInput,
        validators=[
            MinValueValidator(date(2000, 1, 1), _OUTSIDE),
            MaxValueValidator(date(2199, 12, 31), _OUTSIDE),
        ],
    )
    begins = forms.TimeField(label=gettext_lazy("Begynder"), widget=ClockInput)
    ends = forms.TimeField(label=gettext_lazy("Slutter"), widget=ClockInput)
    place = GuardedLineField(label=gettext_lazy("Sted"), max_length=200, required=False)
    online_url = forms.URLField(
        label=gettext_lazy("Link til deltagelse på skærm"), required=False, assume_scheme="https"
    )
    title = GuardedLineField(
        label=gettext_lazy("Titel"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Tomt: »Møde i« og navnet."),
    )
    is_public = forms.TypedChoiceField(
        label=gettext_lazy("Hvem kan se mødet?"),
        choices=[
            ("nej", gettext_lazy("Kun medlemmerne")),
            ("ja", gettext_lazy("Alle")),
        ],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Alle: mødet står i kalenderen, og alle kan læse dagsordenen, de åbne punkter og det "
            "underskrevne referat."
        ),
    )
    url = forms.URLField(
        label=gettext_lazy("Link til dagsordenen i kommunens eget system"),
        required=False,
        assume_scheme="https",
    )

    def __init__(self, *args: Any, body: Body, meeting: Meeting | None = None) -> None:
        initial = _told(meeting) if meeting else {"is_public": _word(body.meets_in_public)}
        super().__init__(*args, initial=initial)
        if meeting is not None:
            seats = body.memberships.acting(meeting.event.starts_at)
            self.fields["chair"] = ChairField(queryset=seats.select_related("member__user"))
            self.initial["chair"] = meeting.chair_id

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        if not fields.get("place") and not fields.get("online_url") and not self.errors:
            self.add_error("place", _("Skriv et sted eller et link."))
        day = fields.get("day")
        for name, target in (("begins", "starts_at"), ("ends", "ends_at")):
            clock = fields.get(name)
            if day and clock is not None:
                fields[target] = at_clock(day, clock)
                if fields[target] is None:
                    self.add_error(name, _("Den nat findes det klokkeslæt ikke. Vælg et andet."))
        starts_at, ends_at = fields.get("starts_at"), fields.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends", _("Mødet skal slutte, efter at det er begyndt."))
        return fields

    def values(self) -> dict[str, Any]:
        """Return the fields for the service."""
        left = ("day", "begins", "ends")
        return {name: value for name, value in self.cleaned_data.items() if name not in left}


class ChairField(forms.ModelChoiceField):
    """Who chairs in the place of whose turn it is."""

    def __init__(self, *, queryset: MembershipQuerySet) -> None:
        super().__init__(
            queryset,
            label=gettext_lazy("Mødeleder"),
            required=False,
            empty_label=gettext_lazy("Den, der står for tur"),
            help_text=gettext_lazy("Mødelederen underskriver referatet."),
        )

    def label_from_instance(self, obj: Any) -> str:
        name: str = obj.member.display_name
        return name


def _word(is_public: bool) -> str:
    return "ja" if is_public else "nej"


def _told(meeting: Meeting) -> dict[str, Any]:
    event = meeting.event
    starts_at, ends_at = local(event.starts_at), local(event.ends_at)
    return {
        "day": starts_at.date(),
        "begins": starts_at.time(),
        "ends": ends_at.time(),
        "place": event.place,
        "online_url": event.online_url,
        "title": event.title,
        "is_public": _word(meeting.is_public),
        "url": meeting.url,
    }


class NoWordsForm(forms.Form):
    """A step that needs no words: pressing the button is all."""


class ReasonForm(forms.Form):
    """A step with a reason that others read."""

    reason = GuardedTextField(label=gettext_lazy("Hvorfor?"), max_length=1000, widget=area(3))


class SeenForm(forms.Form):
    """Remembers which words it showed, so that two who write are told of each other."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=24)


class MinutesForm(SeenForm):
    text = GuardedTextField(
        label=gettext_lazy("Referat"),
        max_length=40_000,
        widget=area(16),
        help_text=gettext_lazy(
            "Beslutningerne står ved hvert punkt. Skriv intet fortroligt: hører det til et lukket "
            "punkt, bliver det i kommunens eget system."
        ),
    )


class PaperForm(forms.Form):
    """A document: what it is called, and the file."""

    title = GuardedLineField(label=gettext_lazy("Titel"), max_length=200)
    upload = forms.FileField(
        label=gettext_lazy("Fil"),
        help_text=gettext_lazy("PDF, Word (docx) eller billede, højst 50 MB."),
    )

    def clean_upload(self) -> InspectedFile:
        found = inspect_upload(self.cleaned_data["upload"], max_bytes=MAX_DOCUMENT_BYTES)
        if found.cpr_hits:
            raise forms.ValidationError(
                _("Der står noget i filen, der ligner et CPR-nummer. Fjern det, og prøv igen.")
            )
        return found


class ImportForm(forms.Form):
    """A file of items; the whole of it is read before anything is shown."""

    upload = forms.FileField(
        label=gettext_lazy("CSV-fil"),
        help_text=gettext_lazy(
            "Den første linje er: titel;resumé;link;åbent. Under »åbent« står ja eller nej. "
            "Højst 200 punkter."
        ),
    )
    rows: list[FileRow]

    def clean_upload(self) -> Any:
        upload = self.cleaned_data["upload"]
        try:
            self.rows = read_items(upload.read())
        except UnreadableFile as error:
            raise forms.ValidationError(str(error)) from error
        return upload


class VotesForm(forms.Form):
    """A choice for each member who was there."""

    def __init__(self, *args: Any, seats: list[Membership], chosen: dict[int, str]) -> None:
        super().__init__(*args)
        self.seats = {f"stemme-{seat.pk}": seat for seat in seats}
        for name, seat in self.seats.items():
            self.fields[name] = forms.ChoiceField(
                label=seat.member.display_name,
                required=False,
                choices=[
                    ("", gettext_lazy("ikke til stede")),
                    ("yes", gettext_lazy("for")),
                    ("no", gettext_lazy("imod")),
                    ("abstained", gettext_lazy("stemte ikke")),
                ],
                initial=chosen.get(seat.pk, ""),
            )

    def votes(self) -> dict[Membership, str]:
        return {seat: self.cleaned_data[name] for name, seat in self.seats.items()}
