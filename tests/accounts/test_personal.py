import json

import pytest

from accounts.personal import forget, personal_data_of
from city.models import Area
from tests.accounts.factories import UserFactory
from tests.accounts.helpers import enrol

pytestmark = pytest.mark.django_db


def test_a_person_gets_everything_about_the_account_but_no_secret():
    user = UserFactory(case_worker=True, area=Area.objects.first(), birth_year=1984)
    authenticator = enrol(user)

    known = personal_data_of(user)

    text = json.dumps(known)
    assert json.loads(text) == known
    assert known["account"]["email"] == user.email
    assert known["account"]["area"] == user.area.name
    assert [factor["type"] for factor in known["second_factors"]] == ["totp", "recovery_codes"]
    assert [role["role"] for role in known["roles"]] == ["case_worker"]
    assert known["groups"] == ["case_worker"]
    assert [line["action"] for line in known["history"]] == ["roles_changed"]
    assert user.password not in text
    assert authenticator.data["secret"] not in text


def test_what_was_not_said_is_empty():
    known = personal_data_of(UserFactory())

    assert (known["account"]["area"], known["account"]["last_login"]) == (None, None)


def test_a_person_can_be_forgotten():
    user = UserFactory()

    forget(user)

    user.refresh_from_db()
    assert user.forgotten_at is not None
    assert personal_data_of(user)["email_addresses"] == []
