"""What a facilitator says of a whole wall."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.cpr import find_cpr
from core.files import InspectedFile, inspect_upload
from core.forms import GuardedLineField, GuardedTextField, LineField
from core.text import normalise_line
from walls.models import Note, Wall, WallColumn
from walls.models.note import MAX_LENGTH
from walls.models.wall import MAX_DOTS

MOST_LINES = 300
MAX_PHOTO_BYTES = 10 * 1024 * 1024
PHOTO_TYPES = ("image/jpeg", "image/png", "image/webp")


class SettingsForm(forms.Form):
    """The words above the wall, and how dots and names are handled."""

    title = GuardedLineField(label=_("Titel"), max_length=120)
    question = GuardedTextField(
        label=_("Spørgsmålet, som sedlerne svarer på"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    allows_anonymous = forms.BooleanField(
        label=_("Man må skrive uden navn"),
        help_text=_("Sedlen viser ikke, hvem der skrev. Du kan heller ikke se det."),
        required=False,
    )
    dots_per_person = forms.IntegerField(
        label=_("Prikker til hver"), min_value=1, max_value=MAX_DOTS
    )


class ColumnsForm(forms.Form):
    """A field for each column, and one for the next; an empty one takes its column away."""

    def __init__(self, *args: Any, wall: Wall, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = list(wall.columns.all())
        for number, column in enumerate(self.columns, start=1):
            self.fields[f"column-{column.pk}"] = GuardedLineField(
                label=_now("Kolonne %(number)d") % {"number": number},
                max_length=80,
                initial=column.title,
                required=False,
            )
        self.fields["new"] = GuardedLineField(
            label=_now("Ny kolonne til højre"), max_length=80, required=False
        )

    @property
    def titles(self) -> dict[int, str]:
        return {row.pk: self.cleaned_data[f"column-{row.pk}"] for row in self.columns}

    @property
    def new(self) -> list[str]:
        return [title for title in [self.cleaned_data["new"]] if title]


class LineForm(forms.Form):
    dots = forms.IntegerField(
        label=_("Hvor mange prikker skal der til for at stå over stregen?"),
        help_text=_("Lad feltet være tomt for at tage stregen væk."),
        min_value=1,
        max_value=9999,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class PaperForm(forms.Form):
    """Notes of the wall of paper, one on each line."""

    column = forms.ModelChoiceField(
        label=_("Kolonne"), queryset=WallColumn.objects.none(), empty_label=None
    )
    kind = forms.ChoiceField(
        label=_("Hvad er de?"),
        choices=[(value, capfirst(label)) for value, label in Note.Kind.choices],
        initial=Note.Kind.IDEA,
    )
    lines = forms.CharField(
        label=_("Sedlerne"),
        help_text=_("Skriv én seddel på hver linje. De bliver mærket »fra mødet«."),
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Skriv mindst én seddel.")},
    )

    def __init__(self, *args: Any, wall: Wall, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["column"].queryset = wall.columns.all()  # type: ignore[attr-defined]

    def clean_lines(self) -> list[str]:
        """Return a text for each note; a line that is too long is named, never cut."""
        lines = [normalise_line(line) for line in self.cleaned_data["lines"].splitlines()]
        lines = [line for line in lines if line]
        if not lines:
            raise ValidationError(_now("Skriv mindst én seddel."), "required")
        if len(lines) > MOST_LINES:
            raise ValidationError(_now("Skriv højst 300 sedler ad gangen."), "too_many")
        for number, line in enumerate(lines, start=1):
            _check_line(number, line)
        return lines


def _check_line(number: int, line: str) -> None:
    if len(line) > MAX_LENGTH:
        text = _now("Seddel %(number)d er for lang. Der er plads til 300 tegn.")
        raise ValidationError(text % {"number": number}, "max_length")
    if find_cpr(line):
        text = _now("Seddel %(number)d ligner et CPR-nummer. Fjern det.")
        raise ValidationError(text % {"number": number}, "cpr")


class PhotoForm(forms.Form):
    """A photograph of the wall of paper, with what it shows in words."""

    upload = forms.FileField(label=_("Foto"), help_text=_("JPG, PNG eller WebP, højst 10 MB."))
    alt = LineField(
        label=_("Hvad viser billedet?"),
        help_text=_(
            "Det læses op for den, der ikke kan se det. Navne på mennesker hører ikke til."
        ),
        max_length=200,
    )

    def clean_upload(self) -> InspectedFile:
        """Return the photograph with what the camera knew of place and time taken out."""
        inspected = inspect_upload(self.cleaned_data["upload"], max_bytes=MAX_PHOTO_BYTES)
        if inspected.content_type not in PHOTO_TYPES:
            raise ValidationError(_now("Vælg et billede: JPG, PNG eller WebP."), "type")
        return inspected


class OutcomeForm(forms.Form):
    outcome = GuardedTextField(
        label=_("Det kom der ud af det"),
        help_text=_("Hvad tager I med videre, og hvad sker der nu? Alle kan læse det."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Skriv, hvad der kom ud af det.")},
    )
