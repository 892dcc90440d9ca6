"""What people write about a problem: the problem itself, what is wrong with it, what to list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from city.models import Area, Topic
from comments.forms.moderation import ObjectionForm, ReportForm
from core.forms import GuardedLineField, GuardedTextField
from projects.models import Problem, ProblemQuerySet

if TYPE_CHECKING:
    from accounts.models import User

NEWEST, MOST_FELT, DUE = "nyeste", "flest", "frist"
ORDERS = {
    NEWEST: ("-raised_at", "-pk"),
    MOST_FELT: ("-felt_count", "-pk"),
    DUE: ("answer_due_on", "pk"),
}
WAITING, OVERDUE, ANSWERED = "venter", "over-tid", "besvaret"
ANSWERS = {
    "projekt": Problem.Answer.PROJECT,
    "videre": Problem.Answer.BODY,
    "i-gang": Problem.Answer.UNDER_WAY,
    "nej": Problem.Answer.DECLINED,
}
# The fields of RaiseForm that are kept with what was typed; areas are many.
TYPED = ("title", "text", "for_whom", "known_by", "place", "topic", "organisation")


def rows(count: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": count})


class RaiseForm(forms.Form):
    """A problem: what, for whom, how one knows, where. One page, and a person to act for."""

    title = GuardedLineField(
        label=_("Problemet i en linje"),
        help_text=_("Fx: Tunnelen ved stationen er mørk om aftenen"),
        max_length=120,
        error_messages={"required": _("Skriv problemet i en linje.")},
    )
    text = GuardedTextField(
        label=_("Hvad er problemet?"),
        help_text=_("Skriv, hvad der sker. Du behøver ikke kende løsningen."),
        max_length=4000,
        widget=rows(6),
        error_messages={"required": _("Skriv, hvad problemet er.")},
    )
    for_whom = GuardedTextField(
        label=_("Hvem går det ud over?"),
        help_text=_("Skriv ikke andres navne. Fx: alle, der cykler hjem fra det sidste tog"),
        max_length=1000,
        widget=rows(3),
        error_messages={"required": _("Skriv, hvem det går ud over.")},
    )
    known_by = GuardedTextField(
        label=_("Hvor ved du det fra?"),
        help_text=_("Fx: jeg går der hver dag, eller jeg har talt med naboerne"),
        max_length=1000,
        required=False,
        widget=rows(3),
    )
    place = GuardedLineField(
        label=_("Hvor er det?"),
        help_text=_("En vej, en plads eller en bygning. Lad det stå tomt, hvis det er hele byen."),
        max_length=200,
        required=False,
    )
    areas = forms.ModelMultipleChoiceField(
        label=_("Hvilke bydele?"),
        help_text=_("Vælg ingen, hvis det er hele byen."),
        queryset=Area.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    topic = forms.ModelChoiceField(
        label=_("Hvad handler det om?"),
        help_text=_("Det bestemmer, hvilken afdeling der svarer."),
        queryset=Topic.objects.none(),
        required=False,
        empty_label=_("Ved ikke, eller noget andet"),
    )
    organisation = forms.ModelChoiceField(
        label=_("På vegne af"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Mig selv"),
    )

    def __init__(self, *args: Any, person: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Organisation.objects.acted_for_by(person) if person else None
        for name, choices in (
            ("areas", Area.objects.filter(is_active=True)),
            ("topic", Topic.objects.filter(is_active=True)),
            ("organisation", offered),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            if choices is not None:
                field.queryset = choices
        if offered is None or not offered.exists():
            del self.fields["organisation"]


class ProblemReportForm(ReportForm):
    """Why staff should look at a problem."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Hvad er der galt med det, der står?")


class ProblemObjectionForm(ObjectionForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Hvorfor skal problemet vises?")


class ProblemFilterForm(forms.Form):
    """Filters of the list of problems; what cannot be understood is left out."""

    bydel = forms.ModelChoiceField(
        label=_("Bydel"),
        queryset=Area.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("Hele byen"),
    )
    emne = forms.ModelChoiceField(
        label=_("Emne"),
        queryset=Topic.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("Alle emner"),
    )
    svar = forms.ChoiceField(
        label=_("Svaret"),
        required=False,
        choices=[
            ("", _("Alle")),
            (WAITING, _("Venter på svar")),
            (OVERDUE, _("Venter, over tiden")),
            (ANSWERED, _("Besvaret")),
            ("projekt", _("Bliver til et projekt")),
            ("videre", _("Går videre til et udvalg eller råd")),
            ("i-gang", _("Er allerede i gang")),
            ("nej", _("Bliver ikke taget op")),
        ],
    )
    orden = forms.ChoiceField(
        label=_("Vis først"),
        required=False,
        choices=[
            ("", _("De nyeste")),
            (MOST_FELT, _("Dem, flest mærker")),
            (DUE, _("Dem, der snart skal have svar")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area, topic = self.fields["bydel"], self.fields["emne"]
        assert isinstance(area, forms.ModelChoiceField)
        assert isinstance(topic, forms.ModelChoiceField)
        area.queryset = Area.objects.filter(is_active=True)
        topic.queryset = Topic.objects.filter(is_active=True)

    def narrowed(self, found: ProblemQuerySet) -> ProblemQuerySet:
        """Return those asked for, except that every area is left in: the map shows them all."""
        self.is_valid()
        if topic := self.cleaned_data.get("emne"):
            found = found.filter(topic=topic)
        asked = self.cleaned_data.get("svar")
        if asked == WAITING:
            return found.waiting()
        if asked == OVERDUE:
            return found.overdue()
        if asked == ANSWERED:
            return found.exclude(answer=Problem.Answer.NONE)
        return found.filter(answer=ANSWERS[asked]) if asked in ANSWERS else found

    @property
    def area(self) -> Area | None:
        found: Area | None = self.cleaned_data.get("bydel")
        return found

    @property
    def order(self) -> tuple[str, ...]:
        return ORDERS[self.cleaned_data.get("orden") or NEWEST]

    @property
    def is_used(self) -> bool:
        return any(self.cleaned_data.get(name) for name in ("bydel", "emne", "svar"))
