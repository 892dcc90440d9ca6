"""What happens to an answer, from the author's side and from the desk where it is entered.

The author's own steps stand in the history without a name: the number tells whose they are,
and a person who is forgotten leaves no name behind.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from accounts.models import Organisation
from accounts.services import confirmed_emails, require_right_to_act
from city.models import Area
from core.files import InspectedFile
from hearings.exceptions import HearingNotOpen
from hearings.models import Hearing, HearingEvent, Response, ResponseDraft, ResponseFile
from hearings.services.history import record
from hearings.services.objections import lapse_objections
from notifications.services import enqueue

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Submission:
    """What a person says, and as whom."""

    text: str
    name: str
    sender_kind: str = Response.SenderKind.CITIZEN
    on_behalf_of: str = ""
    organisation: Organisation | None = None
    email: str = ""
    address: str = ""
    area: Area | None = None
    show_name: bool = False
    is_protected: bool = False

    def identity(self) -> dict[str, Any]:
        """Return the fields of Response that say who is speaking."""
        return {name: value for name, value in vars(self).items() if name != "text"}


@transaction.atomic
def submit_draft(
    draft: ResponseDraft,
    *,
    answer: Submission,
    person: User | None,
    language: str,
    at: datetime,
) -> Response:
    """Make a draft an answer: numbered, received and receipted. Twice gives the same answer.

    Raises:
        HearingNotOpen: the request began before the opening or after the deadline.
        MayNotAct: the person cannot, or can no longer, act for the organisation.
    """
    hearing = Hearing.objects.select_for_update().get(pk=draft.hearing_id)
    if sent := Response.objects.filter(submission_key=draft.key).first():
        return sent
    if not hearing.is_open(at):
        raise HearingNotOpen
    require_right_to_act(answer.organisation, by=person)
    response = _create(
        hearing, answer, key=draft.key, person=person, language=language, received_at=at
    )
    response.add_version(answer.text, by=person, at=at)
    _take_files(response, draft, at=at)
    if person and answer.email.lower() in confirmed_emails(person):
        response.confirm_email(at=at)
    record(hearing, HearingEvent.Action.RESPONSE_RECEIVED, by=None, response=response, at=at)
    _send_receipt(response, "hearings.receipt")
    return response


@transaction.atomic
def register_response(
    hearing: Hearing,
    *,
    answer: Submission,
    channel: str,
    received_at: datetime,
    files: Iterable[InspectedFile] = (),
    key: UUID | None = None,
    by: User,
    at: datetime,
) -> Response:
    """Enter an answer that came on paper, by mail, by phone or at a meeting.

    It joins the same series of numbers, also when it came late.

    Raises:
        HearingNotOpen: the hearing is a draft, has not opened, or is taken back.
    """
    hearing = Hearing.objects.select_for_update().get(pk=hearing.pk)
    if key and (sent := Response.objects.filter(submission_key=key).first()):
        return sent
    is_on = hearing.status not in (Hearing.Status.DRAFT, Hearing.Status.WITHDRAWN)
    if not is_on or received_at < hearing.opens_at:
        raise HearingNotOpen
    response = _create(
        hearing,
        answer,
        key=key,
        person=None,
        language="da",
        received_at=received_at,
        channel=channel,
        registered_by=by,
    )
    response.add_version(answer.text, by=by, at=at)
    for file in files:
        attach_file(response, file, at=at)
    record(hearing, HearingEvent.Action.RESPONSE_REGISTERED, by=by, response=response, at=at)
    _send_receipt(response, "hearings.receipt")
    return response


@transaction.atomic
def edit_response(
    response: Response,
    *,
    answer: Submission,
    draft: ResponseDraft | None = None,
    files: Iterable[InspectedFile] = (),
    removed_files: Iterable[int] = (),
    by: User | None,
    at: datetime,
) -> Response:
    """Keep a changed answer as a new version and put it back into the queue.

    The draft that the form kept gives its files and is gone. A form that is sent twice makes
    one version.

    Raises:
        HearingNotOpen: the deadline has passed, or the answer was withdrawn.
        MayNotAct: the sender can no longer act for the organisation.
    """
    response = _lock(response)
    hearing = response.hearing
    if not response.may_be_changed(at):
        raise HearingNotOpen
    removed = response.files.filter(pk__in=list(removed_files), removed_at=None)
    brought = [*files, *(draft.files.all() if draft else ())]
    if _says_the_same(response, answer) and not brought and not removed.exists():
        _drop(draft)
        return response
    require_right_to_act(answer.organisation, by=by or response.person)
    removed.update(removed_at=at)
    for file in files:
        attach_file(response, file, at=_after_approval(response, at))
    _take_files(response, draft, at=_after_approval(response, at))
    _become(response, answer, by=by, at=at)
    lapse_objections(response, at=at)
    record(hearing, HearingEvent.Action.RESPONSE_EDITED, by=None, response=response, at=at)
    return response


@transaction.atomic
def withdraw_response(response: Response, *, at: datetime) -> Response:
    """Take an answer back, at the author's wish; the number stays taken.

    Raises:
        HearingNotOpen: the deadline has passed.
    """
    response = _lock(response)
    hearing = response.hearing
    if not response.may_be_changed(at):
        raise HearingNotOpen
    response.withdraw(at=at)
    lapse_objections(response, at=at)
    record(hearing, HearingEvent.Action.RESPONSE_WITHDRAWN, by=None, response=response, at=at)
    _send_receipt(response, "hearings.response_withdrawn")
    return response


@transaction.atomic
def confirm_email(response: Response, *, at: datetime) -> Response:
    """Note that the address is the author's own. A second time changes nothing."""
    response = _lock(response)
    if response.email and response.email_confirmed_at is None:
        response.confirm_email(at=at)
        record(
            response.hearing, HearingEvent.Action.EMAIL_CONFIRMED, by=None, response=response, at=at
        )
    return response


