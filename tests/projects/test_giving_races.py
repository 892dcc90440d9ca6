"""Many at once in one project. Real threads; a race means something on PostgreSQL only."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from core.transitions import TransitionNotAllowed
from notifications.models import Message
from projects.models import ActorGroup, Idea, PromiseAsk, TeamMember
from projects.services import ideas, promises, team
from tests.accounts.factories import UserFactory
from tests.comments.test_races import all_at_once
from tests.events.factories import RegistrationFactory
from tests.hearings.test_races import at_once
from tests.projects.factories import ProjectFactory
from tests.projects.test_promises import held_walk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
CROWD = 20


def test_who_asks_twenty_times_at_once_has_one_place():
    project, person = ProjectFactory(), UserFactory()

    places = all_at_once(
        [lambda: team.ask_to_join(project, user=person, at=timezone.now()).pk] * CROWD
    )

    assert TeamMember.objects.count() == 1
    assert len(set(places)) == 1


def test_without_the_lock_the_second_would_meet_the_constraint():
    """The negative control: the threads do meet, and only the database would stop them."""
    if connection.vendor == "sqlite":
        pytest.skip("an immediate transaction is the lock on SQLite")
    project, person = ProjectFactory(), UserFactory()

    def carelessly() -> str:
        if team.open_place(project, person) is None:
            try:
                TeamMember.objects.create(
                    project=project, user=person, group=ActorGroup.CITIZENS, status="asked"
                )
            except IntegrityError:
                return "refused"
        return "in"

    assert "refused" in at_once([carelessly] * CROWD)
    assert TeamMember.objects.count() == 1


def test_one_invitation_lets_one_person_in():
    project = ProjectFactory()
    invited = team.invite(project, email="a@example.dk", by=project.facilitator, at=timezone.now())
    people = [UserFactory() for _ in range(CROWD)]

    def take(person):
        try:
            return team.take_invitation(invited, user=person, brings="", at=timezone.now()).pk
        except TransitionNotAllowed:
            return None

    taken = all_at_once([lambda p=person: take(p) for person in people])

    assert [pk for pk in taken if pk] == [invited.pk]
    assert TeamMember.objects.on_team().count() == 1


def test_one_form_is_one_idea_and_many_have_a_number_each(settings):
    settings.COMMENTS_HOLD_FIRST = 0
    project, people, key = ProjectFactory(), [UserFactory() for _ in range(CROWD)], uuid4()

    def giving(person, form):
        return lambda: (
            ideas.give_idea(
                project, author=person, text="Et spejl", key=form, at=timezone.now()
            ).number
        )

    same = all_at_once([giving(people[0], key)] * CROWD)
    different = all_at_once([giving(person, uuid4()) for person in people])

    assert set(same) == {1}
    assert sorted(different) == list(range(2, CROWD + 2))
    assert Idea.objects.count() == CROWD + 1


def test_many_beats_ask_once():
    walk = held_walk()
    RegistrationFactory(event=walk.event, email="a@example.dk")

    all_at_once([lambda: promises.ask_about_promises(at=timezone.now())] * 8)

    assert PromiseAsk.objects.count() == 1
    assert Message.objects.filter(kind="projects.promise_asked").count() == 1
