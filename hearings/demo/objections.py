"""Two authors who objected: one has got an answer, the other waits for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from hearings import services
from hearings.models import Objection, Response

if TYPE_CHECKING:
    from accounts.models import User

# Days ago, the address of the author, and the words.
DECIDED = (
    4,
    "bo@post.example",
    "Mit svar handler om bakken. Tag hellere navnet ud end hele svaret.",
)
WAITING = (
    2,
    "ib@post.example",
    "Jeg var vred, men jeg skrev om, hvordan man bliver hørt. Det hører med.",
)
ANSWER = (
    "Du har ret i, at resten af svaret handler om forslaget. Navnet er skjult, og svaret bliver "
    "vist uden det."
)


def object_and_decide(people: dict[str, User], *, at: datetime) -> None:
    """Let both object, and let the case worker decide one: the moderator declined them."""
    _object(*WAITING, at=at)
    objection = _object(*DECIDED, at=at)
    services.decide_objection(
        objection,
        is_upheld=True,
        decision=ANSWER,
        by=people["sagsbehandler"],
        at=at - timedelta(days=1),
    )


def _object(days: int, email: str, text: str, *, at: datetime) -> Objection:
    response = Response.objects.get(email=email, status=Response.Status.DECLINED)
    return services.make_objection(response, text=text, at=at - timedelta(days=days))
