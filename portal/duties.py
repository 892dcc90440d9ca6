"""What waits for a member of staff, from every app, earliest deadline first."""

from accounts import duties as account_duties
from accounts.models import User
from comments import duties as comment_duties
from core.duties import Duty
from councils import duties as council_duties
from events import duties as event_duties
from hearings import duties as hearing_duties
from information import duties as information_duties
from notifications import duties as notification_duties
from projects import duties as project_duties
from seminars import duties as seminar_duties

SOURCES = (
    hearing_duties.duties_of,
    information_duties.duties_of,
    event_duties.duties_of,
    comment_duties.duties_of,
    council_duties.duties_of,
    project_duties.duties_of,
    seminar_duties.duties_of,
    account_duties.duties_of,
    notification_duties.duties_of,
)


def duties_of(user: User) -> list[Duty]:
    found = [duty for duties in SOURCES for duty in duties(user)]
    return sorted(found, key=lambda duty: duty.order)
