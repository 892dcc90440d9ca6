from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from core.clock import end_of_day, local_date
from core.files import inspect_upload
from core.transitions import TransitionNotAllowed
from hearings import services
from hearings.exceptions import HearingNotOpen, PeriodTooShort
from hearings.models import Hearing, HearingEvent, Redaction, Response, ResponseDraft
from hearings.services.moderation import merged
from hearings.services.staff import change_hearing
from hearings.services.telling import Audience, audience_of, tell_everyone
from notifications.models import Message
from notifications.services import expand_announcements
from tests.accounts.factories import UserFactory
from tests.hearings.factories import HearingFactory, ResponseFactory, days_from_now
from tests.hearings.following import follow
from tests.hearings.uploads import pdf

pytestmark = pytest.mark.django_db
Action = HearingEvent.Action


def answer(**values) -> services.Submission:
    return services.Submission(
        **{"text": "Bevar træerne.", "name": "Asta Æblegren", "email": "asta@example.dk", **values}
    )


def draft_for(hearing: Hearing, **values) -> ResponseDraft:
    return services.keep_draft(
        hearing, key=uuid4(), fields={}, person=None, at=timezone.now(), **values
    )


def submit(hearing: Hearing, *, person=None, at=None, **values) -> Response:
    return services.submit_draft(
        draft_for(hearing),
        answer=answer(**values),
        person=person,
        language="da",
        at=at or timezone.now(),
    )


def addresses(kind: str) -> list[str]:
    rows = Message.objects.filter(kind=kind).order_by("pk")
    return [row.email or (row.user or row.subscriber.user).email for row in rows]


def history(hearing: Hearing) -> list[str]:
    return list(hearing.history.order_by("pk").values_list("action", flat=True))


# --- Hearings -------------------------------------------------------------------------------
def test_publishing_writes_history_with_who_did_it():
    hearing = HearingFactory(draft=True, opens_at=days_from_now(1), closes_at=days_from_now(29))
    user = UserFactory()

    services.publish_hearing(hearing, by=user, at=timezone.now())

    hearing.refresh_from_db()
    assert hearing.status == Hearing.Status.PUBLISHED
    assert [(line.action, line.by) for line in hearing.history.all()] == [(Action.PUBLISHED, user)]


def test_publishing_below_the_minimum_is_refused_and_saves_nothing():
    hearing = HearingFactory(draft=True, opens_at=days_from_now(1), closes_at=days_from_now(28))

    with pytest.raises(PeriodTooShort) as refusal:
        services.publish_hearing(hearing, by=UserFactory(), at=timezone.now())

    hearing.refresh_from_db()
    assert refusal.value.messages[0].startswith("Planloven § 24, stk. 5 kræver mindst 28 dage")
    assert (hearing.status, history(hearing)) == (Hearing.Status.DRAFT, [])


def test_an_extension_keeps_the_old_deadline_and_tells_everyone_once():
    hearing = HearingFactory(open=True)
    person = UserFactory(email="konto@example.dk")
    ResponseFactory(hearing=hearing, email="asta@example.dk")
    ResponseFactory(hearing=hearing, email="ASTA@example.dk")
    ResponseFactory(hearing=hearing, email="", person=person)
    ResponseFactory(hearing=hearing, email="")
    ResponseFactory(hearing=hearing, email="ude@example.dk", withdrawn=True)
    for address in ("asta@example.dk", "birk@example.dk"):
        follow(hearing, address)
    audience = audience_of(hearing)
    old, later = hearing.closes_at, hearing.closes_at + timedelta(days=7)

    extension = services.extend_deadline(
        hearing, closes_at=later, reason="Kortet manglede.", by=person, at=timezone.now()
    )
    expand_announcements(seconds=30)

    assert (extension.old_closes_at, extension.new_closes_at) == (old, later)
    messages = Message.objects.filter(kind="hearings.deadline_extended").order_by("pk")
    assert [row.email or (row.user or row.subscriber).email for row in messages] == [
        "asta@example.dk",
        "konto@example.dk",
        "birk@example.dk",
    ]
    assert audience == Audience(told=3, without_address=1)
    assert history(hearing) == [Action.EXTENDED]


