import pytest
from django.contrib.auth.models import AnonymousUser

from accounts import services
from accounts.roles import CITY_ROLES, DEPARTMENT_ROLES, Role, departments_of, has_role
from city.models import Department
from tests.accounts.factories import DepartmentFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", DEPARTMENT_ROLES)
def test_a_role_of_a_department_counts_there_only(role):
    here, elsewhere = DepartmentFactory(), DepartmentFactory()
    user = UserFactory(role=role, department=here)

    assert has_role(user, role)
    assert has_role(user, role, department=here)
    assert not has_role(user, role, department=elsewhere)
    assert not has_role(user, *(set(Role) - {role}))
    assert list(departments_of(user, role)) == [here]
    assert list(departments_of(user, *(set(Role) - {role}))) == []


@pytest.mark.parametrize("role", CITY_ROLES)
def test_a_role_of_the_town_counts_in_every_department(role):
    user = UserFactory(role=role)

    assert has_role(user, role, department=DepartmentFactory())
    assert set(departments_of(user, role)) == set(Department.objects.all())


def test_a_superuser_has_every_role_everywhere():
    user = UserFactory(admin=True)

    assert has_role(user, Role.CASE_WORKER, department=DepartmentFactory())
    assert set(departments_of(user, Role.EDITOR)) == set(Department.objects.all())


@pytest.mark.parametrize("changes", [{"is_active": False}, {"is_staff": False}])
def test_who_is_closed_or_no_longer_staff_has_no_role(changes):
    user = UserFactory(case_worker=True)
    vars(user).update(changes)

    assert not has_role(user, Role.CASE_WORKER)
    assert not departments_of(user, Role.CASE_WORKER).exists()


@pytest.mark.parametrize("nobody", [None, AnonymousUser()])
def test_nobody_has_no_role(nobody):
    assert not has_role(nobody, Role.CASE_WORKER)
    assert not departments_of(nobody, Role.CASE_WORKER).exists()


def test_roles_are_read_once_and_again_after_a_change(django_assert_num_queries):
    department = DepartmentFactory()
    user = UserFactory(role=Role.MODERATOR, department=department)
    with django_assert_num_queries(2):
        has_role(user, Role.MODERATOR)
        has_role(user, Role.CASE_WORKER, department=department)

    services.grant_role(user, Role.CASE_WORKER, by=None, department=department)

    assert has_role(user, Role.CASE_WORKER, department=department)
