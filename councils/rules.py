"""Who may do what with bodies, their meetings and their seats.

A member's right begins and ends with the seat, in that very second; a secretary works on the own
bodies only. The right moment is the steps' own question.
"""

from typing import Any

import rules

from accounts.roles import Role, has_role, is_at_work
from comments.models import moderates
from councils.chairing import chairs
from councils.models import AgendaItem, Body, Meeting, Member, Recommendation
from councils.models.body import served_by


def body_of(thing: Any) -> Body:
    """Return the body that something belongs to; of a body, itself."""
    return thing if isinstance(thing, Body) else thing.body


@rules.predicate
def is_secretary(user, thing):
    if thing is None:
        return is_at_work(user) and (user.is_superuser or bool(served_by(user)))
    return body_of(thing).is_served_by(user)


@rules.predicate
def is_administrator(user):
    return has_role(user, Role.ADMINISTRATOR)


@rules.predicate
def acts_as_member(user, thing):
    return thing is not None and body_of(thing).has_acting_member(user)


@rules.predicate
def is_chair(user, thing):
    """The chair of that meeting; of an item, of the meeting it is on."""
    meeting = thing.meeting if isinstance(thing, AgendaItem) else thing
    return isinstance(meeting, Meeting) and chairs(user, meeting)


@rules.predicate
def is_visible(user, thing):
    return thing is not None and thing.is_visible_to(user)


@rules.predicate
def serves_the_addressee(user, recommendation):
    """The secretary of the body that a recommendation is addressed to."""
    if not isinstance(recommendation, Recommendation):
        return False
    return recommendation.addressed_to.is_served_by(user)


@rules.predicate
def speaks_in_thread(user, thing):
    return thing is not None and moderates(user, body_of(thing).department)


@rules.predicate
def serves_member(user, member):
    """A secretary of a body in which the person sits or has sat; of a new one, any secretary."""
    if not isinstance(member, Member) or not is_at_work(user):
        return is_secretary(user, None)
    rows = member.memberships.all()
    if not rows.exists():
        return is_secretary(user, None)
    return rows.filter(body__in=Body.objects.served_by(user)).exists()


rules.add_perm("councils.add_body", is_administrator)
rules.add_perm("councils.view_body", is_visible | is_secretary | is_administrator)
rules.add_perm("councils.change_body", is_secretary | is_administrator)
# Seats, terms, memberships, substitutes, chair.
rules.add_perm("councils.seat_body", is_secretary | is_administrator)
for _verb in ("view", "add", "change"):
    rules.add_perm(f"councils.{_verb}_member", serves_member | is_administrator)

# Meetings and their agendas.
rules.add_perm("councils.propose_body", acts_as_member | is_secretary)
rules.add_perm("councils.support_agendaitem", acts_as_member)
rules.add_perm("councils.plan_meeting_body", is_secretary)
rules.add_perm("councils.view_meeting", is_visible)
rules.add_perm("councils.change_meeting", is_secretary)
rules.add_perm("councils.arrange_meeting", is_secretary)
rules.add_perm("councils.order_meeting", is_chair | is_secretary)
rules.add_perm("councils.decide_meeting", is_chair | is_secretary)
rules.add_perm("councils.write_minutes_meeting", is_secretary)
rules.add_perm("councils.sign_minutes_meeting", is_chair)
rules.add_perm("councils.write_room", acts_as_member | is_secretary)

# Advice and what becomes of it.
rules.add_perm("councils.recommend_body", is_secretary)
rules.add_perm("councils.withdraw_recommendation", is_secretary)
rules.add_perm("councils.answer_recommendation", serves_the_addressee)
rules.add_perm("councils.follow_up_recommendation", serves_the_addressee)

# How one gets a seat.
rules.add_perm("councils.call_body", is_secretary)
rules.add_perm("councils.view_applications_call", is_secretary)
rules.add_perm("councils.choose_call", is_secretary)
rules.add_perm("councils.elect_body", is_secretary)
rules.add_perm("councils.change_election", is_secretary)
# Two people enter the result: an administrator may be the second.
rules.add_perm("councils.enter_result_election", is_secretary | is_administrator)

# The conversations beside a body, and in its closed room.
for _verb in ("answer_comments", "moderate_comments"):
    rules.add_perm(f"councils.{_verb}_body", speaks_in_thread | is_secretary)
    rules.add_perm(f"councils.{_verb}_room", is_secretary)
