"""Who works with texts of information."""

from accounts.roles import Role
from tests.accounts.factories import UserFactory


def an_editor(department=None, **fields):
    return UserFactory(
        role=Role.EDITOR, department=department, **{"full_name": "Rikke Redaktørsen", **fields}
    )
