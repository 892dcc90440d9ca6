"""Who may do what with hearings and answers. The right moment is the steps' own question."""

import rules

from accounts.roles import Role, has_role
from comments.models import moderates
from hearings.models import ConsultedParty
from hearings.models.hearing_lists import STAFF_WHO_READ_RESPONSES, STAFF_WHO_SEE_DRAFTS


@rules.predicate
def is_case_worker(user, hearing):
    return has_role(user, Role.CASE_WORKER, department=hearing.department if hearing else None)


@rules.predicate
def is_moderator(user, hearing):
    return has_role(user, Role.MODERATOR, department=hearing.department if hearing else None)


@rules.predicate
def is_manager(user, hearing):
    return has_role(user, Role.MANAGER, department=hearing.department if hearing else None)


@rules.predicate
def is_visible(user, hearing):
    if hearing is None:
        return has_role(user, *STAFF_WHO_SEE_DRAFTS)
    return hearing.is_visible_to(user)


@rules.predicate
def works_on_responses(user, response):
    hearing = response.hearing if response else None
    return is_case_worker(user, hearing) or is_moderator(user, hearing)


@rules.predicate
def reads_responses(user, response):
    return has_role(
        user,
        *STAFF_WHO_READ_RESPONSES,
        department=response.hearing.department if response else None,
    )


@rules.predicate
def decides_objections(user, objection):
    """Who may look at it; that it is not their own decision is the service's question."""
    hearing = objection.response.hearing if objection else None
    return has_role(
        user, *STAFF_WHO_READ_RESPONSES, department=hearing.department if hearing else None
    )


@rules.predicate
def is_responsible_for_change(user, change):
    """The department that promised it, and the one that does it."""
    if change is None:
        return has_role(user, Role.CASE_WORKER, Role.MANAGER)
    return any(
        has_role(user, Role.CASE_WORKER, Role.MANAGER, department=department)
        for department in (change.department, change.hearing.department)
    )


@rules.predicate
def is_case_worker_of_response(user, response):
    return has_role(
        user, Role.CASE_WORKER, department=response.hearing.department if response else None
    )


@rules.predicate
def speaks_in_thread(user, hearing):
    return moderates(user, hearing.department if hearing else None)


@rules.predicate
def serves_the_asked_body(user, party):
    """The secretary of the body that was asked; who is outside answers by a private link."""
    if not isinstance(party, ConsultedParty) or party.body is None:
        return False
    return party.body.is_served_by(user)


@rules.predicate
def is_administrator(user):
    return has_role(user, Role.ADMINISTRATOR)


rules.add_perm("hearings.view_hearingkind", is_case_worker | is_moderator | is_administrator)
rules.add_perm("hearings.change_hearingkind", is_administrator)

rules.add_perm("hearings.add_hearing", is_case_worker)
rules.add_perm("hearings.view_hearing", is_visible)
rules.add_perm("hearings.change_hearing", is_case_worker)
rules.add_perm("hearings.publish_hearing", is_case_worker)
rules.add_perm("hearings.extend_hearing", is_case_worker)
rules.add_perm("hearings.withdraw_hearing", is_case_worker)
rules.add_perm("hearings.decide_hearing", is_case_worker)
rules.add_perm("hearings.register_response", is_case_worker)

# Who is asked for a statement, and who gives it.
rules.add_perm("hearings.ask_parties_hearing", is_case_worker)
rules.add_perm("hearings.answer_consultedparty", serves_the_asked_body)

# The conversation beside it.
for _verb in ("answer_comments", "moderate_comments"):
    rules.add_perm(f"hearings.{_verb}_hearing", speaks_in_thread)

# The desk: reading it, and treating the responses on it.
rules.add_perm("hearings.view_desk_hearing", is_case_worker | is_moderator | is_manager)
rules.add_perm("hearings.treat_hearing", is_case_worker)
# Who wrote a white paper does not approve it: services.white_papers asks that.
rules.add_perm("hearings.write_white_paper_hearing", is_case_worker)
rules.add_perm("hearings.approve_white_paper_hearing", is_case_worker | is_manager)
rules.add_perm("hearings.publish_white_paper_hearing", is_case_worker | is_manager)
rules.add_perm("hearings.decide_objection_hearing", is_case_worker | is_moderator | is_manager)
rules.add_perm("hearings.view_objection", decides_objections)
# Promising, handing over and dropping is the hearing's own department's; the one that does it
# may say that it is done.
rules.add_perm("hearings.plan_changes_hearing", is_case_worker | is_manager)
rules.add_perm("hearings.follow_up_change", is_responsible_for_change)

rules.add_perm("hearings.view_response", reads_responses)
rules.add_perm("hearings.change_response", works_on_responses)
rules.add_perm("hearings.moderate_response", works_on_responses)
rules.add_perm("hearings.read_original_response", is_case_worker_of_response)
