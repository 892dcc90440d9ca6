"""What staff write after the treatment: steps of the decision, and what was promised."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from city.models import Department
from core.clock import format_date, local_date, start_of_day
from core.day_fields import DayField
from core.forms import GuardedLineField, GuardedTextField
from councils.models import AgendaItem
from hearings.forms.names import refuse_hidden_names
from hearings.models import Answer, Change, DecisionStep, Hearing

LONGEST_TEXT = 4000
# An item of a meeting that was held as long ago as this may still be chosen.
FOLLOWED_BACK = timedelta(days=60)


def short_area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class AgendaItemField(forms.ModelChoiceField):
    """Items by body, day and title."""

    def label_from_instance(self, item: AgendaItem) -> str:
        day = format_date(item.meeting.event.starts_at) if item.meeting else ""
        return f"{item.body.name}, {day}: {item.title}"


def items_for(hearing: Hearing, step: DecisionStep | None, *, today: date) -> Any:
    """Return the items of agendas that a step may follow: those to come, and the newest held."""
    others = hearing.decision_steps.exclude(pk=step.pk if step else None)
    taken = [pk for pk in others.values_list("item", flat=True) if pk]
    since = start_of_day(today - FOLLOWED_BACK)
    near = Q(meeting__event__starts_at__gte=since) | Q(pk=step.item_id if step else None)
    items = AgendaItem.objects.placed().filter(near).exclude(pk__in=taken)
    return items.select_related("body", "meeting__event").order_by(
        "meeting__event__starts_at", "meeting", "position", "pk"
    )


class DecisionStepForm(forms.Form):
    """One stop of the case: what is planned, and later what came of it."""

    item = AgendaItemField(
        label=gettext_lazy("Punkt på en dagsorden her på siden"),
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label=gettext_lazy("Intet: jeg skriver selv, hvad der bliver besluttet"),
        help_text=gettext_lazy("Så kommer beslutningen hertil af sig selv, når mødet er holdt."),
    )
    decides_it = forms.BooleanField(
        label=gettext_lazy("Mødet afgør sagen"),
        required=False,
        help_text=gettext_lazy(
            "Når punktet er besluttet, er høringen besluttet, og alle, der har svaret, får besked."
        ),
    )
    body = GuardedLineField(
        label=gettext_lazy("Hvem"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Fx: Økonomiudvalget. Tomt, når du har valgt et punkt."),
    )
    meets_on = DayField(label=gettext_lazy("Mødedato"), required=False)
    url = forms.URLField(
        label=gettext_lazy("Link til dagsordenspunktet"), required=False, assume_scheme="https"
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("Udfald"),
        required=False,
        choices=[("", gettext_lazy("Mødet er ikke holdt")), *DecisionStep.Outcome.choices],
    )
    text = GuardedTextField(
        label=gettext_lazy("Hvad der blev besluttet"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=short_area(4),
    )
    position = forms.IntegerField(
        label=gettext_lazy("Plads i rækken"),
        required=False,
        min_value=0,
        max_value=999,
        help_text=gettext_lazy("Tomt: sidst. De mindste tal står først."),
    )

    def __init__(
        self,
        *args: Any,
        hearing: Hearing,
        today: date,
        step: DecisionStep | None = None,
        **kwargs: Any,
    ) -> None:
        if step:
            kwargs["initial"] = {name: getattr(step, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        self.hearing, self.today = hearing, today
        item = self.fields["item"]
        assert isinstance(item, forms.ModelChoiceField)
        item.queryset = items_for(hearing, step, today=today)

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        self._take_from_item(fields)
        outcome, day = fields.get("outcome"), fields.get("meets_on")
        if outcome and "meets_on" in fields and not day:
            self.add_error("meets_on", _("Skriv mødets dato, når der er et udfald."))
        if outcome and day and day > self.today:
            self.add_error("outcome", _("Mødet er ikke holdt endnu. Lad udfaldet stå tomt."))
        refuse_hidden_names(self, self.hearing)
        return fields

    def _take_from_item(self, fields: dict[str, Any]) -> None:
        """Let the chosen item say who meets and when, where nobody has written it."""
        item: AgendaItem | None = fields.get("item")
        if item and item.meeting:
            fields["body"] = fields.get("body") or item.body.name[:120]
            fields["meets_on"] = fields.get("meets_on") or local_date(item.meeting.event.starts_at)
        elif not fields.get("body") and "body" not in self.errors:
            self.add_error("body", _("Skriv hvem, eller vælg et punkt på en dagsorden."))
        if fields.get("decides_it") and not item:
            self.add_error("decides_it", _("Vælg det punkt, der afgør sagen."))

    def values(self) -> dict[str, Any]:
        """Return the fields for the service; an empty place is left to it."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name != "position" or value is not None
        }