def test_telling_many_costs_as_many_queries_as_telling_few(django_assert_num_queries):
    few, many = HearingFactory(open=True), HearingFactory(open=True)
    for hearing, count in ((few, 2), (many, 12)):
        for _number in range(count):
            ResponseFactory(hearing=hearing)

    for hearing in (few, many):
        # Responses, known mails, mails; announced? savepoint, announcement, savepoint.
        with django_assert_num_queries(7):
            tell_everyone(hearing, "hearings.hearing_decided", at=timezone.now())

    assert Message.objects.count() == 14


def test_a_refused_extension_writes_neither_history_nor_mail():
    hearing = HearingFactory(open=True)
    ResponseFactory(hearing=hearing)

    with pytest.raises(TransitionNotAllowed):
        services.extend_deadline(
            hearing,
            closes_at=hearing.closes_at - timedelta(days=1),
            reason="Nej",
            by=UserFactory(),
            at=timezone.now(),
        )

    assert (history(hearing), Message.objects.count()) == ([], 0)


def test_messages_are_gone_with_a_rollback():
    hearing = HearingFactory(open=True)
    ResponseFactory(hearing=hearing)

    with transaction.atomic():
        services.extend_deadline(
            hearing,
            closes_at=hearing.closes_at + timedelta(days=7),
            reason="Kortet manglede.",
            by=UserFactory(),
            at=timezone.now(),
        )
        written = Message.objects.count()
        transaction.set_rollback(True)

    assert written == 1
    assert (Message.objects.count(), hearing.extensions.count()) == (0, 0)


def test_everyone_who_answered_is_told_of_the_decision():
    hearing = HearingFactory(closed=True)
    ResponseFactory(hearing=hearing, email="asta@example.dk")

    services.decide_hearing(
        hearing,
        on=local_date(timezone.now()),
        decision="Vedtaget",
        no_white_paper_reason="Der kom ét svar, og det er besvaret i sagen.",
        by=UserFactory(),
        at=timezone.now(),
    )

    hearing.refresh_from_db()
    assert hearing.status == Hearing.Status.DECIDED
    assert addresses("hearings.hearing_decided") == ["asta@example.dk"]
    assert history(hearing) == [Action.DECIDED]


def test_everyone_who_answered_is_told_when_the_proposal_is_taken_back():
    hearing = HearingFactory(open=True)
    ResponseFactory(hearing=hearing, email="asta@example.dk")

    services.withdraw_hearing(hearing, reason="Tegnes om", by=UserFactory(), at=timezone.now())

    hearing.refresh_from_db()
    assert (hearing.status, hearing.withdrawn_reason) == (Hearing.Status.WITHDRAWN, "Tegnes om")
    assert addresses("hearings.hearing_withdrawn") == ["asta@example.dk"]


@pytest.mark.parametrize("name", ["opens_at", "closes_at", "publication_rule", "kinds"])
def test_what_people_were_told_is_not_changed_after_the_publishing(name):
    hearing = HearingFactory(open=True)

    with pytest.raises(TransitionNotAllowed):
        change_hearing(hearing, changed=[name], by=UserFactory(), at=timezone.now())

    assert history(hearing) == []


# --- Answers --------------------------------------------------------------------------------
def test_an_answer_is_numbered_received_and_receipted_when_sent():
    hearing = HearingFactory(open=True)
    at = timezone.now()

    first = submit(hearing, at=at)
    second = submit(hearing, email="", at=at)

    assert (first.number, second.number) == (1, 2)
    assert (first.received_at, first.current_version.text) == (at, "Bevar træerne.")
    assert addresses("hearings.receipt") == ["asta@example.dk"]
    assert history(hearing) == [Action.RESPONSE_RECEIVED, Action.RESPONSE_RECEIVED]
    assert ResponseDraft.objects.count() == 0


