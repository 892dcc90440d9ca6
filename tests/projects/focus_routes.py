"""A row behind each address of focus projects, for the tests that open them all."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from projects.models import FocusDesignation, FocusFlag, InvolvementStep
from tests.projects.factories import (
    FocusDesignationFactory,
    FocusFlagFactory,
    InvolvementStepFactory,
)

PUBLIC = {"projects:focus", "projects:focus_year", "projects:plan"}
# Behind the log-in: for members of the municipal council.
OWN = {"projects:flag", "projects:endorse", "projects:withdraw_flag"}
OF_APPOINTMENT = {"projects:undo_appointment", "projects:evaluate"}
DESK = OF_APPOINTMENT | {
    "projects:appoint", "projects:plan_edit", "projects:plan_add", "projects:plan_change",
    "projects:plan_result", "projects:plan_remove",
}  # fmt: skip
ALL = PUBLIC | OWN | DESK


@dataclass
class FocusRoutes:
    """This year's focus project with a row of its plan, and a flag for the next year."""

    designation: FocusDesignation
    step: InvolvementStep
    flag: FocusFlag

    def values_for(self, name: str) -> dict[str, Any]:
        subject = self.flag.project if name in OWN else self.designation.project
        return {
            "pk": self.designation.pk if name in OF_APPOINTMENT else subject.pk,
            "slug": subject.slug,
            "year": self.designation.year.year,
            "step": self.step.pk,
            "flag": self.flag.pk,
        }


def make_focus() -> FocusRoutes:
    designation = FocusDesignationFactory(year__year=timezone.localdate().year)
    step = InvolvementStepFactory(project=designation.project)
    return FocusRoutes(designation, step, FocusFlagFactory())
