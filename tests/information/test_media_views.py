from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from information.models import Attachment, Captions
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.hearings.staff import at_work
from tests.information.factories import (
    AttachmentFactory,
    GuideFactory,
    NewsFactory,
    PageVersionFactory,
    PlanFactory,
    VideoFactory,
    hours_from_now,
    make_page,
)

pytestmark = pytest.mark.django_db

WORDS = "WEBVTT\n\n1\n00:01.000 --> 00:02.000\nå\n"
LONG = "public, max-age=2592000, s-maxage=300"


@pytest.fixture
def department():
    return DepartmentFactory(name="Plan og Trafik")


@pytest.fixture
def picture(department):
    return AttachmentFactory(department=department)


@pytest.fixture
def editor(department):
    return at_work(UserFactory(role=Role.EDITOR, department=department))


def shown_on_a_page(picture, **page):
    version = make_page(**page).newest_version()
    version.attachments.add(picture)
    return version


def film(**fields):
    video = VideoFactory(**fields)
    Captions.objects.create(
        video=video, language="da", text="WEBVTT\n\n1\n00:01.000 --> 00:02.000\nå\n"
    )
    return video


def url_of(video, page, *more):
    return reverse(f"information:{page}", args=[video.pk, video.slug, *more])


def names(response, *headers):
    return tuple(response.headers.get(name) for name in headers)


# --- Pictures and files --------------------------------------------------------------------
def test_a_picture_of_a_public_text_is_for_everybody_and_long(client, picture):
    shown_on_a_page(picture)

    response = client.get(picture.get_absolute_url())

    assert b"".join(response.streaming_content)[:4] == b"\x89PNG"
    assert names(
        response, "Content-Type", "Content-Disposition", "Cache-Control", "Vary", "Set-Cookie"
    ) == ("image/png", 'attachment; filename="kanalen.png"', LONG, None, None)
    assert names(response, "Content-Security-Policy", "X-Content-Type-Options") == (
        "sandbox; default-src 'none'", "nosniff",
    )  # fmt: skip


def test_only_the_number_decides_and_who_has_it_gets_304(client, picture):
    shown_on_a_page(picture)
    url = reverse("information:attachment", args=[picture.pk, "an-old-name.png"])

    first = client.get(url)
    again = client.get(url, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, again.status_code) == (200, 304)
    assert again.headers["Cache-Control"] == LONG
    first.close()


@pytest.mark.parametrize("make", [NewsFactory, PlanFactory, GuideFactory])
@pytest.mark.parametrize(
    ("traits", "status"),
    [({}, 200), ({"draft": True}, 404), ({"scheduled": True}, 404), ({"withdrawn": True}, 404)],
)
def test_a_picture_is_public_with_its_text(client, picture, make, traits, status):
    make(**traits).attachments.add(picture)

    response = client.get(picture.get_absolute_url())

    assert response.status_code == status
    response.close()


@pytest.mark.parametrize(
    ("traits", "status"), [({}, 200), ({"draft": True}, 404), ({"withdrawn": True}, 404)]
)
def test_a_poster_is_public_with_its_film(client, picture, traits, status):
    film(poster=picture, **traits)

    response = client.get(picture.get_absolute_url())

    assert response.status_code == status
    response.close()


@pytest.mark.parametrize("public_from", [None, hours_from_now(48)])
def test_a_picture_of_a_draft_is_nobodys(client, picture, public_from):
    shown_on_a_page(picture, public_from=public_from)

    assert client.get(picture.get_absolute_url()).status_code == 404


def test_a_picture_of_a_page_that_was_taken_down_is_gone(client, picture):
    version = shown_on_a_page(picture)
    version.page.withdraw()

    assert client.get(picture.get_absolute_url()).status_code == 404


def test_a_picture_that_the_newest_version_does_not_show_is_gone(client, picture):
    version = shown_on_a_page(picture)
    PageVersionFactory(page=version.page, public_from=hours_from_now(-1))

    assert client.get(picture.get_absolute_url()).status_code == 404


