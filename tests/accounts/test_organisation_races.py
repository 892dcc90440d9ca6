"""Many at once about one organisation. Real threads; a race means something on PostgreSQL only."""

from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts import services
from accounts.exceptions import OrganisationKnown
from accounts.models import Organisation, OrganisationMember
from core.transitions import TransitionNotAllowed
from notifications.models import Message
from tests.accounts.factories import OrganisationFactory, UserFactory
from tests.comments.test_races import all_at_once
from tests.hearings.test_races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
CROWD = 20


def outcome_of(action):
    """Return a function that tells how the action ended instead of raising."""

    def tried():
        try:
            action()
        except (ValidationError, TransitionNotAllowed, IntegrityError) as error:
            return type(error)
        return None

    return tried


def propose(person):
    return services.propose_organisation(
        name="Aftenkoret", kind="association", by=person, at=timezone.now()
    )


def look_then_write(looked: Barrier):
    """What a careless service would do, when all have looked before the first writes."""
    with transaction.atomic():
        is_known = Organisation.objects.named("Aftenkoret").exists()
        looked.wait(timeout=30)
        if not is_known:
            Organisation.objects.create(name="Aftenkoret", kind="association")


def approve_without_a_lock(pk, by, looked: Barrier):
    with transaction.atomic():
        organisation = Organisation.objects.get(pk=pk)
        looked.wait(timeout=30)
        organisation.approve(by=by, at=timezone.now())


def test_one_of_many_who_propose_the_same_name_has_it_and_the_others_are_told():
    people = [UserFactory() for _ in range(CROWD)]

    ends = all_at_once([outcome_of(lambda p=person: propose(p)) for person in people])

    assert ends.count(None) == 1
    assert ends.count(OrganisationKnown) == CROWD - 1
    assert Organisation.objects.count() == OrganisationMember.objects.count() == 1


def test_without_the_constraint_there_would_be_two():
    """The negative control: the threads do meet, and only the database stops them."""
    if connection.vendor == "sqlite":
        pytest.skip("an immediate transaction is the lock on SQLite")

    looked = Barrier(CROWD)

    ends = at_once([outcome_of(lambda: look_then_write(looked))] * CROWD)

    assert ends.count(IntegrityError) == CROWD - 1


def test_of_yes_and_no_at_once_one_is_said_and_one_mail_is_written():
    asker, staff = UserFactory(), UserFactory(case_worker=True)
    organisation = OrganisationFactory(proposed=True, asking=[asker])
    step = {"by": staff, "at": timezone.now()}

    def yes():
        services.approve_organisation(organisation, **step)

    def no():
        services.decline_organisation(organisation, reason="Nej", **step)

    ends = all_at_once([outcome_of(yes), outcome_of(no)] * (CROWD // 2))

    assert ends.count(None) == 1
    assert Message.objects.count() == 1
    assert asker.history.count() == 1


def test_without_the_lock_more_than_one_would_decide():
    """The negative control: the threads do meet, and the test above would see it."""
    if connection.vendor == "sqlite":
        pytest.skip("an immediate transaction is the lock on SQLite")
    staff = UserFactory(case_worker=True)
    organisation, looked = OrganisationFactory(proposed=True), Barrier(CROWD)

    approve = outcome_of(lambda: approve_without_a_lock(organisation.pk, staff, looked))
    ends = at_once([approve] * CROWD)

    assert ends.count(None) > 1
