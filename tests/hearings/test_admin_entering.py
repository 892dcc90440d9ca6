import uuid
from datetime import timedelta

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.clock import local_date
from hearings.links import token_for
from hearings.models import HearingEvent, Response, ResponseDraft, ResponseFile
from hearings.services import approve_response, release_file
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.core import samples
from tests.hearings.factories import (
    DepartmentFactory,
    HearingFactory,
    ResponseFactory,
    days_from_now,
)
from tests.hearings.staff import at_work
from tests.hearings.uploads import pdf

pytestmark = pytest.mark.django_db

ACTION = HearingEvent.Action


@pytest.fixture
def department():
    return DepartmentFactory()


@pytest.fixture
def hearing(department):
    return HearingFactory(department=department)


@pytest.fixture
def case_worker(department):
    return UserFactory(role=Role.CASE_WORKER, department=department, full_name="Lone Linealsen")


@pytest.fixture
def client(case_worker):
    return at_work(case_worker)


def enter_url(hearing):
    return reverse("admin:hearings_hearing_enter", args=[hearing.pk])


def receipt_url(response):
    return reverse("admin:hearings_response_receipt", args=[response.pk])


def letter(**words):
    return {
        "key": str(uuid.uuid4()),
        "channel": "letter",
        "received_on": timezone.localdate().isoformat(),
        "sender_kind": "citizen",
        "name": "Asta Æblegren",
        "text": "Lad poppelrækken stå.",
        **words,
    }


def test_a_letter_joins_the_series_of_numbers(client, hearing, case_worker):
    ResponseFactory(hearing=hearing)

    answer = client.post(enter_url(hearing), letter(scans=pdf("brev.pdf", "Hej")))

    response = Response.objects.get(channel="letter")
    assert answer.url == receipt_url(response)
    assert (response.number, response.registered_by) == (2, case_worker)
    assert response.current_version.text == "Lad poppelrækken stå."
    assert [file.original_name for file in response.files.all()] == ["brev.pdf"]
    assert not ResponseDraft.objects.exists()
    assert response.history.get().action == ACTION.RESPONSE_REGISTERED


def test_the_scan_of_a_letter_is_not_published_with_the_answer(client, hearing):
    """A letter bears its sender's name, address and signature."""
    client.post(enter_url(hearing), letter(scans=pdf("brev.pdf", "Hej"), is_protected="on"))
    response = Response.objects.get()
    page = reverse("admin:hearings_response_change", args=[response.pk])
    approve_response(response, by=response.registered_by, at=timezone.now())

    assert "Et brev viser tit afsenderens navn" in client.get(page).content.decode()
    assert (response.files.get().is_held, response.files.approved().count()) == (True, 0)


def test_a_scan_that_was_looked_at_and_released_is_published(client, hearing):
    client.post(enter_url(hearing), letter(scans=pdf("brev.pdf", "Hej")))
    response = Response.objects.get()
    approve_response(response, by=response.registered_by, at=timezone.now())

    release_file(response.files.get(), by=response.registered_by, at=timezone.now())

    assert response.files.approved().count() == 1


def test_a_scan_does_not_tell_in_its_properties_who_made_it(client, hearing):
    scan = SimpleUploadedFile("brev.pdf", samples.pdf("a", info={"Author": "Hemmelig Hansen"}))

    client.post(enter_url(hearing), letter(scans=scan))

    with pikepdf.open(ResponseFile.objects.get().file.path) as stored:
        assert "/Info" not in stored.trailer


def test_who_gave_an_address_gets_a_receipt(client, hearing):
    client.post(enter_url(hearing), letter(email="asta@example.dk"))

    assert Message.objects.get().email == "asta@example.dk"


def test_who_gave_none_gets_no_mail(client, hearing):
    client.post(enter_url(hearing), letter())

    assert not Message.objects.exists()


def test_a_second_press_makes_one_answer_with_one_set_of_files(client, hearing):
    words = letter(email="asta@example.dk", text="Mit nummer: 010190-1234", cpr_seen="on")

    first = client.post(enter_url(hearing), words | {"scans": pdf("brev.pdf", "Hej")})
    second = client.post(enter_url(hearing), words | {"scans": pdf("brev.pdf", "Hej")})

    response = Response.objects.get()
    assert first.url == second.url == receipt_url(response)
    assert response.files.count() == 1
    assert Message.objects.count() == 1
    assert list(response.history.order_by("pk").values_list("action", flat=True)) == [
        ACTION.RESPONSE_REGISTERED,
        ACTION.REDACTED,
    ]
    assert not ResponseDraft.objects.exists()


def test_the_deadline_day_is_in_time_and_the_day_after_is_late(client, department):
    hearing = HearingFactory(department=department, closed=True)
    last = hearing.last_day

    client.post(enter_url(hearing), letter(received_on=last.isoformat()))
    after = (last + timedelta(days=1)).isoformat()
    client.post(enter_url(hearing), letter(received_on=after))

    found = [(row.is_late, local_date(row.received_at)) for row in Response.objects.order_by("pk")]
    assert found == [(False, last), (True, last + timedelta(days=1))]


