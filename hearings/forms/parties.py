"""Asking for a statement, and giving one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.clock import format_date, local_date
from core.day_fields import DayField
from core.files import InspectedFile
from core.forms import EmailField, GuardedTextField, LineField
from councils.models import Body, Meeting
from hearings.forms.desk import ScansField
from hearings.models import ConsultedParty, Hearing, Statement, StatementFile
from hearings.parties import stamp_of, statement_of

LONGEST_STATEMENT = 20_000
# How many of a body's meetings can be chosen, the newest first.
MOST_MEETINGS = 12


class AskForm(forms.Form):
    """Whom to ask: a body of ours, or somebody outside with a name and an address."""

    body = forms.ModelChoiceField(
        label=gettext_lazy("Råd, udvalg eller bestyrelse"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=gettext_lazy("En anden: skriv navn og mailadresse"),
    )
    name = LineField(label=gettext_lazy("Navn"), max_length=200, required=False)
    email = EmailField(
        label=gettext_lazy("Mailadresse"),
        required=False,
        help_text=gettext_lazy("De får et privat link, hvor de kan svare uden konto."),
    )
    question = GuardedTextField(
        label=gettext_lazy("Hvad beder vi især om svar på?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    due_on = DayField(
        label=gettext_lazy("Svar senest"),
        help_text=gettext_lazy("Giv mindst 28 dage, så de kan nå at holde et møde."),
    )

    def __init__(self, *args: Any, hearing: Hearing, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        asked = hearing.parties.exclude(status=ConsultedParty.Status.TAKEN_BACK)
        body = self.fields["body"]
        assert isinstance(body, forms.ModelChoiceField)
        body.queryset = Body.objects.existing(today).exclude(
            pk__in=[pk for pk in asked.values_list("body", flat=True) if pk]
        )

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        if day <= self.today:
            raise forms.ValidationError(_("Vælg en dag, der ikke er kommet endnu."))
        return day

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        if fields.get("body"):
            fields["name"] = fields["email"] = ""
        elif "body" not in self.errors:
            for name in ("name", "email"):
                if not fields.get(name) and name not in self.errors:
                    self.add_error(name, _("Vælg et organ, eller skriv navn og mailadresse."))
        return fields


class StatementFilesField(ScansField):
    """Documents for everybody: one with a CPR number in it is refused."""

    def clean(self, data: Any, initial: Any = None) -> list[InspectedFile]:
        files = super().clean(data, initial)
        for inspected in files:
            if inspected.cpr_hits:
                told = _("%(name)s: Der står et CPR-nummer i filen. Fjern det, og vælg den igen.")
                raise forms.ValidationError(told % {"name": inspected.name}, code="cpr")
        return files


class MeetingField(forms.ModelChoiceField):
    def label_from_instance(self, meeting: Meeting) -> str:
        return f"{format_date(meeting.event.starts_at)}: {meeting}"


class StatementForm(forms.Form):
    """What a party says; `seen` is the statement that it was written from."""

    text = GuardedTextField(
        label=gettext_lazy("Udtalelsen"),
        max_length=LONGEST_STATEMENT,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=gettext_lazy("Alle kan læse den, og den står i fuld længde i hvidbogen."),
        error_messages={
            "required": gettext_lazy("Skriv udtalelsen, eller vælg “ingen bemærkninger”.")
        },
    )
    meeting = MeetingField(
        label=gettext_lazy("Vedtaget på mødet"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=gettext_lazy("Mødet står ikke her"),
    )
    agreed_at = LineField(
        label=gettext_lazy("Eller skriv, hvor og hvornår den er vedtaget"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Fx: mødet 3. marts 2027"),
    )
    removed = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Fjern bilag"),
        queryset=StatementFile.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    files = StatementFilesField(
        label=gettext_lazy("Bilag"),
        required=False,
        help_text=gettext_lazy("PDF, Word (docx) eller billeder, højst 10 MB hver."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, party: ConsultedParty, at: datetime, **kwargs: Any) -> None:
        statement = statement_of(party)
        initial = {"seen": stamp_of(statement)}
        if statement:
            initial |= {
                "text": statement.text,
                "meeting": statement.meeting_id,
                "agreed_at": statement.agreed_at,
            }
        super().__init__(*args, initial=initial, **kwargs)
        self._offer_meetings(party, at)
        removed = self.fields["removed"]
        assert isinstance(removed, forms.ModelMultipleChoiceField)
        if statement and statement.files.exists():
            removed.queryset = statement.files.all()
            removed.label_from_instance = _file_label  # type: ignore[method-assign]
        else:
            del self.fields["removed"]

    def _offer_meetings(self, party: ConsultedParty, at: datetime) -> None:
        """Offer a body its own meetings that were held; others write where it was agreed."""
        if party.body_id is None:
            del self.fields["meeting"]
            self.fields["agreed_at"].label = _("Hvor og hvornår er den vedtaget?")
            return
        held = Meeting.objects.filter(
            body=party.body_id, event__starts_at__date__lte=local_date(at)
        ).exclude(event__status="cancelled")
        newest = held.order_by("-event__starts_at", "-pk").values("pk")[:MOST_MEETINGS]
        keys = [row["pk"] for row in newest]
        meeting = self.fields["meeting"]
        assert isinstance(meeting, forms.ModelChoiceField)
        meeting.queryset = Meeting.objects.filter(pk__in=keys).select_related("event")

    def show_newer(self, newer: Statement | None) -> None:
        """Carry on from what somebody else sent meanwhile: it stands beside the form now."""
        self.data = {**self.data.dict(), "seen": stamp_of(newer)}  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        if "meeting" in self.fields and not fields.get("meeting") and not fields.get("agreed_at"):
            told = _("Vælg det møde, hvor udtalelsen er vedtaget, eller skriv hvor og hvornår.")
            self.add_error("agreed_at", told)
        return fields


def _file_label(row: StatementFile) -> str:
    return f"{row.original_name} ({filesizeformat(row.size)})"