def test_a_coming_version_takes_nothing_away_yet(client, picture):
    version = shown_on_a_page(picture)
    PageVersionFactory(page=version.page, public_from=hours_from_now(5))

    response = client.get(picture.get_absolute_url())
    assert response.status_code == 200
    response.close()


def test_an_unused_picture_is_for_its_editors_alone(client, picture, editor):
    stranger = at_work(UserFactory(role=Role.EDITOR, department=DepartmentFactory()))
    case_worker = at_work(UserFactory(role=Role.CASE_WORKER, department=picture.department))

    response = editor.get(picture.get_absolute_url())

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"
    for other in (client, stranger, case_worker):
        assert other.get(picture.get_absolute_url()).status_code == 404
    response.close()


def test_an_editor_without_the_second_factor_is_a_citizen(picture):
    client = Client()
    person = UserFactory(role=Role.EDITOR, department=picture.department)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.get(picture.get_absolute_url()).status_code == 404


def test_public_is_the_same_as_a_list_and_for_one(picture):
    version = shown_on_a_page(picture)
    NewsFactory().attachments.add(picture)
    at = timezone.now()

    assert list(Attachment.objects.public(at)) == [picture]
    assert list(Attachment.objects.public(at - timedelta(days=30))) == []
    assert list(Attachment.objects.used()) == [picture]
    assert list(Attachment.objects.unused()) == []
    assert version.attachments.get() == picture


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\r\nSet-Cookie: x.png", "<img>.png"])
def test_a_name_cannot_lead_elsewhere(client, picture, name):
    shown_on_a_page(picture)
    Attachment.objects.update(original_name=name)
    picture.refresh_from_db()

    response = client.get(picture.get_absolute_url())

    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment; filename")
    assert "Set-Cookie" not in response.headers
    response.close()


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_changes_here(client, picture, method):
    assert getattr(client, method)(picture.get_absolute_url()).status_code == 405


def test_a_picture_costs_two_queries(client, picture, django_assert_num_queries):
    shown_on_a_page(picture)

    with django_assert_num_queries(2):
        client.get(picture.get_absolute_url()).close()


# --- Films ---------------------------------------------------------------------------------
def test_a_film_comes_in_pieces_to_be_shown(client):
    video = film()
    url = url_of(video, "video_file")

    whole = client.get(url)
    piece = client.get(url, headers={"Range": "bytes=0-3"})

    assert (whole.status_code, piece.status_code) == (200, 206)
    assert b"".join(piece.streaming_content) == b"\x1a\x45\xdf\xa3"
    assert names(piece, "Content-Type", "Content-Range", "Accept-Ranges", "Cache-Control") == (
        "video/webm", "bytes 0-3/5004", "bytes", LONG,
    )  # fmt: skip
    assert names(piece, "Content-Security-Policy", "X-Content-Type-Options", "Vary") == (
        "sandbox; default-src 'none'", "nosniff", None,
    )  # fmt: skip
    assert whole.headers["Content-Disposition"].startswith("inline")
    whole.close()


@pytest.mark.parametrize("trait", ["draft", "scheduled", "withdrawn"])
def test_a_film_that_is_not_out_is_for_its_editors(client, department, editor, trait):
    video = film(department=department, **{trait: True})
    film_url, words_url = url_of(video, "video_file"), url_of(video, "captions", "da")

    assert [client.get(url).status_code for url in (film_url, words_url)] == [404, 404]
    response = editor.get(film_url, headers={"Range": "bytes=0-3"})
    assert (response.status_code, response.headers["Cache-Control"]) == (206, "private, no-store")
    assert editor.get(words_url).status_code == 200
    response.close()


def test_captions_are_text_of_their_kind(client):
    video = film()

    response = client.get(url_of(video, "captions", "da"))

    assert response.content.decode() == WORDS
    assert response.headers["Content-Type"] == "text/vtt; charset=utf-8"
    assert response.headers["Cache-Control"] == "public, max-age=0, s-maxage=30"
    assert client.get(url_of(video, "captions", "tr")).status_code == 404


def test_a_film_whose_file_is_gone_is_404(client):
    video = film()
    video.file.storage.delete(video.file.name)

    assert client.get(url_of(video, "video_file")).status_code == 404
