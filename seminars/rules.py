"""Who may do what with seminars. The right moment is the steps' own question."""

from typing import Any

import rules

from accounts.roles import has_role
from comments.models import moderates
from seminars.models import STAFF_WHO_RUN_SEMINARS, Conclusion, Seminar


def seminar_of(thing: Any) -> Seminar:
    """Return the seminar that something belongs to; of a seminar, itself."""
    return thing if isinstance(thing, Seminar) else thing.seminar


@rules.predicate
def runs_seminar(user, thing):
    if thing is None:
        return has_role(user, *STAFF_WHO_RUN_SEMINARS)
    return seminar_of(thing).is_run_by(user)


@rules.predicate
def is_visible(user, thing):
    return thing is not None and seminar_of(thing).is_visible_to(user)


@rules.predicate
def moderates_seminar(user, thing):
    return thing is not None and moderates(user, seminar_of(thing).department)


@rules.predicate
def gives_status(user, conclusion):
    """Staff of the department that follows a conclusion, beside who runs the seminar."""
    department = conclusion.department if isinstance(conclusion, Conclusion) else None
    return has_role(user, *STAFF_WHO_RUN_SEMINARS, department=department)


rules.add_perm("seminars.add_seminar", runs_seminar)
rules.add_perm("seminars.view_seminar", is_visible | runs_seminar)
rules.add_perm("seminars.change_seminar", runs_seminar)
rules.add_perm("seminars.moderate_seminar", moderates_seminar | runs_seminar)
rules.add_perm("seminars.give_status_conclusion", gives_status | runs_seminar)
for _verb in ("answer_comments", "moderate_comments"):
    rules.add_perm(f"seminars.{_verb}_seminar", moderates_seminar | runs_seminar)
