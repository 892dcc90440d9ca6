"""The roles as groups, with what each may open in Django admin. Loaded again after each release.

The right to act on one hearing is a rule (role and department); these rights only decide which
lists a person finds in the administration.
"""

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from accounts.roles import Role

WORK = ("view", "add", "change")
READ = ("view",)

# Role -> (verbs, "app.model") pairs. A model that is not installed yet is passed over.
RIGHTS: dict[Role, list[tuple[tuple[str, ...], str]]] = {
    Role.CASE_WORKER: [
        (WORK, "hearings.hearing"),
        (WORK, "hearings.hearingdocument"),
        (WORK, "hearings.hearingmeeting"),
        (WORK, "events.event"),
        (WORK, "hearings.response"),
        (WORK, "hearings.redaction"),
        (READ, "hearings.hearingkind"),
        (READ, "hearings.hearingevent"),
        (READ, "hearings.objection"),
        (READ, "hearings.responseversion"),
        (READ, "hearings.responsefile"),
        (READ, "comments.threadevent"),
        (READ, "city.area"),
        (READ, "city.topic"),
        (READ, "city.department"),
    ],
    Role.MODERATOR: [
        (READ, "hearings.hearing"),
        (("view", "change"), "hearings.response"),
        (WORK, "hearings.redaction"),
        (READ, "hearings.objection"),
        (READ, "hearings.responseversion"),
        (READ, "hearings.responsefile"),
        (READ, "comments.threadevent"),
        (WORK, "comments.watchedterm"),
    ],
    Role.MANAGER: [
        (WORK, "events.event"),
        (READ, "hearings.hearing"),
        (READ, "hearings.hearingevent"),
        (READ, "hearings.response"),
        (READ, "hearings.objection"),
        (READ, "hearings.responseversion"),
        (READ, "hearings.responsefile"),
        (READ, "comments.threadevent"),
    ],
    Role.EDITOR: [
        (WORK, "events.event"),
        (WORK, "information.page"),
        (WORK, "information.news"),
        (WORK, "information.plan"),
        (WORK, "information.guide"),
        (WORK, "information.right"),
        (WORK, "information.video"),
        (WORK, "information.attachment"),
        (WORK, "information.glossaryterm"),
        (READ, "information.feedback"),
        (READ, "information.informationevent"),
        (READ, "comments.threadevent"),
        (READ, "city.area"),
        (READ, "city.topic"),
    ],
    Role.FACILITATOR: [
        (WORK, "events.event"),
        (READ, "hearings.hearing"),
    ],
    Role.ADMINISTRATOR: [
        (WORK, "city.area"),
        (WORK, "city.topic"),
        (WORK, "city.department"),
        (WORK, "hearings.hearingkind"),
        (WORK, "comments.watchedterm"),
        (WORK, "accounts.user"),
        ((*WORK, "delete"), "accounts.departmentrole"),
        (READ, "accounts.accountevent"),
        (("view", "change"), "notifications.message"),
        (("view", "change"), "notifications.addresstrouble"),
    ],
    Role.DATA_PROTECTION_OFFICER: [
        (READ, "accounts.user"),
        (READ, "accounts.departmentrole"),
        (READ, "accounts.accountevent"),
        (READ, "notifications.message"),
        (READ, "notifications.addresstrouble"),
        (READ, "hearings.hearing"),
        (READ, "hearings.hearingevent"),
        (READ, "information.informationevent"),
        (READ, "comments.threadevent"),
    ],
}


def load() -> None:
    """Create the groups and give each exactly its rights."""
    for role, rights in RIGHTS.items():
        group, _created = Group.objects.get_or_create(name=role)
        wanted = Q(pk__in=[])
        for verbs, label in rights:
            app, model = label.split(".")
            codenames = [f"{verb}_{model}" for verb in verbs]
            wanted |= Q(content_type__app_label=app, codename__in=codenames)
        group.permissions.set(Permission.objects.filter(wanted))
