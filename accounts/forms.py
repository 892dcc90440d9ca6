"""What a person writes about themselves. Field looks come from the template pack."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from city.models import Area
from core.forms import PersonNameField
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
