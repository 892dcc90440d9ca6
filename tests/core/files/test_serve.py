import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import RequestFactory
from django.utils import timezone

from core.files import StoredFile, inspect_upload, serve_file
from core.files.stored import generated_path
from hearings.models import HearingDocument
from tests.core import samples

# Closing a response tells Django to look at its connections.
pytestmark = pytest.mark.django_db


@pytest.fixture
def stored() -> StoredFile:
    """A row that is not in the table yet: serving needs only the file."""
    upload = SimpleUploadedFile("Indsigelse – år.pdf", samples.pdf("Kære kommune"))
    return HearingDocument.from_inspected(inspect_upload(upload), at=timezone.now())


def test_a_file_is_stored_under_a_name_of_our_own(stored: StoredFile) -> None:
    folder, name = stored.file.name.rsplit("/", 1)

    assert (len(name), name.endswith(".pdf"), "Indsigelse" in name) == (36, True, False)
    assert folder == f"hearings/hearingdocument/{name[:2]}"
    assert stored.original_name == "Indsigelse – år.pdf"
    assert (stored.extension, stored.pages, stored.size) == ("pdf", 1, stored.file.size)


def test_two_files_never_share_a_name() -> None:
    row = HearingDocument()

    assert generated_path(row, "../../a.PDF") != generated_path(row, "../../a.PDF")
    assert generated_path(row, "../../a.PDF").endswith(".pdf")
    assert ".." not in generated_path(row, "../../a.PDF")


def test_a_file_leaves_as_a_download_that_no_browser_runs(stored: StoredFile) -> None:
    response = serve_file(stored, RequestFactory().get("/"))

    content = io.BytesIO(b"".join(response.streaming_content)).read()
    assert content.startswith(b"%PDF-")
    assert dict(response.headers) == {
        "Content-Type": "application/pdf",
        "Content-Length": str(stored.size),
        "Content-Disposition": (
            "attachment; filename*=utf-8''Indsigelse%20%E2%80%93%20%C3%A5r.pdf"
        ),
        "ETag": f'"{stored.sha256}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
        "Cache-Control": "private, no-store",
    }
    response.close()


def test_who_has_the_file_already_gets_304(stored: StoredFile) -> None:
    request = RequestFactory().get("/", HTTP_IF_NONE_MATCH=f'"{stored.sha256}"')

    response = serve_file(stored, request, public=True)

    assert response.status_code == 304
    assert "Content-Disposition" not in response.headers


def test_how_long_a_public_file_may_be_kept_is_decided_as_for_pages(stored: StoredFile) -> None:
    response = serve_file(stored, RequestFactory().get("/"), public=True)

    assert "Cache-Control" not in response.headers
    response.close()


@pytest.mark.parametrize("name", ["a\r\nSet-Cookie: x.pdf", 'a"; filename=b.html', "\u202efdp.exe"])
def test_a_name_cannot_add_a_header(stored: StoredFile, name: str) -> None:
    stored.original_name = name

    response = serve_file(stored, RequestFactory().get("/"))

    header = response.headers["Content-Disposition"]
    assert header.startswith("attachment; filename")
    assert not any(letter in header for letter in "\r\n\u202e")
    response.close()


def test_a_file_that_is_gone_is_a_page_that_does_not_exist(stored: StoredFile) -> None:
    stored.file.storage.delete(stored.file.name)

    with pytest.raises(Http404):
        serve_file(stored, RequestFactory().get("/"))
