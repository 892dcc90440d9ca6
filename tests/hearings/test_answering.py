"""A person answers a hearing without log-in: write, check, send, receipt."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from city.models import Area
from core.tokens import new_stamp
from hearings.links import token_for
from hearings.models import Hearing, Response, ResponseDraft
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.hearings.factories import HearingFactory, ResponseFactory
from tests.hearings.uploads import docx, pdf

pytestmark = pytest.mark.django_db


def address(page: str, hearing: Hearing, *more) -> str:
    return reverse(f"hearings:{page}", args=[hearing.number, hearing.slug, *more])


def stamp_for(hearing: Hearing, *, age: timedelta = timedelta(minutes=5)) -> str:
    return new_stamp(f"answer-{hearing.pk}", at=timezone.now() - age)


def typed(hearing: Hearing, **values) -> dict[str, object]:
    return {
        "stamp": stamp_for(hearing),
        "text": "Lad poppelrækken mod vest stå.",
        "sender_kind": "citizen",
        "name": "Asta Æblegren",
        **values,
    }


def write(client, hearing: Hearing, **values):
    return client.post(address("write", hearing), typed(hearing, **values))


def key_in(response) -> str:
    """Return the key of the draft from the address that the form or the redirect leads to."""
    text = response.headers.get("Location") or response.content.decode()
    return re.search(r"/skriv/([0-9a-f-]{36})/", text)[1]


def send(client, hearing: Hearing, key: str):
    return client.post(address("send", hearing, key))


def errors_of(response) -> dict[str, list[str]]:
    return {name: list(texts) for name, texts in response.context["form"].errors.items()}


# --- The way through ------------------------------------------------------------------------
def test_an_answer_goes_from_form_over_check_to_receipt(client):
    hearing = HearingFactory(open=True)
    area = Area.objects.create(name="Prøvebyen", slug="proevebyen")

    written = write(client, hearing, email="asta@example.dk", area=area.pk, address="Gangstien 1")
    checked = client.get(written.headers["Location"])
    sent = send(client, hearing, key_in(written))
    receipt = client.get(sent.headers["Location"])

    response = Response.objects.get()
    assert (written.status_code, checked.status_code, sent.status_code) == (302, 200, 302)
    assert sent.headers["Location"] == reverse("hearings:receipt", args=[token_for(response)])
    assert (response.number, response.name, response.area, response.address) == (
        1,
        "Asta Æblegren",
        area,
        "Gangstien 1",
    )
    assert (response.show_name, response.is_protected, response.person) == (False, False, None)
    assert response.current_version.text == "Lad poppelrækken mod vest stå."
    assert b"Tak, dit svar er modtaget" in receipt.content
    assert list(Message.objects.values_list("kind", "email")) == [
        ("hearings.receipt", "asta@example.dk")
    ]
    assert ResponseDraft.objects.count() == 0


def test_nothing_is_received_before_the_send_button_is_pressed(client):
    hearing = HearingFactory(open=True)

    written = write(client, hearing)
    client.get(written.headers["Location"])

    assert Response.objects.count() == 0
    assert ResponseDraft.objects.get().fields["text"] == "Lad poppelrækken mod vest stå."


def test_the_check_page_shows_the_public_preview_beside_what_staff_see(client):
    hearing = HearingFactory(open=True)

    written = write(
        client,
        hearing,
        email="asta@example.dk",
        address="Gangstien 1",
        files=[pdf("Asta.pdf", "Et kort")],
    )
    page = client.get(written.headers["Location"]).content.decode()

    public, private = page.split('id="seen-by-staff"')
    public = public.split('id="seen-by-all"')[1]
    assert "Lad poppelrækken mod vest stå." in public
    assert "Borger, navn ikke vist" in public
    assert "bilag-1.pdf" in public
    assert [word for word in ("Asta", "Gangstien", "asta@") if word in public] == []
    assert [word for word in ("Asta", "Gangstien", "asta@") if word in private] == [
        "Asta",
        "Gangstien",
        "asta@",
    ]


def test_going_back_shows_everything_that_was_typed(client):
    hearing = HearingFactory(open=True)

    written = write(
        client, hearing, sender_kind="council", on_behalf_of="Ældrerådet", email="r@example.dk"
    )
    form = client.get(address("write_again", hearing, key_in(written))).context["form"]

    values = {name: form[name].value() for name in ("text", "sender_kind", "on_behalf_of", "email")}
    assert values == {
        "text": "Lad poppelrækken mod vest stå.",
        "sender_kind": "council",
        "on_behalf_of": "Ældrerådet",
        "email": "r@example.dk",
    }


def test_a_changed_text_under_the_same_key_is_the_one_that_is_sent(client):
    hearing = HearingFactory(open=True)
    key = key_in(write(client, hearing))

    again = client.post(address("write_again", hearing, key), typed(hearing, text="Ny tekst"))
    send(client, hearing, key)

    assert key_in(again) == key
    assert Response.objects.get().current_version.text == "Ny tekst"


def test_sending_twice_leads_to_the_same_receipt(client):
    hearing = HearingFactory(open=True)
    key = key_in(write(client, hearing))

    first = send(client, hearing, key)
    again = send(client, hearing, key)
    back = client.get(address("check", hearing, key))
    form = client.get(address("write_again", hearing, key))

    assert Response.objects.count() == 1
    assert {r.headers["Location"] for r in (first, again, back, form)} == {
        first.headers["Location"]
    }


def test_the_form_posted_again_after_sending_leads_to_the_receipt(client):
    hearing = HearingFactory(open=True)
    values = typed(hearing)
    key = key_in(client.post(address("write", hearing), values))
    sent = send(client, hearing, key)

    again = client.post(address("write", hearing), values)

    assert again.headers["Location"] == sent.headers["Location"]
    assert (Response.objects.count(), ResponseDraft.objects.count()) == (1, 0)


def test_extra_fields_do_not_reach_the_answer(client):
    hearing = HearingFactory(open=True)
    other = UserFactory()

    key = key_in(
        write(
            client,
            hearing,
            status="approved",
            number="99",
            received_at="2020-01-01",
            person=str(other.pk),
            email_confirmed_at="2020-01-01",
            published_version="1",
        )
    )
    client.post(address("send", hearing, key), {"status": "approved", "number": "99"})

    response = Response.objects.get()
    assert (response.status, response.number, response.person) == ("received", 1, None)
    assert (response.email_confirmed_at, response.published_version) == (None, None)
    assert response.received_at > timezone.now() - timedelta(minutes=1)


# --- Mistakes -------------------------------------------------------------------------------
def test_what_is_wrong_is_said_above_the_heading_and_nothing_is_lost(client):
    hearing = HearingFactory(open=True)

    page = write(client, hearing, name="", email="asta.example.dk", sender_kind="association")

    content = page.content.decode()
    assert errors_of(page) == {
        "name": ["Skriv dit navn."],
        "email": ["Skriv en hel mailadresse med @, fx navn@eksempel.dk."],
        "on_behalf_of": ["Skriv, hvem du svarer på vegne af."],
    }
    assert content.index('id="error-summary"') < content.index("<h1")
    assert 'href="#id_name"' in content
    assert "Fejl:" in content[: content.index("</title>")]
    draft = ResponseDraft.objects.get()
    assert (draft.fields["email"], draft.fields["text"]) == (
        "asta.example.dk",
        "Lad poppelrækken mod vest stå.",
    )
    assert page.context["form"]["email"].value() == "asta.example.dk"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", "Første linje\nAnden\nMin bror 010190-1234 går der."),
        ("text", "Nummeret er ０１０１９０－１２３４"),
        ("name", "Asta 0101901234"),
        ("address", "Gangstien 1, 010190 1234"),
        ("on_behalf_of", "Forening 010190-1234"),
    ],
)
def test_a_cpr_number_is_found_before_sending_and_shown_masked(client, field, value):
    hearing = HearingFactory(open=True)

    page = write(
        client, hearing, **{"sender_kind": "association", "on_behalf_of": "Vejlauget", field: value}
    )

    line = 3 if "\n" in value else 1
    assert list(errors_of(page)) == [field]
    assert f"linje {line} (01••••-••••)" in errors_of(page)[field][0]
    assert page.context["form"][field].value() == value
    assert ResponseDraft.objects.get().fields[field] == value


def test_a_text_over_the_limit_is_refused_but_kept_whole(client):
    hearing = HearingFactory(open=True)
    text = "æ" * 20_001

    page = write(client, hearing, text=text)

    assert list(errors_of(page)) == ["text"]
    assert ResponseDraft.objects.get().fields["text"] == text


def test_a_draft_with_mistakes_cannot_be_checked_or_sent(client):
    hearing = HearingFactory(open=True)
    key = key_in(write(client, hearing, name=""))

    checked, sent = client.get(address("check", hearing, key)), send(client, hearing, key)

    again = address("write_again", hearing, key)
    assert (checked.headers["Location"], sent.headers["Location"]) == (again, again)
    assert Response.objects.count() == 0


# --- Files ----------------------------------------------------------------------------------
def test_files_are_kept_through_mistakes_and_follow_the_answer(client):
    hearing = HearingFactory(open=True)

    page = write(client, hearing, name="", files=[pdf("kort.pdf", "Et kort")])
    key = key_in(page)
    client.post(address("write_again", hearing, key), typed(hearing))
    send(client, hearing, key)

    assert [file.label.split(" (")[0] for file in page.context["form"].kept] == ["kort.pdf"]
    assert [file.original_name for file in Response.objects.get().files.all()] == ["kort.pdf"]


def test_a_kept_file_can_be_removed_again(client):
    hearing = HearingFactory(open=True)
    key = key_in(write(client, hearing, files=[pdf("kort.pdf", "Et kort"), pdf("b.pdf", "B")]))
    first = ResponseDraft.objects.get().files.first()

    client.post(
        address("write_again", hearing, key),
        typed(hearing, remove_files=[f"draftfile-{first.pk}", "draftfile-x", "responsefile-1"]),
    )

    assert [file.original_name for file in ResponseDraft.objects.get().files.all()] == ["b.pdf"]


def test_the_same_file_chosen_twice_is_kept_once(client):
    hearing = HearingFactory(open=True)
    key = key_in(write(client, hearing, files=[pdf("kort.pdf", "Et kort")]))

    client.post(
        address("write_again", hearing, key), typed(hearing, files=[pdf("kort.pdf", "Et kort")])
    )

    assert ResponseDraft.objects.get().files.count() == 1


def test_a_file_that_is_not_taken_is_named_and_the_others_are_kept(client):
    hearing = HearingFactory(open=True)
    program = SimpleUploadedFile("spil.exe", b"MZ" + b"\0" * 100)

    page = write(client, hearing, files=[program, pdf("kort.pdf", "Et kort")])

    assert list(errors_of(page)) == ["files"]
    assert errors_of(page)["files"][0].startswith("»spil.exe«: ")
    assert [file.original_name for file in ResponseDraft.objects.get().files.all()] == ["kort.pdf"]


def test_more_than_ten_files_are_told_by_name(client):
    hearing = HearingFactory(open=True)
    files = [pdf(f"kort-{n}.pdf", f"Kort {n}") for n in range(11)]

    page = write(client, hearing, files=files)

    assert errors_of(page)["files"] == [
        "»kort-10.pdf« er ikke taget med, for der kan højst være 10 bilag."
    ]
    assert ResponseDraft.objects.get().files.count() == 10


@pytest.mark.parametrize("make", [pdf, docx])
def test_a_cpr_number_inside_a_file_is_told_and_the_file_goes_only_when_asked_to(client, make):
    hearing = HearingFactory(open=True)
    file = make(f"brev.{make.__name__}", "Min bror 010190-1234 bor her")

    page = write(client, hearing, files=[file])
    key = key_in(page)
    again = client.get(address("write_again", hearing, key))
    client.post(address("write_again", hearing, key), typed(hearing, send_held="on"))
    send(client, hearing, key)

    assert list(errors_of(page)) == ["files"]
    assert "(01••••-••••)" in errors_of(page)["files"][0]
    assert errors_of(again) == errors_of(page)
    assert [file.is_held for file in Response.objects.get().files.all()] == [True]


def test_a_cpr_number_in_a_file_name_is_masked_and_told(client):
    hearing = HearingFactory(open=True)

    page = write(client, hearing, files=[pdf("010190-1234 brev.pdf", "Intet særligt")])
    after = client.post(address("write_again", hearing, key_in(page)), typed(hearing))

    file = ResponseDraft.objects.get().files.get()
    assert "01••••-••••" in errors_of(page)["files"][0]
    assert (file.original_name, file.is_held) == ("01••••-•••• brev.pdf", False)
    assert after.status_code == 302


# --- The clock ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("trait", "words"),
    [
        ("coming", "Høringen er ikke åbnet endnu"),
        ("closed", "Høringen er lukket for svar"),
        ("decided", "Høringen er lukket for svar"),
        ("withdrawn", "Forslaget er trukket tilbage"),
    ],
)
def test_the_form_says_when_it_cannot_be_answered(client, trait, words):
    hearing = HearingFactory(**{trait: True})

    page = client.get(address("write", hearing))

    assert page.status_code == 200
    assert words in page.content.decode()
    assert "form" not in page.context


def test_a_draft_hearing_does_not_exist_for_others(client):
    hearing = HearingFactory(draft=True)

    assert client.get(address("write", hearing)).status_code == 404


def test_a_text_that_comes_too_late_is_given_back_with_its_files(client):
    hearing = HearingFactory(open=True)
    key = key_in(write(client, hearing, files=[pdf("kort.pdf", "Et kort")]))
    Hearing.objects.update(closes_at=timezone.now())

    sent = send(client, hearing, key)
    checked = client.get(address("check", hearing, key))

    page = sent.content.decode()
    assert (sent.status_code, checked.status_code) == (409, 200)
    assert [text in page for text in ("Fristen er gået", "Lad poppelrækken", "kort.pdf")] == [
        True,
        True,
        True,
    ]
    assert hearing.contact_email in page
    assert "Lad poppelrækken" in checked.content.decode()
    assert (Response.objects.count(), ResponseDraft.objects.count()) == (0, 1)


def test_a_form_posted_after_the_deadline_is_kept_and_given_back(client):
    hearing = HearingFactory(open=True)
    values = typed(hearing)
    Hearing.objects.update(closes_at=timezone.now())

    page = client.post(address("write", hearing), values)

    assert page.status_code == 409
    assert "Lad poppelrækken mod vest stå." in page.content.decode()
    assert ResponseDraft.objects.get().fields["text"] == "Lad poppelrækken mod vest stå."


def test_a_draft_lives_for_a_day(client):
    hearing = HearingFactory(open=True)
    key = key_in(write(client, hearing))
    ResponseDraft.objects.update(expires_at=timezone.now())

    gone = [client.get(address(page, hearing, key)) for page in ("write_again", "check")]

    assert [page.headers["Location"] for page in (*gone, send(client, hearing, key))] == [
        address("write", hearing)
    ] * 3


# --- Who writes -----------------------------------------------------------------------------
def test_an_account_fills_in_what_it_knows(client):
    area = Area.objects.create(name="Prøvebyen", slug="proevebyen")
    person = UserFactory(full_name="Asta Æblegren", area=area, protected=True)
    hearing = HearingFactory(open=True)
    client.force_login(person)

    form = client.get(address("write", hearing)).context["form"]

    assert form.initial == {
        "name": "Asta Æblegren",
        "email": person.email,
        "area": area.pk,
        "is_protected": True,
    }


def test_the_answer_of_a_logged_in_person_belongs_to_the_account(client):
    person = UserFactory()
    hearing = HearingFactory(open=True)
    client.force_login(person)

    send(client, hearing, key_in(write(client, hearing)))

    assert Response.objects.get().person == person


def test_the_draft_of_an_account_is_for_its_owner_only(client):
    person = UserFactory()
    hearing = HearingFactory(open=True)
    client.force_login(person)
    key = key_in(write(client, hearing))

    client.logout()
    nobody = client.get(address("check", hearing, key))
    client.force_login(UserFactory())
    stranger = client.get(address("check", hearing, key))

    assert nobody.headers["Location"].startswith(reverse("account_login"))
    assert stranger.status_code == 404
    assert send(client, hearing, key).status_code == 404


def test_a_stranger_cannot_write_over_the_draft_of_an_account(client):
    person, hearing = UserFactory(), HearingFactory(open=True)
    client.force_login(person)
    key = key_in(write(client, hearing))
    client.force_login(UserFactory())

    page = client.post(address("write_again", hearing, key), typed(hearing, text="Overtaget"))

    assert key_in(page) != key
    assert ResponseDraft.objects.get(key=key).fields["text"] == "Lad poppelrækken mod vest stå."


def test_a_lost_log_in_loses_no_text(client):
    person, hearing = UserFactory(), HearingFactory(open=True)
    client.force_login(person)
    key = key_in(write(client, hearing))
    client.logout()

    page = client.post(address("write_again", hearing, key), typed(hearing, text="Videre"))

    assert key_in(page) == key
    assert ResponseDraft.objects.get().fields["text"] == "Videre"


def test_a_lost_log_in_does_not_give_the_draft_to_whoever_sits_there_next(client):
    person, hearing = UserFactory(), HearingFactory(open=True)
    client.force_login(person)
    key = key_in(write(client, hearing, files=[pdf("kort.pdf", "Et kort")]))
    client.logout()

    client.post(address("write_again", hearing, key), typed(hearing, text="Overtaget"))
    sent = send(client, hearing, key)

    assert sent.headers["Location"].startswith(reverse("account_login"))
    assert ResponseDraft.objects.get().person == person
    assert not Response.objects.exists()


def test_a_draft_belongs_to_one_hearing(client):
    hearing, other = HearingFactory(open=True), HearingFactory(open=True)
    key = key_in(write(client, hearing))
    stranger = address("write", other)

    assert client.get(address("check", other, key)).headers["Location"] == stranger
    assert send(client, other, key).headers["Location"] == stranger
    assert Response.objects.count() == 0


# --- The pages themselves -------------------------------------------------------------------
def test_the_pages_of_answering_are_never_kept_or_found(client):
    hearing = HearingFactory(open=True)
    key = key_in(write(client, hearing))

    pages = [
        client.get(address("write", hearing)),
        client.get(address("write_again", hearing, key)),
        client.get(address("check", hearing, key)),
        client.get(send(client, hearing, key).headers["Location"]),
    ]

    headers = ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")
    assert {tuple(page.headers[name] for name in headers) for page in pages} == {
        ("private, no-store", "same-origin", "noindex, nofollow")
    }


def test_the_form_is_as_cheap_with_answers_as_without(client, django_assert_max_num_queries):
    hearing = HearingFactory(open=True)
    ResponseFactory.create_batch(3, hearing=hearing)

    with django_assert_max_num_queries(12):
        client.get(address("write", hearing))


@pytest.mark.parametrize("name", ["write", "send"])
def test_a_post_without_its_token_is_refused(hearing_client, name):
    client, hearing = hearing_client
    more = [] if name == "write" else [uuid4()]

    refused = client.post(address(name, hearing, *more), typed(hearing))

    assert refused.status_code == 403
    assert (ResponseDraft.objects.count(), Response.objects.count()) == (0, 0)


@pytest.fixture
def hearing_client(client):
    client.handler.enforce_csrf_checks = True
    return client, HearingFactory(open=True)


def test_sending_is_never_done_by_get(client):
    hearing = HearingFactory(open=True)
    key = key_in(write(client, hearing))

    assert client.get(address("send", hearing, key)).status_code == 405
    assert Response.objects.count() == 0
