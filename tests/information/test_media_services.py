import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.utils import timezone

from accounts.roles import Role
from core.files import inspect_film, inspect_upload
from core.transitions import TransitionNotAllowed
from information.models import Attachment, Captions, InformationEvent, Video
from information.services import publications
from information.services.media import (
    add_attachment,
    add_video,
    change_attachment,
    remove_attachment,
)
from information.uses import Use, uses_of
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.core import films, samples
from tests.information.factories import (
    AttachmentFactory,
    GuideFactory,
    NewsFactory,
    PlanFactory,
    VideoFactory,
    make_page,
)

pytestmark = pytest.mark.django_db

ACTION = InformationEvent.Action
Stage = Video.Stage


@pytest.fixture
def department():
    return DepartmentFactory(name="Plan og Trafik")


@pytest.fixture
def editor(department):
    return UserFactory(role=Role.EDITOR, department=department)


@pytest.fixture
def at():
    return timezone.now()


def lines():
    return [
        (line.subject_kind, line.subject_title, line.action, line.note)
        for line in InformationEvent.objects.order_by("pk")
    ]


def test_a_picture_is_kept_with_its_size_and_a_line_of_history(department, editor, at):
    upload = SimpleUploadedFile("Kanalen i maj.JPG", samples.image("JPEG", (3200, 800)))
    inspected = inspect_upload(upload, max_width=1600)

    row = add_attachment(
        inspected,
        title="Kanalen",
        alt="En kanal.",
        credit="",
        department=department,
        by=editor,
        at=at,
    )

    row.refresh_from_db()
    assert (row.width, row.height, row.content_type) == (1600, 400, "image/jpeg")
    assert row.get_absolute_url() == f"/information/filer/{row.pk}/kanalen-i-maj.jpg"
    assert (row.file.size, row.uploaded_at) == (row.size, at)
    assert lines() == [("attachment", "Kanalen", ACTION.CREATED, "Kanalen i maj.jpg")]
    assert InformationEvent.objects.get().by == editor


def test_the_database_wants_words_for_a_picture():
    with pytest.raises(IntegrityError):
        AttachmentFactory(alt="")


def test_words_are_changed_with_a_line_that_says_which(department, editor, at):
    row = AttachmentFactory(department=department, title="Kanal")
    row.title, row.credit = "Kanalen", "Kommunen"

    change_attachment(row, changed=["title", "credit"], by=editor, at=at)
    change_attachment(row, changed=[], by=editor, at=at)

    row.refresh_from_db()
    assert (row.title, row.credit) == ("Kanalen", "Kommunen")
    assert lines() == [("attachment", "Kanalen", ACTION.CHANGED, "titel; kilde")]


TEXTS = {
    "page": lambda: make_page().newest_version(),
    "draft": lambda: make_page(public_from=None).newest_version(),
    "news": lambda: NewsFactory(withdrawn=True),
    "plan": PlanFactory,
    "guide": lambda: GuideFactory(draft=True),
}


@pytest.mark.parametrize("text", [*TEXTS, "poster"])
def test_what_a_text_names_stays_in_the_library_and_in_its_department(text, editor, at):
    row = AttachmentFactory()
    if text == "poster":
        VideoFactory(poster=row)
    else:
        TEXTS[text]().attachments.add(row)
    row.department = DepartmentFactory()

    with pytest.raises(TransitionNotAllowed, match="bruges i en tekst"):
        remove_attachment(row, by=editor, at=at)
    with pytest.raises(TransitionNotAllowed, match="kan ikke flytte afdeling"):
        change_attachment(row, changed=["department"], by=editor, at=at)

    assert len(uses_of(row)) == 1
    assert Attachment.objects.get().department != row.department
    assert lines() == []


def test_what_nothing_names_goes_with_its_file(editor, at, django_capture_on_commit_callbacks):
    row = AttachmentFactory(title="Kanalen", sha256="b" * 64)
    storage, name = row.file.storage, row.file.name

    with django_capture_on_commit_callbacks(execute=True):
        remove_attachment(row, by=editor, at=at)

    assert Attachment.objects.count() == 0
    assert not storage.exists(name)
    note = f"kanalen.png, SHA-256 {'b' * 64}"
    assert lines() == [("attachment", "Kanalen", ACTION.WITHDRAWN, note)]


def test_each_use_says_what_it_is_and_where():
    row = AttachmentFactory()
    page = make_page(title="Sådan svarer du")
    page.newest_version().attachments.add(row)
    news = NewsFactory(title="Nyt")
    news.attachments.add(row)

    assert uses_of(row) == [
        Use("side, udgave 1", "Sådan svarer du", page.get_absolute_url()),
        Use("nyhed", "Nyt", news.get_absolute_url()),
    ]


# --- Films ---------------------------------------------------------------------------------
def test_a_film_is_kept_as_a_draft_with_its_length(department, editor, at):
    inspected = inspect_film(SimpleUploadedFile("Film.webm", films.webm()))

    video = add_video(
        inspected, title="En film", lead="a", transcript="<p>b</p>", department=department,
        by=editor, at=at,
    )  # fmt: skip

    video.refresh_from_db()
    assert (video.stage(at), video.duration_seconds) == (Stage.DRAFT, 24)
    with video.file.open() as kept:
        assert kept.read() == films.webm()
    assert lines() == [("video", "En film", ACTION.CREATED, "Film.webm")]


def test_a_film_without_danish_captions_or_words_stays_where_it_is(editor, at):
    video = VideoFactory(draft=True, transcript="<p> </p>")
    Captions.objects.create(video=video, language="en", text="WEBVTT\n")

    with pytest.raises(TransitionNotAllowed) as refused:
        publications.publish(video, by=editor, at=at)

    video.refresh_from_db()
    assert refused.value.message == (
        "Filmen mangler »Filmen i ord«. Filmen mangler danske undertekster."
    )
    assert (video.stage(at), lines()) == (Stage.DRAFT, [])
