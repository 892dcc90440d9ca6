from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from accounts.models import AccountEvent
from core.history import HistoryIsFinal, HistoryLine
from tests.accounts.factories import UserFactory

LINES = [model for model in apps.get_models() if issubclass(model, HistoryLine)]


@pytest.fixture
def line(db: None) -> HistoryLine:
    person = UserFactory()
    return AccountEvent.objects.create(
        user=person, at=timezone.now(), by=person, action=AccountEvent.Action.values[0]
    )


def test_a_line_remembers_the_name_of_who_did_it(line: HistoryLine) -> None:
    assert line.by_name == str(line.by)
    assert str(line).endswith(line.action)


@pytest.mark.parametrize(
    "change",
    [
        lambda line: line.save(),
        lambda line: line.delete(),
        lambda line: type(line).objects.all().update(note="x"),
        lambda line: type(line).objects.all().delete(),
        lambda line: type(line).objects.filter(pk=line.pk).delete(),
    ],
)
def test_a_line_is_written_once(line: HistoryLine, change: Any) -> None:
    with pytest.raises(HistoryIsFinal):
        change(line)

    assert list(type(line).objects.values_list("pk", "note")) == [(line.pk, "")]


def test_a_line_can_be_cut_loose_from_a_person_who_is_forgotten(line: HistoryLine) -> None:
    assert type(line).objects.forget_people([line.by]) == 1

    line.refresh_from_db()
    assert (line.by, line.by_name) == (None, "")


def test_a_line_without_a_person_is_the_portals_own(db: None) -> None:
    person = UserFactory()

    line = AccountEvent.objects.create(
        user=person, at=timezone.now(), action=AccountEvent.Action.values[0]
    )

    assert (line.by, line.by_name) == (None, "")


@pytest.mark.parametrize("model", LINES, ids=lambda model: model._meta.label)
def test_every_history_is_append_only(model: type[HistoryLine]) -> None:
    stored = model(pk=1, at=timezone.now())
    stored._state.adding = False

    with pytest.raises(HistoryIsFinal):
        stored.save()
    with pytest.raises(HistoryIsFinal):
        stored.delete()
    with pytest.raises(HistoryIsFinal):
        model.objects.update(note="x")
    with pytest.raises(HistoryIsFinal):
        model.objects.all().delete()
