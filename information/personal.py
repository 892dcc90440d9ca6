"""What this app knows about a person, and how it forgets them. Pulled by the portal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from information.models import (
    Feedback,
    InformationEvent,
    PageTranslation,
    PageVersion,
    RightTranslation,
)

if TYPE_CHECKING:
    from accounts.models import User


def personal_data_of(person: User) -> dict[str, Any]:
    """Return what a person wrote as an editor. Readers' opinions are kept without a name."""
    return {
        "page_versions_written": [
            {
                "page": version.page.path,
                "number": version.number,
                "title": version.title,
                "at": version.created_at.isoformat(),
            }
            for version in _versions(person).select_related("page")
        ],
        "steps_taken": [
            {
                "at": line.at.isoformat(),
                "subject": line.subject_title,
                "action": line.action,
                "note": line.note,
            }
            for line in InformationEvent.objects.filter(by=person)
        ],
    }


@transaction.atomic
def forget(person: User) -> None:
    """Cut texts and steps loose from the account.

    What was published stays, as part of the municipality's archive. The history of a member of
    staff keeps the name: a public authority must be able to say who did what.
    """
    _versions(person).update(created_by=None)
    PageTranslation.objects.filter(translated_by=person).update(translated_by=None)
    RightTranslation.objects.filter(translated_by=person).update(translated_by=None)
    Feedback.objects.filter(handled_by=person).update(handled_by=None)
    if not person.is_staff:
        InformationEvent.objects.forget_people([person])


def _versions(person: User) -> Any:
    return PageVersion.objects.filter(created_by=person).order_by("pk")
