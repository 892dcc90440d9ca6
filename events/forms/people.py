"""What staff write about who comes."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from core.forms import EmailField, GuardedTextField, PersonNameField
from events.forms.signing_up import PeopleForm


class TelephoneForm(PeopleForm):
    """Somebody who telephones: they may have no mailbox."""

    name = PersonNameField(label=gettext_lazy("Navn"), max_length=120)
    email = EmailField(
        label=gettext_lazy("Mailadresse"),
        required=False,
        help_text=gettext_lazy("Tomt: personen får ingen mails og skal ringes op."),
    )
    # The same form sent twice makes one registration.
    form_key = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ["name", "email", "people", "organisation", "needs"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form_key"].initial = uuid.uuid4


class RemoveForm(forms.Form):
    reason = GuardedTextField(
        label=gettext_lazy("Hvorfor meldes personen fra?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Personen læser det i mailen."),
    )
