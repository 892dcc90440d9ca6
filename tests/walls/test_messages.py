from pathlib import Path

import pytest
from django.utils import timezone

from notifications.kinds import all_kinds
from notifications.models import Message, Notice
from tests.accounts.factories import UserFactory
from tests.projects.factories import ActivityFactory
from tests.walls.factories import NoteFactory, WallColumnFactory
from walls.messages import answer_is_due, hiding_is_due, note_details
from walls.services import answer_note, hide_note, restore_note, take_down_note

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def note():
    wall = ActivityFactory(on_wall=True, project__title="Stierne").wall
    return NoteFactory(column=WallColumnFactory(wall=wall))


def answered(note):
    note = answer_note(note, fate="used", reason="Godt set.", by=UserFactory(), at=NOW)
    return note, Notice.objects.select_related("subscriber__user").get()


def test_an_answer_is_told_while_the_note_hangs_and_is_theirs(note):
    note, notice = answered(note)
    is_due = answer_is_due(note, notice)

    note.author = UserFactory()
    is_due_to_another = answer_is_due(note, notice)
    note.author = notice.subscriber.user
    note.state = note.State.HIDDEN

    assert (is_due, is_due_to_another, answer_is_due(note, notice)) == (True, False, False)


def test_an_answer_at_a_wall_that_is_closed_to_the_writer_is_not_told(note):
    note, notice = answered(note)

    project = note.wall.activity.project
    project.status = "draft"
    project.save()
    note = type(note).objects.get(pk=note.pk)

    assert not answer_is_due(note, notice)


def test_a_hiding_is_told_until_the_note_is_shown_again(note):
    note = hide_note(note, reason="Reklame", by=UserFactory(), at=NOW)
    message = Message.objects.get()
    was_due = hiding_is_due(note, message)

    note = restore_note(note, by=UserFactory(), at=NOW)

    assert (was_due, hiding_is_due(note, message)) == (True, False)
    assert note_details(note, message) == {"subject_title": "Stierne"}


def test_nothing_is_told_of_a_note_that_its_writer_took_down(note):
    note, notice = answered(note)

    note = take_down_note(note, by=note.author, at=NOW)

    assert not answer_is_due(note, notice)


def test_every_kind_of_this_app_has_its_templates():
    kinds = [kind for kind in all_kinds() if kind.code.startswith("walls.")]
    wanted = [
        f"{kind.template}_{ending}"
        for kind in kinds
        for ending in ("subject.txt", "body.txt", "body.html", "notice.txt")
        if kind.is_chosen or ending != "notice.txt"
    ]

    assert len(wanted) == 7
    assert [name for name in wanted if not Path("templates", name).is_file()] == []
