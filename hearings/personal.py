"""What this app knows about a person, and how it forgets them. Pulled by the portal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from hearings.models import (
    DraftFile,
    HearingEvent,
    HearingTranslation,
    Response,
    ResponseDraft,
    ResponseVersion,
)
from hearings.models.response import ResponseQuerySet
from hearings.services import offered_responses
from hearings.services.history import record

if TYPE_CHECKING:
    from accounts.models import User


def personal_data_of(person: User) -> dict[str, Any]:
    """Return the person's answers, also those sent without the account, drafts and steps."""
    return {
        "responses": _responses(Response.objects.filter(person=person)),
        "responses_sent_without_the_account": _responses(offered_responses(person)),
        "drafts": [_draft(draft) for draft in ResponseDraft.objects.filter(person=person)],
        "steps_taken": [
            {
                "at": line.at.isoformat(),
                "hearing": line.hearing.title,
                "action": line.action,
                "note": line.note,
            }
            for line in HearingEvent.objects.filter(by=person).select_related("hearing")
        ],
    }


@transaction.atomic
def forget(person: User) -> None:
    """Cut the person's answers loose from the account.

    What was received is part of a case and stays in it (GDPR art. 17(3)(b)); the public no
    longer reads the name, and no mail is sent any more.
    """
    mine = Response.objects.filter(person=person).select_related("hearing")
    # By key, as whoever locks several hearings does.
    for response in mine.order_by("hearing_id", "pk"):
        record(
            response.hearing,
            HearingEvent.Action.FORGOTTEN,
            by=None,
            response=response,
            at=timezone.now(),
        )
    Response.objects.filter(person=person).update(
        person=None, email="", email_confirmed_at=None, show_name=False
    )
    ResponseVersion.objects.filter(created_by=person).forget_authors()
    drafts = ResponseDraft.objects.filter(person=person)
    for file in DraftFile.objects.filter(draft__in=drafts):
        file.discard()
    drafts.delete()
    if not person.is_staff:
        HearingEvent.objects.forget_people([person])
        HearingTranslation.objects.filter(translated_by=person).update(translated_by=None)


def _responses(responses: ResponseQuerySet) -> list[dict[str, Any]]:
    rows = responses.select_related("hearing", "area").prefetch_related(
        "versions", "files", "objections"
    )
    return [_response(response) for response in rows.order_by("received_at", "pk")]


def _response(response: Response) -> dict[str, Any]:
    return {
        "hearing": {"number": response.hearing.number, "title": response.hearing.title},
        "number": response.number,
        "status": response.status,
        "channel": response.channel,
        "received_at": response.received_at.isoformat(),
        "sender_kind": response.sender_kind,
        "on_behalf_of": response.on_behalf_of,
        "is_approved_organisation": response.organisation_id is not None,
        "name": response.name,
        "email": response.email,
        "address": response.address,
        "area": str(response.area or ""),
        "show_name": response.show_name,
        "is_protected": response.is_protected,
        "decline_reason": response.decline_reason,
        "objections": [
            {
                "made_at": objection.made_at.isoformat(),
                "text": objection.text,
                "outcome": objection.outcome,
                "decision": objection.decision,
            }
            for objection in response.objections.all()
        ],
        "versions": [
            {"number": version.number, "at": version.created_at.isoformat(), "text": version.text}
            for version in response.versions.all()
        ],
        "files": [
            {"name": file.original_name, "size": file.size, "sha256": file.sha256}
            for file in response.files.all()
        ],
    }


def _draft(draft: ResponseDraft) -> dict[str, Any]:
    return {
        "hearing": draft.hearing.number,
        "fields": draft.fields,
        "files": [file.original_name for file in draft.files.all()],
        "deleted_at": draft.expires_at.isoformat(),
    }
