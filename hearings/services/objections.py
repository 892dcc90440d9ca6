"""An author objects to a response not being published; another person than the decliner decides."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.transitions import TransitionNotAllowed, require_status
from hearings.exceptions import DeclinedByYourself
from hearings.models import Hearing, HearingEvent, Objection, Response
from hearings.models.hearing_lists import STAFF_WHO_READ_RESPONSES
from hearings.services.history import record
from notifications.services import enqueue

if TYPE_CHECKING:
    from accounts.models import User


def objections_since_declined(response: Response) -> QuerySet[Objection]:
    """Return what was objected to the decision that stands, newest first: at most one."""
    lines = response.history.filter(action=HearingEvent.Action.RESPONSE_DECLINED)
    declined_at = lines.values_list("at", flat=True).first()
    found = response.objections.exclude(outcome=Objection.Outcome.LAPSED)
    return (found.filter(made_at__gte=declined_at) if declined_at else found).order_by("-pk")


def may_object(response: Response) -> bool:
    """Tell whether its author may object now: declined, and not objected to yet."""
    return response.status == Response.Status.DECLINED and not (
        objections_since_declined(response).exists()
    )


@transaction.atomic
def make_objection(response: Response, *, text: str, at: datetime) -> Objection:
    """Receive an objection and receipt it. Twice gives the same one.

    Raises:
        TransitionNotAllowed: the response is not declined, or it is decided already.
    """
    response = _lock(response)
    require_status(response, Response.Status.DECLINED)
    if made := objections_since_declined(response).first():
        if made.is_waiting:
            return made
        raise TransitionNotAllowed(
            _("Indsigelsen er afgjort i forvejen: %(outcome)s.")
            % {"outcome": made.get_outcome_display()}
        )
    objection = Objection.objects.create(
        response=response,
        text=text,
        decline_reason=response.decline_reason,
        declined_by=_decliner_of(response),
        made_at=at,
    )
    record(response.hearing, HearingEvent.Action.OBJECTION_MADE, by=None, response=response, at=at)
    _tell(objection, "hearings.objection_received")
    return objection


@transaction.atomic
def decide_objection(
    objection: Objection, *, is_upheld: bool, decision: str, by: User, at: datetime
) -> Objection:
    """Publish the response after all, as masked, or leave it out; the author is told why.

    Raises:
        DeclinedByYourself: it is the decision of the very person, also of a superuser.
        TransitionNotAllowed: somebody has decided already, or it has lapsed.
    """
    response = _lock(objection.response)
    objection = Objection.objects.select_for_update().get(pk=objection.pk)
    objection.response = response
    if objection.declined_by_id == by.pk:
        raise DeclinedByYourself
    objection.decide(is_upheld=is_upheld, decision=decision, by=by, at=at)
    note = f"{objection.get_outcome_display()}. {decision}"
    record(
        response.hearing,
        HearingEvent.Action.OBJECTION_DECIDED,
        by=by,
        response=response,
        at=at,
        note=note,
    )
    if is_upheld:
        response.approve(at=at)
        action = HearingEvent.Action.RESPONSE_APPROVED
        record(response.hearing, action, by=by, response=response, at=at)
    _tell(objection, "hearings.objection_decided")
    return objection


def lapse_objections(response: Response, *, at: datetime) -> None:
    """Let what waits lapse: the response was changed, taken back or stripped of its author.

    The caller holds the locks on hearing and response.
    """
    for objection in Objection.objects.select_for_update().filter(response=response).waiting():
        objection.lapse(at=at)
        action = HearingEvent.Action.OBJECTION_LAPSED
        record(response.hearing, action, by=None, response=response, at=at)


def refuse_while_objected(response: Response) -> None:
    """Keep a response from being approved beside an objection that waits.

    Raises:
        TransitionNotAllowed: the objection must be decided instead.
    """
    if response.objections.waiting().exists():
        raise TransitionNotAllowed(
            _("Afsenderen har gjort indsigelse. Afgør indsigelsen; så bliver svaret godkendt.")
        )


def who_may_decide(objection: Objection) -> QuerySet[User]:
    """Return the people of the department who did not decline it themselves."""
    people = get_user_model().objects.filter(is_active=True, is_staff=True)
    return (
        people.filter(
            department_roles__department=objection.response.hearing.department_id,
            department_roles__group__name__in=STAFF_WHO_READ_RESPONSES,
        )
        .exclude(pk=objection.declined_by_id)
        .distinct()
        .order_by("full_name", "pk")
    )


def _decliner_of(response: Response) -> User | None:
    """Return who declined it; what was declined before that was kept stands in the history."""
    if response.declined_by:
        return response.declined_by
    lines = response.history.filter(action=HearingEvent.Action.RESPONSE_DECLINED)
    line = lines.select_related("by").first()
    return line.by if line else None


def _tell(objection: Objection, kind: str) -> None:
    response = objection.response
    if response.email or response.person:
        enqueue(
            kind,
            email=response.email,
            user=None if response.email else response.person,
            about=objection,
            language=response.language,
            dedup_key=f"{kind}:{objection.pk}",
        )


def _lock(response: Response) -> Response:
    """Lock the hearing, then the response: the order in which everybody takes them."""
    Hearing.objects.select_for_update().get(pk=response.hearing_id)
    return (
        Response.objects.select_for_update(of=("self",))
        .select_related("hearing__department", "person", "current_version")
        .get(pk=response.pk)
    )
