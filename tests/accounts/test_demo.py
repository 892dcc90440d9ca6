import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts import demo
from accounts.models import User
from accounts.roles import Role, has_role
from core.validators import validate_person_name

pytestmark = pytest.mark.django_db


def test_the_demo_has_people_of_every_kind_and_makes_them_once():
    everybody = [*demo.PEOPLE, *demo.SEATED, *demo.TALKERS]
    people = demo.load(at=timezone.now())
    again = demo.load(at=timezone.now())

    assert people == again
    assert User.objects.count() == len(everybody)
    assert people["beskyttet"].protected
    assert has_role(people["sagsbehandler"], Role.CASE_WORKER)
    assert has_role(people["administrator"], Role.ADMINISTRATOR)
    assert {user.email for user in people.values()} == {person.email for person in everybody}
    assert EmailAddress.objects.filter(verified=True, primary=True).count() == len(everybody)
    staff = {user for user in people.values() if user.is_staff}
    assert {row.user for row in Authenticator.objects.filter(type="totp")} == staff


def test_the_demo_follows_the_portals_own_rules():
    for person in [*demo.PEOPLE, *demo.SEATED, *demo.TALKERS]:
        validate_person_name(person.name)
    try:
        validate_password(demo.PASSWORD)
    except ValidationError as error:
        pytest.fail(str(error))
