"""People, named by what they are."""

from typing import Any

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from accounts import services
from accounts.models import Organisation, OrganisationMember, User
from accounts.roles import DEPARTMENT_ROLES, Role
from city.models import Department

PASSWORD = "fire tilfældige ord her"


class DepartmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Department

    name = factory.Sequence(lambda n: f"Forvaltning {n}")
    slug = factory.Sequence(lambda n: f"forvaltning-{n}")


class UserFactory(factory.django.DjangoModelFactory):
    """A citizen with a confirmed address.

    `role` (and `department`) make a member of staff; `confirmed=False` leaves the address open.
    """

    class Meta:
        model = User

    class Params:
        staff = factory.Trait(is_staff=True)
        admin = factory.Trait(is_staff=True, is_superuser=True)
        case_worker = factory.Trait(role=Role.CASE_WORKER)
        closed = factory.Trait(is_active=False)

    email = factory.Sequence(lambda n: f"person{n}@example.dk")
    public_name = factory.Sequence(lambda n: f"Asta Æblegren {'abcdefghij'[n % 10]}{n}")
    full_name = "Asta Marie Æblegren"
    password = factory.LazyFunction(lambda: make_password(PASSWORD))

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        role = kwargs.pop("role", None)
        department = kwargs.pop("department", None)
        confirmed = kwargs.pop("confirmed", True)
        user: User = super()._create(
            model_class, *args, **{**kwargs, **({"is_staff": True} if role else {})}
        )
        EmailAddress.objects.create(user=user, email=user.email, verified=confirmed, primary=True)
        if role:
            if role in DEPARTMENT_ROLES:
                department = department or DepartmentFactory()
            services.grant_role(user, role, by=None, department=department)
        return user


class OrganisationFactory(factory.django.DjangoModelFactory):
    """An approved association; `members` may act for it, `asking` want to."""

    class Meta:
        model = Organisation
        skip_postgeneration_save = True

    class Params:
        proposed = factory.Trait(status=Organisation.Status.PROPOSED)
        closed = factory.Trait(status=Organisation.Status.CLOSED)

    name = factory.Sequence(lambda n: f"Aftenkoret {n}")
    kind = Organisation.Kind.ASSOCIATION
    status = Organisation.Status.APPROVED

    @factory.post_generation
    def members(self, create, extracted):  # noqa: ARG002  (what the factory hands over)
        for person in extracted or ():
            OrganisationMember.objects.create(
                organisation=self, user=person, status=OrganisationMember.Status.APPROVED
            )

    @factory.post_generation
    def asking(self, create, extracted):  # noqa: ARG002  (what the factory hands over)
        for person in extracted or ():
            OrganisationMember.objects.create(organisation=self, user=person)
