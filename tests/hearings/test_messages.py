"""What people are told by mail, and when it is no longer wanted."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone, translation

from core.clock import local_date
from hearings import services
from hearings.links import address_token_for, token_for
from hearings.models import Hearing, Response
from hearings.services import Submission
from notifications.delivery import relay
from notifications.kinds import Lane, Limit, all_kinds
from notifications.models import Message
from notifications.services import expand_announcements
from tests.accounts.factories import UserFactory
from tests.hearings.factories import HearingFactory, ResponseFactory
from tests.hearings.following import follow

pytestmark = pytest.mark.django_db


def sent() -> list[mail.EmailMultiAlternatives]:
    expand_announcements(seconds=30)
    relay(Lane.IMMEDIATE, Lane.BULK, seconds=30)
    return mail.outbox


def parts(message: mail.EmailMultiAlternatives) -> tuple[str, str]:
    return message.body, message.alternatives[0][0]


def link(response: Response, page: str) -> str:
    token = token_for(response) if page == "mine" else address_token_for(response)
    return f"http://localhost:8000{reverse(f'hearings:{page}', args=[token])}"


def submit(hearing: Hearing, **values) -> Response:
    draft = services.keep_draft(hearing, key=uuid4(), fields={}, person=None, at=timezone.now())
    answer = Submission(**{"text": "Bevar træerne.", "name": "Asta", **values})
    return services.submit_draft(
        draft, answer=answer, person=None, language="da", at=timezone.now()
    )


def extend(hearing: Hearing, days: int) -> None:
    services.extend_deadline(
        hearing,
        closes_at=hearing.closes_at + timedelta(days=days),
        reason="Kortet manglede.",
        by=UserFactory(),
        at=timezone.now(),
    )
    hearing.refresh_from_db()


# --- Receipt --------------------------------------------------------------------------------
def test_one_mail_carries_receipt_confirmation_and_the_way_out():
    response = submit(HearingFactory(title="Lokalplan 9.9"), email="asta@example.dk")

    [receipt] = sent()

    assert receipt.to == ["asta@example.dk"]
    assert receipt.subject == "Kvittering: dit svar nr. 1 om Lokalplan 9.9"
    for text in parts(receipt):
        assert [link(response, page) in text for page in ("confirm", "mine", "disown")] == [
            True,
            True,
            True,
        ]


def test_what_a_person_wrote_is_not_repeated_to_an_address_that_may_be_a_strangers():
    submit(
        HearingFactory(),
        email="fremmed@example.dk",
        text="Køb nu på evil.example/login",
        name="Vind evil.example",
        on_behalf_of="<b>evil.example</b>",
        sender_kind="company",
    )

    [receipt] = sent()

    assert ["evil" in text for text in (receipt.subject, *parts(receipt))] == [False] * 3


def test_markup_in_a_title_stays_text_in_the_mail():
    submit(HearingFactory(title="Sti & <b>mur</b>"), email="asta@example.dk")

    [receipt] = sent()
    text, html = parts(receipt)

    assert "»Sti & <b>mur</b>«" in text
    assert ("<b>mur</b>" in html, "Sti &amp; &lt;b&gt;mur&lt;/b&gt;" in html) == (False, True)


def test_the_receipt_of_a_late_letter_promises_no_correction():
    late = HearingFactory(closed=True)
    services.register_response(
        late,
        answer=Submission(text="Bevar træerne.", name="Asta", email="asta@example.dk"),
        channel=Response.Channel.LETTER,
        received_at=timezone.now(),
        by=UserFactory(staff=True),
        at=timezone.now(),
    )

    [receipt] = sent()

    for text in parts(receipt):
        assert ("tilbage" in text, link(Response.objects.get(), "mine") in text) == (False, True)


def test_a_confirmed_address_is_not_asked_again():
    response = submit(HearingFactory(), email="asta@example.dk")
    services.confirm_email(response, at=timezone.now())

    [receipt] = sent()

    assert link(response, "confirm") not in receipt.body
    assert link(response, "mine") in receipt.body


def test_a_receipt_in_english_leads_to_english_pages():
    draft = services.keep_draft(
        HearingFactory(),
        key=uuid4(),
        fields={},
        person=None,
        at=timezone.now(),
    )
    services.submit_draft(
        draft,
        answer=Submission(text="Trees", name="Asta", email="asta@example.dk"),
        person=None,
        language="en",
        at=timezone.now(),
    )

    [receipt] = sent()

    with translation.override("en"):
        assert link(Response.objects.get(), "mine") in receipt.body


@pytest.mark.parametrize("what", ["forgotten", "disowned"])
def test_a_receipt_is_not_sent_when_it_is_nobodys_any_more(what):
    response = submit(HearingFactory(), email="asta@example.dk")
    if what == "forgotten":
        Response.objects.update(forgotten_at=timezone.now())
    else:
        services.disown_email(response, at=timezone.now())

    assert sent() == []
    assert Message.objects.get().state == Message.State.CANCELLED


def test_strangers_cannot_fill_a_mailbox_with_receipts():
    limits = {kind.code: kind.limit for kind in all_kinds()}

    assert limits["hearings.receipt"] == Limit.DELAY
    assert limits["hearings.response_withdrawn"] == Limit.DELAY


@pytest.mark.parametrize("step", ["receipt", "decline", "extend", "withdraw", "decide"])
def test_what_looks_like_a_link_in_a_title_or_a_reason_is_only_text(step):
    at, by, trap = timezone.now(), UserFactory(), "Se evil.example/login og http://evil.example"
    hearing = HearingFactory(title=trap, deciding_body=trap, closed=step == "decide")
    response = ResponseFactory(hearing=hearing, email="asta@example.dk")
    if step == "receipt":
        response = submit(hearing, email="asta@example.dk")
    elif step == "decline":
        services.decline_response(response, reason=trap, by=by, at=at)
    elif step == "extend":
        later = hearing.closes_at + timedelta(days=7)
        services.extend_deadline(hearing, closes_at=later, reason=trap, by=by, at=at)
    elif step == "withdraw":
        services.withdraw_hearing(hearing, reason=trap, by=by, at=at)
    else:
        services.decide_hearing(
            hearing,
            on=local_date(at),
            decision=trap,
            no_white_paper_reason=trap,
            by=by,
            at=at,
        )

    [message] = sent()

    for text in parts(message):
        assert "Se evil" in text
        assert ("evil.example" in text, "://evil" in text) == (False, False)


# --- Withdrawn and declined -----------------------------------------------------------------
def test_a_withdrawn_answer_is_receipted_and_its_first_receipt_still_says_what_was():
    response = submit(HearingFactory(), email="asta@example.dk")
    services.withdraw_response(response, at=timezone.now())

    subjects = [message.subject for message in sent()]

    assert subjects[0].startswith("Kvittering: ")
    assert subjects[1].endswith("er trukket tilbage")


def test_a_declined_answer_tells_its_author_why():
    response = ResponseFactory()
    services.decline_response(
        response, reason="Handler om <noget> andet.", by=UserFactory(), at=timezone.now()
    )

    [message] = sent()
    text, html = parts(message)

    assert "Handler om <noget> andet." in text
    assert "Handler om &lt;noget&gt; andet." in html
    assert link(response, "mine") in text


def test_a_decline_that_was_taken_back_is_not_told():
    response = ResponseFactory()
    services.decline_response(response, reason="Fejl", by=UserFactory(), at=timezone.now())
    services.approve_response(response, by=UserFactory(), at=timezone.now())

    assert sent() == []


# --- About the hearing ----------------------------------------------------------------------
def test_an_extension_tells_authors_with_their_link_and_followers_without():
    hearing = HearingFactory()
    response = ResponseFactory(hearing=hearing, email="asta@example.dk")
    follow(hearing, "birk@example.dk")
    old = hearing.last_day
    extend(hearing, 7)

    to_author, to_follower = sent()

    assert (to_author.to, to_follower.to) == (["asta@example.dk"], ["birk@example.dk"])
    assert link(response, "mine") in to_author.body
    assert "mit-svar" not in to_follower.body
    assert "Kortet manglede." in to_follower.body
    assert f"{old.day}. " in to_follower.body


@pytest.mark.parametrize("gone", ["withdrawn", "disowned"])
def test_who_has_two_answers_is_told_of_the_one_that_is_left(gone):
    hearing = HearingFactory()
    first = ResponseFactory(hearing=hearing, email="asta@example.dk")
    second = ResponseFactory(hearing=hearing, email="asta@example.dk")
    extend(hearing, 7)
    if gone == "withdrawn":
        services.withdraw_response(first, at=timezone.now())
    else:
        services.disown_email(first, at=timezone.now())

    [message] = [row for row in sent() if row.subject.startswith("Ny frist")]

    for text in parts(message):
        assert [link(row, "mine") in text for row in (first, second)] == [False, True]


def test_only_the_newest_deadline_is_told():
    hearing = HearingFactory()
    follow(hearing, "birk@example.dk")
    extend(hearing, 7)
    extend(hearing, 7)

    [message] = sent()

    assert f"{hearing.last_day.day}. " in message.subject


def test_an_extension_is_not_told_when_the_proposal_is_taken_back_meanwhile():
    hearing = HearingFactory()
    follow(hearing, "birk@example.dk")
    extend(hearing, 7)
    services.withdraw_hearing(hearing, reason="Tegnes om.", by=UserFactory(), at=timezone.now())

    [message] = sent()

    assert message.subject.startswith("Forslaget er trukket tilbage")
    assert "Tegnes om." in message.body


def test_the_decision_is_told_to_those_who_answered():
    hearing = HearingFactory(closed=True)
    kept = ResponseFactory(hearing=hearing, email="asta@example.dk")
    ResponseFactory(hearing=hearing, email="ude@example.dk")
    services.decide_hearing(
        hearing,
        on=local_date(timezone.now()),
        decision="Vedtaget med to ændringer.",
        url="https://example.dk/dagsorden",
        no_white_paper_reason="Svaret er besvaret i sagen.",
        by=UserFactory(),
        at=timezone.now(),
    )
    Response.objects.filter(email="ude@example.dk").update(forgotten_at=timezone.now())

    [message] = sent()

    assert message.to == ["asta@example.dk"]
    assert "Vedtaget med to ændringer." in message.body
    assert "https://example.dk/dagsorden" in message.body
    assert link(kept, "mine") in message.body


@pytest.mark.parametrize("how", ["disowned", "replaced", "adopted"])
def test_the_private_link_does_not_go_to_an_address_that_is_no_longer_the_answers(how):
    hearing = HearingFactory()
    response = ResponseFactory(hearing=hearing, email="fremmed@example.dk")
    account = UserFactory()
    if how == "adopted":
        response.adopt(account, at=timezone.now())
    extend(hearing, 7)
    if how == "disowned":
        services.disown_email(response, at=timezone.now())
    elif how == "replaced":
        Response.objects.update(email="asta@example.dk")
    else:
        Response.objects.update(person=UserFactory())

    assert sent() == []
    assert Message.objects.get().state == Message.State.CANCELLED


def test_an_address_that_was_typed_in_other_letters_is_told():
    hearing = HearingFactory()
    ResponseFactory(hearing=hearing, email="Asta@example.dk")
    extend(hearing, 7)
    Response.objects.update(email="asta@example.dk")

    [message] = sent()

    assert message.to[0].lower() == "asta@example.dk"


def test_every_kind_of_this_app_has_its_three_templates():
    kinds = [kind for kind in all_kinds() if kind.code.startswith("hearings.")]

    assert [kind.code.removeprefix("hearings.") for kind in kinds] == [
        kind.template.removeprefix("hearings/email/") for kind in kinds
    ]
    assert len(kinds) == 18
