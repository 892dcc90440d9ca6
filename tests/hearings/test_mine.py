"""An answer's own pages, behind its private link."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.tokens import new_stamp
from hearings import services
from hearings.journey import journey_of
from hearings.links import address_token_for, token_for
from hearings.models import Hearing, Response, ResponseDraft, ResponseFile
from hearings.services import treatment
from hearings.views import mine
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.hearings.factories import HearingFactory, ResponseFactory
from tests.hearings.treating import point_in
from tests.hearings.uploads import pdf

pytestmark = pytest.mark.django_db

FROM_MAIL = ("confirm", "disown")
PAGES = ("receipt", "mine", "edit", "withdraw", *FROM_MAIL)


def address(page: str, response: Response, *more) -> str:
    token = address_token_for(response) if page in FROM_MAIL else token_for(response)
    return reverse(f"hearings:{page}", args=[token, *more])


def changed(response: Response, **values) -> dict[str, object]:
    return {
        "stamp": new_stamp(f"edit-{response.pk}", at=timezone.now()),
        "text": response.current_version.text,
        "sender_kind": response.sender_kind,
        "name": response.name,
        "email": response.email,
        **values,
    }


def content(page) -> str:
    return page.content.decode()


def journey(response: Response) -> list[tuple[str, str]]:
    response = Response.objects.select_related("hearing").get(pk=response.pk)
    return [(step.title, step.state) for step in journey_of(response, at=timezone.now())]


# --- Who gets in ----------------------------------------------------------------------------
@pytest.mark.parametrize("name", PAGES)
def test_only_the_signed_link_opens_an_answer(client, name):
    response = ResponseFactory()
    forged = [response.public_id.hex, f"{response.public_id.hex}~forged", "x", "1~2~3"]

    assert client.get(address(name, response)).status_code == 200
    assert {
        client.get(reverse(f"hearings:{name}", args=[token])).status_code for token in forged
    } == {404}


@pytest.mark.parametrize("name", PAGES)
def test_a_forgotten_answer_is_gone_for_everybody(client, name):
    response = ResponseFactory()
    Response.objects.update(forgotten_at=timezone.now())

    assert client.get(address(name, response)).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_behind_the_link_are_never_kept_found_or_passed_on(client, name):
    page = client.get(address(name, ResponseFactory()))

    headers = ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")
    assert [page.headers[header] for header in headers] == [
        "private, no-store",
        "same-origin",
        "noindex, nofollow",
    ]


def test_get_changes_nothing(client, django_assert_num_queries):
    response = ResponseFactory()
    before = Response.objects.values().get()

    for name in PAGES:
        client.get(address(name, response))
        client.head(address(name, response))

    assert Response.objects.values().get() == before
    assert (response.history.count(), Message.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", ["edit", "withdraw", "confirm", "disown"])
def test_a_post_without_its_token_changes_nothing(client, name):
    client.handler.enforce_csrf_checks = True
    response = ResponseFactory()

    refused = client.post(address(name, response), changed(response, text="Nyt"))

    assert refused.status_code == 403
    assert response.history.count() == 0


# --- Receipt --------------------------------------------------------------------------------
def test_the_receipt_tells_number_time_and_private_link(client):
    response = ResponseFactory(email="")

    page = content(client.get(address("receipt", response)))

    assert f"http://localhost:8000{address('mine', response)}" in page
    assert "Du har ikke skrevet en mailadresse" in page
    assert f"<b>{response.number}</b>" in page


def test_the_receipt_says_where_the_mail_went(client):
    response = ResponseFactory(email="asta@example.dk")

    page = content(client.get(address("receipt", response)))

    assert "Kvitteringen er på vej til asta@example.dk." in page


# --- Reading --------------------------------------------------------------------------------
def test_the_author_reads_all_versions(client):
    response = ResponseFactory(text="Før")
    response.add_version("Efter", by=None, at=timezone.now())

    page = content(client.get(address("mine", response)))

    assert re.findall(r"Version (\d)", page) == ["2", "1"]
    assert ("Før" in page, "Efter" in page) == (True, True)


def test_a_declined_answer_says_why_and_how_to_object(client):
    response = ResponseFactory(declined=True)

    page = content(client.get(address("mine", response)))

    assert "Svaret handler om noget andet." in page
    assert f'href="{address("objection", response)}"' in page


def test_the_journey_follows_the_answer_and_the_hearing():
    received, approved = ResponseFactory(), ResponseFactory(approved=True)
    declined, withdrawn = ResponseFactory(declined=True), ResponseFactory(withdrawn=True)
    decided = ResponseFactory(hearing=HearingFactory(decided=True), approved=True)

    assert journey(received) == [
        ("Modtaget", "done"),
        ("Læses igennem", "now"),
        ("Offentliggøres", ""),
        ("Behandles", ""),
        ("Besvares i hvidbogen", ""),
        ("Besluttes", ""),
    ]
    assert journey(approved) == [
        ("Modtaget", "done"),
        ("Læst igennem", "done"),
        ("Offentliggjort", "done"),
        ("Behandles", "now"),
        ("Besvares i hvidbogen", ""),
        ("Besluttes", ""),
    ]
    assert journey(declined) == [
        ("Modtaget", "done"),
        ("Læst igennem", "done"),
        ("Behandles", "now"),
        ("Besvares i hvidbogen", ""),
        ("Besluttes", ""),
    ]
    assert journey(withdrawn) == [("Modtaget", "done"), ("Trukket tilbage af dig", "done")]
    assert [state for _title, state in journey(decided)] == ["done"] * 5


@pytest.mark.parametrize(
    ("rule", "stops"),
    [("with_white_paper", ["Offentliggøres"]), ("never", [])],
)
def test_the_journey_promises_no_more_than_the_hearing_does(rule, stops):
    response = ResponseFactory(hearing=HearingFactory(publication_rule=rule), approved=True)

    assert [title for title, _state in journey(response) if title.startswith("Off")] == stops


def test_after_the_deadline_the_answers_are_weighed():
    response = ResponseFactory(hearing=HearingFactory(closed=True), approved=True)

    assert journey(response)[-3:] == [
        ("Behandles", "now"),
        ("Besvares i hvidbogen", ""),
        ("Besluttes", ""),
    ]


def test_an_answer_about_something_else_is_not_said_to_have_points():
    hearing = HearingFactory(closed=True)
    aside, treated = (ResponseFactory(hearing=hearing, approved=True) for _time in range(2))
    at = timezone.now()
    treatment.mark_out_of_scope(aside, reason="Om busdrift.", by=UserFactory(), at=at)
    point_in(treated)

    told = [
        next(step.text for step in journey_of(row, at=at) if step.title == "Behandlet")
        for row in Response.objects.select_related("hearing").order_by("number")
    ]

    assert told == [
        "Dit svar er læst. Det handler om noget andet end forslaget.",
        "Pointerne i dit svar er skrevet ned.",
    ]


@pytest.mark.parametrize(("trait", "told"), [("open", True), ("closed", False)])
def test_an_address_is_only_said_to_be_mended_while_it_can_be(client, trait, told):
    response = ResponseFactory(hearing=HearingFactory(**{trait: True}))

    page = content(client.get(address("mine", response)))

    assert "Tryk på linket i den, så ved vi, at adressen er din." in page
    assert ("Er den forkert, så ret svaret" in page) is told


def test_the_journey_ends_when_the_proposal_is_taken_back(client):
    response = ResponseFactory(hearing=HearingFactory(withdrawn=True))

    assert journey(response)[-1] == ("Forslaget er trukket tilbage", "done")
    assert "Forslaget tegnes om." in content(client.get(address("mine", response)))


def test_the_decision_stands_with_the_answer(client):
    response = ResponseFactory(hearing=HearingFactory(decided=True))

    page = content(client.get(address("mine", response)))

    assert "Planen er vedtaget med to ændringer." in page


# --- Editing --------------------------------------------------------------------------------
def test_the_edit_form_begins_with_the_answer_as_it_stands(client):
    response = ResponseFactory(text="Før", show_name=True, address="Gangstien 1")

    form = client.get(address("edit", response)).context["form"]

    values = [form[name].value() for name in ("text", "name", "show_name", "address")]
    assert values == ["Før", response.name, True, "Gangstien 1"]


def test_an_edit_becomes_a_new_version(client):
    response = ResponseFactory(approved=True, text="Før")

    saved = client.post(address("edit", response), changed(response, text="Efter"))

    response.refresh_from_db()
    assert saved.headers["Location"] == address("mine", response)
    assert [version.text for version in response.versions.all()] == ["Før", "Efter"]
    assert (response.status, response.published_version.text) == ("received", "Før")
    assert ResponseDraft.objects.count() == 0


def test_the_same_edit_sent_twice_makes_one_version(client):
    response = ResponseFactory(text="Før")
    values = changed(response, text="Efter")

    for _time in range(2):
        client.post(address("edit", response), {**values, "files": [pdf("kort.pdf", "Et kort")]})

    assert (response.versions.count(), response.files.count()) == (2, 1)


def test_an_edit_with_a_cpr_number_is_refused_and_kept(client):
    response = ResponseFactory(text="Før")

    page = client.post(
        address("edit", response),
        changed(response, text="Min bror 010190-1234", files=[pdf("kort.pdf", "Et kort")]),
    )

    form = page.context["form"]
    assert list(form.errors) == ["text"]
    assert form["text"].value() == "Min bror 010190-1234"
    assert [file.row.original_name for file in form.kept] == ["kort.pdf"]
    assert response.versions.count() == 1


def test_files_come_and_go_with_an_edit(client):
    response = ResponseFactory()
    client.post(address("edit", response), changed(response, files=[pdf("a.pdf", "A")]))
    old = response.files.get()

    client.post(
        address("edit", response),
        changed(response, files=[pdf("b.pdf", "B")], remove_files=[f"responsefile-{old.pk}"]),
    )

    files = response.files.order_by("pk").values_list("original_name", "removed_at")
    assert [(name, removed is None) for name, removed in files] == [
        ("a.pdf", False),
        ("b.pdf", True),
    ]
    page = content(client.get(address("mine", response)))
    assert ("a.pdf" in page, "b.pdf" in page) == (False, True)


def test_a_removed_file_stays_chosen_for_removal_through_mistakes(client):
    response = ResponseFactory()
    client.post(address("edit", response), changed(response, files=[pdf("a.pdf", "A")]))
    old = f"responsefile-{response.files.get().pk}"

    page = client.post(address("edit", response), changed(response, name="", remove_files=[old]))
    stamp = re.search(r'name="stamp" value="([^"]+)"', content(page))[1]
    client.post(address("edit", response), changed(response, stamp=stamp))

    assert page.context["form"].kept == []
    assert response.files.get().removed_at is not None


def test_another_mail_address_is_receipted_and_confirmed_anew(client):
    response = ResponseFactory(email="")
    services.confirm_email(response, at=timezone.now())

    client.post(address("edit", response), changed(response, email="asta@example.dk"))
    client.post(address("edit", response), changed(response, email="birk@example.dk"))

    response.refresh_from_db()
    assert (response.email, response.email_confirmed_at) == ("birk@example.dk", None)
    assert sorted(Message.objects.values_list("email", flat=True)) == [
        "asta@example.dk",
        "birk@example.dk",
    ]


def test_an_edit_after_the_deadline_is_given_back(client):
    response = ResponseFactory(text="Før")
    values = changed(response, text="For sent")
    Hearing.objects.update(closes_at=timezone.now())

    page = client.post(address("edit", response), values)

    assert page.status_code == 409
    assert "For sent" in content(page)
    assert response.versions.count() == 1
    assert client.get(address("edit", response)).headers["Location"] == address("mine", response)


def test_an_edit_of_an_answer_taken_back_in_another_window_is_given_back(client):
    response = ResponseFactory(withdrawn=True)

    page = client.post(address("edit", response), changed(response, text="Min nye tekst"))

    assert page.status_code == 409
    assert ("Min nye tekst" in content(page), "Du har trukket svaret tilbage" in content(page)) == (
        True,
        True,
    )
    assert "Fristen er gået" not in content(page)


def test_too_many_edits_from_one_place_get_their_text_back(client, monkeypatch):
    monkeypatch.setattr(mine, "TYPED_PER_HOUR", 0)
    response = ResponseFactory()

    page = client.post(address("edit", response), changed(response, text="Min nye tekst"))

    assert page.status_code == 429
    assert "Min nye tekst" in content(page)


@pytest.mark.parametrize("number", ["1" + "0" * 30, "9" * 5000, "٣", "", "1"])
@pytest.mark.parametrize("kind", ["draftfile", "responsefile", "hearing"])
def test_a_box_for_a_file_that_is_not_there_changes_nothing(client, kind, number):
    response = ResponseFactory()

    page = client.post(
        address("edit", response), changed(response, remove_files=[f"{kind}-{number}"], name="")
    )

    assert page.status_code == 200
    assert ResponseDraft.objects.get().fields["removed"] == []


def test_an_edit_with_an_old_stamp_is_asked_again_and_kept(client):
    response = ResponseFactory(text="Før")
    stamp = new_stamp(f"edit-{response.pk}", at=timezone.now() - timedelta(hours=25))

    page = client.post(address("edit", response), changed(response, stamp=stamp, text="Efter"))

    form = page.context["form"]
    assert list(form.errors) == ["__all__"]
    assert form["text"].value() == "Efter"
    assert response.versions.count() == 1


# --- Withdrawing ----------------------------------------------------------------------------
def test_an_answer_is_withdrawn_by_its_button(client):
    response = ResponseFactory(approved=True)

    question = client.get(address("withdraw", response))
    client.post(address("withdraw", response))
    again = client.post(address("withdraw", response))

    response.refresh_from_db()
    assert "Træk dit svar" in content(question)
    assert (response.status, response.published_version) == ("withdrawn", None)
    assert again.headers["Location"] == address("mine", response)
    assert "Du har trukket svaret tilbage" in content(client.get(address("mine", response)))


def test_a_withdrawn_answer_promises_nothing_more(client):
    response = ResponseFactory()
    before = content(client.get(address("mine", response)))

    client.post(address("withdraw", response))

    after = content(client.get(address("mine", response)))
    for promise in ("Hvem kommer til at se hvad?", "rette det og trække det tilbage"):
        assert promise in before
        assert promise not in after
    assert "Del ikke linket" in after


def test_an_answer_cannot_be_withdrawn_after_the_deadline(client):
    response = ResponseFactory()
    Hearing.objects.update(closes_at=timezone.now())

    refused = client.post(address("withdraw", response))

    response.refresh_from_db()
    assert (refused.status_code, response.status) == (409, "received")
    assert client.get(address("withdraw", response)).headers["Location"] == address(
        "mine", response
    )


# --- The address ----------------------------------------------------------------------------
def test_the_address_is_confirmed_by_its_button(client):
    response = ResponseFactory()

    question = client.get(address("confirm", response))
    client.post(address("confirm", response))
    client.post(address("confirm", response))

    response.refresh_from_db()
    assert "Ja, bekræft adressen" in content(question)
    assert response.email_confirmed_at is not None
    assert response.history.count() == 1
    assert "allerede bekræftet" in content(client.get(address("confirm", response)))
    assert "Adressen er bekræftet" in content(client.get(address("disown", response)))


def test_who_did_not_answer_takes_the_address_away(client):
    response = ResponseFactory(email="ikke@mig.dk")

    question = client.get(address("disown", response))
    done = client.post(address("disown", response), follow=True)
    gone = reverse("hearings:confirm", args=[address_token_for(response)])

    response.refresh_from_db()
    assert "ikke@mig.dk" in content(question)
    assert (response.email, response.status) == ("", "received")
    assert "Adressen er fjernet" in content(done)
    assert client.get(gone).status_code == 404


@pytest.mark.parametrize("name", FROM_MAIL)
def test_whoever_typed_the_answer_cannot_prove_an_address_that_is_not_theirs(client, name):
    response = ResponseFactory(email="en.anden@example.dk")

    refused = client.post(reverse(f"hearings:{name}", args=[token_for(response)]))

    response.refresh_from_db()
    assert refused.status_code == 404
    assert (response.email, response.email_confirmed_at) == ("en.anden@example.dk", None)
    assert address_token_for(response) not in content(client.get(address("mine", response)))
    assert address_token_for(response) not in content(client.get(address("receipt", response)))


def test_a_link_from_a_mail_dies_when_the_address_is_changed(client):
    response = ResponseFactory(email="asta@example.dk")
    link = address("confirm", response)

    client.post(address("edit", response), changed(response, email="birk@example.dk"))

    assert client.get(link).status_code == 404


def test_a_page_of_an_answer_without_an_address_is_not_opened_by_a_mail(client):
    assert client.get(address("confirm", ResponseFactory(email=""))).status_code == 404


# --- Files ----------------------------------------------------------------------------------
def test_the_author_fetches_their_own_files(client):
    response = ResponseFactory()
    client.post(address("edit", response), changed(response, files=[pdf("kort.pdf", "Et kort")]))
    file = response.files.get()

    fetched = client.get(address("mine_file", response, file.pk))

    assert fetched.headers["Content-Disposition"] == 'attachment; filename="kort.pdf"'
    assert fetched.headers["Cache-Control"] == "private, no-store"
    assert b"".join(fetched.streaming_content).startswith(b"%PDF-")


def test_a_link_opens_only_the_files_of_its_own_answer(client):
    response, other = ResponseFactory(), ResponseFactory()
    client.post(address("edit", other), changed(other, files=[pdf("kort.pdf", "Et kort")]))

    page = client.get(address("mine_file", response, ResponseFile.objects.get().pk))

    assert page.status_code == 404


def test_the_author_who_is_logged_in_stands_in_the_versions(client):
    person = UserFactory()
    response = ResponseFactory(person=person)
    client.force_login(person)

    client.post(address("edit", response), changed(response, text="Efter"))

    assert response.versions.last().created_by == person
