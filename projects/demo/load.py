"""Making the demo: every step through the same services as in real life, at its own time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Max

from councils.demo.boards import BOARDS
from councils.demo.politics import POLITICS
from notifications.models import Message
from projects.demo.building import Builder
from projects.demo.choosing import appoint_past, evaluate_meals, point
from projects.demo.making import Making
from projects.demo.meals import MEALS
from projects.demo.meeting import WallMaker, hang_live_wall, walk_and_meet
from projects.demo.paths import PATHS
from projects.demo.problems import PROBLEMS
from projects.demo.raising import answer_all, make_organisations, raise_all
from projects.demo.youth import YOUTH
from projects.models import Problem

if TYPE_CHECKING:
    from accounts.models import User

BODIES = {body.code: body.name for body in (*POLITICS, *BOARDS)}


def load(people: dict[str, User], *, at: datetime) -> None:
    """Make the demo's problems and projects. Made once: a second load changes nothing."""
    if Problem.objects.filter(title=PROBLEMS[0].title).exists():
        return
    # What happened long ago is told to nobody now.
    last = Message.objects.aggregate(last=Max("pk"))["last"] or 0
    making = Making(people, at)
    make_organisations(making)
    raise_all(making, PROBLEMS)
    builders = {demo.code: Builder(making, demo, BODIES) for demo in (MEALS, YOUTH, PATHS)}
    for builder in builders.values():
        builder.tell_its_way()
        builder.gather()
        builder.plan()
    answer_all(making, PROBLEMS, BODIES)
    meals, youth, paths = (builders[code].project for code in ("spissammen", "ungested", "stierne"))
    reason = "At spise sammen er det, flest kan være med til."
    evaluate_meals(making, appoint_past(making, meals, 1, reason))
    appoint_past(making, youth, 0, "De unge skal selv bestemme, og det skal vi lære af.")
    builders["spissammen"].finish()
    walk_and_meet(making, paths)
    WallMaker(making, paths).fill()
    hang_live_wall(making, youth)
    point(making, ((paths, 12), (youth, 4)))
    Message.objects.filter(pk__gt=last).delete()