def test_the_same_draft_sent_twice_is_one_answer():
    hearing = HearingFactory(open=True)
    draft = draft_for(hearing)
    send = {"answer": answer(), "person": None, "language": "da", "at": timezone.now()}

    first = services.submit_draft(draft, **send)
    again = services.submit_draft(draft, **send)

    assert first == again
    assert (Response.objects.count(), Message.objects.count()) == (1, 1)


@pytest.mark.parametrize("trait", ["coming", "closed", "decided", "withdrawn", "draft"])
def test_only_an_open_hearing_takes_answers(trait):
    hearing = HearingFactory(**{trait: True})

    with pytest.raises(HearingNotOpen):
        submit(hearing)

    hearing.refresh_from_db()
    assert (Response.objects.count(), hearing.last_response_number) == (0, 0)
    assert ResponseDraft.objects.count() == 1


def test_a_request_that_began_a_second_before_the_deadline_is_in():
    hearing = HearingFactory(closed=True)

    response = submit(hearing, at=hearing.closes_at - timedelta(seconds=1))

    assert response.is_late is False


def test_a_request_that_began_at_the_deadline_is_not_in():
    hearing = HearingFactory(closed=True)

    with pytest.raises(HearingNotOpen):
        submit(hearing, at=hearing.closes_at)


def test_a_logged_in_person_owns_the_answer_and_a_known_address_needs_no_confirmation():
    person = UserFactory(email="asta@example.dk", confirmed=True)
    hearing = HearingFactory(open=True)

    own = submit(hearing, person=person)
    other = submit(hearing, person=person, email="en.anden@example.dk")

    assert own.person == person
    assert own.email_confirmed_at is not None
    assert other.email_confirmed_at is None


def test_a_letter_joins_the_same_numbers_and_a_late_one_is_flagged():
    hearing = HearingFactory(closed=True)
    staff = UserFactory()
    ResponseFactory(hearing=hearing)

    letter = services.register_response(
        hearing,
        answer=answer(email=""),
        channel=Response.Channel.LETTER,
        received_at=hearing.closes_at + timedelta(days=1),
        by=staff,
        at=timezone.now(),
    )

    assert (letter.number, letter.is_late, letter.registered_by) == (2, True, staff)
    assert history(hearing) == [Action.RESPONSE_REGISTERED]


@pytest.mark.parametrize("trait", ["draft", "coming", "withdrawn"])
def test_no_letter_is_entered_before_the_opening_or_to_a_proposal_taken_back(trait):
    hearing = HearingFactory(**{trait: True})

    with pytest.raises(HearingNotOpen):
        services.register_response(
            hearing,
            answer=answer(),
            channel=Response.Channel.LETTER,
            received_at=timezone.now(),
            by=UserFactory(),
            at=timezone.now(),
        )


def test_a_letter_entered_twice_with_one_form_is_one_answer():
    hearing = HearingFactory(open=True)
    values = {
        "answer": answer(),
        "channel": Response.Channel.LETTER,
        "received_at": timezone.now(),
        "key": uuid4(),
        "by": UserFactory(),
        "at": timezone.now(),
    }

    assert services.register_response(hearing, **values) == services.register_response(
        hearing, **values
    )
    assert Response.objects.count() == 1


def test_an_edited_answer_keeps_all_its_versions_and_is_read_again():
    response = ResponseFactory(approved=True, text="Før")

    services.edit_response(response, answer=answer(text="Efter"), by=None, at=timezone.now())

    response.refresh_from_db()
    assert [version.text for version in response.versions.all()] == ["Før", "Efter"]
    assert (response.status, response.current_version.text) == ("received", "Efter")
    assert response.published_version.text == "Før"


def test_a_name_that_nobody_has_read_is_not_published_with_the_old_text():
    response = ResponseFactory(approved=True, text="Før")

    services.edit_response(
        response,
        answer=answer(text="Før", name="Et Nyt Navn", show_name=True),
        by=None,
        at=timezone.now(),
    )

    response.refresh_from_db()
    assert (response.public_name, response.is_public) == ("Et Nyt Navn", False)


