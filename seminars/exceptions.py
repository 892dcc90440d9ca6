"""What can go wrong when somebody chooses sessions, by name; each says what to do."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.clock import format_time
from core.transitions import TransitionNotAllowed
from seminars.models import Session


class SessionsClash(ValidationError):
    """Two sessions that one cannot be at both."""

    def __init__(self, one: Session, other: Session) -> None:
        text = _(
            "%(one)s og %(other)s ligger oven i hinanden. Du kan kun være ét sted ad gangen: "
            "vælg en af dem."
        )
        super().__init__(text % {"one": titled(one), "other": titled(other)}, "clash")


class SessionOfAnotherDay(ValidationError):
    """A session of a day that one does not come to, or that nobody can choose."""

    def __init__(self, session: Session) -> None:
        text = _("%(session)s kan kun vælges af dem, der kommer den dag. Vælg dagen også.")
        super().__init__(text % {"session": titled(session)}, "another_day")


class SessionClosed(TransitionNotAllowed):
    """One cannot sign up for a session now."""

    def __init__(self, session: Session) -> None:
        text = _("Man kan ikke vælge %(session)s mere. Vælg en anden.")
        super().__init__(text % {"session": titled(session)})


class GroupTooLargeForSession(ValidationError):
    """More people than a session has seats for at all."""

    def __init__(self, session: Session, capacity: int) -> None:
        text = ngettext(
            "%(session)s har kun %(n)d plads i alt. Vælg en anden, eller skriv et mindre antal.",
            "%(session)s har kun %(n)d pladser i alt. Vælg en anden, eller skriv et mindre antal.",
            capacity,
        )
        super().__init__(text % {"session": titled(session), "n": capacity}, "too_large")


class NotEnoughInSession(ValidationError):
    """More people than a session has free seats, for who has a seat in it."""

    def __init__(self, session: Session) -> None:
        text = _(
            "%(session)s har ikke plads til så mange flere. Vælg en anden, eller skriv et mindre "
            "antal."
        )
        super().__init__(text % {"session": titled(session)}, "not_enough")


def titled(session: Session) -> str:
    """Return its name and its time, so that one finds it in the programme."""
    event = session.event
    times = {"from": format_time(event.starts_at), "to": format_time(event.ends_at)}
    return f"»{event.title}« ({_('%(from)s til %(to)s') % times})"
