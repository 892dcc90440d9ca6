"""What an editor writes: news, guides, rights, duties and possibilities."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.danish import ascii_danish
from core.day_fields import DayField
from core.forms import LineField
from information.forms.fields import body_field, lead_field, offer_newest, take_body, title_field
from information.forms.pages import PlainTextField, TranslationForm
from information.models import Guide, InformationEvent, News, Right, RightTranslation

# Fields that are cleaned, so that a browser's own line ends are no change.
RICH = ("body", "transcript")
REVIEW = gettext_lazy("Når dagen er gået, minder arbejdspladsen om det.")


class PublicationForm(forms.ModelForm):
    """A text with one wording. Who saves over somebody else's change is asked first."""

    # Choices with so many rows that only the newest are offered.
    newest: tuple[str, ...] = ()

    review_on = DayField(
        label=gettext_lazy("Skal ses efter senest"), required=False, help_text=REVIEW
    )
    # The state that the form showed, and a later one that its writer has seen.
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    anyway = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Who saved while the form was open.
        self.newer: InformationEvent | None = None
        self.saved_state = self.instance.saved_state if self.instance.pk else ""
        self.initial["seen"] = self.saved_state
        for name in self.newest:
            offer_newest(self, name)

    @property
    def changed_columns(self) -> list[str]:
        """Return the fields with something new; a text sent back untouched is none."""
        changed = [name for name in self.changed_data if name in (self._meta.fields or ())]
        same = [name for name in RICH if self.cleaned_data.get(name) == self.initial.get(name)]
        return [name for name in changed if name not in same]

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        if "body" in self.fields:
            take_body(self, fields.get("department"))
        known = (fields.get("seen"), fields.get("anyway"))
        if self.saved_state and self.saved_state not in known:
            self._say_who_saved()
        return fields

    def _say_who_saved(self) -> None:
        lines = InformationEvent.objects.filter(
            subject_kind=self.instance._meta.model_name, subject_id=self.instance.pk
        )
        self.newer = lines.first()
        name = self.newer.by_name if self.newer else ""
        self.add_error(
            None,
            _(
                "%(name)s har gemt, mens du skrev. Din tekst står her endnu. Se den andens tekst i "
                "et andet vindue, eller sæt kryds i »Gem alligevel«."
            )
            % {"name": name or _("En anden")},
        )


class NewsForm(PublicationForm):
    newest = ("hearing",)

    title = title_field()
    lead = lead_field()
    body = body_field()

    class Meta:
        model = News
        fields = ["title", "lead", "body", "hearing", "areas", "topics", "department", "review_on"]
        widgets = {
            "areas": forms.CheckboxSelectMultiple,
            "topics": forms.CheckboxSelectMultiple,
        }


class GuideForm(PublicationForm):
    title = title_field()
    lead = lead_field()
    body = body_field()

    class Meta:
        model = Guide
        fields = [
            "title", "question", "lead", "body", "shows", "hearing_kinds", "topics", "slug",
            "position", "department", "review_on",
        ]  # fmt: skip
        widgets = {
            "hearing_kinds": forms.CheckboxSelectMultiple,
            "topics": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Sidste del af adressen. Tomt: den laves af teksten.")
            if _may_be_known(self.instance):
                self.fields["slug"].disabled = True
                self.fields["slug"].help_text = _(
                    "Sidste del af adressen. Den bliver, som den er, når teksten har været "
                    "offentlig: andre har skrevet den ned."
                )

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"] or slugify(ascii_danish(self.data.get("question", "")))
        return slug[:60].strip("-").lower() or "vejledning"


def _may_be_known(guide: Guide) -> bool:
    """Tell whether visitors may know the address: it has been public, also if it is planned now."""
    if guide.pk is None or guide.public_from is None:
        return False
    been = (InformationEvent.Action.PUBLISHED, InformationEvent.Action.WITHDRAWN)
    lines = InformationEvent.objects.filter(subject_kind="guide", subject_id=guide.pk)
    return guide.public_from <= timezone.now() or lines.filter(action__in=been).exists()


class RightForm(PublicationForm):
    title = title_field()
    what = PlainTextField(rows=5, max_length=2000, label=gettext_lazy("Hvad"))
    for_whom = PlainTextField(rows=2, max_length=500, label=gettext_lazy("For hvem"))
    how = PlainTextField(rows=5, max_length=2000, label=gettext_lazy("Hvordan"))
    valid_from = DayField(label=gettext_lazy("Gælder fra"), required=False)
    valid_until = DayField(
        label=gettext_lazy("Gælder til og med"),
        required=False,
        help_text=gettext_lazy("Tomt: indtil videre."),
    )
    legal_url = forms.URLField(
        label=gettext_lazy("Link til loven"), required=False, assume_scheme="https"
    )

    class Meta:
        model = Right
        fields = [
            "kind", "title", "what", "for_whom", "how", "deadline", "contact", "legal_basis",
            "legal_url", "valid_from", "valid_until", "guides", "topics", "department", "review_on",
        ]  # fmt: skip
        widgets = {
            "guides": forms.CheckboxSelectMultiple,
            "topics": forms.CheckboxSelectMultiple,
        }


class RightTranslationForm(TranslationForm):
    title = title_field(160)
    what = PlainTextField(rows=5, max_length=3000, label=gettext_lazy("Hvad"))
    for_whom = PlainTextField(rows=2, max_length=700, label=gettext_lazy("For hvem"))
    how = PlainTextField(rows=5, max_length=3000, label=gettext_lazy("Hvordan"))
    deadline = LineField(label=gettext_lazy("Frist"), max_length=250, required=False)
    names = ("title", "what", "for_whom", "how", "deadline")

    class Meta:
        model = RightTranslation
        fields = ["title", "what", "for_whom", "how", "deadline"]
