"""What is written on a note, where it is to stand, and what is said of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.contributions import Fate
from core.forms import GuardedLineField, GuardedTextField
from walls.models import Heading, Note, Wall, WallColumn
from walls.models.note import MAX_LENGTH

KINDS = [(value, capfirst(label)) for value, label in Note.Kind.choices]


class RewriteForm(forms.Form):
    """The words of a note, and of which kind they are."""

    text = GuardedLineField(
        label=_("Din seddel"),
        help_text=_("Skriv én ting på hver seddel. Alle kan læse den."),
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv noget på sedlen.")},
    )
    kind = forms.ChoiceField(
        label=_("Hvad er det?"),
        choices=KINDS,
        initial=Note.Kind.IDEA,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvad det er.")},
    )


class NoteForm(RewriteForm):
    """A new note, for a column; without a name, where the wall takes that."""

    column = forms.ModelChoiceField(
        label=_("Kolonne"),
        queryset=WallColumn.objects.none(),
        empty_label=None,
        error_messages={"required": _("Vælg en kolonne.")},
    )
    is_nameless = forms.BooleanField(
        label=_("Skriv uden mit navn"),
        help_text=_("Ingen kan se, hvem der skrev den, heller ikke facilitatoren."),
        required=False,
    )

    field_order = ("column", "text", "kind", "is_nameless")

    def __init__(self, *args: Any, wall: Wall, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["column"].queryset = wall.columns.all()  # type: ignore[attr-defined]
        if not wall.allows_anonymous:
            del self.fields["is_nameless"]


class MoveForm(forms.Form):
    """Where a note is to stand: a column, or a group of it, at its top or bottom."""

    TOP, BOTTOM, UP, DOWN = "top", "bottom", "up", "down"

    where = forms.ChoiceField(label=_("Hvor skal den hænge?"))
    new_heading = GuardedLineField(
        label=_("Ny gruppe i den kolonne"),
        help_text=_("Skriv, hvad sedlerne har til fælles. Sedlen bliver den første i gruppen."),
        max_length=80,
        required=False,
    )
    place = forms.ChoiceField(
        label=_("Hvor i rækken?"),
        choices=[(BOTTOM, _("Nederst")), (TOP, _("Øverst"))],
        initial=BOTTOM,
        widget=forms.RadioSelect,
    )
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, wall: Wall, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = {
            column.pk: column for column in wall.columns.prefetch_related("headings").all()
        }
        places: Any = self.fields["where"]
        places.choices = [
            (column.title, list(_places_in(column))) for column in self.columns.values()
        ]
        if not wall.takes_headings:
            del self.fields["new_heading"]

    def clean_where(self) -> tuple[WallColumn, Heading | None]:
        """Return the column and the group that were chosen."""
        column_pk, _colon, heading_pk = self.cleaned_data["where"].partition(":")
        column = self.columns[int(column_pk)]
        headings = {str(heading.pk): heading for heading in column.headings.all()}
        return column, headings.get(heading_pk)


def where_of(note: Note) -> str:
    """Return where a note stands, as MoveForm says it."""
    return f"{note.column_id}:{note.heading_id}" if note.heading_id else f"{note.column_id}"


def _places_in(column: WallColumn) -> Any:
    headings = list(column.headings.all())
    alone = _now("%(column)s, uden gruppe") % {"column": column.title}
    yield str(column.pk), alone if headings else column.title
    for heading in headings:
        yield f"{column.pk}:{heading.pk}", f"{column.title}: {heading.title}"


class HeadingForm(forms.Form):
    """What the notes of a group have in common."""

    title = GuardedLineField(
        label=_("Gruppens navn"),
        max_length=80,
        error_messages={"required": _("Skriv, hvad sedlerne har til fælles.")},
    )


class HideForm(forms.Form):
    reason = GuardedTextField(
        label=_("Hvorfor skal den skjules?"),
        help_text=_("Den, der skrev sedlen, får begrundelsen at vide."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv, hvorfor den skal skjules.")},
    )


class AnswerForm(forms.Form):
    """What became of a note, and why."""

    fate = forms.ChoiceField(
        label=_("Hvad blev der af den?"),
        choices=[(value, capfirst(label)) for value, label in Fate.choices if value != "waiting"],
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvad der blev af den.")},
    )
    reason = GuardedTextField(
        label=_("Hvorfor?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Skriv hvorfor. Den, der skrev sedlen, læser det.")},
    )
