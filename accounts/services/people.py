"""What happens to accounts over several tables: rights, keys, closing, claims that lapse."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from accounts.history import record
from accounts.models import AccountEvent, DepartmentRole, User
from accounts.roles import CITY_ROLES, DEPARTMENT_ROLES, Role, forget_held_roles
from accounts.services.organisations import forget_memberships
from city.models import Department

CLAIMS_LAPSE_AFTER = timedelta(days=7)


def confirmed_emails(user: User) -> list[str]:
    """Return the addresses that the person has proved to be theirs, in small letters.

    What was sent earlier from one of them is offered to the account, never linked unasked.
    """
    addresses = EmailAddress.objects.filter(user_id=user.pk, verified=True).order_by("pk")
    return [address.lower() for address in addresses.values_list("email", flat=True)]


@transaction.atomic
def remove_unproven_claims(email: str, *, keep: User) -> int:
    """Delete other accounts on this address that nobody has proved to own; return how many.

    Whoever proves an address gets it; an account that a stranger opened on it must not stand
    in the way.
    """
    EmailAddress.objects.filter(email__iexact=email, verified=False).exclude(user=keep).delete()
    claims = User.objects.unconfirmed().filter(email__iexact=email).exclude(pk=keep.pk)
    return _delete(claims)


def is_taken(email: str, *, by_other_than: User) -> bool:
    """Tell whether the address is the log-in of somebody else's account."""
    return User.objects.filter(email__iexact=email).exclude(pk=by_other_than.pk).exists()


@transaction.atomic
def remove_lapsed_claims(*, at: datetime | None = None) -> int:
    """Delete accounts that nobody confirmed within a week; return how many."""
    before = (at or timezone.now()) - CLAIMS_LAPSE_AFTER
    EmailConfirmation.objects.delete_expired_confirmations()
    return _delete(User.objects.unconfirmed().filter(date_joined__lt=before))


def _delete(users: Iterable[User]) -> int:
    removed = 0
    for user in users:
        user.delete()
        removed += 1
    return removed


@transaction.atomic
def grant_role(
    user: User, role: Role | str, *, by: User | None, department: Department | None = None
) -> None:
    """Give a member of staff a role: in one department, or everywhere for the roles of the town.

    Raises:
        ValueError: a role that is held in a department was given without one.
    """
    group, _created = Group.objects.get_or_create(name=role)
    if role in DEPARTMENT_ROLES:
        if department is None:
            raise ValueError(f"The role {role} is given in a department.")
        DepartmentRole.objects.get_or_create(user=user, group=group, department=department)
    else:
        user.groups.add(group)
    sync_groups(user)
    record(user, AccountEvent.Action.ROLES_CHANGED, by=by, note=f"+ {role} {department or ''}")


@transaction.atomic
def revoke_role(
    user: User, role: Role | str, *, by: User | None, department: Department | None = None
) -> None:
    """Take a role away again: in the department, or everywhere for the roles of the town."""
    user.department_roles.filter(group__name=role, department=department).delete()
    if role not in DEPARTMENT_ROLES:
        user.groups.remove(*Group.objects.filter(name=role))
    sync_groups(user)
    record(user, AccountEvent.Action.ROLES_CHANGED, by=by, note=f"- {role} {department or ''}")


@transaction.atomic
def set_city_roles(user: User, groups: Iterable[Group]) -> None:
    """Give exactly these roles of the whole town; those in departments follow their rows."""
    user.groups.set(groups)
    sync_groups(user)


def note_roles(user: User, *, by: User | None) -> None:
    """Write in the history which roles the person has now."""
    rows = user.department_roles.select_related("group", "department")
    roles = [f"{row.group.name}: {row.department}" for row in rows]
    roles += user.groups.filter(name__in=CITY_ROLES).order_by("name").values_list("name", flat=True)
    record(user, AccountEvent.Action.ROLES_CHANGED, by=by, note="; ".join(roles))


@transaction.atomic
def sync_groups(user: User) -> None:
    """Let the groups, from which Django admin takes its rights, follow the roles held."""
    held = set(user.department_roles.values_list("group_id", flat=True))
    member = set(user.groups.filter(name__in=DEPARTMENT_ROLES).values_list("pk", flat=True))
    user.groups.remove(*(member - held))
    user.groups.add(*(held - member))
    forget_held_roles(user)


@transaction.atomic
def open_account(user: User, *, confirmed: bool = False, by: User | None = None) -> User:
    """Save a new account with its address, which is proved already only when `confirmed`."""
    user.email = User.objects.normalize_email(user.email)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=confirmed)
    record(user, AccountEvent.Action.SIGNED_UP, by=by)
    return user


@transaction.atomic
def change_account(user: User, *, changed: list[str], by: User) -> User:
    """Save what an administrator changed. A new address must be proved again."""
    user.email = User.objects.normalize_email(user.email)
    user.save()
    if "email" in changed:
        EmailAddress.objects.filter(user=user).delete()
        EmailAddress.objects.create(user=user, email=user.email, primary=True)
        user.end_sessions()
        record(user, AccountEvent.Action.EMAIL_CHANGED, by=by)
    if rest := [name for name in changed if name not in ("email", "city_roles")]:
        record(user, AccountEvent.Action.SETTINGS_CHANGED, by=by, note=", ".join(rest))
    return user


@transaction.atomic
def close_account(user: User, *, by: User | None, note: str = "") -> User:
    """Shut an account: it is dead at its next request, on every device."""
    user.close()
    record(user, AccountEvent.Action.CLOSED, by=by, note=note)
    return user


@transaction.atomic
def reopen_account(user: User, *, by: User | None, note: str = "") -> User:
    """Let a closed account be used again.

    Raises:
        TransitionNotAllowed: it was anonymised, and has nobody behind it.
    """
    user.reopen()
    record(user, AccountEvent.Action.REOPENED, by=by, note=note)
    return user


@transaction.atomic
def remove_second_factor(user: User, *, by: User | None) -> int:
    """Take a lost second factor away so that a new one can be set up; all sessions end.

    Returns how many keys were removed (app and recovery codes).
    """
    removed, _models = Authenticator.objects.filter(user=user).delete()
    user.end_sessions()
    record(user, AccountEvent.Action.FACTOR_REMOVED, by=by)
    return removed


@transaction.atomic
def forget_account(user: User, *, at: datetime, by: User | None = None) -> User:
    """Anonymise an account: no log-in, no name, no address; what it wrote keeps its place.

    GDPR art. 17; what is part of a case stays in it (decision 11).
    """
    Authenticator.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).delete()
    user.department_roles.all().delete()
    user.groups.clear()
    user.user_permissions.clear()
    forget_memberships(user, at=at)
    AccountEvent.objects.filter(user=user).forget_people([user])
    user.anonymise(at=at)
    record(user, AccountEvent.Action.FORGOTTEN, by=by, at=at)
    return user


@transaction.atomic
def save_settings(user: User, *, changed: list[str]) -> User:
    """Save what the person changed about themselves; the history names the fields only."""
    if changed:
        user.save(update_fields=changed)
        record(user, AccountEvent.Action.SETTINGS_CHANGED, note=", ".join(changed))
    return user