@pytest.mark.parametrize("trait", ["closed", "decided", "withdrawn"])
def test_after_the_deadline_nothing_is_edited_or_withdrawn(trait):
    response = ResponseFactory(hearing=HearingFactory(**{trait: True}))

    with pytest.raises(HearingNotOpen):
        services.edit_response(response, answer=answer(), by=None, at=timezone.now())
    with pytest.raises(HearingNotOpen):
        services.withdraw_response(response, at=timezone.now())

    response.refresh_from_db()
    assert (response.status, response.versions.count()) == ("received", 1)


def test_a_withdrawn_answer_is_gone_from_the_public_at_once_and_keeps_its_number():
    response = ResponseFactory(approved=True)

    services.withdraw_response(response, at=timezone.now())

    response.refresh_from_db()
    assert (response.status, response.is_public, response.number) == ("withdrawn", False, 1)
    assert addresses("hearings.response_withdrawn") == [response.email]
    assert ResponseFactory(hearing=response.hearing).number == 2


def test_an_address_is_confirmed_once():
    response = ResponseFactory()
    first = timezone.now()

    services.confirm_email(response, at=first)
    services.confirm_email(response, at=first + timedelta(days=1))

    response.refresh_from_db()
    assert response.email_confirmed_at == first
    assert history(response.hearing) == [Action.EMAIL_CONFIRMED]


def test_a_stranger_can_have_their_address_removed_and_the_answer_stays():
    response = ResponseFactory()

    services.disown_email(response, at=timezone.now())

    response.refresh_from_db()
    assert (response.email, response.status) == ("", "received")


def test_a_confirmed_address_cannot_be_disowned():
    response = ResponseFactory(email_confirmed_at=timezone.now())

    services.disown_email(response, at=timezone.now())

    response.refresh_from_db()
    assert response.email != ""


# --- Moderation -----------------------------------------------------------------------------
def test_an_approved_answer_shows_its_current_version():
    response = ResponseFactory(text="Første")
    response.add_version("Anden", by=None, at=timezone.now())
    user = UserFactory()

    services.approve_response(response, by=user, at=timezone.now())

    response.refresh_from_db()
    assert response.published_version.text == "Anden"
    assert [(line.action, line.by) for line in response.history.all()] == [
        (Action.RESPONSE_APPROVED, user)
    ]


def test_the_author_of_a_declined_answer_is_told_why_each_time():
    response = ResponseFactory()
    for reason in ("Uden for emnet", "Stadig uden for emnet"):
        services.decline_response(response, reason=reason, by=UserFactory(), at=timezone.now())
        services.approve_response(response, by=UserFactory(), at=timezone.now())

    assert addresses("hearings.response_declined") == [response.email] * 2
    assert response in Response.objects.counted()


def test_masks_are_replaced_as_a_whole_and_the_original_stays():
    response = ResponseFactory(text="Ring til Bo på 00 00 00 00.")
    user, version = UserFactory(), response.current_version

    for passages in ([(9, 11, "personal")], [(15, 26, "personal"), (9, 11, "sensitive")]):
        services.redact_response(
            response, version=version, passages=passages, by=user, at=timezone.now()
        )

    version.refresh_from_db()
    assert version.text == "Ring til Bo på 00 00 00 00."
    assert list(Redaction.objects.values_list("start", "end", "reason")) == [
        (9, 11, "sensitive"),
        (15, 26, "personal"),
    ]
    assert history(response.hearing) == [Action.REDACTED, Action.REDACTED]


def test_masks_on_a_text_that_the_author_has_changed_are_refused():
    response = ResponseFactory()
    old = response.current_version
    response.add_version("Nyere", by=None, at=timezone.now())

    with pytest.raises(TransitionNotAllowed):
        services.redact_response(
            response,
            version=old,
            passages=[(0, 3, "personal")],
            by=UserFactory(),
            at=timezone.now(),
        )

    assert Redaction.objects.count() == 0


