"""What people may ask the list of projects for. The words of the address are ours."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from city.models import Area, Topic
from projects.models import Project
from projects.models.project import ProjectQuerySet

UNKNOWN = _("Det valg findes ikke. Listen er vist uden det.")
STATES = {"i-gang": Project.Status.ACTIVE, "afsluttet": Project.Status.CLOSED}
PHASES = {
    "find-problemet": Project.PhaseKind.IDENTIFY,
    "formuler-opgaven": Project.PhaseKind.FORMULATE,
    "proev-af": Project.PhaseKind.TRY_OUT,
    "foer-det-ud-i-livet": Project.PhaseKind.CARRY_THROUGH,
    "laer-af-det": Project.PhaseKind.LEARN,
}


class ProjectFilterForm(forms.Form):
    """Filters of the list; what cannot be understood is left out."""

    tilstand = forms.ChoiceField(
        label=_("Hvor langt?"),
        required=False,
        choices=[("", _("Alle")), ("i-gang", _("I gang")), ("afsluttet", _("Afsluttet"))],
        error_messages={"invalid_choice": UNKNOWN},
    )
    fase = forms.ChoiceField(
        label=_("Fase"),
        required=False,
        choices=[("", _("Alle faser")), *((word, kind.label) for word, kind in PHASES.items())],
        error_messages={"invalid_choice": UNKNOWN},
    )
    bydel = forms.ChoiceField(
        label=_("Bydel"), required=False, error_messages={"invalid_choice": UNKNOWN}
    )
    emne = forms.ChoiceField(
        label=_("Emne"), required=False, error_messages={"invalid_choice": UNKNOWN}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("bydel", _("Alle bydele"), Area.objects.filter(is_active=True))
        self._offer("emne", _("Alle emner"), Topic.objects.filter(is_active=True))

    def _offer(self, field: str, everything: Any, rows: Any) -> None:
        choices = [("", everything), *rows.values_list("slug", "name")]
        self.fields[field].choices = choices  # type: ignore[attr-defined]

    def narrowed(self, projects: ProjectQuerySet) -> ProjectQuerySet:
        """Return the projects that fit all that was understood."""
        self.is_valid()
        if status := STATES.get(self._said("tilstand")):
            projects = projects.filter(status=status)
        if phase := PHASES.get(self._said("fase")):
            projects = projects.filter(phase=phase)
        if area := self._said("bydel"):
            projects = projects.filter(areas__slug=area)
        if topic := self._said("emne"):
            projects = projects.filter(topics__slug=topic)
        return projects

    def chosen(self) -> Iterable[tuple[str, str]]:
        """Return (parameter, words) of each filter that is used."""
        for name in self.fields:
            if said := self._said(name):
                yield name, str(dict(self.fields[name].choices)[said])  # type: ignore[attr-defined]

    def _said(self, name: str) -> str:
        return self.cleaned_data.get(name) or ""
