"""Who may decide about organisations. Who may act for one is a question to its row."""

import rules

from accounts.roles import Role, has_role

# They meet the associations, companies and authorities in their work, whatever department.
DECIDING = (Role.ADMINISTRATOR, Role.CASE_WORKER, Role.FACILITATOR, Role.MANAGER)


@rules.predicate
def decides_organisations(user, organisation):  # noqa: ARG001  (the same for each)
    return has_role(user, *DECIDING)


@rules.predicate
def reads_organisations(user, organisation):  # noqa: ARG001
    return has_role(user, *DECIDING, Role.DATA_PROTECTION_OFFICER)


@rules.predicate
def asks_themselves(user, organisation):
    """Nobody says yes to a proposal of their own."""
    if user is None or organisation is None:
        return False
    return organisation.members.waiting().filter(user=user).exists()


@rules.predicate
def is_their_own(user, member):
    return user is not None and member is not None and member.user_id == user.pk


rules.add_perm("accounts.view_organisation", reads_organisations)
rules.add_perm("accounts.change_organisation", decides_organisations)
rules.add_perm("accounts.decide_organisation", decides_organisations & ~asks_themselves)
rules.add_perm("accounts.decide_organisationmember", decides_organisations & ~is_their_own)
