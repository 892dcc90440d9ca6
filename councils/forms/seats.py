"""What citizens write to get a seat: an application, a nomination, who they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from city.models import Area
from core.clock import local_date
from core.files import InspectedFile, inspect_upload
from core.forms import EmailField, GuardedLineField, GuardedTextField, PersonNameField

if TYPE_CHECKING:
    from accounts.models import User

MAX_MOTIVATION = 4000
MAX_PRESENTATION = 2000
OLDEST = 120
PICTURES = ("jpg", "jpeg", "png", "webp")
PICTURE_WIDTH = 800


def _email_field(**words: Any) -> EmailField:
    return EmailField(
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": gettext_lazy("Skriv en mailadresse."),
            "invalid": gettext_lazy("Skriv en hel mailadresse med @, fx navn@eksempel.dk."),
        },
        **words,
    )


class ApplicationForm(forms.Form):
    """An application for a seat. Only the secretary of the body reads it."""

    name = PersonNameField(
        label=gettext_lazy("Dit navn"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Skriv dit navn.")},
    )
    email = _email_field(
        label=gettext_lazy("Din mailadresse"),
        help_text=gettext_lazy("Her får du kvittering og svar."),
    )
    phone = GuardedLineField(
        label=gettext_lazy("Telefon"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    area = forms.ModelChoiceField(
        label=gettext_lazy("Bydel"),
        queryset=Area.objects.none(),
        empty_label=gettext_lazy("Vælg bydel"),
        required=False,
    )
    motivation = GuardedTextField(
        label=gettext_lazy("Hvorfor vil du gerne være med?"),
        help_text=gettext_lazy(
            "Skriv, hvad du vil, og hvad du kender til. Skriv ikke om sygdom eller andet privat, "
            "og ingen cpr-numre."
        ),
        max_length=MAX_MOTIVATION,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": gettext_lazy("Skriv, hvorfor du gerne vil være med.")},
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["area"].queryset = Area.objects.filter(is_active=True)  # type: ignore[attr-defined]


class BirthYearField(forms.IntegerField):
    """The year that somebody was born in."""

    def __init__(self, **words: Any) -> None:
        super().__init__(
            label=gettext_lazy("Fødselsår"),
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "bday-year"}),
            error_messages={"invalid": gettext_lazy("Skriv et årstal med fire cifre, fx 1950.")},
            **words,
        )

    def clean(self, value: Any) -> int | None:
        year: int | None = super().clean(value)
        this_year = local_date(timezone.now()).year
        if year is not None and not this_year - OLDEST <= year <= this_year:
            raise ValidationError(_("Skriv et årstal med fire cifre, fx 1950."), "impossible")
        return year


def _presentation(*, required: bool) -> GuardedTextField:
    return GuardedTextField(
        label=gettext_lazy("Hvem er du, og hvad vil du?"),
        help_text=gettext_lazy("Alle kan læse det på valgets side. Skriv ingen cpr-numre."),
        max_length=MAX_PRESENTATION,
        required=required,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": gettext_lazy("Skriv et par linjer om dig selv.")},
    )


class NominationForm(forms.Form):
    """Who shall stand: oneself, or somebody else who is asked by mail first."""

    who = forms.ChoiceField(
        label=gettext_lazy("Hvem vil du stille op?"),
        choices=[
            ("self", gettext_lazy("Mig selv")),
            ("other", gettext_lazy("En anden, som jeg foreslår")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, hvem det er.")},
    )
    name = PersonNameField(
        label=gettext_lazy("Kandidatens navn"),
        help_text=gettext_lazy("Navnet kommer til at stå på listen, når kandidaten har sagt ja."),
        max_length=120,
        error_messages={"required": gettext_lazy("Skriv kandidatens navn.")},
    )
    email = _email_field(
        label=gettext_lazy("Kandidatens mailadresse"),
        help_text=gettext_lazy(
            "Vi sender en mail med et link. Man stiller først op, når man selv har sagt ja."
        ),
    )
    nominated_by = PersonNameField(
        label=gettext_lazy("Dit navn, når du foreslår en anden"),
        help_text=gettext_lazy("Det står i mailen til den, du foreslår."),
        max_length=120,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("who") == "other":
            if not values.get("nominated_by") and "nominated_by" not in self.errors:
                self.add_error("nominated_by", _("Skriv dit navn, så den anden ved, hvem du er."))
        else:
            values["nominated_by"] = ""
        return values

    def values(self) -> dict[str, Any]:
        """Return what the service takes."""
        return {name: self.cleaned_data[name] for name in ("name", "email", "nominated_by")}


class CandidacyForm(forms.Form):
    """What a candidate says about themselves, with a picture or without."""

    text = _presentation(required=True)
    birth_year = BirthYearField(
        help_text=gettext_lazy("Kun sekretariatet ser det, for at se, om man kan vælges.")
    )
    portrait = forms.FileField(
        label=gettext_lazy("Et billede af dig"),
        help_text=gettext_lazy("JPG, PNG eller WebP, højst 10 MB. Alle kan se det."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in PICTURES)}),
    )

    def clean_portrait(self) -> InspectedFile | None:
        """Look into the picture; what is kept of it has no place and no time in it."""
        upload: UploadedFile | None = self.cleaned_data.get("portrait")
        if not upload:
            return None
        if not str(upload.name).lower().endswith(PICTURES):
            raise ValidationError(_("Vælg et billede: JPG, PNG eller WebP."), "no_picture")
        return inspect_upload(upload, max_width=PICTURE_WIDTH)


def known_about(person: User | None) -> dict[str, Any]:
    """Return what an account tells, to begin the form with."""
    if person is None:
        return {}
    return {"name": person.get_full_name(), "email": person.email, "area": person.area_id}
