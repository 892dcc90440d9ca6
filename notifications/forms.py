"""What people choose to follow, and how they want to be told."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from city.models import Area, Topic
from core.forms import EmailField
from notifications.kinds import Group, MessageKind
from notifications.models import Channel


class FollowByMailForm(forms.Form):
    """The address of somebody who follows without an account."""

    email = EmailField(
        label=gettext_lazy("Din mailadresse"),
        max_length=254,
        help_text=gettext_lazy("Vi sender et link, som du bekræfter med. Først da følger du med."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": gettext_lazy("Skriv din mailadresse.")},
    )


class PlacesForm(forms.Form):
    """The areas and topics that a person follows."""

    areas = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Bydele"),
        queryset=Area.objects.filter(is_active=True),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    topics = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Emner"),
        queryset=Topic.objects.filter(is_active=True),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class PreferencesForm(forms.Form):
    """One choice for each kind of message; the name of a field is the code of the kind."""

    def __init__(self, *args: Any, kinds: list[MessageKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = kinds
        for kind in kinds:
            self.fields[kind.code] = forms.ChoiceField(
                label=kind.label,
                choices=_choices(kind),
                help_text=_(
                    "Også hvis du vælger »med det samme«, "
                    "får du højst én mail i døgnet om hver samtale."
                )
                if kind.count
                else "",
            )

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Return the fields under the headings of the page, empty headings left out."""
        found = [
            (group.label, [self[kind.code] for kind in self.kinds if kind.group == group])
            for group in Group
        ]
        return [(label, fields) for label, fields in found if fields]

    def choices(self) -> dict[str, Channel]:
        """Return what was chosen, as the service takes it."""
        return {code: Channel(channel) for code, channel in self.cleaned_data.items()}


def _choices(kind: MessageKind) -> list[tuple[str, str]]:
    """Return the five ways, the kind's default marked as such."""
    return [
        (channel.value, _("%(way)s (standard)") % {"way": channel.label})
        if channel == kind.channel
        else (channel.value, str(channel.label))
        for channel in Channel
    ]
