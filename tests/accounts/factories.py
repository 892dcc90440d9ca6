"""People: citizens and staff, named by what they are."""

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from accounts.models import User
from accounts.roles import CITY_ROLES, Role

PASSWORD = "korrekt hest batteri hæfteklamme"


class UserFactory(factory.django.DjangoModelFactory):
    """A citizen with an account; `confirmed` owns the address by proof.

    `role` and `department` make a member of staff: a role of the whole town needs none.
    """

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        staff = factory.Trait(is_staff=True)
        admin = factory.Trait(is_staff=True, is_superuser=True)

    email = factory.Sequence(lambda n: f"borger{n}@example.dk")
    public_name = factory.Sequence(lambda n: f"Borger Bænkesen {n}")
    password = factory.django.Password(PASSWORD)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        confirmed = kwargs.pop("confirmed", False)
        role, department = kwargs.pop("role", None), kwargs.pop("department", None)
        if role:
            kwargs["is_staff"] = True
        user = super()._create(model_class, *args, **kwargs)
        if confirmed:
            EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
        if role:
            _give(user, Role(role), department)
        return user


def _give(user: User, role: Role, department) -> None:
    group, _created = Group.objects.get_or_create(name=role.value)
    if role in CITY_ROLES:
        user.groups.add(group)
    else:
        user.department_roles.create(group=group, department=department)
