"""What who runs a project writes at the desk: the project, and the words its steps need."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.day_fields import DayField
from core.files import InspectedFile, inspect_upload
from core.forms import LineField, TextField
from projects.models import Milestone, Phase, Project, Question

MAX_FILE_BYTES = 20 * 1024 * 1024


def text_area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def web_address(label: Any) -> forms.URLField:
    return forms.URLField(label=label, required=False, assume_scheme="https")


class StepForm(forms.Form):
    """A step that needs nothing but the button."""


class ProjectForm(forms.ModelForm):
    """A project as who runs it writes it; a draft may be half written."""

    started_on = DayField(label=gettext_lazy("Begyndt"))
    takes_comments = forms.BooleanField(
        label=gettext_lazy("Alle kan skrive kommentarer på siden"), required=False
    )

    class Meta:
        model = Project
        fields = [
            "title", "lead", "brief_problem", "brief_for_whom", "brief_decided", "brief_leads_to",
            "text", "areas", "topics", "body", "department", "facilitator", "contact_phone",
            "contact_email", "started_on", "takes_ideas", "takes_offers",
        ]  # fmt: skip
        widgets = {
            "lead": text_area(3),
            "brief_problem": text_area(3),
            "brief_for_whom": text_area(3),
            "brief_decided": text_area(3),
            "brief_leads_to": text_area(3),
            "text": text_area(8),
            "areas": forms.CheckboxSelectMultiple,
            "topics": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in Project.MUST_SAY:
            if name != "title" and name in self.fields:
                self.fields[name].required = self.instance.is_published
        thread = self.instance.thread if self.instance.pk else None
        is_open = thread.is_open if thread else not self.instance.pk
        self.initial.setdefault("takes_comments", is_open)


class PhaseForm(forms.ModelForm):
    starts_on = DayField(label=gettext_lazy("Fra"), required=False)
    ends_on = DayField(label=gettext_lazy("Til"), required=False)

    class Meta:
        model = Phase
        fields = ["kind", "starts_on", "ends_on", "when_text", "text"]


class MilestoneForm(forms.ModelForm):
    due_on = DayField(label=gettext_lazy("Ventes"))
    reached_on = DayField(label=gettext_lazy("Nået"), required=False)

    class Meta:
        model = Milestone
        fields = ["title", "due_on", "reached_on", "text"]


class QuestionForm(forms.Form):
    """Whether something can be changed: by whom that was decided, when, and why."""

    state = forms.ChoiceField(
        label=gettext_lazy("Kan det ændres?"),
        choices=Question.State.choices,
        widget=forms.RadioSelect,
    )
    text = TextField(
        label=gettext_lazy("Hvad gælder, og hvorfor?"),
        max_length=1000,
        widget=text_area(4),
        help_text=gettext_lazy("Alle kan læse det. Det, der stod før, bliver stående i historien."),
    )
    by_whom = LineField(
        label=gettext_lazy("Hvem har bestemt det?"),
        max_length=120,
        help_text=gettext_lazy("Fx: projektgruppen, Teknisk Udvalg, kommunalbestyrelsen."),
    )
    on = DayField(label=gettext_lazy("Dag"))
    url = web_address(gettext_lazy("Link til beslutningen"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError(_("Dagen ligger i fremtiden."))
        return day


class NewQuestionForm(QuestionForm):
    """The question itself, and what holds from the beginning."""

    title = LineField(
        label=gettext_lazy("Spørgsmålet"),
        max_length=160,
        help_text=gettext_lazy("Fx: Hvilke tunneler begynder vi med?"),
    )
    field_order = ["title"]


class RewordForm(forms.Form):
    title = LineField(label=gettext_lazy("Spørgsmålet"), max_length=160)
    position = forms.IntegerField(label=gettext_lazy("Plads i listen"), min_value=0, max_value=999)


class BeginPhaseForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Hvor er projektet nu?"),
        choices=Project.PhaseKind.choices,
        widget=forms.RadioSelect,
    )


class ReachedForm(forms.Form):
    on = DayField(label=gettext_lazy("Nået den"))


class DocumentForm(forms.Form):
    title = LineField(label=gettext_lazy("Titel"), max_length=200)
    upload = forms.FileField(
        label=gettext_lazy("Fil"), help_text=gettext_lazy("PDF, Word eller billede, højst 20 MB.")
    )

    def clean_upload(self) -> InspectedFile:
        return inspect_upload(self.cleaned_data["upload"], max_bytes=MAX_FILE_BYTES)


class LessonForm(forms.Form):
    """What was learned, so that the next project begins further ahead."""

    title = LineField(label=gettext_lazy("Erfaringen i en linje"), max_length=120)
    tried = TextField(label=gettext_lazy("Hvad prøvede I?"), max_length=1500, widget=text_area(4))
    result = TextField(
        label=gettext_lazy("Hvad kom der ud af det?"), max_length=1500, widget=text_area(4)
    )
    again = TextField(
        label=gettext_lazy("Hvad ville I gøre igen, og hvad ikke?"),
        max_length=1500,
        widget=text_area(4),
    )


class ImplementationForm(forms.Form):
    what = LineField(label=gettext_lazy("Hvad er gennemført?"), max_length=200)
    by_whom = LineField(label=gettext_lazy("Af hvem?"), max_length=120)
    done_on = DayField(label=gettext_lazy("Hvornår?"))
    url = web_address(gettext_lazy("Link"))


class CloseForm(forms.Form):
    outcome = TextField(
        label=gettext_lazy("Hvad kom der ud af projektet?"),
        max_length=4000,
        widget=text_area(6),
        help_text=gettext_lazy("Alle kan læse det. Det står øverst på siden."),
    )


class ReopenForm(forms.Form):
    reason = LineField(
        label=gettext_lazy("Hvorfor åbnes det igen?"),
        max_length=300,
        help_text=gettext_lazy("Står i historikken."),
    )
