"""Who may do what with texts of information: an editor, in the department's own texts."""

import rules

from accounts.roles import Role, has_role
from comments.models import moderates


@rules.predicate
def is_editor(user, subject):
    return has_role(user, Role.EDITOR, department=subject.department if subject else None)


@rules.predicate
def edits_the_page(user, feedback):
    return has_role(user, Role.EDITOR, department=feedback.page.department if feedback else None)


@rules.predicate
def speaks_in_thread(user, subject):
    return moderates(user, subject.department if subject else None)


@rules.predicate
def is_data_protection_officer(user):
    return has_role(user, Role.DATA_PROTECTION_OFFICER)


@rules.predicate
def is_any_editor(user):
    return has_role(user, Role.EDITOR)


for _model in ("page", "news", "plan", "guide", "right", "video", "attachment"):
    for _verb in ("view", "add", "change", "publish", "withdraw"):
        rules.add_perm(f"information.{_verb}_{_model}", is_editor)

# The conversation beside a page or a plan.
for _model in ("page", "plan"):
    for _verb in ("answer_comments", "moderate_comments"):
        rules.add_perm(f"information.{_verb}_{_model}", speaks_in_thread)

# The words belong to the whole town.
for _verb in ("view", "add", "change"):
    rules.add_perm(f"information.{_verb}_glossaryterm", is_any_editor)

rules.add_perm("information.view_feedback", edits_the_page)
rules.add_perm("information.view_informationevent", is_any_editor | is_data_protection_officer)
