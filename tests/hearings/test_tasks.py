from datetime import timedelta
from uuid import uuid4

import pytest
from celery import current_app
from django.conf import settings
from django.utils import timezone

from core.clock import local_date
from core.files import inspect_upload
from hearings import services, tasks
from hearings.models import DraftFile, ResponseDraft
from tests.hearings.factories import HearingFactory, ResponseFactory
from tests.hearings.uploads import pdf

pytestmark = pytest.mark.django_db


def draft_of_age(age: timedelta) -> ResponseDraft:
    file = inspect_upload(pdf("kort.pdf", "Et kort"))
    draft = services.keep_draft(
        HearingFactory(),
        key=uuid4(),
        fields={"text": "Lad træerne stå."},
        files=[file],
        person=None,
        at=timezone.now() - age,
    )
    file.content.close()
    return draft


def test_drafts_are_deleted_with_their_files_after_a_day(django_capture_on_commit_callbacks):
    old, new = draft_of_age(timedelta(hours=24)), draft_of_age(timedelta(hours=23))
    files = {draft: draft.files.get().file for draft in (old, new)}

    with django_capture_on_commit_callbacks(execute=True):
        tasks.delete_expired_drafts()

    assert list(ResponseDraft.objects.all()) == [new]
    assert DraftFile.objects.count() == 1
    assert [files[draft].storage.exists(files[draft].name) for draft in (old, new)] == [
        False,
        True,
    ]


def test_nothing_happens_the_second_time():
    draft_of_age(timedelta(hours=25))

    tasks.delete_expired_drafts()
    tasks.delete_expired_drafts()

    assert ResponseDraft.objects.count() == 0


def test_beat_wakes_the_tasks_by_their_names():
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert {"hearings.delete_expired_drafts", "hearings.purge_personal_data"} <= (
        scheduled & set(current_app.tasks)
    )


def test_names_leave_on_the_day_that_was_promised_without_anybody_remembering():
    due = ResponseFactory(
        hearing=HearingFactory(closed=True, delete_personal_data_on=local_date(timezone.now()))
    )
    later = ResponseFactory(hearing=HearingFactory(closed=True))

    tasks.purge_personal_data()
    tasks.purge_personal_data()

    for response in (due, later):
        response.refresh_from_db()
    assert (due.name, due.forgotten_at is None) == ("", False)
    assert (later.name, later.forgotten_at) == ("Asta Æblegren", None)
    assert due.hearing.history.count() == 1
