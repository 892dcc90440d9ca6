"""What a person writes about themselves and whom they act for; looks: the template pack."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from city.models import Area
from core.forms import (
    GuardedLineField,
    GuardedTextField,
    LineField,
    PersonNameField,
    TextField,
)
from core.text import name_key

OLDEST = 120
YOUNGEST = 5


def _public_name_field() -> PersonNameField:
    return PersonNameField(
        label=_("Offentligt navn"),
        max_length=60,
        help_text=_("Det navn, andre ser, når du skriver på portalen. Brug gerne dit eget."),
    )


def _full_name_field() -> PersonNameField:
    return PersonNameField(
        label=_("Fulde navn"),
        max_length=120,
        required=False,
        help_text=_("Kun kommunens medarbejdere ser det."),
    )


def _website_field() -> forms.URLField:
    return forms.URLField(
        label=_("Hjemmeside"),
        required=False,
        max_length=200,
        assume_scheme="https",
        error_messages={"invalid": _("Skriv en hel adresse, fx www.forening.dk.")},
    )


def refuse_taken_name(name: str, *, person: User | None = None) -> None:
    """Refuse a public name that another account has, in any spelling."""
    others = User.objects.exclude(pk=person.pk) if person else User.objects.all()
    if others.filter(public_name_key=name_key(name)).exists():
        raise name_is_taken()


def name_is_taken() -> ValidationError:
    return ValidationError(_("Navnet er allerede i brug. Vælg et andet."), "taken")


class SignupForm(forms.Form):
    """What allauth's sign-up form asks besides mail address and password."""

    public_name = _public_name_field()
    full_name = _full_name_field()

    field_order = ["email", "password1", "public_name", "full_name"]

    def clean_public_name(self) -> str:
        name: str = self.cleaned_data["public_name"]
        refuse_taken_name(name)
        return name

    def signup(self, request: HttpRequest, user: User) -> None:
        """Nothing more to do: the adapter saved the names with the account (allauth asks)."""


class SettingsForm(forms.ModelForm):
    """What a person may say about themselves, and change at any time."""

    public_name = _public_name_field()
    full_name = _full_name_field()

    class Meta:
        model = User
        fields = [
            "public_name",
            "full_name",
            "area",
            "birth_year",
            "gender",
            "protected",
            "language",
        ]
        labels = {
            "protected": _("Jeg har navne- og adressebeskyttelse"),
        }
        help_texts = {
            "area": _("Så kan vi vise dig det, der sker i nærheden."),
            "birth_year": _("Bruges kun til samlet statistik over, hvem der deltager."),
            "gender": _("Bruges kun til samlet statistik over, hvem der deltager."),
            "protected": _("Så vises dit navn aldrig for andre end kommunens medarbejdere."),
            "language": _("Mails fra portalen kommer på dette sprog."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.filter(is_active=True)
        self.fields["area"].empty_label = _("Ikke oplyst")
        self.fields["gender"].choices = [("", _("Ikke oplyst")), *User.Gender.choices]
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean_public_name(self) -> str:
        name: str = self.cleaned_data["public_name"]
        refuse_taken_name(name, person=self.instance)
        return name

    def clean_birth_year(self) -> int | None:
        year: int | None = self.cleaned_data["birth_year"]
        this_year = timezone.localdate().year
        if year is not None and not this_year - OLDEST <= year <= this_year - YOUNGEST:
            raise ValidationError(_("Skriv et årstal med fire cifre, fx 1984."), "birth_year")
        return year


class FindForm(forms.Form):
    q = LineField(label=_("Søg i navnene"), max_length=120, required=False)


class AskForm(forms.Form):
    """What a person is in an organisation, and what the administration should know about it."""

    title = GuardedLineField(
        label=_("Hvad er du i organisationen?"),
        help_text=_("Fx formand, kasserer eller medarbejder."),
        max_length=80,
        required=False,
    )
    message = GuardedTextField(
        label=_("Hvordan kan vi se, at du kan handle for den?"),
        help_text=_(
            "Fx: Jeg står som formand på hjemmesiden. Kun kommunens medarbejdere læser det."
        ),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


class ProposeForm(AskForm):
    """An organisation that is not on the list yet."""

    name = GuardedLineField(
        label=_("Organisationens navn"),
        help_text=_("Skriv det, som det står i vedtægterne eller på hjemmesiden."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Skriv navnet.")},
    )
    kind = forms.ChoiceField(
        label=_("Hvad er den?"),
        choices=[(kind.value, capfirst(kind.label)) for kind in Organisation.Kind],
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvad den er.")},
    )
    text = GuardedTextField(
        label=_("Hvad laver den?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    website = _website_field()

    field_order = ["name", "kind", "text", "website", "title", "message"]


class ActsForField(forms.ModelChoiceField):
    """For which organisation a person does something; empty is for themselves.

    The services ask `require_right_to_act` again: the right may end while the form is open.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("queryset", Organisation.objects.none())
        kwargs.setdefault("required", False)
        kwargs.setdefault("label", _("På vegne af"))
        super().__init__(**kwargs)
        self.error_messages["invalid_choice"] = _(
            "Du kan ikke længere handle for den organisation. Vælg igen."
        )


# --- What staff write ---------------------------------------------------------------------------
class EmptyForm(forms.Form):
    """A step that needs no words: the button says it all."""


class ReasonForm(forms.Form):
    reason = TextField(
        label=_("Begrundelse"),
        help_text=_("De, der får besked, læser den i mailen."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Skriv en begrundelse.")},
    )


class OrganisationForm(forms.ModelForm):
    """The words of an organisation; its status is changed by the steps alone."""

    name = LineField(label=_("Navn"), max_length=120)
    text = TextField(
        label=_("Hvad den laver"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    website = _website_field()

    class Meta:
        model = Organisation
        fields = ["name", "kind", "text", "website"]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if Organisation.objects.named(name).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Der findes allerede en organisation med det navn."), "taken")
        return name
