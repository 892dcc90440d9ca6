"""Under which key the form of a problem keeps what was typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from django.http import HttpRequest

from core.access import person_of
from core.clock import received_at
from core.tokens import StampRejected, read_stamp
from projects.models import Problem, ProblemDraft

FORM = "problem"
NO_WAIT = timedelta(0)


@dataclass(frozen=True)
class FormKey:
    """Under which key a form keeps its draft; `refusal` says what to do again."""

    key: UUID
    refusal: str = ""


def key_of_form(request: HttpRequest, key: UUID | None) -> FormKey:
    """Return the key of a form that was sent: of its address, of its stamp, or a new one.

    Whoever is logged in never takes over what somebody else has typed or sent.
    """
    found = FormKey(key) if key else _stamped(request)
    return found if _is_free(request, found.key) else FormKey(uuid4())


def _stamped(request: HttpRequest) -> FormKey:
    stamp, at = request.POST.get("stamp", ""), received_at(request)
    try:
        return FormKey(read_stamp(FORM, stamp, at=at, min_fill=NO_WAIT).key)
    except StampRejected as rejection:
        return FormKey(uuid4(), str(rejection))


def _is_free(request: HttpRequest, key: UUID) -> bool:
    person = getattr(person_of(request), "pk", None)
    kept = ProblemDraft.objects.filter(key=key).values_list("person_id", flat=True).first()
    sent = Problem.objects.filter(key=key).values_list("author_id", flat=True).first()
    return kept in (None, person) and sent in (None, person)
