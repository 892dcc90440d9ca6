"""What a person writes when they sign up, and when they change it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import ActsForField
from accounts.models import Organisation
from core.forms import EmailField, GuardedLineField, GuardedTextField, PersonNameField
from events.models import MAX_PEOPLE, Event, Registration

if TYPE_CHECKING:
    from accounts.models import User

MAX_NEEDS = 500


class PeopleForm(forms.Form):
    """How many come, for whom, and what they need; what one may change later."""

    people = forms.IntegerField(
        label=gettext_lazy("Hvor mange kommer I?"),
        help_text=gettext_lazy("Dig selv og dem, du har med."),
        min_value=1,
        max_value=MAX_PEOPLE,
        initial=1,
        error_messages={
            "required": gettext_lazy("Skriv, hvor mange I kommer."),
            "invalid": gettext_lazy("Skriv et helt tal, fx 2."),
            "min_value": gettext_lazy("Skriv mindst 1."),
            "max_value": gettext_lazy("Skriv højst 30. Kommer I flere, så ring eller skriv først."),
        },
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    organisation = GuardedLineField(
        label=gettext_lazy("Forening, skole eller virksomhed"),
        help_text=gettext_lazy("Hvis du kommer for nogen."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    needs = GuardedTextField(
        label=gettext_lazy("Har du brug for noget særligt, så du kan være med?"),
        help_text=gettext_lazy(
            "Fx plads til en kørestol, tegnsprogstolk eller mad uden nødder. Skriv kun det, vi "
            "skal vide. Kun afdelingen ser det, og det bliver slettet dagen efter."
        ),
        max_length=MAX_NEEDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not event.asks_needs:
            del self.fields["needs"]


class SignUpForm(PeopleForm):
    """Who comes. Whoever is logged in is written to at the address of the account."""

    name = PersonNameField(
        label=gettext_lazy("Dit navn"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Skriv dit navn.")},
    )
    email = EmailField(
        label=gettext_lazy("Din mail"),
        help_text=gettext_lazy("Vi sender en kvittering med et link, hvor du kan melde fra."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": gettext_lazy("Skriv din mailadresse."),
            "invalid": gettext_lazy("Skriv en hel mailadresse med @, fx navn@eksempel.dk."),
        },
    )

    acts_for = ActsForField(
        label=gettext_lazy("Kommer du på vegne af en af dine organisationer?"),
        empty_label=gettext_lazy("Nej"),
    )

    field_order = ["name", "email", "people", "acts_for", "organisation", "needs"]

    def __init__(self, *args: Any, event: Event, person: User | None, **kwargs: Any) -> None:
        super().__init__(*args, event=event, **kwargs)
        organisations = Organisation.objects.acted_for_by(person)
        self.fields["acts_for"].queryset = organisations
        # One that was chosen and is gone stays, to be refused rather than dropped.
        if not organisations and not self.data.get("acts_for"):
            del self.fields["acts_for"]
        if person:
            del self.fields["email"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if acts_for := values.get("acts_for"):
            values["organisation"] = acts_for.name
        return values

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if "@" in name:
            raise forms.ValidationError(_("Skriv dit navn, ikke din mailadresse."))
        return name


def known_about(person: User | None) -> dict[str, Any]:
    """Return what an account tells, to begin the form with."""
    return {"name": person.get_full_name()} if person else {}


def as_signed_up(registration: Registration) -> dict[str, Any]:
    """Return what a registration says, to begin the form of changing it with."""
    return {name: getattr(registration, name) for name in ("people", "organisation", "needs")}
