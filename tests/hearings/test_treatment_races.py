"""Several people at the desk at once. Real threads; a race means something on PostgreSQL only."""

import pytest
from django.utils import timezone

from hearings.exceptions import AnswerChanged
from hearings.models import Answer, Point
from hearings.services import treatment
from tests.accounts.factories import UserFactory
from tests.hearings.factories import HearingFactory, ResponseFactory
from tests.hearings.test_races import at_once
from tests.hearings.treating import theme_in

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
CROWD = 8


def test_of_many_first_answers_one_is_kept_and_the_others_are_told():
    theme = theme_in(HearingFactory(closed=True))
    people = UserFactory.create_batch(CROWD)

    def answering(person):
        def action():
            try:
                treatment.write_answer(
                    theme.hearing, theme=theme, seen_revision=0, remark=f"Fra {person.pk}.",
                    outcome="noted", by=person, at=timezone.now(),
                )  # fmt: skip
            except AnswerChanged as refusal:
                return refusal.newer.remark
            return "saved"

        return action

    results = at_once([answering(person) for person in people])

    kept = Answer.objects.get()
    assert sorted(results) == sorted(["saved", *[kept.remark] * (CROWD - 1)])
    assert kept.revision == 1


def test_points_made_at_once_have_numbers_of_their_own_and_one_theme():
    hearing, person = HearingFactory(closed=True), UserFactory()
    responses = ResponseFactory.create_batch(CROWD, hearing=hearing)

    def marking(response):
        def action():
            return treatment.make_point(
                hearing, theme="Trafik", title=f"Pointe {response.number}", response=response,
                version=response.current_version, passages=[(0, 4)], by=person, at=timezone.now(),
            ).number  # fmt: skip

        return action

    numbers = at_once([marking(response) for response in responses])

    assert sorted(numbers) == list(range(1, CROWD + 1))
    assert hearing.themes.count() == 1
    assert Point.objects.count() == CROWD
