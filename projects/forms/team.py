"""What a project's team writes: answers to what people give, activities, actors, invitations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from comments.models import HideReason
from core.contributions import Fate
from core.day_fields import DayField, MomentField
from core.forms import EmailField, GuardedLineField, GuardedTextField
from events.models import Event
from projects.models import Activity, Actor, ActorGroup, Offer

TOLD = _("Den, der gav det, får teksten ordret. Skriv til et menneske.")


def _reason(label: Any, **options: Any) -> GuardedTextField:
    return GuardedTextField(
        label=label, max_length=1000, widget=forms.Textarea(attrs={"rows": 4}), **options
    )


class FateForm(forms.Form):
    """What became of an idea, and why."""

    fate = forms.ChoiceField(
        label=_("Hvad blev der af det?"),
        choices=[(value, label) for value, label in Fate.choices if value != Fate.WAITING],
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvad der blev af det.")},
    )
    reason = _reason(
        _("Hvorfor?"),
        help_text=_("Alle kan læse begrundelsen, og forfatteren får den på mail."),
        error_messages={"required": _("Skriv en begrundelse.")},
    )


class HideIdeaForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Grund"),
        choices=HideReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg en grund.")},
    )
    note = _reason(
        _("Forklaring til forfatteren"),
        help_text=TOLD,
        error_messages={"required": _("Skriv til forfatteren, hvad der er galt.")},
    )


class RestoreIdeaForm(forms.Form):
    note = _reason(_("Hvorfor vises det igen?"), help_text=_("Til historikken."))


class AnswerOfferForm(forms.Form):
    status = forms.ChoiceField(
        label=_("Svaret"),
        choices=[(status.value, status.label) for status in Offer.ANSWERS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg et svar.")},
    )
    answer = _reason(
        _("Skriv til den, der tilbyder"),
        help_text=TOLD,
        error_messages={"required": _("Skriv et par ord.")},
    )

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if offer.wanted is not None and not offer.wanted.is_met:
            self.fields["is_met"] = forms.BooleanField(
                label=_("Nu mangler vi ikke mere: %(title)s") % {"title": offer.wanted.title},
                required=False,
            )


class AnswerRequestForm(forms.Form):
    """Yes or no to who asks to join. A no needs its reason."""

    answer = forms.ChoiceField(
        label=_("Svaret"),
        choices=[("yes", _("Ja, velkommen på holdet")), ("no", _("Nej"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg et svar.")},
    )
    reason = _reason(_("Begrundelse, hvis det er nej"), required=False, help_text=TOLD)

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        if fields.get("answer") == "no" and not fields.get("reason"):
            self.add_error("reason", _now("Skriv, hvorfor det er et nej."))
        return fields


class RemoveForm(forms.Form):
    reason = _reason(
        _("Hvorfor?"), help_text=TOLD, error_messages={"required": _("Skriv, hvorfor.")}
    )


class InviteForm(forms.Form):
    """Whom to invite. Only who runs the project says in which group somebody comes."""

    email = EmailField(
        label=_("Mailadresse"),
        help_text=_("Vi sender et link. Har personen ingen konto, opretter hun den først."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Skriv en mailadresse.")},
    )
    message = _reason(_("Hilsen"), required=False, help_text=_("Står i mailen."))

    def __init__(self, *args: Any, chooses_group: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if chooses_group:
            self.fields["group"] = forms.ChoiceField(
                label=_("Kommer som"), choices=ActorGroup.choices, initial=ActorGroup.CITIZENS
            )


class HelpWantedForm(forms.Form):
    title = GuardedLineField(
        label=_("Hvad mangler?"),
        help_text=_("Fx: to værter til turen 1. december"),
        max_length=120,
        error_messages={"required": _("Skriv, hvad der mangler.")},
    )


class ActorForm(forms.ModelForm):
    """Somebody who takes part, with or without an account."""

    name = GuardedLineField(
        label=_("Navn"),
        help_text=_("En organisation eller en gruppe. En person skal selv have sagt ja."),
        max_length=120,
    )
    brings = GuardedLineField(label=_("Hvad kommer de med?"), max_length=300, required=False)
    people = forms.IntegerField(
        label=_("Antal personer"),
        initial=1,
        min_value=1,
        max_value=5000,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    class Meta:
        model = Actor
        fields = ["group", "name", "brings", "people"]


class PromiseWordsForm(forms.Form):
    """How far the word of those who take part reaches."""

    promise = forms.ChoiceField(
        label=_("Løftet til dem, der er med"),
        choices=Activity.Promise.choices,
        widget=forms.RadioSelect,
        help_text=_("Når det er slut, spørger vi dem: Holdt vi det? Svaret er offentligt."),
        error_messages={"required": _("Vælg, hvad I lover.")},
    )
    promise_text = GuardedLineField(
        label=_("Løftet i egne ord"),
        help_text=_("Fx: I vælger sammen med udvalget, hvilke to tunneler vi begynder med."),
        max_length=300,
        required=False,
    )

    def words(self) -> dict[str, str]:
        """Return the promise as the services take it."""
        return {name: self.cleaned_data[name] for name in ("promise", "promise_text")}


class _ActivityForm(PromiseWordsForm):
    """What every activity has: its own fields first, then the promise."""

    title = GuardedLineField(
        label=_("Titel"), max_length=120, error_messages={"required": _("Skriv en titel.")}
    )

    def values(self) -> dict[str, Any]:
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("promise", "promise_text")
        }


class EventActivityForm(_ActivityForm):
    """An event; the rest of it is written in the administration."""

    kind = forms.ChoiceField(label=_("Slags"), choices=Event.Kind.choices, initial="walk")
    text = GuardedTextField(
        label=_("Hvad skal der ske?"), required=False, max_length=5000, widget=forms.Textarea
    )
    starts_at = MomentField(label=_("Begynder"))
    ends_at = MomentField(label=_("Slutter"))
    place = GuardedLineField(
        label=_("Sted"), max_length=200, error_messages={"required": _("Skriv et sted.")}
    )
    takes_sign_up = forms.BooleanField(label=_("Man skal melde sig til"), required=False)
    capacity = forms.IntegerField(
        label=_("Pladser"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_("Tomt: ingen grænse."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    field_order = [
        "title", "kind", "text", "starts_at", "ends_at", "place", "takes_sign_up", "capacity",
        "promise", "promise_text",
    ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        starts_at, ends_at = fields.get("starts_at"), fields.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", _now("Det skal slutte, efter at det er begyndt."))
        return fields


class WallActivityForm(_ActivityForm):
    question = GuardedTextField(
        label=_("Spørgsmålet, som sedlerne svarer på"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv spørgsmålet.")},
    )
    columns = GuardedTextField(
        label=_("Kolonner"),
        help_text=_("Én på hver linje, fx: Lys, Lyd, Liv. Højst otte."),
        max_length=700,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Skriv mindst én kolonne.")},
    )
    field_order = ["title", "question", "columns", "promise", "promise_text"]

    def clean_columns(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["columns"].splitlines()]
        columns = [line for line in lines if line]
        if len(columns) > 8 or any(len(column) > 80 for column in columns):
            raise forms.ValidationError(_now("Skriv højst otte kolonner med højst 80 tegn hver."))
        return columns


class ConversationActivityForm(_ActivityForm):
    text = GuardedTextField(
        label=_("Hvad skal I tale om?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Skriv, hvad I skal tale om.")},
    )
    is_over_on = DayField(
        label=_("Sidste dag"),
        required=False,
        help_text=_("Tomt: I siger selv til, når samtalen er slut."),
    )
    field_order = ["title", "text", "is_over_on", "promise", "promise_text"]


class EndForm(forms.Form):
    on = DayField(label=_("Sidste dag"), error_messages={"required": _("Skriv den sidste dag.")})


ACTIVITY_FORMS = {
    Activity.Kind.EVENT: EventActivityForm,
    Activity.Kind.WALL: WallActivityForm,
    Activity.Kind.CONVERSATION: ConversationActivityForm,
}
