"""What a translator writes: title and Kort fortalt in one language, beside the Danish."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from core.forms import LineField, TextField
from core.languages import digest_of, direction_of, languages
from hearings.models import Hearing, HearingTranslation

LINES = ("brief_influence", "brief_decided")  # one thing on each line


def name_in_both(code: str) -> str:
    """Return a language as Danes and as its own speakers call it: Tyrkisk – Türkçe."""
    info = get_language_info(code)
    return f"{info['name_translated'].capitalize()} – {info['name_local']}"


class LanguageForm(forms.Form):
    """Which language to translate a hearing into; those it has already are left out."""

    sprog = forms.ChoiceField(label=gettext_lazy("Oversæt til"))

    def __init__(self, *args: Any, hearing: Hearing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = set(hearing.translations.values_list("language", flat=True))
        names = [(code, name_in_both(code)) for code in languages() if code not in taken]
        self.fields["sprog"].choices = [
            ("", _("Vælg et sprog")),
            *sorted(names, key=lambda pair: pair[1]),
        ]


class TranslationForm(forms.ModelForm):
    """The texts in the language's own direction, each beside the Danish that it translates."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=32)

    class Meta:
        model = HearingTranslation
        fields = list(HearingTranslation.TEXTS)
        field_classes = {
            name: LineField if name == "title" else TextField for name in HearingTranslation.TEXTS
        }

    def __init__(self, *args: Any, hearing: Hearing, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.danish = dict(zip(HearingTranslation.TEXTS, hearing.translated_texts(), strict=True))
        # What the person sees beside the fields now, whatever an earlier page said.
        self.initial["seen"] = digest_of(self.danish.values())
        for name in HearingTranslation.TEXTS:
            field = self.fields[name]
            field.required = bool(self.danish[name])  # half a translation would mislead
            field.widget.attrs |= {"lang": language, "dir": direction_of(language)}
            if name != "title":
                field.widget.attrs["rows"] = 4
            if name in LINES:
                field.help_text = _("Én ting på hver linje.")

    def pairs(self) -> list[tuple[str, Any]]:
        """Return each Danish text with its field; what has no Danish has nothing to translate."""
        return [
            (danish, self[name])
            for name, danish in self.danish.items()
            if danish or self[name].value()
        ]
