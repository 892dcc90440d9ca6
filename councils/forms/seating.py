"""What secretaries write when they give seats, call in substitutes and set chairs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.clock import local_date, start_of_day
from core.forms import LineField, PersonNameField, TextField
from councils.forms.bodies import FIRST_DAY, LAST_DAY
from councils.models import Body, Member, Membership, SeatGroup, Term

MOST_SEATS = 200


class StepForm(forms.Form):
    """A step that needs nothing but the button."""


class DayField(forms.DateField):
    """A day by the browser's own calendar, within what the databases know."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            raise forms.ValidationError(_("Skriv en dato mellem år 1900 og 2199."))
        return day


def as_moment(day: date | None, at: datetime) -> datetime | None:
    """Return the beginning of a day; of today, this very second: nothing is dated back unasked."""
    if day is None:
        return None
    return at if day == local_date(at) else start_of_day(day)


class TimeForm(forms.Form):
    """From which day, and until which (not included)."""

    starts_on = DayField(label=gettext_lazy("Fra og med"))
    ends_on = DayField(
        label=gettext_lazy("Til (dagen efter den sidste)"),
        required=False,
        help_text=gettext_lazy("Tomt: indtil videre. Er der en valgperiode, står dens slut her."),
    )

    def clean(self) -> dict[str, Any]:
        written = super().clean() or {}
        starts_on, ends_on = written.get("starts_on"), written.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", _("Det skal slutte, efter at det er begyndt."))
        return written

    def moments(self, at: datetime) -> dict[str, datetime | None]:
        return {
            "starts_at": as_moment(self.cleaned_data["starts_on"], at),
            "ends_at": as_moment(self.cleaned_data["ends_on"], at),
        }


class PersonForm(TimeForm):
    """Somebody who is known here, or a new name."""

    member = forms.ModelChoiceField(
        Member.objects.none(), label=gettext_lazy("Vælg en, der er oprettet"), required=False
    )
    new_name = PersonNameField(
        label=gettext_lazy("Eller skriv et nyt navn"), max_length=120, required=False
    )
    nominated_by = LineField(label=gettext_lazy("Indstillet af"), max_length=200, required=False)
    field_order = ["member", "new_name", "title", "nominated_by", "starts_on", "ends_on"]

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Whoever is protected is known by name to the secretaries of their bodies alone.
        own = Q(pk__in=body.memberships.values("member"))
        shown = Q(is_protected=False) & (Q(user=None) | Q(user__protected=False))
        members = Member.objects.filter(own | shown, forgotten_at=None)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        written = super().clean()
        if bool(written.get("member")) == bool(written.get("new_name")) and not self.errors:
            self.add_error("member", _("Vælg en person, eller skriv et nyt navn."))
        return written


class SeatForm(PersonForm):
    title = LineField(
        label=gettext_lazy("Hverv"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Fx: borgmester, næstformand"),
    )


class EndForm(forms.Form):
    ends_on = DayField(
        label=gettext_lazy("Første dag uden pladsen"),
        help_text=gettext_lazy("Er det i dag, holder rettighederne op i det sekund, du trykker."),
    )
    reason = LineField(
        label=gettext_lazy("Årsag"),
        max_length=200,
        help_text=gettext_lazy("Vises kun her. Skriv ikke om sygdom."),
    )


class CorrectForm(forms.Form):
    title = LineField(label=gettext_lazy("Hverv"), max_length=80, required=False)
    nominated_by = LineField(label=gettext_lazy("Indstillet af"), max_length=200, required=False)


class MembershipField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Membership) -> str:
        return f"{obj.member.name} ({obj.title})" if obj.title else obj.member.name


class CallInForm(TimeForm):
    substitute = MembershipField(Membership.objects.none(), label=gettext_lazy("Stedfortræder"))
    reason = LineField(
        label=gettext_lazy("Årsag"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Vises kun her. Fx: orlov"),
    )
    field_order = ["substitute", "starts_on", "ends_on", "reason"]

    def __init__(self, *args: Any, absent: Membership, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = absent.group.memberships.substitutes(at).select_related("member")
        self.fields["substitute"].queryset = listed  # type: ignore[attr-defined]


class ChairForm(forms.Form):
    """One chair from a day on, or several who take turns in the order of their numbers."""

    rule = forms.ChoiceField(label=gettext_lazy("Formandskab"), choices=Body.ChairRule)
    from_day = DayField(label=gettext_lazy("Fra og med"))
    length = forms.IntegerField(
        label=gettext_lazy("Møder eller måneder for hver, når det skifter"),
        min_value=1,
        max_value=120,
        initial=1,
    )
    chair = MembershipField(
        Membership.objects.none(), label=gettext_lazy("Formand, eller den første")
    )
    substitute = MembershipField(
        Membership.objects.none(), label=gettext_lazy("Næstformand"), required=False
    )
    others = forms.ModelMultipleChoiceField(
        Membership.objects.none(),
        label=gettext_lazy("De næste, når det skifter"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("De kommer i den rækkefølge, de står her."),
    )

    def __init__(self, *args: Any, body: Body, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seated = body.memberships.seated(at).select_related("member")
        for name in ("chair", "substitute", "others"):
            self.fields[name].queryset = seated  # type: ignore[attr-defined]


class TermForm(forms.ModelForm):
    starts_on = DayField(label=gettext_lazy("Fra og med"))
    ends_on = DayField(label=gettext_lazy("Til (dagen efter den sidste)"), required=False)
    uneven_reason = TextField(
        label=gettext_lazy("Hvorfor kønnene ikke er ligeligt indstillet"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Begrundelsen vises ved sammensætningen."),
    )

    class Meta:
        model = Term
        fields = ["starts_on", "ends_on", "uneven_reason"]


class GroupForm(forms.ModelForm):
    count = forms.IntegerField(
        label=gettext_lazy("Antal pladser"),
        min_value=0,
        max_value=MOST_SEATS,
        help_text=gettext_lazy("Besatte pladser kan ikke nedlægges: lad først medlemmet fratræde."),
    )

    class Meta:
        model = SeatGroup
        fields = ["kind", "name", "appointed_by", "is_elected", "position", "count"]


class EndBodyForm(forms.Form):
    on = DayField(label=gettext_lazy("Første dag, det ikke findes"))
    reason = LineField(label=gettext_lazy("Årsag"), max_length=200)
