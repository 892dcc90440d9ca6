"""The roles of staff: a group each, limited to departments where the work is a department's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from city.models import Department

if TYPE_CHECKING:
    from accounts.models import User


class Role(models.TextChoices):
    """What a member of staff does. The value is the name of the group."""

    CASE_WORKER = "case_worker", _("Sagsbehandler")
    MODERATOR = "moderator", _("Moderator")
    MANAGER = "manager", _("Leder")
    EDITOR = "editor", _("Redaktør")
    FACILITATOR = "facilitator", _("Facilitator")
    ADMINISTRATOR = "administrator", _("Administrator")
    DATA_PROTECTION_OFFICER = "data_protection_officer", _("Databeskyttelsesrådgiver")


DEPARTMENT_ROLES = (
    Role.CASE_WORKER,
    Role.MODERATOR,
    Role.MANAGER,
    Role.EDITOR,
    Role.FACILITATOR,
)
CITY_ROLES = (Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER)

_HELD = "_held_roles"
_OFF_DUTY = "_is_off_duty"


def has_role(user: Any, *roles: str, department: Department | None = None) -> bool:
    """Tell whether a person has one of the roles, in the department when one is named.

    A role of the whole town counts in every department; a superuser has every role.
    """
    if not is_at_work(user):
        return False
    if user.is_superuser:
        return True
    return any(
        role in roles and (held_in is None or department is None or held_in == department.pk)
        for role, held_in in _held(user)
    )


def departments_of(user: Any, *roles: str) -> models.QuerySet[Department]:
    """Return the departments in which a person has one of the roles."""
    if not is_at_work(user):
        return Department.objects.none()
    if user.is_superuser:
        return Department.objects.all()
    held = {department for role, department in _held(user) if role in roles}
    if None in held:
        return Department.objects.all()
    return Department.objects.filter(pk__in=[pk for pk in held if pk is not None])


def set_off_duty(user: User) -> None:
    """Let a member of staff be a citizen for this request: the second factor was not used."""
    setattr(user, _OFF_DUTY, True)


def is_at_work(user: Any) -> bool:
    """Tell whether somebody is a member of staff who has used the second factor."""
    if user is None or not (user.is_active and user.is_staff):
        return False
    return not getattr(user, _OFF_DUTY, False)


def forget_held_roles(user: User) -> None:
    """Ask the database again the next time, after a person's roles were changed."""
    if hasattr(user, _HELD):
        delattr(user, _HELD)


def _held(user: User) -> set[tuple[str, int | None]]:
    """Return (role, department) pairs, read once per person and request; None is everywhere."""
    # Not by `vars`: the user of a request is a lazy object around the one that keeps it.
    if not hasattr(user, _HELD):
        city = user.groups.filter(name__in=CITY_ROLES).values_list("name", flat=True)
        rows = user.department_roles.values_list("group__name", "department_id")
        setattr(user, _HELD, {*rows, *((name, None) for name in city)})
    held: set[tuple[str, int | None]] = getattr(user, _HELD)
    return held
