"""Pages for visitors can be kept by others; pages for people who are logged in by nobody."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.accounts.factories import UserFactory
from tests.hearings.factories import (
    HearingFactory,
    HearingMeetingFactory,
    ResponseFactory,
    WhitePaperFactory,
)

pytestmark = pytest.mark.django_db
PARTS = [
    "", "svar/", "svar/1/", "opslag/", "atom/", "frist.ics", "hvidbog/", "hvidbog/1/",
    "hvidbog/1/svar/",
]  # fmt: skip


@pytest.fixture
def hearing():
    hearing = HearingFactory()
    ResponseFactory(hearing=hearing, approved=True)
    WhitePaperFactory(hearing=hearing)
    return hearing


def paths(hearing) -> list[str]:
    own = [f"{hearing.get_absolute_url()}{part}" for part in PARTS]
    return ["/hoeringer/", "/hoeringer/atom/", *own]


def test_a_visitor_gets_no_cookie_and_a_page_that_others_may_keep(hearing):
    for path in paths(hearing):
        page = Client().get(path)

        assert not page.cookies, path
        assert page.headers["Cache-Control"] == "public, max-age=0, s-maxage=30", path
        assert page.headers["ETag"], path
        assert "Cookie" not in page.headers["Vary"], path
        assert "csrf" not in page.content.decode().casefold(), path


def test_a_visitor_who_has_the_page_is_told_so(hearing):
    for path in paths(hearing):
        page = Client().get(path)
        again = Client().get(path, headers={"If-None-Match": page.headers["ETag"]})

        assert (again.status_code, again.content) == (304, b""), path


def test_the_page_of_somebody_logged_in_is_kept_by_nobody(hearing, client):
    client.force_login(UserFactory())

    for path in paths(hearing):
        page = client.get(path)

        assert page.headers["Cache-Control"] == "private, no-store", path
        assert "ETag" not in page.headers, path


@pytest.mark.parametrize("what", ["opens_at", "closes_at"])
def test_a_page_is_kept_no_longer_than_it_is_true(what):
    soon = timezone.now() + timedelta(seconds=10)
    hearing = HearingFactory(coming=True) if what == "opens_at" else HearingFactory()
    setattr(hearing, what, soon)
    hearing.save()

    header = Client().get(hearing.get_absolute_url()).headers["Cache-Control"]

    assert int(header.rpartition("=")[2]) <= 10


def test_a_page_changes_when_a_meeting_is_over():
    meeting = HearingMeetingFactory(
        starts_at=timezone.now() - timedelta(hours=1), ends_at=timezone.now() + timedelta(seconds=8)
    )

    header = Client().get(meeting.hearing.get_absolute_url()).headers["Cache-Control"]

    assert int(header.rpartition("=")[2]) <= 8


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_reading_pages_take_no_other_method(hearing, method):
    for path in paths(hearing):
        assert getattr(Client(), method)(path).status_code == 405, path


def test_a_head_is_answered_without_a_body(hearing):
    for path in paths(hearing):
        page = Client().head(path)

        assert (page.status_code, page.content) == (200, b""), path
