from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.test import RequestFactory

from city.models import Department
from core.access import get_permitted, get_visible, person_of
from tests.accounts.factories import DepartmentFactory


class VisibleDepartments(QuerySet):
    """Departments, of which visitors see none and others all."""

    def visible_to(self, user: object) -> QuerySet:
        return self.all() if user else self.none()


class Person:
    is_authenticated = True

    def __init__(self, *permissions: str) -> None:
        self.permissions = permissions

    def has_perm(self, permission: str, obj: object = None) -> bool:
        return permission in self.permissions and isinstance(obj, Department)


def request_of(person: object) -> HttpRequest:
    request: Any = RequestFactory().get("/")
    request.user = person or SimpleNamespace(is_authenticated=False)
    request.session_person = person
    return request


@pytest.fixture
def department(db: None) -> Department:
    return DepartmentFactory()


def test_what_is_hidden_does_not_exist(department: Department) -> None:
    departments = VisibleDepartments(Department)

    with pytest.raises(Http404):
        get_visible(request_of(None), departments, pk=department.pk)
    with pytest.raises(Http404):
        get_permitted(request_of(None), departments, "city.change_department", pk=department.pk)


def test_what_is_seen_may_still_be_forbidden(department: Department) -> None:
    departments = VisibleDepartments(Department)

    assert get_visible(request_of(Person()), departments, pk=department.pk) == department
    with pytest.raises(PermissionDenied):
        get_permitted(request_of(Person()), departments, "city.change_department", pk=department.pk)


def test_what_is_allowed_is_given(department: Department) -> None:
    request = request_of(Person("city.change_department"))

    found = get_permitted(
        request, VisibleDepartments(Department), "city.change_department", pk=department.pk
    )

    assert found == department


def test_a_person_is_known_without_the_middleware_too() -> None:
    person = Person()
    request: Any = RequestFactory().get("/")

    request.user = person
    assert person_of(request) is person

    request.user = SimpleNamespace(is_authenticated=False)
    assert person_of(request) is None
