"""What secretaries write about recommendations: the advice, the answer, the status."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.clock import format_date, start_of_day
from core.forms import GuardedLineField, GuardedTextField
from councils.advice import stamp_of
from councils.models import AgendaItem, Body, Meeting, Recommendation

LONGEST_TEXT = 8000
MOST_MEETINGS = 12
# So long before today an item that decided it is still offered.
DECIDED_BACK = timedelta(days=200)
ADVISED = (Body.Kind.MUNICIPAL_COUNCIL, Body.Kind.STANDING_COMMITTEE, Body.Kind.SECTION_17_4)
_OUTSIDE = gettext_lazy("Skriv en dato mellem år 2000 og 2199.")


class DayInput(forms.DateInput):
    """The browser's own calendar: works without script."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day that calendars know."""

    widget = DayInput
    default_validators = [
        MinValueValidator(date(2000, 1, 1), _OUTSIDE),
        MaxValueValidator(date(2199, 12, 31), _OUTSIDE),
    ]


class MeetingField(forms.ModelChoiceField):
    def label_from_instance(self, meeting: Meeting) -> str:
        return f"{format_date(meeting.event.starts_at)}: {meeting}"


class ItemField(forms.ModelChoiceField):
    def label_from_instance(self, item: AgendaItem) -> str:
        day = format_date(item.meeting.event.starts_at) if item.meeting else ""
        return f"{day}: {item.title}"


def text_area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class RecommendForm(forms.Form):
    """A body's advice, and to whom it is given."""

    title = GuardedLineField(label=gettext_lazy("Titel"), max_length=200)
    text = GuardedTextField(
        label=gettext_lazy("Anbefalingen"),
        max_length=LONGEST_TEXT,
        widget=text_area(10),
        help_text=gettext_lazy("Alle kan læse den. Skriv, hvad I anbefaler, og hvorfor."),
    )
    addressed_to = forms.ModelChoiceField(label=gettext_lazy("Til"), queryset=Body.objects.none())
    meeting = MeetingField(
        label=gettext_lazy("Vedtaget på mødet"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=gettext_lazy("Mødet står ikke her"),
    )
    made_on = DayField(label=gettext_lazy("Dato"))
    answer_due_on = DayField(
        label=gettext_lazy("Svar ønskes senest"),
        required=False,
        help_text=gettext_lazy("Alle kan se dagen. Tomt: der er ingen frist."),
    )

    def __init__(self, *args: Any, body: Body, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        to, meeting = self.fields["addressed_to"], self.fields["meeting"]
        assert isinstance(to, forms.ModelChoiceField)
        assert isinstance(meeting, forms.ModelChoiceField)
        to.queryset = Body.objects.existing(today).filter(kind__in=ADVISED).exclude(pk=body.pk)
        held = body.meetings.filter(event__starts_at__date__lte=today)
        newest = held.exclude(event__status="cancelled").order_by("-event__starts_at", "-pk")
        keys = list(newest.values_list("pk", flat=True)[:MOST_MEETINGS])
        meeting.queryset = Meeting.objects.filter(pk__in=keys).select_related("event")

    def clean_made_on(self) -> date:
        day: date = self.cleaned_data["made_on"]
        if day > self.today:
            raise forms.ValidationError(_("Datoen ligger i fremtiden."))
        return day


class AnswerForm(forms.Form):
    """Whether it is followed, why, and where that was decided."""

    status = forms.ChoiceField(
        label=gettext_lazy("Bliver anbefalingen fulgt?"),
        choices=[
            (Recommendation.Status.FOLLOWED, gettext_lazy("Ja, den følges")),
            (Recommendation.Status.PARTLY, gettext_lazy("Delvist")),
            (Recommendation.Status.REJECTED, gettext_lazy("Nej, den følges ikke")),
        ],
        widget=forms.RadioSelect,
    )
    reason = GuardedTextField(
        label=gettext_lazy("Svaret og begrundelsen"),
        max_length=LONGEST_TEXT,
        widget=text_area(6),
        help_text=gettext_lazy("Alle kan læse det."),
    )
    decision_item = ItemField(
        label=gettext_lazy("Besluttet under punktet"),
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label=gettext_lazy("Punktet står ikke her"),
    )
    decision_url = forms.URLField(
        label=gettext_lazy("Eller et link til beslutningen"),
        required=False,
        assume_scheme="https",
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: Recommendation, today: date, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"seen": stamp_of(row)}
        if row.is_answered:
            names = ("status", "reason", "decision_url")
            initial |= {name: getattr(row, name) for name in names}
            initial["decision_item"] = row.decision_item_id
        super().__init__(*args, initial=initial, **kwargs)
        item = self.fields["decision_item"]
        assert isinstance(item, forms.ModelChoiceField)
        item.queryset = (
            row.addressed_to.items.decided()
            .filter(meeting__event__starts_at__gte=start_of_day(today - DECIDED_BACK))
            .select_related("meeting__event")
            .order_by("-meeting__event__starts_at", "position", "pk")
        )

    def show_newer(self, newer: Recommendation) -> None:
        """Carry on from what somebody else answered meanwhile: it stands beside the form now."""
        self.data = {**self.data.dict(), "seen": stamp_of(newer)}  # type: ignore[attr-defined]


class StatusForm(forms.Form):
    text = GuardedTextField(
        label=gettext_lazy("Hvad er der sket siden sidst?"), max_length=2000, widget=text_area(5)
    )


class FinishForm(forms.Form):
    """That it is done: what came of it, and since when."""

    text = GuardedTextField(
        label=gettext_lazy("Hvad er der sket, og hvor kan det ses?"),
        max_length=2000,
        widget=text_area(5),
    )
    on = DayField(label=gettext_lazy("Gennemført den"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": today}, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError(_("Datoen ligger i fremtiden."))
        return day
