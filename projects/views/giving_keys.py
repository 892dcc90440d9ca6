"""How a form of a project comes to its key: a double click makes one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest

from core.clock import received_at
from core.tokens import StampRejected, new_stamp, read_stamp
from projects.models import ContributionDraft, Project

if TYPE_CHECKING:
    from accounts.models import User

NO_WAIT = timedelta(0)


@dataclass(frozen=True)
class FormKey:
    """Under which key a form keeps its draft; `refusal` says what to do again."""

    key: UUID
    refusal: str = ""


def fresh_stamp(request: HttpRequest, kind: str, project: Project) -> str:
    """Return the hidden value of one showing of a form."""
    return new_stamp(_form_name(kind, project), at=received_at(request))


def key_of_form(request: HttpRequest, kind: str, project: Project, key: UUID | None) -> FormKey:
    """Return the key of a form that was sent: of its address, of its stamp, or a new one.

    Whoever is logged in never takes over what somebody else has typed.
    """
    found = FormKey(key) if key else _stamped(request, kind, project)
    return found if _is_free(request, found.key) else FormKey(_new_key(request, kind, project))


def sent_under(key: UUID, person: User) -> bool:
    """Tell whether a person's form with this key was sent already."""
    return ContributionDraft.objects.filter(key=key, person=person, is_sent=True).exists()


def _stamped(request: HttpRequest, kind: str, project: Project) -> FormKey:
    stamp, at = request.POST.get("stamp", ""), received_at(request)
    try:
        return FormKey(read_stamp(_form_name(kind, project), stamp, at=at, min_fill=NO_WAIT).key)
    except StampRejected as rejection:
        return FormKey(_new_key(request, kind, project), str(rejection))


def _new_key(request: HttpRequest, kind: str, project: Project) -> UUID:
    stamp, at = fresh_stamp(request, kind, project), received_at(request)
    return read_stamp(_form_name(kind, project), stamp, at=at, min_fill=NO_WAIT).key


def _is_free(request: HttpRequest, key: UUID) -> bool:
    owner = ContributionDraft.objects.filter(key=key).values_list("person_id", flat=True).first()
    return owner is None or owner == getattr(request.session_person, "pk", None)


def _form_name(kind: str, project: Project) -> str:
    return f"project-{kind}-{project.pk}"
