"""A word of the administration and what it means."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import ModelForm, Textarea
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.danish import ascii_danish
from core.forms import LineField, TextField
from information.forms.fields import PageChoice
from information.models import GlossaryTerm, Page

MAX_FORMS = 40


class GlossaryTermForm(ModelForm):
    term = LineField(label=gettext_lazy("Ord"), max_length=80)
    forms = TextField(
        label=gettext_lazy("Bøjninger"),
        required=False,
        max_length=2000,
        widget=Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Én på hver linje: de former, som ordet har i en tekst."),
    )
    explanation = TextField(
        label=gettext_lazy("Forklaring"),
        max_length=500,
        widget=Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Som du ville sige det til en, der aldrig har hørt ordet."),
    )
    page = PageChoice(label=gettext_lazy("Læs mere på"))

    class Meta:
        model = GlossaryTerm
        fields = ["term", "forms", "explanation", "page", "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "page" in self.fields:
            pages = Page.objects.public().with_public_text()
            self.fields["page"].queryset = pages.order_by("path")

    def clean_forms(self) -> str:
        """One form for each line, each once."""
        lines = [line.strip() for line in self.cleaned_data["forms"].splitlines()]
        unique = {line.casefold(): line for line in reversed(lines) if line}
        if len(unique) > MAX_FORMS:
            raise ValidationError(_("Højst %(limit)d former.") % {"limit": MAX_FORMS})
        return "\n".join(reversed(unique.values()))

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        if "term" in fields and "forms" in fields:
            self._refuse_what_another_explains(fields["term"], fields["forms"])
        if not self.instance.slug and fields.get("term"):
            self.instance.slug = _free_slug(fields["term"])
        return fields

    def _refuse_what_another_explains(self, term: str, lines: str) -> None:
        taken = {
            spelling.casefold(): other
            for other in GlossaryTerm.objects.exclude(pk=self.instance.pk)
            for spelling in other.spellings
        }
        for name, spellings in (("term", [term]), ("forms", lines.splitlines())):
            for spelling in spellings:
                other = taken.get(spelling.casefold())
                if other:
                    text = _("»%(word)s« er allerede forklaret under »%(other)s«.")
                    self.add_error(name, text % {"word": spelling, "other": other.term})


def _free_slug(term: str) -> str:
    slug = slugify(ascii_danish(term))[:70].strip("-") or "ord"
    taken = set(GlossaryTerm.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    numbered = (f"{slug}-{number}" for number in range(2, len(taken) + 3))
    return slug if slug not in taken else next(each for each in numbered if each not in taken)
