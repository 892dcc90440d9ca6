import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import RequestFactory
from django.utils import timezone

from core.files import StoredFile, serve_range
from information.models import Video

# Closing a response tells Django to look at its connections.
pytestmark = pytest.mark.django_db

CONTENT = bytes(range(256)) * 400
SIZE = len(CONTENT)
ETAG = '"' + "a" * 64 + '"'


@pytest.fixture
def stored() -> StoredFile:
    video = Video(
        original_name="film.webm",
        content_type="video/webm",
        size=SIZE,
        sha256="a" * 64,
        uploaded_at=timezone.now(),
    )
    video.file.save("film.webm", SimpleUploadedFile("film.webm", CONTENT), save=False)
    return video


def asked(stored: StoredFile, *, method: str = "get", **headers: str):
    """Return status, content and headers of the answer."""
    request = getattr(RequestFactory(), method)("/", headers=headers)
    response = serve_range(stored, request, public=True)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    return response.status_code, content, response.headers


@pytest.mark.parametrize(
    ("asked_for", "first", "last"),
    [
        ("bytes=0-", 0, SIZE - 1),
        ("bytes=0-0", 0, 0),
        ("bytes=0-99", 0, 99),
        ("bytes=100-199", 100, 199),
        ("bytes=65535-65536", 65535, 65536),
        ("bytes=100-70000", 100, 70000),
        (f"bytes={SIZE - 1}-", SIZE - 1, SIZE - 1),
        (f"bytes=10-{SIZE + 5}", 10, SIZE - 1),
        (f"bytes=0-{10**17}", 0, SIZE - 1),
        ("bytes=-1", SIZE - 1, SIZE - 1),
        ("bytes=-500", SIZE - 500, SIZE - 1),
        (f"bytes=-{SIZE + 5}", 0, SIZE - 1),
        ("Bytes = 5 - 9", 5, 9),
    ],
)
def test_a_piece_is_given_as_asked(stored, asked_for, first, last):
    status, content, headers = asked(stored, Range=asked_for)

    assert (status, content) == (206, CONTENT[first : last + 1])
    assert headers["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert headers["Content-Length"] == str(last - first + 1)
    assert headers["Content-Type"] == "video/webm"


@pytest.mark.parametrize(
    "asked_for", [f"bytes={SIZE}-", f"bytes={SIZE + 9}-{SIZE + 20}", "bytes=-0"]
)
def test_a_piece_outside_of_the_file_is_416(stored, asked_for):
    status, content, headers = asked(stored, Range=asked_for)

    assert (status, content) == (416, b"")
    assert headers["Content-Range"] == f"bytes */{SIZE}"


@pytest.mark.parametrize(
    "asked_for",
    [
        "",
        "bytes=-",
        "bytes=9-5",
        "bytes=a-b",
        "bytes=0-9,20-29",
        "items=0-9",
        "bytes 0-9",
        "bytes=0x1-5",
        "bytes=٣-٥",
        f"bytes=0-{10**30}",
        "bytes=--5",
    ],
)
def test_what_cannot_be_understood_is_answered_with_the_whole(stored, asked_for):
    status, content, headers = asked(stored, Range=asked_for)

    assert (status, content) == (200, CONTENT)
    assert "Content-Range" not in headers
    assert headers["Content-Length"] == str(SIZE)


@pytest.mark.parametrize(
    ("if_range", "status"),
    [
        (ETAG, 206),
        (f"W/{ETAG}", 200),
        ('"another"', 200),
        ("Sat, 29 Oct 2022 19:43:31 GMT", 200),
    ],
)
def test_who_has_pieces_of_another_edition_gets_the_whole(stored, if_range, status):
    assert asked(stored, **{"Range": "bytes=0-9", "If-Range": if_range})[0] == status


def test_who_has_the_whole_already_gets_304(stored):
    status, content, headers = asked(stored, **{"If-None-Match": ETAG, "Range": "bytes=0-9"})

    assert (status, content, headers["ETag"]) == (304, b"", ETAG)


def test_only_a_get_has_pieces(stored):
    assert asked(stored, method="head", Range="bytes=0-9")[0] == 200


@pytest.mark.parametrize("asked_for", ["", "bytes=0-9", f"bytes={SIZE}-"])
def test_no_browser_runs_a_film_in_our_name(stored, asked_for):
    _status, _content, headers = asked(stored, Range=asked_for)

    assert headers["Accept-Ranges"] == "bytes"
    assert headers["ETag"] == ETAG
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "attachment" not in headers.get("Content-Disposition", "")


def test_a_film_that_is_gone_is_a_page_that_does_not_exist(stored):
    stored.file.storage.delete(stored.file.name)

    with pytest.raises(Http404):
        serve_range(stored, RequestFactory().get("/"))


def test_what_is_not_public_is_kept_by_nobody(stored):
    response = serve_range(stored, RequestFactory().get("/", headers={"Range": "bytes=0-9"}))

    assert response.headers["Cache-Control"] == "private, no-store"
    response.close()
