from datetime import timedelta

import pytest
from django.utils import timezone

from core.clock import local_date
from core.files import inspect_upload
from hearings.models import HearingEvent, Response, ResponseFile
from hearings.services.history import record
from hearings.services.responses import attach_file
from hearings.services.retention import forget_responses, hearings_to_purge
from tests.accounts.factories import UserFactory
from tests.hearings.factories import HearingFactory, ResponseFactory
from tests.hearings.uploads import pdf

pytestmark = pytest.mark.django_db


def purge_today():
    now = timezone.now()
    return list(hearings_to_purge(on=local_date(now), at=now))


@pytest.mark.parametrize(("days", "due"), [(-1, True), (0, True), (1, False)])
def test_a_hearing_is_purged_from_its_day_on(days, due):
    day = local_date(timezone.now()) + timedelta(days=days)
    hearing = HearingFactory(closed=True, delete_personal_data_on=day)
    ResponseFactory(hearing=hearing)

    assert purge_today() == ([hearing] if due else [])


def test_a_hearing_that_is_still_open_is_not():
    ResponseFactory(hearing=HearingFactory(delete_personal_data_on=local_date(timezone.now())))

    assert purge_today() == []


def test_a_hearing_is_purged_once():
    hearing = HearingFactory(closed=True, delete_personal_data_on=local_date(timezone.now()))
    ResponseFactory(hearing=hearing)

    forget_responses(hearing, at=timezone.now())

    assert purge_today() == []


def test_who_wrote_goes_and_what_was_written_stays():
    person = UserFactory()
    response = ResponseFactory(
        hearing=HearingFactory(closed=True),
        person=person,
        approved=True,
        show_name=True,
        address="Opdigtet Vej 7",
        text="Lad poppelrækken stå.",
    )

    count = forget_responses(response.hearing, at=timezone.now())

    response.refresh_from_db()
    assert count == 1
    assert (response.name, response.email, response.address, response.person) == ("", "", "", None)
    assert response.public_name == ""
    assert response.published_version.text == "Lad poppelrækken stå."
    assert response.forgotten_at is not None


def test_no_version_leads_back_to_the_account_of_who_wrote_it():
    citizen, staff = UserFactory(), UserFactory(staff=True)
    response = ResponseFactory(hearing=HearingFactory(closed=True), person=citizen)
    for author in (citizen, staff):
        response.add_version("Ny tekst.", by=author, at=timezone.now())

    forget_responses(response.hearing, at=timezone.now())

    authors = response.versions.order_by("number").values_list("created_by", flat=True)
    assert list(authors) == [None, None, staff.pk]


@pytest.mark.parametrize("on_behalf_of", ["Fem Hække", ""])
def test_an_organisation_keeps_its_name_and_loses_that_of_who_wrote(on_behalf_of):
    response = ResponseFactory(
        hearing=HearingFactory(closed=True),
        sender_kind=Response.SenderKind.ASSOCIATION,
        name="Poul Plankeværk" if on_behalf_of else "Fem Hække",
        on_behalf_of=on_behalf_of,
    )

    forget_responses(response.hearing, at=timezone.now())

    response.refresh_from_db()
    assert (response.name, response.public_name) == ("", "Fem Hække")


def test_files_of_citizens_go_and_those_of_organisations_stay():
    hearing = HearingFactory(closed=True)
    for kind in (Response.SenderKind.CITIZEN, Response.SenderKind.COUNCIL):
        response = ResponseFactory(hearing=hearing, sender_kind=kind)
        attach_file(response, inspect_upload(pdf(f"{kind}.pdf", "Tekst")), at=timezone.now())

    forget_responses(hearing, at=timezone.now())

    assert list(ResponseFile.objects.values_list("original_name", flat=True)) == ["council.pdf"]


def test_the_history_says_it_and_forgets_the_citizens_but_not_the_staff():
    hearing = HearingFactory(closed=True)
    staff = UserFactory(staff=True)
    record(hearing, HearingEvent.Action.PUBLISHED, by=staff)
    record(hearing, HearingEvent.Action.RESPONSE_RECEIVED, by=UserFactory())

    forget_responses(hearing, at=timezone.now())

    lines = HearingEvent.objects.filter(hearing=hearing).values_list("action", "by_name")
    assert set(lines) == {("published", str(staff)), ("response_received", ""), ("forgotten", "")}
