"""People with an account, the rights of staff, and the organisations that people act for."""

from accounts.models.organisation import (
    Organisation,
    OrganisationMember,
    OrganisationMemberQuerySet,
    OrganisationQuerySet,
)
from accounts.models.people import AccountEvent, DepartmentRole, User, UserManager, UserQuerySet

__all__ = [
    "AccountEvent",
    "DepartmentRole",
    "Organisation",
    "OrganisationMember",
    "OrganisationMemberQuerySet",
    "OrganisationQuerySet",
    "User",
    "UserManager",
    "UserQuerySet",
]
