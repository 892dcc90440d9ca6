"""What an editor writes about a page: its words, its place, its other languages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.danish import ascii_danish
from core.day_fields import DayField
from core.forms import LineField, TextField
from core.languages import direction_of, languages, name_of
from information.addresses import check_place
from information.body import attachments_in
from information.exceptions import AddressNotPossible
from information.forms.body import checked_body
from information.forms.fields import (
    PageChoice,
    body_field,
    comments_field,
    lead_field,
    take_body,
    takes_comments,
    title_field,
)
from information.models import Page, PageTranslation, PageVersion

COLUMNS = ("department", "topics", "review_on")
TEXTS = ("title", "lead", "body")


class PageForm(forms.ModelForm):
    """The newest wording, and what the page itself says. Its place changes by »Flyt« alone."""

    title = title_field()
    lead = lead_field()
    body = body_field()
    note = LineField(
        label=gettext_lazy("Hvad har du ændret?"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy("Kun for medarbejdere. Står ved udgaven, så I kan finde den igen."),
    )
    review_on = DayField(
        label=gettext_lazy("Skal ses efter senest"),
        required=False,
        help_text=gettext_lazy("Når dagen er gået, minder arbejdspladsen om det."),
    )
    takes_comments = comments_field()
    # The version that the form showed, and one that its writer has seen meanwhile.
    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False)
    anyway = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Page
        fields = ["department", "topics", "review_on"]
        widgets = {"topics": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What somebody saved while the form was open.
        self.newer: PageVersion | None = None
        self.newest = self.instance.newest_version() if self.instance.pk else None
        self.initial.setdefault("takes_comments", takes_comments(self.instance))
        if self.newest:
            for name in TEXTS:
                self.initial.setdefault(name, getattr(self.newest, name))
            self.initial["based_on"] = self.newest.number

    @property
    def seen(self) -> int:
        """Return the number of the version that the writer has seen."""
        return max(self.cleaned_data.get("based_on") or 0, self.cleaned_data.get("anyway") or 0)

    @property
    def changed_columns(self) -> list[str]:
        return [name for name in self.changed_data if name in COLUMNS]

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        take_body(self, fields.get("department"))
        if self.newest and self.newest.number != self.seen and not self._says_the_same(fields):
            self.newer = self.newest
            self.add_error(
                None,
                _(
                    "%(name)s har gemt udgave %(number)d, mens du skrev. Din tekst står her endnu. "
                    "Se forskellen herunder, og gem så igen."
                )
                % {
                    "name": self.newer.created_by or _("En anden"),
                    "number": self.newer.number,
                },
            )
        return fields

    def _says_the_same(self, fields: dict[str, Any]) -> bool:
        texts = [fields.get(name) for name in TEXTS]
        return self.newest is not None and self.newest.translated_texts() == texts


class NewPageForm(PageForm):
    """A new page, with its place in the tree."""

    parent = PageChoice(label=gettext_lazy("Ligger under"), empty_label=gettext_lazy("(øverst)"))
    # Where whoever asks may put a page; the admin says it, and without a word there is no place.
    places: QuerySet[Page] = Page.objects.none()

    class Meta(PageForm.Meta):
        fields = ["parent", "slug", "position", *PageForm.Meta.fields]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = self.fields["parent"]
        assert isinstance(places, PageChoice)
        places.queryset = self.places.all()
        self.fields["slug"].required = False
        self.fields["slug"].help_text = _("Sidens egen del af adressen. Tomt: den laves af titlen.")
        self.fields["position"].required = False
        self.fields["position"].help_text = _("Små tal står først blandt siderne på samme sted.")

    def clean_position(self) -> int:
        return self.cleaned_data["position"] or 0

    def clean(self) -> dict[str, Any]:
        fields = super().clean()
        if "slug" in fields and not fields["slug"]:
            title = ascii_danish(fields.get("title") or "")
            fields["slug"] = slugify(title)[:60].strip("-") or "side"
        _check_place(self, None)
        return fields


class MoveForm(forms.Form):
    parent = PageChoice(label=gettext_lazy("Ligger under"), empty_label=gettext_lazy("(øverst)"))
    slug = forms.CharField(
        label=gettext_lazy("Adressedel"),
        max_length=60,
        help_text=gettext_lazy("Sidens egen del af adressen: små bogstaver, tal og bindestreg."),
    )
    position = forms.IntegerField(
        label=gettext_lazy("Rækkefølge"),
        min_value=0,
        max_value=32_000,
        help_text=gettext_lazy("Små tal står først blandt siderne på samme sted."),
    )

    def __init__(self, *args: Any, page: Page, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        _check_place(self, self.page)
        return fields


class LanguageForm(forms.Form):
    """Which language a new translation is in."""

    language = forms.ChoiceField(label=gettext_lazy("Sprog"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, f"{name} ({code})") for code, name in languages().items()]
        self.fields["language"].choices = sorted(choices, key=lambda choice: choice[1].casefold())


class TranslationForm(forms.ModelForm):
    """Texts in another language; the fields run as the language does."""

    # The digest of the Danish that was on the screen when the translator wrote.
    seen = forms.CharField(widget=forms.HiddenInput, max_length=32, required=False)
    names: tuple[str, ...] = ()

    def __init__(self, *args: Any, language: str, shown_digest: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = shown_digest
        self.language_name = name_of(language)
        for name in self.names:
            self.fields[name].widget.attrs |= {"lang": language, "dir": direction_of(language)}

    def look_again(self, error: forms.ValidationError, shown_digest: str) -> None:
        """Keep what was written, beside the Danish as it is now."""
        self.add_error(None, error)
        written: Any = self.data
        written = written.copy()
        written["seen"] = shown_digest
        self.data = written


class PageTranslationForm(TranslationForm):
    title = title_field(160)
    lead = lead_field(700, help_text="")
    body = body_field()
    names = TEXTS

    class Meta:
        model = PageTranslation
        fields = ["title", "lead", "body"]

    def __init__(self, *args: Any, shown: PageVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = shown

    def clean_body(self) -> str:
        body = checked_body(self.cleaned_data["body"] or "", department=self.shown.page.department)
        if attachments_in(body) - attachments_in(self.shown.body):
            raise forms.ValidationError(
                _("En oversættelse viser kun billeder og filer, som også den danske tekst viser.")
            )
        return body


class PlainTextField(TextField):
    """Running text without a form of its own, as translations of rights have."""

    def __init__(self, *, rows: int, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **options)


def _check_place(form: forms.BaseForm, page: Page | None) -> None:
    fields = form.cleaned_data
    if "slug" not in fields or "parent" not in fields:
        return
    try:
        check_place(fields["parent"], fields["slug"], page=page)
    except AddressNotPossible as error:
        form.add_error(None, error)
