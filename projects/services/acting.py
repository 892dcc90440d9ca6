"""The group in which somebody takes part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.models import Organisation
from councils.speaking import council_role
from projects.models import ActorGroup, Project

if TYPE_CHECKING:
    from accounts.models import User

_GROUPS = {
    Organisation.Kind.ASSOCIATION: ActorGroup.ASSOCIATIONS,
    Organisation.Kind.INTEREST_ORGANISATION: ActorGroup.INTEREST_ORGANISATIONS,
    Organisation.Kind.COMPANY: ActorGroup.COMPANIES,
    Organisation.Kind.AUTHORITY: ActorGroup.ADMINISTRATION,
}


def group_of(project: Project, person: User, organisation: Organisation | None) -> ActorGroup:
    """Return the group in which somebody takes part: nobody chooses to be a politician."""
    if organisation is not None:
        return _GROUPS[Organisation.Kind(organisation.kind)]
    if project.is_run_by(person):
        return ActorGroup.ADMINISTRATION
    return ActorGroup.POLITICIANS if council_role(person) else ActorGroup.CITIZENS
