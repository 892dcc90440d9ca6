"""A visitor's form: its stamp makes a double click one, and its trap catches what fills in all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext as _

from core.clock import received_at
from core.tokens import StampRejected, new_stamp, read_stamp

# Invisible to people; whoever fills it in is no reader of the page.
TRAP = "homepage"
_NO_WAIT = timedelta(0)


@dataclass(frozen=True)
class FormKey:
    """Which showing of a form came back; a new one stands there when something is wrong."""

    key: UUID
    stamp: str
    refusal: str = ""

    def object_to(self, form: Form, request: HttpRequest) -> None:
        """Say in the form what is wrong with the way in which it was sent."""
        if self.refusal:
            form.add_error(None, self.refusal)
        if request.POST.get(TRAP):
            form.add_error(None, _("Et skjult felt var udfyldt. Se det hele efter, og send igen."))


def fresh_stamp(request: HttpRequest, name: str) -> str:
    return new_stamp(name, at=received_at(request))


def key_of(request: HttpRequest, name: str) -> FormKey:
    """Return the key of the form that was sent."""
    at, stamp = received_at(request), request.POST.get("stamp", "")
    try:
        return FormKey(read_stamp(name, stamp, at=at).key, stamp)
    except StampRejected as rejection:
        stamp = new_stamp(name, at=at)
        key = read_stamp(name, stamp, at=at, min_fill=_NO_WAIT).key
        return FormKey(key, stamp, str(rejection))
