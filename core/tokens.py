"""Form stamps: signed, each good for one form only, for 24 hours."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _

MAX_STAMP_AGE = timedelta(hours=24)
MIN_FILL_TIME = timedelta(seconds=2)


def _signer(purpose: str) -> Signer:
    return Signer(salt=f"core.tokens.{purpose}", sep="~")


class StampRejected(Exception):
    """The form's stamp is missing, forged, too old, or the form came back faster than typed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        if self.reason == "fast":
            return _("Det gik for hurtigt. Vent et øjeblik, og send igen.")
        return _("Formularen er for gammel. Se dine svar efter, og send igen.")


@dataclass(frozen=True)
class Stamp:
    """One showing of a form: the key makes a double click one answer."""

    key: uuid.UUID
    issued_at: datetime


def new_stamp(form: str, *, at: datetime) -> str:
    """Return the hidden value for one showing of a form."""
    moment = int(at.timestamp())
    return _signer(f"stamp.{form}").sign_object({"key": uuid.uuid4().hex, "at": moment})


def read_stamp(
    form: str,
    stamp: str,
    *,
    at: datetime,
    min_fill: timedelta = MIN_FILL_TIME,
    max_age: timedelta = MAX_STAMP_AGE,
) -> Stamp:
    """Read the hidden value that came back.

    Raises:
        StampRejected: with reason "forged", "old" or "fast".
    """
    try:
        content = _signer(f"stamp.{form}").unsign_object(stamp)
    except (BadSignature, ValueError) as error:
        raise StampRejected("forged") from error
    issued_at = datetime.fromtimestamp(content["at"], UTC)
    if at - issued_at > max_age:
        raise StampRejected("old")
    if at - issued_at < min_fill:
        raise StampRejected("fast")
    return Stamp(uuid.UUID(content["key"]), issued_at)
