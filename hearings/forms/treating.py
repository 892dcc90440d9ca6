"""What staff write at the desk: points, themes, and what the administration answers."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.forms import GuardedLineField, GuardedTextField, LineField
from hearings.models import Answer, Point, ResponseVersion, Theme
from hearings.passages import find_stretch, find_words
from hearings.treating.points import Gathered

# In letters: the same as the services take.
MAX_TEXT = 10_000
MAX_REASON = 1000
OUTCOMES = [(value, capfirst(label)) for value, label in Answer.Outcome.choices]
_SPAN = re.compile(r"(\d{1,7})-(\d{1,7})")
_NUMBER = re.compile(r"[Pp]?(\d{1,7})\b")


class MarkForm(forms.Form):
    """Passages of a response, and the point that they say: a new one or one that exists."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    whole = forms.BooleanField(label=gettext_lazy("Hele svaret"), required=False)
    words = LineField(
        label=gettext_lazy("Fra ordene"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Når det kun er en del af en sætning. Skriv dem, som de står."),
    )
    last_words = LineField(label=gettext_lazy("Til og med ordene"), required=False, max_length=500)
    known = LineField(
        label=gettext_lazy("En pointe, der findes"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("Skriv nummeret eller nogle ord, fx »poppel«."),
        widget=forms.TextInput(attrs={"list": "kendte-pointer", "autocomplete": "off"}),
    )
    point = forms.ChoiceField(
        label=gettext_lazy("Hvilken af dem?"), required=False, widget=forms.Select
    )
    title = GuardedLineField(
        label=gettext_lazy("Ny pointe, kort og neutralt"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Sådan kommer den til at stå i hvidbogen. Ingen navne."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    theme = forms.ChoiceField(label=gettext_lazy("Tema"), required=False)
    new_theme = GuardedLineField(
        label=gettext_lazy("eller et nyt tema"), required=False, max_length=120
    )

    def __init__(
        self, *args: Any, shown: ResponseVersion, everything: Gathered, **kwargs: Any
    ) -> None:
        super().__init__(*args, auto_id="mark_%s", **kwargs)
        self.shown, self.everything = shown, everything
        self.initial.setdefault("version", shown.pk)
        self.fields["theme"].choices = theme_choices(everything)  # type: ignore[attr-defined]
        self.matches = self._matches()
        self.fields["point"].choices = [  # type: ignore[attr-defined]
            ("", _("Vælg pointe")),
            *point_choices(everything, self.matches),
        ]

    @property
    def ticked(self) -> list[str]:
        """Return the sentences that were chosen, as the page wrote them."""
        return self.data.getlist("sentences") if self.is_bound else []  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        fields["passages"] = self._passages(fields)
        fields["chosen"] = self._chosen(fields)
        if fields["chosen"] is None and not self.errors:
            self._require_new(fields)
        return fields

    def _require_new(self, fields: dict[str, Any]) -> None:
        if not fields.get("title"):
            self.add_error("title", _("Skriv pointen, eller vælg en, der findes."))
        elif bool(fields.get("theme")) == bool(fields.get("new_theme")):
            message = _("Vælg et tema, eller skriv et nyt. Kun det ene.")
            self.add_error("theme", message)

    def _passages(self, fields: dict[str, Any]) -> list[tuple[int, int]]:
        length = len(self.shown.text)
        if fields.get("whole"):
            return [(0, length)]
        found = []
        for value in self.ticked:
            match = _SPAN.fullmatch(value)
            start, end = (int(match[1]), int(match[2])) if match else (0, 0)
            if not start < end <= length:
                raise ValidationError(
                    _("En af sætningerne findes ikke i svaret mere. Vælg igen."), "outside"
                )
            found.append((start, end))
        found += self._typed(fields.get("words"), fields.get("last_words"))
        if not found and not self.errors:
            raise ValidationError(
                _("Vælg mindst én sætning i svaret, skriv ordene, eller vælg hele svaret.")
            )
        return found

    def _typed(self, words: str | None, last_words: str | None) -> list[tuple[int, int]]:
        if not words:
            if last_words:
                self.add_error("words", _("Skriv også de ord, stykket begynder med."))
            return []
        if last_words:
            places = find_stretch(self.shown, words, last_words)
        else:
            places = find_words(self.shown, words)
        if not places:
            self.add_error("words", _("Ordene står ikke i svaret. Skriv dem, som de står."))
        if len(places) > 1:
            message = ngettext(
                "Ordene står %(n)d sted i svaret. Skriv flere af dem.",
                "Ordene står %(n)d steder i svaret. Skriv flere af dem.",
                len(places),
            )
            self.add_error("words", message % {"n": len(places)})
        return places

    def _matches(self) -> list[Point]:
        """Return the points that what was typed may mean: one when it begins with a number."""
        typed = str(self.data.get("known", "")).strip() if self.is_bound else ""
        if not typed:
            return []
        number = _NUMBER.match(typed)
        if number and (point := self.everything.by_number.get(int(number[1]))):
            return [point]
        return self.everything.found(typed)

    def _chosen(self, fields: dict[str, Any]) -> Point | None:
        """Return the point that exists already; None asks for a new one."""
        if picked := fields.get("point"):
            return self.everything.by_number[int(picked)]
        if not fields.get("known"):
            return None
        if fields.get("title"):
            self.add_error("known", _("Vælg enten en pointe, der findes, eller skriv en ny."))
        elif not self.matches:
            self.add_error("known", _("Der er ingen pointe med de ord. Skriv andre, eller lav en."))
        elif len(self.matches) > 1:
            message = ngettext(
                "%(n)d pointe passer. Vælg den på listen nedenfor.",
                "%(n)d pointer passer. Vælg en på listen nedenfor.",
                len(self.matches),
            )
            self.add_error("known", message % {"n": len(self.matches)})
        return self.matches[0] if len(self.matches) == 1 else None


class ScopeForm(forms.Form):
    reason = GuardedTextField(
        label=gettext_lazy("Hvad handler svaret om i stedet?"),
        validators=[MaxLengthValidator(MAX_REASON)],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Afsenderen får det at læse. Skriv det, så det er til at forstå."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class AnswerForm(forms.Form):
    """What the administration answers; `seen` is the revision that the page showed."""

    TEXTS = ("summary", "remark", "outcome", "change", "change_place")

    summary = GuardedTextField(
        label=gettext_lazy("Det siger svarene"),
        required=False,
        validators=[MaxLengthValidator(MAX_TEXT)],
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Kort og neutralt, uden navne."),
    )
    remark = GuardedTextField(
        label=gettext_lazy("Forvaltningens bemærkning"),
        required=False,
        validators=[MaxLengthValidator(MAX_TEXT)],
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("Udfald"),
        required=False,
        choices=[("", gettext_lazy("Ikke afgjort endnu")), *OUTCOMES],
        widget=forms.RadioSelect,
    )
    change = GuardedTextField(
        label=gettext_lazy("Konkret ændring"),
        required=False,
        validators=[MaxLengthValidator(MAX_TEXT)],
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    change_place = GuardedLineField(
        label=gettext_lazy("Hvor den ses"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Fx: § 7.3 og kortbilag 3"),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    anyway = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    # What somebody else saved meanwhile, when saving was refused for it; see treating.conflicts.
    conflict: Any = None

    def __init__(self, *args: Any, answer: Answer | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answer = answer
        self.initial.setdefault("seen", answer.revision if answer else 0)
        if answer:
            for name in self.TEXTS:
                self.initial.setdefault(name, getattr(answer, name))

    @property
    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data.get(name) or "" for name in self.TEXTS}

    @property
    def seen_revision(self) -> int:
        """Return the revision that may be saved over: the one shown, or the one accepted."""
        anyway = self.cleaned_data.get("anyway")
        return anyway if anyway is not None else self.cleaned_data.get("seen") or 0


class PointForm(AnswerForm):
    """A point: its theme, its words, and its own answer when the theme's does not cover it."""

    title = GuardedLineField(
        label=gettext_lazy("Pointen kort og neutralt"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    theme = forms.ChoiceField(label=gettext_lazy("Tema"))
    field_order = ["theme", "title"]

    def __init__(self, *args: Any, point: Point, everything: Gathered, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", f"p{point.number}")
        super().__init__(*args, answer=getattr(point, "answer", None), **kwargs)
        self.point = point
        self.initial.setdefault("title", point.title)
        self.initial.setdefault("theme", str(point.theme_id))
        self.fields["theme"].choices = theme_choices(everything)[1:]  # type: ignore[attr-defined]
        self.themes = {str(theme.pk): theme for theme in everything.themes}

    @property
    def chosen_theme(self) -> Theme:
        return self.themes[self.cleaned_data["theme"]]


class TitleForm(forms.Form):
    """The title of a theme."""

    title = GuardedLineField(label=gettext_lazy("Tema"), max_length=120)


class SplitForm(forms.Form):
    """Points of a theme that go to another: a new one, or one that exists."""

    points = forms.MultipleChoiceField(
        label=gettext_lazy("Pointer"), required=False, widget=forms.CheckboxSelectMultiple
    )
    theme = forms.ChoiceField(label=gettext_lazy("Flyt dem til"), required=False)
    title = GuardedLineField(
        label=gettext_lazy("eller til et nyt tema"), required=False, max_length=120
    )

    def __init__(
        self, *args: Any, theme: Theme, points: list[Point], everything: Gathered, **kwargs: Any
    ) -> None:
        super().__init__(*args, auto_id="split_%s", **kwargs)
        self.by_pk = {str(point.pk): point for point in points}
        self.themes = {str(other.pk): other for other in everything.themes if other != theme}
        self.fields["points"].choices = [  # type: ignore[attr-defined]
            (key, str(point)) for key, point in self.by_pk.items()
        ]
        self.fields["theme"].choices = [  # type: ignore[attr-defined]
            ("", _("Vælg tema")),
            *((key, other.title) for key, other in self.themes.items()),
        ]

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        if not fields.get("points") and "points" not in self.errors:
            self.add_error("points", _("Vælg mindst én pointe."))
        if bool(fields.get("theme")) == bool(fields.get("title")) and not self.errors:
            self.add_error("theme", _("Vælg et tema, eller skriv et nyt. Kun det ene."))
        return fields

    @property
    def chosen(self) -> list[Point]:
        return [self.by_pk[key] for key in self.cleaned_data["points"]]

    @property
    def target(self) -> Theme | None:
        return self.themes.get(self.cleaned_data["theme"])


class MergeForm(forms.Form):
    """Into which theme or point another is merged."""

    into = forms.ChoiceField(label=gettext_lazy("Læg sammen med"))

    def __init__(self, *args: Any, targets: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="merge_%s", **kwargs)
        self.by_pk = {str(target.pk): target for target in targets}
        choices = [(key, str(target)) for key, target in self.by_pk.items()]
        self.fields["into"].choices = [("", _("Vælg")), *choices]  # type: ignore[attr-defined]

    @property
    def target(self) -> Any:
        return self.by_pk[self.cleaned_data["into"]]


def theme_choices(everything: Gathered) -> list[tuple[str, str]]:
    """Return the themes with the number of their points: Trafik (7 pointer)"""
    counted = [
        (
            str(theme.pk),
            ngettext("%(theme)s (%(n)d pointe)", "%(theme)s (%(n)d pointer)", len(points))
            % {"theme": theme, "n": len(points)},
        )
        for theme, points in everything.by_theme
    ]
    return [("", _("Vælg tema")), *counted]


def point_choices(everything: Gathered, shown: list[Point]) -> list[tuple[str, Any]]:
    """Return the points to choose between, under their themes."""
    wanted = {point.pk for point in shown}
    return [
        (theme.title, [(str(point.number), str(point)) for point in points if point.pk in wanted])
        for theme, points in everything.by_theme
        if any(point.pk in wanted for point in points)
    ]
