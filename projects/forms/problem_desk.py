"""What staff write about a problem: what becomes of it, and who is to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from city.models import Department
from comments.forms.moderation import DecisionForm
from core.forms import GuardedTextField
from councils.models import Body
from projects.models import Problem, ProblemObjection, Project

if TYPE_CHECKING:
    from accounts.models import User

Answer = Problem.Answer
LONGEST_REASON = 4000
CHOICES = [
    (Answer.PROJECT, gettext_lazy("Det bliver til et projekt")),
    (Answer.BODY, gettext_lazy("Det går videre til et udvalg eller råd")),
    (Answer.UNDER_WAY, gettext_lazy("Det er allerede i gang")),
    (Answer.DECLINED, gettext_lazy("Det bliver ikke taget op")),
]


class AnswerProblemForm(forms.Form):
    """One of four answers, with the reason that everybody reads."""

    # The answer that stood there when the form was shown.
    seen = forms.ChoiceField(choices=Answer.choices, widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label=gettext_lazy("Hvad bliver der af problemet?"),
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg et svar.")},
    )
    reason = GuardedTextField(
        label=gettext_lazy("Svaret og begrundelsen"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "Alle kan læse det. Skriv til et menneske: hvad sker der nu, hvornår, og hvorfor?"
        ),
        error_messages={"required": gettext_lazy("Skriv svaret og begrundelsen.")},
    )
    project = forms.ModelChoiceField(
        label=gettext_lazy("Projektet"),
        queryset=Project.objects.none(),
        required=False,
        empty_label=gettext_lazy("Lav en ny kladde med problemets ord"),
        help_text=gettext_lazy("Når det bliver til et projekt, eller allerede er et."),
    )
    body = forms.ModelChoiceField(
        label=gettext_lazy("Udvalget eller rådet"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=gettext_lazy("Vælg, hvis det går videre"),
        help_text=gettext_lazy("Når det går videre."),
    )
    link = forms.URLField(
        label=gettext_lazy("Link til det, der er i gang"),
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text=gettext_lazy("Når det er i gang et andet sted, fx en høring eller en plan."),
    )

    def __init__(self, *args: Any, problem: Problem, by: User, **kwargs: Any) -> None:
        names = ("answer", "reason", "project", "body", "link")
        known = {name: getattr(problem, name) for name in names} if problem.is_answered else {}
        super().__init__(*args, initial={**known, "seen": problem.answer}, **kwargs)
        project, body = self.fields["project"], self.fields["body"]
        assert isinstance(project, forms.ModelChoiceField)
        assert isinstance(body, forms.ModelChoiceField)
        project.queryset = Project.objects.visible_to(by).order_by("title", "pk")
        body.queryset = Body.objects.published().order_by("sort_key", "pk")

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        answer, project = fields.get("answer"), fields.get("project")
        if answer == Answer.BODY and not fields.get("body"):
            self.add_error("body", _("Vælg, hvem det går videre til."))
        is_seen = bool(fields.get("link")) or (project is not None and project.is_published)
        if answer == Answer.UNDER_WAY and not is_seen and "link" not in self.errors:
            self.add_error(
                "link", _("Skriv et link, eller vælg et projekt, som alle kan se på siden.")
            )
        return fields


class DecideProblemForm(DecisionForm):
    """What is decided about an objection to a problem being hidden, and why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcome = self.fields["outcome"]
        assert isinstance(outcome, forms.ChoiceField)
        outcome.choices = ProblemObjection.Outcome.choices


class RerouteForm(forms.Form):
    department = forms.ModelChoiceField(
        label=gettext_lazy("Afdeling, der skal svare"), queryset=Department.objects.none()
    )

    def __init__(self, *args: Any, problem: Problem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        department = self.fields["department"]
        assert isinstance(department, forms.ModelChoiceField)
        others = Department.objects.filter(is_active=True).exclude(pk=problem.department_id)
        department.queryset = others
