"""What editors write about a picture, a file, a film and its captions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.editor import RichTextField
from core.files import InspectedFile, inspect_film, inspect_upload
from core.html import clean_html
from core.languages import ORIGINAL, languages, name_of
from core.webvtt import clean_webvtt, webvtt_problem
from information.forms.publications import PublicationForm
from information.models import Attachment, Captions, Video

MAX_BYTES = 50 * 1024 * 1024
# The widest column of a page on a dense screen.
MAX_WIDTH = 1600


class OneFileForm(forms.ModelForm):
    """A row with a file: it is chosen once, another file is another row."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["upload"]


class AttachmentForm(OneFileForm):
    upload = forms.FileField(
        label=gettext_lazy("Fil"),
        help_text=gettext_lazy(
            "Billede (PNG, JPG eller WebP), PDF eller Word (docx), højst 50 MB. Billeder gøres "
            "højst 1600 pixel brede og mister oplysninger om sted og kamera."
        ),
    )

    class Meta:
        model = Attachment
        fields = ["title", "alt", "credit", "department"]
        widgets = {"alt": forms.Textarea(attrs={"rows": 2})}

    def clean_upload(self) -> InspectedFile:
        inspected = inspect_upload(
            self.cleaned_data["upload"],
            max_bytes=MAX_BYTES,
            keep_metadata=True,
            max_width=MAX_WIDTH,
        )
        self.instance.content_type = inspected.content_type
        return inspected

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        alt = " ".join((fields.get("alt") or "").split())
        fields["alt"] = alt
        if self.instance.is_picture and not alt and "alt" not in self.errors:
            self.add_error("alt", _("Skriv, hvad billedet viser."))
        return fields


class VideoForm(PublicationForm, OneFileForm):
    upload = forms.FileField(
        label=gettext_lazy("Film"),
        help_text=gettext_lazy("MP4 (H.264) eller WebM (VP9), højst 200 MB."),
    )
    transcript = RichTextField(
        label=gettext_lazy("Filmen i ord"),
        help_text=gettext_lazy("Alt, hvad der siges og vises, til at læse."),
    )

    class Meta:
        model = Video
        fields = ["title", "lead", "transcript", "poster", "department", "review_on"]
        widgets = {"lead": forms.Textarea(attrs={"rows": 3})}

    def clean_upload(self) -> InspectedFile:
        return inspect_film(self.cleaned_data["upload"])

    def clean_transcript(self) -> str:
        return clean_html(self.cleaned_data["transcript"])

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        poster, department = fields.get("poster"), fields.get("department")
        if poster and not poster.is_picture:
            self.add_error("poster", _("Vælg et billede."))
        elif poster and department and poster.department_id != department.pk:
            self.add_error("poster", _("Vælg et billede fra filmens egen afdeling."))
        return fields


class CaptionsForm(forms.ModelForm):
    language = forms.ChoiceField(label=gettext_lazy("Sprog"), initial=ORIGINAL)

    class Meta:
        model = Captions
        fields = ["language", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 10, "spellcheck": "true"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        language.choices = [(ORIGINAL, name_of(ORIGINAL)), *languages().items()]

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if problem := webvtt_problem(text):
            raise forms.ValidationError(problem)
        return clean_webvtt(text)


class CaptionsFormSet(forms.BaseInlineFormSet):
    def clean(self) -> None:
        """A film that is out keeps its Danish captions."""
        super().clean()
        kept = [form for form in self.forms if form not in self.deleted_forms]
        codes = {getattr(form, "cleaned_data", {}).get("language") for form in kept}
        is_out = self.instance.status == Video.Status.PUBLISHED
        if is_out and not any(self.errors) and ORIGINAL not in codes:
            raise forms.ValidationError(
                _("Filmen er offentlig og skal have danske undertekster. Tag den ned først.")
            )
