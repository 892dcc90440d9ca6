"""Who looks after a conversation: one person of each role, and a thread with something to do."""

from typing import Any

from accounts.models import User
from accounts.roles import Role
from comments.models import Thread
from tests.accounts.factories import UserFactory


def moderator_of(thread: Thread, role: Role = Role.MODERATOR, **fields: Any) -> User:
    """Return a member of staff in the department of a thread."""
    values = {"full_name": "Mogens Moderator", **fields}
    person: User = UserFactory(role=role, department=thread.department, **values)
    return person
