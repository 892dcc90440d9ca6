"""What staff write of a body and of a member."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.files import InspectedFile, inspect_upload
from core.forms import EmailField, LineField, PersonNameField
from councils.forms.seating import DayField
from councils.models import Body, Member

PORTRAIT_WIDTH = 320
PICTURES = ("image/png", "image/jpeg", "image/webp")


class BodyForm(forms.ModelForm):
    begins_on = DayField(label=gettext_lazy("Oprettet"), required=False)
    takes_comments = forms.BooleanField(
        label=gettext_lazy("Alle kan skrive kommentarer på siden"), required=False
    )

    class Meta:
        model = Body
        fields = [
            "name", "kind", "concern", "parent", "lead", "mandate", "legal_basis", "begins_on",
            "is_mandatory_party", "areas", "topics", "department", "secretaries", "contact_name",
            "contact_phone", "contact_email", "publishes_votes",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        thread = self.instance.thread if self.instance.pk else None
        self.initial.setdefault("takes_comments", bool(thread and thread.is_open))


class MemberForm(forms.ModelForm):
    """A member; the account is found by its address, so that no list of accounts is shown."""

    name = PersonNameField(label=gettext_lazy("Navn"), max_length=120)
    account = EmailField(
        label=gettext_lazy("Kontoens mailadresse"),
        required=False,
        help_text=gettext_lazy(
            "Kontoen får medlemmets rettigheder, så længe pladsen varer. Tomt: ingen konto."
        ),
    )
    upload = forms.FileField(
        label=gettext_lazy("Billede"),
        required=False,
        help_text=gettext_lazy("PNG, JPG eller WebP. Spørg personen først."),
    )
    credit = LineField(label=gettext_lazy("Fotograf"), max_length=120, required=False)
    remove_picture = forms.BooleanField(label=gettext_lazy("Fjern billedet"), required=False)
    # What is no column of the member's own.
    BESIDE = ("account", "upload", "credit", "remove_picture")

    class Meta:
        model = Member
        fields = [
            "name", "party", "text", "email", "phone", "is_protected", "gender", "birth_year",
            "area",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.instance.user
        self.initial.setdefault("account", user.email if user else "")

    def clean_account(self) -> User | None:
        email = self.cleaned_data["account"]
        if not email:
            return None
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if user is None:
            raise forms.ValidationError(_("Der er ingen konto med den adresse."))
        taken = Member.objects.filter(user=user).exclude(pk=self.instance.pk)
        if taken.exists():
            raise forms.ValidationError(_("Kontoen hører til et andet medlem."))
        return user

    def clean_upload(self) -> InspectedFile | None:
        upload = self.cleaned_data["upload"]
        if not upload:
            return None
        inspected = inspect_upload(upload, max_width=PORTRAIT_WIDTH)
        if inspected.content_type not in PICTURES:
            raise forms.ValidationError(_("Vælg et billede: PNG, JPG eller WebP."))
        return inspected
