import pytest
from django.contrib.auth.models import Group

from accounts import reference
from accounts.roles import Role

pytestmark = pytest.mark.django_db


def rights_of(role):
    return set(Group.objects.get(name=role).permissions.values_list("codename", flat=True))


def test_every_role_is_a_group():
    assert set(Group.objects.values_list("name", flat=True)) >= set(Role.values)


def test_loading_again_takes_away_what_a_role_should_not_have():
    group = Group.objects.get(name=Role.EDITOR)
    wanted = rights_of(Role.EDITOR)
    group.permissions.set(Group.objects.get(name=Role.ADMINISTRATOR).permissions.all())

    reference.load()
    reference.load()

    assert rights_of(Role.EDITOR) == wanted


def test_only_administrators_change_accounts():
    able = {role for role in Role if "change_user" in rights_of(role)}

    assert able == {Role.ADMINISTRATOR}


def test_nobody_has_the_right_to_delete_a_person_or_a_history():
    for role in Role:
        assert not rights_of(role) & {"delete_user", "delete_accountevent", "change_accountevent"}
