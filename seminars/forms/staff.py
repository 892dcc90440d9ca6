"""What who runs a seminar writes at the desk: the seminar, its programme, and the steps' words."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.clock import format_date, local_date
from core.day_fields import DayField, MomentField
from core.files import InspectedFile, inspect_upload
from core.forms import GuardedTextField, LineField, TextField
from events.forms.event import check_event
from events.models import Event
from seminars.models import (
    Seminar,
    SeminarDay,
    SeminarMessage,
    Session,
    Speaker,
    Track,
)

MAX_PORTRAIT_BYTES = 10 * 1024 * 1024


def text_area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class StepForm(forms.Form):
    """A step that needs nothing but the button."""


class SeminarForm(forms.ModelForm):
    """A seminar as who runs it writes it; a draft may be half written."""

    takes_comments = forms.BooleanField(
        label=gettext_lazy("Alle kan skrive kommentarer på siden"), required=False
    )

    class Meta:
        model = Seminar
        fields = [
            "title", "lead", "text", "topics", "practical", "has_hearing_loop", "has_interpreter",
            "has_lift", "accessibility", "department", "contact",
        ]  # fmt: skip
        widgets = {
            "lead": text_area(3),
            "text": text_area(6),
            "practical": text_area(5),
            "accessibility": text_area(2),
            "topics": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "lead" in self.fields:
            self.fields["lead"].required = self.instance.is_published
        thread = self.instance.thread if self.instance.pk else None
        is_open = thread.is_open if thread else not self.instance.pk
        self.initial.setdefault("takes_comments", is_open)


class OfEvent(forms.ModelForm):
    """A row whose time, place and seats stand on its event."""

    starts_at = MomentField(label=gettext_lazy("Begynder"))
    ends_at = MomentField(label=gettext_lazy("Slutter"))
    place = LineField(label=gettext_lazy("Sted"), max_length=200)
    capacity = forms.IntegerField(
        label=gettext_lazy("Pladser"), required=False, min_value=1, max_value=100_000
    )

    # What the form says of the event.
    OF_EVENT: tuple[str, ...] = ("starts_at", "ends_at", "place", "capacity")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            return
        event: Event = self.instance.event
        known = {name: _as_typed(getattr(event, name)) for name in self.OF_EVENT}
        self.initial = known | dict(self.initial)
        if event.is_cancelled:
            for field in self.fields.values():
                field.disabled = True

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        check_event(self, fields, taken=self.instance.event.taken if self.instance.pk else 0)
        return fields


class DayForm(OfEvent):
    class Meta:
        model = SeminarDay
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capacity"].help_text = _("Hvor mange kan være med i alt? Tomt: ingen grænse.")


class SessionForm(OfEvent):
    """A session. With a number of seats it takes sign-up of its own."""

    OF_EVENT = ("title", "text", "starts_at", "ends_at", "place", "capacity")
    title = LineField(label=gettext_lazy("Titel"), max_length=200)
    text = TextField(label=gettext_lazy("Om sessionen"), required=False, widget=text_area(2))

    class Meta:
        model = Session
        fields = ["day", "kind", "track", "speakers", "takes_questions"]
        widgets = {"speakers": forms.CheckboxSelectMultiple}

    # Set by the inline: the seminar whose days, tracks and speakers one chooses among.
    seminar: Seminar | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capacity"].help_text = _(
            "Tomt: til alle, der kommer den dag. Et tal: man vælger sessionen ved tilmeldingen."
        )
        self._choose_among(self.seminar)

    def _choose_among(self, seminar: Seminar | None) -> None:
        days = SeminarDay.objects.filter(seminar=seminar).select_related("event")
        choices: dict[str, Any] = {
            "day": days,
            "track": Track.objects.filter(seminar=seminar),
            "speakers": Speaker.objects.filter(seminar=seminar),
        }
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        self.fields["day"].empty_label = None  # type: ignore[attr-defined]
        self.fields["day"].label_from_instance = _label_of_day  # type: ignore[attr-defined]
        if not self.instance.pk:
            # A browser sends the first day: a form that is otherwise empty is not filled in.
            self.initial.setdefault("day", days.values_list("pk", flat=True).first())

    def clean(self) -> dict[str, Any]:
        fields = super().clean()
        day, starts_at, ends_at = (fields.get(name) for name in ("day", "starts_at", "ends_at"))
        is_known = day and starts_at and ends_at
        if is_known and (starts_at < day.event.starts_at or ends_at > day.event.ends_at):
            self.add_error("starts_at", _("Sessionen skal ligge inden for dagen."))
        return fields


class SpeakerForm(forms.ModelForm):
    """Somebody who speaks, with a picture used with their leave."""

    portrait = forms.FileField(
        label=gettext_lazy("Portræt"),
        required=False,
        help_text=gettext_lazy("Et billede, højst 10 MB. Kun med personens tilladelse."),
    )
    portrait_alt = LineField(
        label=gettext_lazy("Hvad viser billedet?"), max_length=200, required=False
    )
    portrait_credit = LineField(label=gettext_lazy("Fotograf"), max_length=120, required=False)

    class Meta:
        model = Speaker
        fields = ["name", "title", "text", "position"]
        widgets = {"text": text_area(2)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = getattr(self.instance, "portrait", None) if self.instance.pk else None
        if known:
            self.initial |= {"portrait_alt": known.alt, "portrait_credit": known.credit}
            self.fields["portrait"].help_text = _("Der er et billede. Vælg et nyt for at skifte.")

    def clean_portrait(self) -> InspectedFile | None:
        upload = self.cleaned_data.get("portrait")
        if not upload:
            return None
        inspected = inspect_upload(upload, max_bytes=MAX_PORTRAIT_BYTES)
        if not inspected.content_type.startswith("image/"):
            raise forms.ValidationError(_("Vælg et billede."))
        return inspected

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        if fields.get("portrait") and not fields.get("portrait_alt"):
            text = _("Skriv, hvad billedet viser, til dem, der ikke ser det.")
            self.add_error("portrait_alt", text)
        return fields


class CancelForm(forms.Form):
    reason = GuardedTextField(
        label=gettext_lazy("Hvorfor aflyses det?"),
        max_length=1000,
        widget=text_area(3),
        help_text=gettext_lazy("Alle kan læse begrundelsen, og den står i mailen."),
    )


class CopyForm(forms.Form):
    """The theme and the first day of the new seminar."""

    title = LineField(label=gettext_lazy("Tema for det nye seminar"), max_length=120)
    first_day = DayField(label=gettext_lazy("Første dag"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_first_day(self) -> date:
        day: date = self.cleaned_data["first_day"]
        if day <= self.today:
            raise forms.ValidationError(_("Vælg en dag, der ikke er gået."))
        return day


class MessageForm(forms.Form):
    """A message to those who are signed up."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    audience = forms.ChoiceField(
        label=gettext_lazy("Hvem skal have den?"),
        choices=SeminarMessage.Audience.choices,
        widget=forms.RadioSelect,
    )
    session = forms.ModelChoiceField(
        label=gettext_lazy("Hvilken session?"),
        queryset=Session.objects.none(),
        required=False,
        help_text=gettext_lazy("Kun når beskeden er til en session."),
    )
    subject = LineField(label=gettext_lazy("Emne"), max_length=120)
    text = TextField(label=gettext_lazy("Besked"), max_length=4000, widget=text_area(8))

    def __init__(self, *args: Any, seminar: Seminar, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sessions = seminar.sessions.filter(event__takes_sign_up=True).select_related("event")
        self.fields["session"].queryset = sessions  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        is_to_session = fields.get("audience") == SeminarMessage.Audience.SESSION
        if is_to_session and not fields.get("session") and "session" not in self.errors:
            self.add_error("session", _("Vælg sessionen."))
        if not is_to_session:
            fields["session"] = None
        return fields


class WallForm(forms.Form):
    """What a session's wall asks, and its columns."""

    question = LineField(label=gettext_lazy("Spørgsmålet på væggen"), max_length=200)
    columns = TextField(
        label=gettext_lazy("Kolonner"),
        widget=text_area(4),
        max_length=600,
        help_text=gettext_lazy("En på hver linje, mindst én."),
    )

    def clean_columns(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["columns"].splitlines()]
        columns = [line for line in lines if line]
        if not columns or len(columns) > 8 or max(map(len, columns)) > 60:
            raise forms.ValidationError(_("Skriv 1 til 8 kolonner med højst 60 tegn hver."))
        return columns


def _as_typed(value: Any) -> Any:
    """Return a moment to the minute, as the form has it: what was not touched is no move."""
    return value.replace(second=0, microsecond=0) if isinstance(value, datetime) else value


def _label_of_day(day: SeminarDay) -> str:
    return format_date(local_date(day.event.starts_at))