class ChangeForm(forms.Form):
    """A change that is promised: what, where, by whom, until when."""

    text = GuardedTextField(
        label=gettext_lazy("Hvad bliver ændret?"),
        max_length=2000,
        widget=short_area(3),
        help_text=gettext_lazy("Vises for alle. Ingen navne på borgere."),
    )
    place = GuardedLineField(
        label=gettext_lazy("Hvor kan man se det?"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Fx: § 7.3 og kortbilag 3"),
    )
    department = forms.ModelChoiceField(
        label=gettext_lazy("Ansvarlig afdeling"), queryset=Department.objects.none()
    )
    due_on = DayField(label=gettext_lazy("Senest"))

    def __init__(self, *args: Any, hearing: Hearing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hearing = hearing
        department = self.fields["department"]
        assert isinstance(department, forms.ModelChoiceField)
        department.queryset = Department.objects.order_by("name", "pk")

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        refuse_hidden_names(self, self.hearing)
        return fields


class NewChangeForm(ChangeForm):
    """A change that is promised by hand; it may answer what an answer of ours met."""

    answer = forms.ModelChoiceField(
        label=gettext_lazy("Svarer den på et tema eller en pointe?"),
        queryset=Answer.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nej, den gælder hele høringen"),
        help_text=gettext_lazy("De, der har sagt det, får besked, når ændringen er udført."),
    )

    def __init__(self, *args: Any, hearing: Hearing, **kwargs: Any) -> None:
        super().__init__(*args, hearing=hearing, **kwargs)
        answer = self.fields["answer"]
        assert isinstance(answer, forms.ModelChoiceField)
        answer.queryset = hearing.official_answers.select_related("theme", "point")


class EditChangeForm(ChangeForm):
    """The same, once it has been told: another day needs a reason that everybody reads."""

    reason = GuardedTextField(
        label=gettext_lazy("Hvorfor flyttes dagen?"),
        required=False,
        max_length=1000,
        widget=short_area(2),
        help_text=gettext_lazy("Kun når du vælger en anden dag. Begrundelsen kan alle læse."),
    )

    def __init__(self, *args: Any, change: Change, **kwargs: Any) -> None:
        initial = {
            "text": change.text,
            "place": change.place,
            "department": change.department_id,
            "due_on": change.due_on,
        }
        super().__init__(*args, hearing=change.hearing, initial=initial, **kwargs)
        self.change = change

    def clean(self) -> dict[str, Any]:
        fields = super().clean()
        due_on = fields.get("due_on")
        is_moved = due_on is not None and due_on != self.change.due_on
        if is_moved and "reason" in fields and not fields["reason"]:
            self.add_error(
                "reason",
                _("Dagen var %(day)s. Skriv, hvorfor den bliver flyttet.")
                % {"day": format_date(self.change.due_on)},
            )
        if not is_moved:
            fields["reason"] = ""
        return fields


class _EndForm(forms.Form):
    """A change that ends: on a day that has come."""

    on = DayField(label=gettext_lazy("Dato"))

    def __init__(self, *args: Any, hearing: Hearing, today: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("on", today)
        super().__init__(*args, **kwargs)
        self.hearing, self.today = hearing, today

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        refuse_hidden_names(self, self.hearing)
        return fields

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError(_("Datoen ligger i fremtiden."))
        return day


class FinishChangeForm(_EndForm):
    note = GuardedTextField(
        label=gettext_lazy("Hvad er der sket?"),
        max_length=2000,
        widget=short_area(3),
        help_text=gettext_lazy("Står i mailen til dem, der bad om det, og på høringens side."),
    )
    place = GuardedLineField(label=gettext_lazy("Hvor kan man se det?"), max_length=200)
    field_order = ["note", "place", "on"]

    def __init__(self, *args: Any, change: Change, **kwargs: Any) -> None:
        initial = {"place": change.place}
        super().__init__(*args, hearing=change.hearing, initial=initial, **kwargs)


class DropChangeForm(_EndForm):
    reason = GuardedTextField(
        label=gettext_lazy("Hvorfor bliver den ikke til noget?"),
        max_length=2000,
        widget=short_area(3),
        help_text=gettext_lazy("Står i mailen til dem, der bad om det, og på høringens side."),
    )
    field_order = ["reason", "on"]
