"""What this app knows about a person, and how it forgets them. Pulled by the portal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from seminars import personal_asking, personal_signup
from seminars.models import SeminarEvent

if TYPE_CHECKING:
    from accounts.models import User


def personal_data_of(person: User) -> dict[str, Any]:
    """Return what the person chose and asked, and the steps they took."""
    return {
        **personal_signup.personal_data_of(person),
        **personal_asking.personal_data_of(person),
        "steps_taken": [
            {
                "at": line.at.isoformat(),
                "seminar": str(line.seminar),
                "action": line.action,
                "note": line.note,
            }
            for line in SeminarEvent.objects.filter(by=person).select_related("seminar")
        ],
    }


@transaction.atomic
def forget(person: User) -> None:
    """Forget what each part knows; the history keeps what was done, without who."""
    personal_signup.forget(person)
    personal_asking.forget(person)
    if not person.is_staff:
        SeminarEvent.objects.forget_people([person])
