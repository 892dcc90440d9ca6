"""Making the demo: every step through the same services as in real life, at its own time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from councils.demo.advice import ADVICE, Adviser
from councils.demo.agendas import MEETINGS
from councils.demo.boards import BOARDS
from councils.demo.calls import CALLS, Caller
from councils.demo.elections import ELECTIONS, Teller
from councils.demo.meetings import Convener
from councils.demo.politics import COUNCIL, POLITICS
from councils.demo.seating import Seater
from councils.demo.types import Making
from councils.models import Body, Candidate
from notifications.models import Message

if TYPE_CHECKING:
    from accounts.models import User


def load(people: dict[str, User], *, at: datetime) -> None:
    """Make the demo's bodies with all that they do. Made once: a second load changes nothing."""
    if Body.objects.filter(name=COUNCIL.name).exists():
        return
    seater = Seater(Making(people, at))
    bodies = (*POLITICS, *BOARDS)
    for body in bodies:
        seater.make(body)
    for call in CALLS:
        Caller(seater).make(call)
    for election in ELECTIONS:
        Teller(seater).make(election)
    for body in bodies:
        seater.let_chair(body)
    convener = Convener(seater)
    for meeting in MEETINGS:
        convener.hold(meeting)
    convener.open_room()
    for advice in ADVICE:
        Adviser(seater).make(advice)
    _keep_quiet()


def _keep_quiet() -> None:
    """Take back the mails of what happened long ago; who has been asked to stand may answer."""
    waiting = Candidate.objects.filter(status=Candidate.Status.NOMINATED)
    asked = {"kind": "councils.candidate_asked", "about_pk__in": [str(row.pk) for row in waiting]}
    Message.objects.filter(kind__startswith="councils.").exclude(**asked).delete()