@pytest.mark.parametrize(
    ("passages", "expected"),
    [
        ([], []),
        ([(5, 8, "b"), (0, 3, "a")], [(0, 3, "a"), (5, 8, "b")]),
        ([(0, 5, "a"), (3, 8, "b")], [(0, 5, "a"), (5, 8, "b")]),
        ([(0, 8, "a"), (3, 5, "b")], [(0, 8, "a")]),
    ],
)
def test_passages_are_put_in_order_without_overlap(passages, expected):
    assert merged(passages, 10) == expected


@pytest.mark.parametrize("passage", [(3, 3, "a"), (5, 3, "a"), (0, 11, "a"), (-1, 3, "a")])
def test_a_passage_outside_the_text_is_an_error(passage):
    with pytest.raises(ValueError, match="outside"):
        merged([passage], 10)


def test_reading_an_original_is_logged():
    response = ResponseFactory(text="Hele teksten")
    user = UserFactory()

    version = services.open_original(response, by=user, at=timezone.now())

    assert version.text == "Hele teksten"
    assert [(line.action, line.by) for line in response.history.all()] == [
        (Action.ORIGINAL_READ, user)
    ]


# --- Drafts and accounts --------------------------------------------------------------------
def test_a_draft_is_kept_under_its_key_and_lives_24_hours_from_the_last_change():
    hearing = HearingFactory(open=True)
    key, at = uuid4(), timezone.now()

    services.keep_draft(hearing, key=key, fields={"text": "a"}, person=None, at=at)
    later = at + timedelta(hours=5)
    draft = services.keep_draft(hearing, key=key, fields={"text": "b"}, person=None, at=later)

    assert ResponseDraft.objects.get() == draft
    assert (draft.fields, draft.created_at, draft.expires_at) == (
        {"text": "b"},
        at,
        later + timedelta(hours=24),
    )


def test_drafts_are_deleted_when_their_time_is_over():
    hearing = HearingFactory(open=True)
    draft = draft_for(hearing)

    early = services.delete_expired_drafts(at=draft.expires_at - timedelta(seconds=1))
    late = services.delete_expired_drafts(at=draft.expires_at)

    assert (early, late, ResponseDraft.objects.count()) == (0, 1, 0)


def test_a_file_that_came_with_an_edit_waits_also_when_the_old_text_is_approved_meanwhile():
    response = ResponseFactory()
    sent_at = timezone.now()
    draft = draft_for(response.hearing, files=[inspect_upload(pdf("kort.pdf", "Et kort"))])
    services.approve_response(response, by=UserFactory(), at=sent_at + timedelta(seconds=9))

    services.edit_response(response, answer=answer(text="Nyt."), draft=draft, by=None, at=sent_at)

    assert response.files.count() == 1
    assert list(response.files.approved()) == []


def test_earlier_answers_are_offered_to_the_confirmed_owner_of_the_address_only():
    response = ResponseFactory(email="asta@example.dk")
    ResponseFactory(email="en.anden@example.dk")
    owner = UserFactory(email="asta@example.dk", confirmed=True)
    claimant = UserFactory(email="birk@example.dk")

    assert list(services.offered_responses(owner)) == [response]
    assert list(services.offered_responses(claimant)) == []
    response.refresh_from_db()
    assert response.person is None


def test_an_answer_is_offered_however_its_address_was_typed():
    response = ResponseFactory(email="Asta.Aeblegren@example.dk")
    owner = UserFactory(email="asta.aeblegren@example.dk", confirmed=True)

    offered = list(services.offered_responses(owner))
    linked = services.adopt_responses(owner, at=timezone.now())

    assert (offered, linked) == ([response], 1)


def test_offered_answers_are_linked_when_the_person_says_so():
    response = ResponseFactory(email="asta@example.dk")
    owner = UserFactory(email="asta@example.dk", confirmed=True)

    count = services.adopt_responses(owner, at=timezone.now())

    response.refresh_from_db()
    assert (count, response.person) == (1, owner)
    assert history(response.hearing) == [Action.ADOPTED]
    assert list(services.offered_responses(owner)) == []


def test_the_deadline_that_is_told_is_the_end_of_a_day():
    hearing = HearingFactory(open=True)

    assert hearing.closes_at == end_of_day(hearing.last_day)
