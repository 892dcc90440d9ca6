"""Who may do what with events. The right moment is the steps' own question."""

import rules

from accounts.roles import has_role
from events.models import STAFF_WHO_ARRANGE


@rules.predicate
def is_visible(user, event):
    if event is None:
        return has_role(user, *STAFF_WHO_ARRANGE)
    return event.is_visible_to(user)


@rules.predicate
def arranges(user, event):
    """Staff of its department, and who its subject says."""
    if event is None:
        return has_role(user, *STAFF_WHO_ARRANGE)
    return event.is_arranged_by(user)


rules.add_perm("events.add_event", arranges)
rules.add_perm("events.view_event", is_visible)
rules.add_perm("events.change_event", arranges)
rules.add_perm("events.publish_event", arranges)
rules.add_perm("events.cancel_event", arranges)
# The list of who comes, attendance, places given and taken by hand.
rules.add_perm("events.view_registrations_event", arranges)
rules.add_perm("events.change_registrations_event", arranges)
