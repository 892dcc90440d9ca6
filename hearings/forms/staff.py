"""What staff write in the admin: the hearing itself, and the words that its steps need."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.clock import end_of_day, format_date
from core.day_fields import DayField, DayInput, MomentField
from core.editor import RichTextField
from core.files import InspectedFile, inspect_upload
from core.forms import GuardedTextField, LineField, TextField
from core.html import clean_html
from events.forms.event import check_event
from events.models import Event
from hearings.forms.names import refuse_hidden_names
from hearings.material import TEXTS, Assessed, is_asked_for
from hearings.models import Hearing, HearingDocument, HearingMeeting, MaterialChange

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

SHORT_TEXTS = (
    "brief_what",
    "brief_why",
    "brief_who",
    "brief_influence",
    "brief_decided",
    "brief_next",
    "remark",
    "prehearing_changes",
)
# Asked when what everybody reads is changed after the opening.
MATERIAL_FIELDS = ("assessment", "material_reason")
MAX_DOCUMENT_BYTES = 50 * 1024 * 1024


class HearingForm(forms.ModelForm):
    """A hearing as the case worker writes it: the deadline is the last day, not a midnight."""

    opens_at = MomentField(
        label=gettext_lazy("Åbner"),
        help_text=gettext_lazy("Fra da af kan man svare."),
    )
    last_day = DayField(
        label=gettext_lazy("Sidste dag at svare"),
        help_text=gettext_lazy("Hele dagen er med: man kan svare til midnat."),
    )
    body = RichTextField(label=gettext_lazy("Hele teksten"), required=False)
    assessment = forms.ChoiceField(
        label=gettext_lazy("Skal der en ny høring til?"),
        choices=MaterialChange.Assessment,
        widget=forms.RadioSelect(attrs={"class": "radiolist"}),
        required=False,
    )
    material_reason = GuardedTextField(
        label=gettext_lazy("Hvorfor ændres det?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=gettext_lazy("Står på høringens side og i mailen til dem, der følger den."),
    )

    class Meta:
        model = Hearing
        fields = [
            "title",
            "formal_title",
            "kinds",
            "lead",
            "brief_what",
            "brief_why",
            "brief_who",
            "brief_influence",
            "brief_decided",
            "brief_next",
            "body",
            "deciding_body",
            "sent_on",
            "remark",
            "third_party",
            "areas",
            "topics",
            "case_number",
            "department",
            "contact_name",
            "contact_phone",
            "contact_email",
            "opens_at",
            "expected_decision",
            "publication_rule",
            "delete_personal_data_on",
            "white_paper_due_on",
            "needs_second_reader",
            "follows",
            "prehearing_changes",
            "project",
        ]
        widgets = {
            "kinds": forms.CheckboxSelectMultiple,
            "areas": forms.CheckboxSelectMultiple,
            "topics": forms.CheckboxSelectMultiple,
            "sent_on": DayInput,
            "delete_personal_data_on": DayInput,
            "white_paper_due_on": DayInput,
            "lead": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "last_day" in self.fields:
            self.initial.setdefault("last_day", self.instance.last_day)
        for name in SHORT_TEXTS:
            if name in self.fields:
                self.fields[name].widget.attrs["rows"] = 3
        self.is_opened = bool(self.instance.pk) and is_asked_for(self.instance, timezone.now())
        if not self.is_opened:
            for name in MATERIAL_FIELDS:
                self.fields.pop(name, None)

    def clean_body(self) -> str:
        return clean_html(self.cleaned_data["body"] or "")

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        opens_at, last_day = fields.get("opens_at"), fields.get("last_day")
        if last_day:
            self.instance.closes_at = end_of_day(last_day)
        if opens_at and last_day and self.instance.closes_at <= opens_at:
            self.add_error("last_day", _("Sidste dag skal ligge efter åbningen."))
        deleted_on = fields.get("delete_personal_data_on")
        if deleted_on and last_day and deleted_on <= last_day:
            self.add_error(
                "delete_personal_data_on",
                _("Personoplysninger kan først slettes, når høringen er slut."),
            )
        if self.is_opened:
            refuse_hidden_names(self, self.instance)
        if self.is_opened and self._changes_what_people_read():
            self._require_an_assessment(fields)
        due_on = fields.get("white_paper_due_on")
        if due_on and last_day and due_on <= last_day:
            self.add_error("white_paper_due_on", _("Hvidbogen kan først komme efter fristen."))
        return fields

    def assessed(self) -> Assessed | None:
        """Return what was said about a change after the opening; None when nothing was."""
        fields = self.cleaned_data
        if not fields.get("assessment") or not fields.get("material_reason"):
            return None
        return Assessed(fields["assessment"], fields["material_reason"])

    def _changes_what_people_read(self) -> bool:
        """Texts of this form, and documents of the form beside it on the same page."""
        prefix = "documents-"
        uploads = any(name.startswith(prefix) and name.endswith("-upload") for name in self.files)
        removals = any(name.startswith(prefix) and name.endswith("-DELETE") for name in self.data)
        return bool(set(self.changed_data) & set(TEXTS)) or uploads or removals

    def _require_an_assessment(self, fields: dict[str, Any]) -> None:
        if not fields.get("assessment") and "assessment" not in self.errors:
            self.add_error(
                "assessment",
                _("Høringen er åbnet. Vælg, om den skal høres igen. Vælg også filerne igen."),
            )
        if not fields.get("material_reason") and "material_reason" not in self.errors:
            self.add_error("material_reason", _("Høringen er åbnet. Skriv, hvorfor det ændres."))


class MeetingForm(forms.ModelForm):
    """A meeting, whose words stand on its event."""

    # A browser always sends a kind: a form that is otherwise empty must not count as filled in.
    kind = forms.ChoiceField(
        label=gettext_lazy("Slags"), choices=Event.Kind, initial=Event.Kind.OPEN_HOUSE
    )
    title = LineField(label=gettext_lazy("Titel"), max_length=200)
    starts_at = MomentField(label=gettext_lazy("Begynder"))
    ends_at = MomentField(label=gettext_lazy("Slutter"))
    place = LineField(label=gettext_lazy("Sted"), max_length=200, required=False)
    online_url = forms.URLField(
        label=gettext_lazy("Link til deltagelse på skærm"), required=False, assume_scheme="https"
    )
    text = TextField(
        label=gettext_lazy("Om mødet"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    takes_sign_up = forms.BooleanField(label=gettext_lazy("Man skal melde sig til"), required=False)
    capacity = forms.IntegerField(
        label=gettext_lazy("Pladser"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=gettext_lazy("Tomt: ingen grænse."),
    )

    class Meta:
        model = HearingMeeting
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            event = self.instance.event
            self.initial = {name: getattr(event, name) for name in self.fields} | dict(self.initial)
            for field in self.fields.values() if event.is_cancelled else ():
                field.disabled = True

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        check_event(self, fields, taken=self.instance.event.taken if self.instance.pk else 0)
        return fields


class DocumentForm(forms.ModelForm):
    """A document: the file is chosen once, a new edition is a new document."""

    upload = forms.FileField(
        label=gettext_lazy("Fil"),
        required=False,
        help_text=gettext_lazy("PDF, Word (docx) eller billede, højst 50 MB."),
    )

    class Meta:
        model = HearingDocument
        fields = ["title", "upload", "note", "position"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The row keeps its file: a disabled field takes nothing, and its empty line is not drawn.
        if self.instance.pk:
            self.fields["upload"].disabled = True
            self.fields["upload"].widget = forms.HiddenInput()

    def clean_upload(self) -> InspectedFile | None:
        if self.instance.pk:
            return None
        upload = self.cleaned_data["upload"]
        if not upload:
            raise forms.ValidationError(_("Vælg en fil."))
        return inspect_upload(upload, max_bytes=MAX_DOCUMENT_BYTES, keep_metadata=True)


class StepForm(forms.Form):
    """A step that needs no words: pressing the button is all."""


class ReasonForm(forms.Form):
    """A step with a reason that everybody reads: no CPR number and no hidden name passes."""

    question: StrPromise
    reason = GuardedTextField(
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Begrundelsen står på høringens side og i mailen."),
    )

    def __init__(self, *args: Any, hearing: Hearing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hearing = hearing
        self.fields["reason"].label = self.question

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        refuse_hidden_names(self, self.hearing)
        return fields


class ExtendForm(ReasonForm):
    question = gettext_lazy("Hvorfor forlænges fristen?")
    last_day = DayField(label=gettext_lazy("Ny sidste dag"))
    field_order = ["last_day", "reason"]

    def clean_last_day(self) -> date:
        day: date = self.cleaned_data["last_day"]
        if day <= self.hearing.last_day:
            raise forms.ValidationError(
                _("En frist kan kun flyttes til senere. Vælg en dag efter den %(day)s.")
                % {"day": format_date(self.hearing.last_day)}
            )
        return day


class WithdrawForm(ReasonForm):
    question = gettext_lazy("Hvorfor trækkes høringen tilbage?")


class DecideForm(forms.Form):
    """The decision. What is not needed is not asked: a reason, a day for the changes."""

    decided_on = forms.DateField(label=gettext_lazy("Besluttet den"), widget=DayInput)
    decision = GuardedTextField(
        label=gettext_lazy("Hvad blev besluttet?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Skriv det, så en, der har svaret, kan se, hvad det blev til."),
    )
    decision_url = forms.URLField(
        label=gettext_lazy("Link til dagsordenspunktet"), required=False, assume_scheme="https"
    )
    no_white_paper_reason = GuardedTextField(
        label=gettext_lazy("Hvorfor er der ingen hvidbog?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Der er kommet svar. Begrundelsen kan alle læse."),
    )
    changes_due_on = DayField(
        label=gettext_lazy("De lovede ændringer skal være udført senest"),
        help_text=gettext_lazy("Vises for alle. Hver ændring kan få sin egen dag bagefter."),
    )

    def __init__(
        self,
        *args: Any,
        hearing: Hearing,
        owes_white_paper: bool,
        promises: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.hearing = hearing
        if not owes_white_paper:
            del self.fields["no_white_paper_reason"]
        if not promises:
            del self.fields["changes_due_on"]

    def clean_decided_on(self) -> date:
        day: date = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Datoen ligger i fremtiden."))
        return day

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        refuse_hidden_names(self, self.hearing)
        return fields
