"""What people write who take part: an idea, an offer of help, a wish to join, an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.forms import GuardedLineField, GuardedTextField
from projects.models import HelpWanted, Project, PromiseAnswer, Question

if TYPE_CHECKING:
    from accounts.models import User

LONGEST_IDEA = 2000
LONGEST_OFFER = 1000
LONGEST_BRINGS = 300


class GivingForm(forms.Form):
    """A form of a project. "På vegne af" is asked only of who may act for somebody."""

    def __init__(
        self, *args: Any, project: Project, person: User | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.project = project
        organisations = Organisation.objects.acted_for_by(person)
        if organisations.exists():
            self.fields["organisation"] = forms.ModelChoiceField(
                label=_("På vegne af"),
                queryset=organisations,
                required=False,
                empty_label=_("Mig selv"),
            )


class IdeaForm(GivingForm):
    """An idea, perhaps on one of the questions that can still be changed."""

    question = forms.ModelChoiceField(
        label=_("Hvad handler det om?"),
        queryset=Question.objects.none(),
        required=False,
        empty_label=_("Projektet i det hele taget"),
        error_messages={"invalid_choice": _("Spørgsmålet er afgjort. Vælg et andet.")},
    )
    text = GuardedTextField(
        label=_("Dit bud"),
        help_text=_("Skriv, hvad du synes, der skal ske, og hvorfor. Alle kan læse det."),
        max_length=LONGEST_IDEA,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Skriv dit bud.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        questions = self.project.questions.exclude(state=Question.State.SETTLED)
        if questions.exists():
            self.fields["question"].queryset = questions  # type: ignore[attr-defined]
        else:
            del self.fields["question"]


class OfferForm(GivingForm):
    """An offer of help. How to reach the person is for the team alone."""

    wanted = forms.ModelChoiceField(
        label=_("Hvad vil du hjælpe med?"),
        queryset=HelpWanted.objects.none(),
        required=False,
        empty_label=_("Noget andet"),
        error_messages={"invalid_choice": _("Den hjælp er fundet. Vælg noget andet.")},
    )
    text = GuardedTextField(
        label=_("Skriv, hvad du kan"),
        help_text=_("Fx hvad du kan låne ud, hvornår du har tid, og hvor længe."),
        max_length=LONGEST_OFFER,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Skriv, hvad du kan hjælpe med.")},
    )
    contact = GuardedLineField(
        label=_("Telefon eller anden kontakt"),
        help_text=_("Kun holdet ser det. De ser også din mailadresse."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = self.project.help_wanted.open()  # type: ignore[attr-defined]
        if wanted.exists():
            self.fields["wanted"].queryset = wanted  # type: ignore[attr-defined]
        else:
            del self.fields["wanted"]


def _brings() -> GuardedLineField:
    return GuardedLineField(
        label=_("Hvad kommer du med?"),
        help_text=_("Fx: jeg kender genvejene, jeg er elektriker. Står på projektets side."),
        max_length=LONGEST_BRINGS,
        required=False,
    )


class JoinForm(GivingForm):
    """A wish to be on the team."""

    brings = _brings()
    message = GuardedTextField(
        label=_("Besked til holdet"),
        help_text=_("Skriv, hvorfor du vil være med. Kun holdet læser det."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Skriv et par ord til holdet.")},
    )


class InvitationForm(forms.Form):
    """What somebody who is invited says of themselves, once we know who it is."""

    brings = _brings()

    def __init__(self, *args: Any, is_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_known:
            del self.fields["brings"]


class PromiseForm(forms.Form):
    """Holdt vi det? One answer, and why if one likes."""

    kept = forms.ChoiceField(
        label=_("Holdt vi det?"),
        choices=PromiseAnswer.Kept.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg et svar.")},
    )
    text = GuardedTextField(
        label=_("Hvorfor?"),
        help_text=_("Kun holdet læser det, og først når alle har haft tid til at svare."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
