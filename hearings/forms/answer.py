"""What a person writes when they answer a hearing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import ActsForField
from accounts.models import Organisation, OrganisationQuerySet
from city.models import Area
from core.files import ALLOWED, StoredFile
from core.forms import EmailField, GuardedLineField, GuardedTextField, PersonNameField
from hearings.models import Response

if TYPE_CHECKING:
    from accounts.models import User

MAX_TEXT = 20_000
MAX_FILES = 10
MAX_OBJECTION = 4000
# As what an approved organisation answers.
SENDERS: dict[str, str] = {
    Organisation.Kind.ASSOCIATION: Response.SenderKind.ASSOCIATION,
    Organisation.Kind.INTEREST_ORGANISATION: Response.SenderKind.ASSOCIATION,
    Organisation.Kind.COMPANY: Response.SenderKind.COMPANY,
    Organisation.Kind.AUTHORITY: Response.SenderKind.AUTHORITY,
}


@dataclass(frozen=True)
class KeptFile:
    """A file that we already have; `warning` says what in it must be looked at."""

    row: StoredFile
    warning: str = ""

    @property
    def value(self) -> str:
        return f"{self.row._meta.model_name}-{self.row.pk}"

    @property
    def label(self) -> str:
        return f"{self.row.original_name} ({filesizeformat(self.row.size)})"


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class AnswerForm(forms.Form):
    """An answer. Files are looked into before the form is: it hears what was wrong with them."""

    text = GuardedTextField(
        label=gettext_lazy("Hvad vil du sige til forslaget?"),
        help_text=gettext_lazy(
            "Skriv helst, hvad du vil have ændret, og hvorfor. Nævn gerne side eller paragraf."
        ),
        max_length=MAX_TEXT,
        error_messages={"required": gettext_lazy("Skriv dit svar.")},
    )
    files = forms.Field(
        label=gettext_lazy("Bilag"),
        help_text=gettext_lazy(
            "Op til 10 filer: PDF, Word (docx) eller billeder, højst 10 MB hver."
        ),
        required=False,
        widget=FilesInput(attrs={"accept": ",".join(f".{ending}" for ending in ALLOWED)}),
    )
    remove_files = forms.MultipleChoiceField(
        label=gettext_lazy("Vi har gemt disse bilag. Kryds af for at fjerne"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    send_held = forms.BooleanField(
        label=gettext_lazy("Send bilaget alligevel"),
        help_text=gettext_lazy(
            "Det bliver holdt tilbage og ikke vist for andre, før en medarbejder har set på det."
        ),
        required=False,
    )
    organisation = ActsForField(
        label=gettext_lazy("Svarer du på vegne af en af dine organisationer?"),
        help_text=gettext_lazy("Så bliver den vist som afsender, med mærket godkendt."),
        empty_label=gettext_lazy("Nej"),
    )
    sender_kind = forms.ChoiceField(
        label=gettext_lazy("Jeg svarer som"),
        choices=Response.SenderKind,
        initial=Response.SenderKind.CITIZEN,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, hvem du svarer som.")},
    )
    on_behalf_of = GuardedLineField(
        label=gettext_lazy("På vegne af"),
        help_text=gettext_lazy(
            "Navnet på foreningen, virksomheden, rådet eller myndigheden. Det bliver vist."
        ),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    name = PersonNameField(
        label=gettext_lazy("Dit navn"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Skriv dit navn.")},
    )
    email = EmailField(
        label=gettext_lazy("Mail"),
        help_text=gettext_lazy("Så får du en kvittering og besked om, hvad der sker."),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": gettext_lazy("Skriv en hel mailadresse med @, fx navn@eksempel.dk.")
        },
    )
    address = GuardedLineField(
        label=gettext_lazy("Adresse"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
    )
    area = forms.ModelChoiceField(
        label=gettext_lazy("Bydel"),
        queryset=Area.objects.none(),
        empty_label=gettext_lazy("Vælg bydel"),
        required=False,
    )
    show_name = forms.BooleanField(label=gettext_lazy("Vis mit navn ved svaret"), required=False)
    is_protected = forms.BooleanField(
        label=gettext_lazy("Jeg har navne- og adressebeskyttelse"),
        help_text=gettext_lazy(
            "Går forud for alt andet: hverken navn, adresse eller bydel bliver vist nogen steder."
        ),
        required=False,
    )

    # What is kept in a draft. The files have rows of their own.
    KEPT = (
        "text", "send_held", "organisation", "sender_kind", "on_behalf_of", "name", "email",
        "address", "area", "show_name", "is_protected",
    )  # fmt: skip

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        initial: Mapping[str, Any] | None = None,
        kept: Iterable[KeptFile] = (),
        file_errors: Iterable[str] = (),
        organisations: OrganisationQuerySet | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["organisation"].queryset = organisations or Organisation.objects.none()
        # One that was chosen and is gone stays, to be refused: nobody speaks as another unasked.
        if not organisations and not self.data.get("organisation"):
            del self.fields["organisation"]
        self.kept = list(kept)
        self.file_errors = list(file_errors)
        self.fields["area"].queryset = Area.objects.filter(is_active=True)
        self.fields["remove_files"].choices = [(file.value, file.label) for file in self.kept]
        if not self.kept:
            del self.fields["remove_files"]
        if not any(file.warning for file in self.kept):
            del self.fields["send_held"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for text in self._wrong_with_files(values):
            self.add_error("files", text)
        if organisation := values.get("organisation"):
            values["on_behalf_of"] = organisation.name
            values["sender_kind"] = SENDERS[organisation.kind]
        kind = values.get("sender_kind")
        is_house = kind and kind != Response.SenderKind.CITIZEN
        if is_house and not values.get("on_behalf_of") and "on_behalf_of" not in self.errors:
            self.add_error("on_behalf_of", _("Skriv, hvem du svarer på vegne af."))
        return values

    def _wrong_with_files(self, values: dict[str, Any]) -> Iterable[str]:
        yield from self.file_errors
        if len(self.kept) > MAX_FILES:
            yield _("Der kan højst være %(limit)d bilag. Fjern nogle.") % {"limit": MAX_FILES}
        if not values.get("send_held"):
            yield from (file.warning for file in self.kept if file.warning)

    def answer(self) -> dict[str, Any]:
        """Return what services.Answer takes."""
        names = set(self.KEPT) - {"send_held"}
        return {name: self.cleaned_data.get(name) for name in names}


class ObjectionForm(forms.Form):
    """Why a response should be published after all, in its author's words."""

    text = GuardedTextField(
        label=gettext_lazy("Hvorfor skal svaret lægges ud?"),
        help_text=gettext_lazy("Skriv, hvad du mener om begrundelsen. Kun medarbejdere læser det."),
        max_length=MAX_OBJECTION,
        error_messages={"required": gettext_lazy("Skriv, hvorfor du er uenig.")},
    )


def typed_in(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields of an answer as they were typed, right or wrong."""
    return {name: data[name] for name in AnswerForm.KEPT if name in data}


def known_about(person: User | None) -> dict[str, Any]:
    """Return what an account tells, to begin the form with."""
    if person is None:
        return {}
    return {
        "name": person.get_full_name(),
        "email": person.email,
        "area": person.area_id,
        "is_protected": person.protected,
    }
