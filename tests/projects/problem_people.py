"""Staff of a problem's department, as they are at work."""

from accounts.roles import Role
from tests.accounts.factories import UserFactory
from tests.hearings.staff import at_work


def staff_of(problem, role=Role.CASE_WORKER, **values):
    return UserFactory(role=role, department=problem.department, **values)


def client_of_staff(problem, role=Role.CASE_WORKER):
    return at_work(staff_of(problem, role))
