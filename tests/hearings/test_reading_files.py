import pytest
from django.test import Client
from icalendar import Calendar

from tests.accounts.factories import UserFactory
from tests.hearings.factories import HearingDocumentFactory, HearingFactory
from tests.hearings.staff import at_work

pytestmark = pytest.mark.django_db


def test_a_document_is_a_download_that_runs_nowhere(client):
    document = HearingDocumentFactory()

    response = client.get(f"{document.hearing.get_absolute_url()}dokumenter/{document.pk}/")

    assert b"".join(response.streaming_content) == b"%PDF-1.4 test"
    assert response.headers["Content-Disposition"] == 'attachment; filename="lokalplan.pdf"'
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["Cache-Control"].startswith("public")


def test_a_document_of_another_hearing_is_not_here(client):
    document = HearingDocumentFactory()
    other = HearingFactory()

    path = f"{other.get_absolute_url()}dokumenter/{document.pk}/"

    assert client.get(path).status_code == 404


def test_the_document_of_a_draft_is_for_its_staff_and_kept_by_nobody():
    document = HearingDocumentFactory(hearing=HearingFactory(draft=True))
    path = f"{document.hearing.get_absolute_url()}dokumenter/{document.pk}/"
    staff = at_work(UserFactory(case_worker=True, department=document.hearing.department))

    response = staff.get(path)

    assert b"".join(response.streaming_content) == b"%PDF-1.4 test"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert Client().get(path).status_code == 404


def test_the_calendar_file_is_a_download_with_its_type(client):
    hearing = HearingFactory()

    response = client.get(f"{hearing.get_absolute_url()}frist.ics")

    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="hoering-{hearing.number}.ics"'
    )
    assert len(Calendar.from_ical(response.content).events) == 1


def test_feeds_and_calendars_answer_at_an_old_address_too(client):
    hearing = HearingFactory(title="Nyt navn")

    for path in ("frist.ics", "atom/"):
        assert client.get(f"/hoeringer/{hearing.number}-gammelt-navn/{path}").status_code == 200


@pytest.mark.parametrize("path", ["atom/", "frist.ics"])
def test_machines_ask_again_for_nothing_until_something_changes(client, path):
    hearing = HearingFactory()
    address = f"{hearing.get_absolute_url()}{path}"
    tag = client.get(address).headers["ETag"]

    again = client.get(address, headers={"If-None-Match": tag})
    hearing.title = "Et nyt navn"
    hearing.save()

    assert again.status_code == 304
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_the_feeds_are_atom_and_pages_point_at_them(client):
    hearing = HearingFactory()

    assert client.get("/hoeringer/atom/").headers["Content-Type"] == (
        "application/atom+xml; charset=utf-8"
    )
    assert 'type="application/atom+xml"' in client.get("/hoeringer/").content.decode()
    assert f'href="{hearing.get_absolute_url()}atom/"' in (
        client.get(hearing.get_absolute_url()).content.decode()
    )