def test_an_answer_of_the_opening_day_is_in_time(client, department):
    opens_at = days_from_now(-3) + timedelta(hours=15)
    hearing = HearingFactory(department=department, opens_at=opens_at)

    client.post(enter_url(hearing), letter(received_on=local_date(opens_at).isoformat()))

    assert Response.objects.get().received_at == opens_at


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"received_on": (timezone.localdate() + timedelta(days=2)).isoformat()}, "i fremtiden"),
        ({"received_on": "2020-01-01"}, "Svar kan ikke være kommet før"),
        ({"channel": "web"}, "Hvordan kom svaret?"),
        ({"name": ""}, "Navn"),
        ({"name": "Byrådet"}, "forbeholdt kommunen"),
        ({"name": "Asta 010190-1234"}, "cpr-nummer"),
        ({"sender_kind": "association"}, "Skriv, hvem der svares på vegne af"),
        ({"text": ""}, "Svaret"),
        ({"email": "a@example.dk, b@example.dk"}, "Mailadresse"),
        ({"key": "x"}, "Indfør et svar"),
    ],
)
def test_what_is_wrong_is_said(client, hearing, words, sentence):
    answer = client.post(enter_url(hearing), letter(**words))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in page
    assert "error-summary" in page or "key" in words
    assert not Response.objects.exists()


def test_a_cpr_number_stays_only_when_somebody_says_so_and_is_then_hidden(client, hearing):
    words = letter(text="Hej.\nMit nummer er 010190-1234. Tak.")

    page = client.post(enter_url(hearing), words).content.decode()
    refused = not Response.objects.exists()
    client.post(enter_url(hearing), words | {"cpr_seen": "on"})

    response = Response.objects.get()
    assert refused
    assert "linje 2 (01••••-••••)" in page
    assert "skal blive stående" in page
    assert response.current_version.text == words["text"]
    assert response.current_version.public_parts() == [
        ("Hej.\nMit nummer er ", ""),
        ("", "cpr-nummer"),
        (". Tak.", ""),
    ]


def test_scans_are_kept_while_the_words_are_put_right(client, hearing):
    words = letter(name="")

    page = client.post(
        enter_url(hearing), words | {"scans": pdf("brev.pdf", "010190-1234")}
    ).content.decode()
    client.post(enter_url(hearing), words | {"name": "Asta Æblegren"})

    assert "Vi har gemt filerne" in page
    assert "holdes tilbage" in page
    file = Response.objects.get().files.get()
    assert (file.original_name, file.is_held) == ("brev.pdf", True)


def test_a_file_of_another_kind_is_refused_by_name(client, hearing):
    scan = pdf("brev.pdf", "Hej")
    scan.name = "brev.exe"

    page = client.post(enter_url(hearing), letter(scans=scan)).content.decode()

    assert "brev.exe: Filer af den type kan vi ikke tage imod" in page


def test_too_many_files_are_refused(client, hearing):
    scans = [pdf(f"brev{n}.pdf", "Hej") for n in range(11)]

    page = client.post(enter_url(hearing), letter(scans=scans)).content.decode()

    assert "Højst 10 filer ad gangen" in page
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    ("traits", "status"),
    [
        ({"draft": True}, 409),
        ({"coming": True}, 409),
        ({"open": True}, 200),
        ({"closed": True}, 200),
        ({"decided": True}, 200),
        ({"withdrawn": True}, 409),
    ],
)
def test_answers_are_entered_once_a_hearing_has_opened(client, department, traits, status):
    hearing = HearingFactory(department=department, **traits)

    assert client.get(enter_url(hearing)).status_code == status


@pytest.mark.parametrize(
    ("role", "mine", "status"),
    [(Role.MODERATOR, True, 403), (Role.CASE_WORKER, False, 404)],
)
def test_only_case_workers_of_the_department_enter_answers(department, hearing, role, mine, status):
    person = UserFactory(role=role, department=department if mine else None)

    assert at_work(person).post(enter_url(hearing), letter()).status_code == status
    assert not Response.objects.exists()


def test_the_receipt_has_number_and_private_link(client, hearing):
    client.post(enter_url(hearing), letter())
    response = Response.objects.get()

    page = client.get(receipt_url(response))

    text = page.content.decode()
    assert f"/hoeringer/mit-svar/{token_for(response)}/" in text
    assert '<dd class="receipt__number">1</dd>' in text
    assert 'class="qr"' in text
    assert page.headers["Cache-Control"] == "private, no-store"


def test_the_private_link_to_a_web_answer_is_its_authors_alone(client, hearing):
    response = ResponseFactory(hearing=hearing)

    answer = client.get(receipt_url(response))

    assert answer.status_code == 409
    assert token_for(response) not in answer.content.decode()


def test_a_moderator_prints_no_private_links(department, hearing, case_worker):
    response = ResponseFactory(hearing=hearing, registered_by=case_worker, channel="letter")
    moderator = at_work(UserFactory(role=Role.MODERATOR, department=department))

    assert moderator.get(receipt_url(response)).status_code == 403


def test_the_page_that_asks_for_the_hearing_lists_those_that_have_opened(client, department):
    for traits in ({"open": True}, {"closed": True}, {"draft": True}, {"withdrawn": True}):
        HearingFactory(department=department, title=f"Sag {next(iter(traits))}", **traits)
    HearingFactory(title="Sag andetsteds")

    page = client.get(reverse("admin:hearings_response_add")).content.decode()

    shown = [word for word in ("open", "closed", "draft", "withdrawn") if f"Sag {word}" in page]
    assert shown == ["open", "closed"]
    assert "Sag andetsteds" not in page


def test_without_an_open_hearing_the_page_says_so(client):
    page = client.get(reverse("admin:hearings_response_add")).content.decode()

    assert "er åbnet endnu" in page