@transaction.atomic
def disown_email(response: Response, *, at: datetime) -> Response:
    """Forget an address whose owner did not write the answer; the answer itself stays."""
    response = _lock(response)
    if response.email and response.email_confirmed_at is None:
        response.disown_email()
        record(
            response.hearing, HearingEvent.Action.EMAIL_DISOWNED, by=None, response=response, at=at
        )
    return response


def attach_file(response: Response, file: InspectedFile, *, at: datetime) -> ResponseFile:
    """Store an inspected file; one that a person must look at is held back."""
    stored = ResponseFile.from_inspected(file, at=at, response=response, is_held=file.must_be_held)
    stored.save()
    return stored


def _lock(response: Response) -> Response:
    """Lock the hearing, then the answer: the order in which everybody takes them.

    A line of history holds the hearing too, so that the other order ends in a deadlock.
    """
    hearing = Hearing.objects.select_for_update().get(pk=response.hearing_id)
    response = Response.objects.select_for_update(of=("self",)).get(pk=response.pk)
    response.hearing = hearing
    return response


def _create(
    hearing: Hearing, answer: Submission, *, key: UUID | None, received_at: datetime, **fields: Any
) -> Response:
    if key is not None:
        fields["submission_key"] = key
    return Response.objects.create(
        hearing=hearing,
        number=hearing.next_response_number(),
        received_at=received_at,
        **answer.identity(),
        **fields,
    )


def _says_the_same(response: Response, answer: Submission) -> bool:
    current = response.current_version
    same = all(getattr(response, name) == value for name, value in answer.identity().items())
    return same and current is not None and current.text == answer.text


def _become(response: Response, answer: Submission, *, by: User | None, at: datetime) -> None:
    """Keep the new text and identity; another address is receipted and asked anew."""
    old_name, old_email = response.public_name, response.email
    for name, value in answer.identity().items():
        setattr(response, name, value)
    response.save(update_fields=list(answer.identity()))
    version = response.add_version(answer.text, by=by, at=at)
    response.await_reading(is_renamed=response.public_name not in ("", old_name))
    if response.email.casefold() != old_email.casefold():
        response.forget_confirmation()
        _send_receipt(response, "hearings.receipt", version=str(version.pk))


def _take_files(response: Response, draft: ResponseDraft | None, *, at: datetime) -> None:
    """Let the answer take over what the draft holds; the draft is gone.

    A file counts as received when it is sent, not when it was chosen: the answer may have been
    approved in between, by somebody who has not seen the file.
    """
    if draft:
        for file in draft.files.all():
            file.uploaded_at = at
            file.move_to(ResponseFile(response=response, is_held=file.is_held))
    _drop(draft)


def _after_approval(response: Response, at: datetime) -> datetime:
    """Return `at`, or the next moment when an approval overtook the request that began at `at`."""
    approved = response.approved_at
    return max(at, approved + timedelta(microseconds=1)) if approved else at


def _drop(draft: ResponseDraft | None) -> None:
    if draft:
        draft.delete()


def _send_receipt(response: Response, kind: str, *, version: str = "") -> None:
    """One mail carries receipt and confirmation."""
    if response.email or response.person:
        enqueue(
            kind,
            email=response.email,
            user=None if response.email else response.person,
            about=response,
            language=response.language,
            dedup_key=f"{kind}:{response.pk}:{version}",
        )
