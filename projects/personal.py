"""What this app knows about a person, and how it forgets them. Pulled by the portal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from projects import personal_focus, personal_giving, personal_problems
from projects.models import ProjectEvent

if TYPE_CHECKING:
    from accounts.models import User


def personal_data_of(person: User) -> dict[str, Any]:
    """Return what the person raised, felt, gave and pointed at, and the steps they took."""
    return {
        **personal_problems.personal_data_of(person),
        **personal_giving.personal_data_of(person),
        **personal_focus.personal_data_of(person),
        "steps_taken": [
            {
                "at": line.at.isoformat(),
                "subject": str(line.project or line.problem),
                "action": line.action,
                "note": line.note,
            }
            for line in ProjectEvent.objects.filter(by=person).select_related("project", "problem")
        ],
    }


@transaction.atomic
def forget(person: User) -> None:
    """Forget what each part knows; the history keeps what was done, without who."""
    personal_problems.forget(person)
    personal_giving.forget(person)
    if not person.is_staff:
        ProjectEvent.objects.forget_people([person])
