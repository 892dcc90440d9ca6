"""What robots, broken programs and crowds do to the form."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from core.tokens import new_stamp
from hearings.forms.answer import AnswerForm, KeptFile
from hearings.models import DraftFile, Hearing, Response, ResponseDraft
from hearings.views import answering
from tests.hearings.factories import HearingFactory
from tests.hearings.test_answering import address, errors_of, key_in, send, stamp_for, typed, write

pytestmark = pytest.mark.django_db


# --- Robots ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("stamp", "reason"),
    [
        ("fast", "Det gik for hurtigt"),
        ("old", "Formularen er for gammel"),
        ("forged", "Formularen er for gammel"),
        ("other", "Formularen er for gammel"),
    ],
)
def test_a_form_without_a_good_stamp_is_asked_again_and_loses_nothing(client, stamp, reason):
    hearing = HearingFactory(open=True)
    stamps = {
        "fast": stamp_for(hearing, age=timedelta(0)),
        "old": stamp_for(hearing, age=timedelta(hours=25)),
        "forged": "noget",
        "other": new_stamp("answer-0", at=timezone.now() - timedelta(minutes=1)),
    }

    page = write(client, hearing, stamp=stamps[stamp])
    again = client.post(address("write_again", hearing, key_in(page)), typed(hearing))

    assert errors_of(page)["__all__"][0].startswith(reason)
    assert page.context["form"]["text"].value() == "Lad poppelrækken mod vest stå."
    assert again.headers["Location"] == address("check", hearing, key_in(page))


def test_whoever_fills_in_the_hidden_field_is_asked_again(client):
    hearing = HearingFactory(open=True)

    page = write(client, hearing, homepage="http://spam.example")

    assert list(errors_of(page)) == ["__all__"]
    assert "spam.example" not in page.content.decode()


def test_the_hidden_field_is_out_of_everybodys_way(client):
    hearing = HearingFactory(open=True)

    page = client.get(address("write", hearing)).content.decode()

    trap = re.search(r'<div class="trap".*?</div>', page, re.DOTALL)[0]
    assert 'aria-hidden="true"' in trap
    assert 'tabindex="-1" autocomplete="off"' in trap


# --- Crowds ---------------------------------------------------------------------------------
def test_a_town_hall_of_three_hundred_stays_below_the_limits():
    assert (answering.SENT_PER_HOUR, answering.TYPED_PER_HOUR) == (400, 1500)


def test_too_many_answers_from_one_place_wait_and_keep_their_draft(client, monkeypatch):
    monkeypatch.setattr(answering, "SENT_PER_HOUR", 1)
    hearing = HearingFactory(open=True)
    keys = [key_in(write(client, hearing)) for _time in range(2)]

    first, second = (send(client, hearing, key) for key in keys)

    assert (first.status_code, second.status_code) == (302, 429)
    assert int(second.headers["Retry-After"]) > 0
    assert (Response.objects.count(), ResponseDraft.objects.count()) == (1, 1)


def test_too_many_forms_from_one_place_get_their_text_back(client, monkeypatch):
    monkeypatch.setattr(answering, "TYPED_PER_HOUR", 1)
    hearing = HearingFactory(open=True)
    write(client, hearing)

    page = write(client, hearing, text="Min tekst nr. to")

    assert page.status_code == 429
    assert "Min tekst nr. to" in page.content.decode()
    assert ResponseDraft.objects.count() == 1


# --- Broken input ---------------------------------------------------------------------------
@pytest.mark.parametrize("field", ["text", "name", "email", "address", "sender_kind", "stamp"])
@pytest.mark.parametrize("value", ["a\x00b", "\ud800"])
def test_text_that_no_text_has_is_refused(client, field, value):
    hearing = HearingFactory(open=True)
    raw = value.encode("utf-8", "surrogatepass")

    page = client.post(
        address("write", hearing),
        b"&".join(
            f"{name}=".encode() + (raw if name == field else str(text).encode())
            for name, text in {**typed(hearing), field: ""}.items()
        ),
        content_type="application/x-www-form-urlencoded",
    )

    assert page.status_code == 400
    assert ResponseDraft.objects.count() == 0


def test_a_thousand_and_one_fields_are_refused(client):
    hearing = HearingFactory(open=True)

    page = write(client, hearing, **{f"x{n}": "1" for n in range(1001)})

    assert page.status_code == 400


def test_a_hundred_and_one_files_are_refused(client):
    hearing = HearingFactory(open=True)
    files = [SimpleUploadedFile(f"{n}.pdf", b"%PDF-1.4") for n in range(101)]

    page = write(client, hearing, files=files)

    assert page.status_code == 400
    assert ResponseDraft.objects.count() == 0


def test_broken_multipart_is_refused(client):
    hearing = HearingFactory(open=True)

    pages = [
        client.post(address("write", hearing), body, content_type=kind)
        for body, kind in [
            (b"no boundary", "multipart/form-data"),
            (
                b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n\xff\r\n--x--\r\n',
                "multipart/form-data; boundary=x",
            ),
        ]
    ]

    assert [page.status_code for page in pages] == [400, 400]


@pytest.mark.parametrize("body", [b"", b"{", b'{"text": "x"}'])
def test_another_kind_of_body_is_an_empty_form(client, body):
    hearing = HearingFactory(open=True)

    page = client.post(address("write", hearing), body, content_type="application/json")

    assert page.status_code == 200
    assert "Skriv dit svar." in page.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("area", "999999999999"),
        ("area", "x"),
        ("area", "-1"),
        ("sender_kind", "mayor"),
        ("name", "x" * 121),
        ("email", "x" * 250 + "@example.dk"),
        ("email", "a@example.dk,b@evil.dk"),
        ("email", "a@example.dk\r\nBcc: b@evil.dk"),
        ("address", "x" * 201),
        ("name", "Asta\u202eÆble"),
    ],
)
def test_a_field_that_cannot_be_is_told_and_kept(client, field, value):
    hearing = HearingFactory(open=True)

    page = write(client, hearing, **{field: value})

    assert page.status_code == 200
    assert list(errors_of(page)) == [field]


@pytest.mark.parametrize("name", ["write", "write_again", "check", "send"])
def test_a_number_that_no_database_holds_is_no_hearing(client, name):
    hearing = HearingFactory(open=True)
    key = key_in(write(client, hearing))
    path = address(name, hearing, *([] if name == "write" else [key]))
    huge = path.replace(f"/{hearing.number}-", f"/{10**30}-")

    assert {client.get(huge).status_code, client.post(huge).status_code} == {404}


def test_the_address_of_the_form_takes_any_words_after_the_number(client):
    hearing = HearingFactory(open=True)

    page = client.get(reverse("hearings:write", args=[hearing.number, "et-gammelt-navn"]))

    assert page.status_code == 200


def test_more_than_ten_kept_files_are_too_many_however_they_came():
    files = [KeptFile(DraftFile(pk=pk, original_name=f"{pk}.pdf", size=1)) for pk in range(11)]

    form = AnswerForm({"text": "x", "name": "Asta", "sender_kind": "citizen"}, kept=files)

    assert dict(form.errors) == {"files": ["Der kan højst være 10 bilag. Fjern nogle."]}


def test_markup_in_an_answer_stays_text(client):
    hearing = HearingFactory(open=True)
    payload = "<script>alert(1)</script>{{ 7|add:7 }}"

    key = key_in(write(client, hearing, text=payload, address=payload))
    pages = [
        client.get(address("write_again", hearing, key)),
        client.get(address("check", hearing, key)),
    ]
    receipt = send(client, hearing, key).headers["Location"]
    pages += [client.get(receipt), client.get(receipt.replace("kvittering", "mit-svar"))]

    assert [b"<script>alert" in page.content for page in pages] == [False] * 4
    assert b"&lt;script&gt;alert(1)" in pages[1].content


def test_the_hearing_is_asked_again_when_the_answer_is_sent(client):
    hearing = HearingFactory(open=True)
    key = key_in(write(client, hearing))
    Hearing.objects.get().withdraw(reason="Tegnes om")

    sent = send(client, hearing, key)

    assert sent.status_code == 409
    assert "Forslaget er trukket tilbage" in sent.content.decode()
