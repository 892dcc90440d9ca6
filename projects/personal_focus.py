"""What a person pointed at as a member of the municipal council. It is part of the public record.

Who was elected by all keeps it (GDPR art. 17(3)(b), arkivloven): nothing of it is forgotten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from projects.models import FocusFlag

if TYPE_CHECKING:
    from accounts.models import User


def personal_data_of(person: User) -> dict[str, Any]:
    """Return the person's flags and endorsements, also those that were withdrawn."""
    rows = FocusFlag.objects.filter(member__user=person).select_related("project", "year")
    return {
        "focus_flags": [
            {
                "at": row.at.isoformat(),
                "year": row.year.year,
                "project": row.project.title,
                "reason": row.reason,
                "is_endorsement": row.is_endorsement,
                "withdrawn_at": row.withdrawn_at.isoformat() if row.withdrawn_at else None,
            }
            for row in rows
        ]
    }
