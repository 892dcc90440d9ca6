"""A plan in the register: what it says, its days, its documents."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.day_fields import DayField
from core.files import InspectedFile, inspect_upload
from hearings.forms.staff import MAX_DOCUMENT_BYTES
from information.forms.fields import (
    body_field,
    comments_field,
    lead_field,
    takes_comments,
    title_field,
)
from information.forms.publications import PublicationForm
from information.models import Plan, PlanDocument, PlanStep


class PlanForm(PublicationForm):
    newest = ("hearings", "replaced_by")

    title = title_field(200)
    lead = lead_field(label=gettext_lazy("Hvad planen bestemmer"))
    body = body_field()
    proposed_on = DayField(label=gettext_lazy("Foreslået"), required=False)
    adopted_on = DayField(label=gettext_lazy("Vedtaget"), required=False)
    in_force_on = DayField(label=gettext_lazy("Gælder fra"), required=False)
    lapsed_on = DayField(label=gettext_lazy("Ophævet"), required=False)
    takes_comments = comments_field()

    class Meta:
        model = Plan
        fields = [
            "title", "lead", "body", "kind", "number", "proposed_on", "adopted_on", "in_force_on",
            "lapsed_on", "replaced_by", "hearings", "areas", "topics", "department", "review_on",
        ]  # fmt: skip
        widgets = {
            "hearings": forms.CheckboxSelectMultiple,
            "areas": forms.CheckboxSelectMultiple,
            "topics": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("takes_comments", takes_comments(self.instance))

    @property
    def changed_columns(self) -> list[str]:
        """Return the fields of the plan itself; whether it takes comments is its thread's."""
        return [name for name in super().changed_columns if name != "takes_comments"]

    def clean_replaced_by(self) -> Plan | None:
        """A plan that replaces this one, however many steps away, is not replaced by it."""
        successor: Plan | None = self.cleaned_data["replaced_by"]
        seen, later = set(), successor
        while later is not None and later.pk not in seen:
            if later.pk == self.instance.pk:
                raise forms.ValidationError(_("De to planer ville erstatte hinanden."))
            seen.add(later.pk)
            later = later.replaced_by
        return successor


class PlanDocumentForm(forms.ModelForm):
    """A document: the file is chosen once, a new edition is a new document."""

    upload = forms.FileField(
        label=gettext_lazy("Fil"),
        required=False,
        help_text=gettext_lazy("PDF, Word (docx) eller billede, højst 50 MB."),
    )

    class Meta:
        model = PlanDocument
        fields = ["title", "upload", "position"]

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


class PlanStepForm(forms.ModelForm):
    on = DayField(label=gettext_lazy("Dag"))
    url = forms.URLField(label=gettext_lazy("Link"), required=False, assume_scheme="https")

    class Meta:
        model = PlanStep
        fields = ["on", "title", "text", "url"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}
