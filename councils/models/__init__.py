"""Bodies and who sits in them, their meetings and advice, and how one gets a seat."""

from councils.models.agenda import (
    AgendaDocument,
    AgendaItem,
    AgendaSupport,
    Dissent,
    Vote,
)
from councils.models.body import Body, BodyQuerySet
from councils.models.call import Application, Call
from councils.models.candidate import Candidate, CandidatePortrait
from councils.models.election import Election
from councils.models.history import CouncilEvent
from councils.models.meeting import Meeting
from councils.models.membership import (
    CallIn,
    ChairTurn,
    Member,
    Membership,
    MembershipQuerySet,
    Portrait,
)
from councils.models.recommendation import Recommendation, RecommendationStatus
from councils.models.result import ResultEntry
from councils.models.room import Room, RoomDocument
from councils.models.seats import Seat, SeatGroup, Term

__all__ = [
    "AgendaDocument",
    "AgendaItem",
    "AgendaSupport",
    "Application",
    "Body",
    "BodyQuerySet",
    "Call",
    "CallIn",
    "Candidate",
    "CandidatePortrait",
    "ChairTurn",
    "CouncilEvent",
    "Dissent",
    "Election",
    "Meeting",
    "Member",
    "Membership",
    "MembershipQuerySet",
    "Portrait",
    "Recommendation",
    "RecommendationStatus",
    "ResultEntry",
    "Room",
    "RoomDocument",
    "Seat",
    "SeatGroup",
    "Term",
    "Vote",
]
