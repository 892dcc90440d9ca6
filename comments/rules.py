"""Who may look after what all conversations share. The right to one comment is its subject's."""

import rules

from accounts.roles import Role, has_role
from comments.models import moderates


@rules.predicate
def moderates_somewhere(user):
    return moderates(user, None)


@rules.predicate
def watches_terms(user):
    return has_role(user, Role.ADMINISTRATOR, Role.MODERATOR)


@rules.predicate
def is_data_protection_officer(user):
    return has_role(user, Role.DATA_PROTECTION_OFFICER)


rules.add_perm("comments.view_threadevent", moderates_somewhere | is_data_protection_officer)
for _verb in ("view", "add", "change"):
    rules.add_perm(f"comments.{_verb}_watchedterm", watches_terms)
