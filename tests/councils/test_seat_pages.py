"""Applying and standing as people do it, and who sees what on the way."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.tokens import new_stamp
from councils.models import Application, Call, Candidate, Election
from councils.seat_links import application_token, candidate_token
from councils.services.seat_openings import announce_openings
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.councils.factories import (
    ApplicationFactory,
    BodyFactory,
    CallFactory,
    CandidateFactory,
    ElectionFactory,
    SeatFactory,
    SeatGroupFactory,
    days_from_now,
)
from tests.hearings.staff import at_work

pytestmark = pytest.mark.django_db
MOTIVATION = "Jeg har passet planteskolen i ti år."


def address(page: str, row, *more) -> str:
    return reverse(f"councils:{page}", args=[row.pk, row.slug, *more])


def stamp_for(form: str) -> str:
    return new_stamp(form, at=timezone.now() - timedelta(seconds=30))


def application(call: Call, **changes) -> dict[str, str]:
    values = {
        "name": "Signe Syren",
        "email": "signe@example.dk",
        "motivation": MOTIVATION,
        "stamp": stamp_for(f"application-{call.pk}"),
    }
    return {**values, **changes}


def nomination(election: Election, **changes) -> dict[str, str]:
    values = {
        "who": "self",
        "name": "Poul Pil",
        "email": "poul@example.dk",
        "stamp": stamp_for(f"nomination-{election.pk}"),
    }
    return {**values, **changes}


def secretary_of(*bodies) -> Client:
    person = UserFactory(role=Role.CASE_WORKER, department=bodies[0].department)
    for body in bodies:
        body.secretaries.add(person)
    return at_work(person)


# --- Applying ---------------------------------------------------------------------------------
def test_a_citizen_applies_and_reads_the_receipt_and_the_application(client):
    call = CallFactory()
    form = client.get(address("apply", call))

    sent = client.post(address("apply", call), application(call), follow=True)

    assert "csrfmiddlewaretoken" in form.content.decode()
    row = Application.objects.get()
    assert sent.redirect_chain[0][0] == reverse(
        "councils:application_receipt", args=[application_token(row)]
    )
    assert "Tak, din ansøgning er modtaget" in sent.content.decode()
    mine = client.get(reverse("councils:application", args=[application_token(row)]))
    assert MOTIVATION in mine.content.decode()
    assert mine.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_a_double_click_is_one_application(client):
    call = CallFactory()
    typed = application(call)

    first, second = (client.post(address("apply", call), typed) for _ in range(2))

    assert first.url == second.url
    assert Application.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"email": "ingenting"}, "Skriv en hel mailadresse"),
        ({"motivation": f"{MOTIVATION} 010190-1234"}, "cpr-nummer"),
        ({"name": ""}, "Skriv dit navn."),
        ({"stamp": "forged"}, "Formularen er for gammel"),
        ({"homepage": "http://spam"}, "Et skjult felt"),
    ],
)
def test_nothing_typed_is_lost_when_something_is_wrong(client, change, said):
    call = CallFactory()

    page = client.post(address("apply", call), application(call, **change)).content.decode()

    assert said in page
    assert MOTIVATION in page
    assert Application.objects.count() == 0


def test_a_passed_deadline_gives_the_text_back(client):
    call = CallFactory()
    typed = application(call)

    with time_machine.travel(call.closes_at, tick=False):
        page = client.post(address("apply", call), typed)

    assert page.status_code == 409
    assert MOTIVATION in page.content.decode()
    assert Application.objects.count() == 0


def test_who_has_applied_is_told_so_and_gets_the_link_again(client):
    call = CallFactory()
    client.post(address("apply", call), application(call))

    again = application(call, stamp=stamp_for(f"application-{call.pk}"), email="SIGNE@example.dk")
    page = client.post(address("apply", call), again)

    assert page.status_code == 409
    assert "Du har søgt allerede" in page.content.decode()
    assert application_token(Application.objects.get()) not in page.content.decode()
    assert list(Message.objects.values_list("email", flat=True)) == ["signe@example.dk"] * 2


def test_too_many_applications_from_one_mailbox_give_the_text_back(client):
    call = CallFactory()
    answers = [
        client.post(
            address("apply", call), application(call, stamp=stamp_for(f"application-{call.pk}"))
        ).status_code
        for _ in range(11)
    ]

    assert answers == [302, *[409] * 9, 429]


def test_an_application_is_taken_back_by_a_post_alone(client):
    row = ApplicationFactory()
    page = reverse("councils:application_withdraw", args=[application_token(row)])

    client.get(page)
    row.refresh_from_db()
    assert row.status == Application.Status.RECEIVED
    client.post(page)

    row.refresh_from_db()
    assert row.status == Application.Status.WITHDRAWN


@pytest.mark.parametrize("token", ["x", "0" * 32 + "~x", "a~b~c"])
@pytest.mark.parametrize("page", ["application", "application_receipt", "candidacy"])
def test_a_forged_link_opens_nothing(client, page, token):
    assert client.get(reverse(f"councils:{page}", args=[token])).status_code == 404


# --- The secretary answers --------------------------------------------------------------------
def test_a_secretary_answers_all_applicants_from_a_draft(client):
    call = CallFactory(closed=True, seats=1)
    rows = [ApplicationFactory(call=call) for _ in range(2)]
    desk = secretary_of(call.body)
    typed = {
        f"status_{rows[0].pk}": "chosen",
        f"reason_{rows[0].pk}": "Kender byen.",
        "choice_reason": "Vi så på alder og bydel.",
        "seen": "0",
    }
    page, step = (
        reverse(f"councils:{name}", args=[call.pk]) for name in ("desk_call", "desk_call_choose")
    )

    desk.post(page, typed)
    half = desk.post(step)
    assert f"nr. {rows[1].number} mangler svar" in half.content.decode()
    assert Message.objects.count() == 0
    more = {f"status_{rows[1].pk}": "not_chosen", f"reason_{rows[1].pk}": "Flere fra samme bydel."}
    late = desk.post(page, {**typed, **more, f"reason_{rows[0].pk}": "Har tid.", "choose": "1"})
    assert "En anden har gemt kladden" in late.content.decode()
    desk.post(page, {**typed, **more, "seen": "1", "choose": "1"})
    desk.post(step)

    assert Message.objects.filter(kind="councils.application_answered").count() == 2
    told = client.get(reverse("councils:application", args=[application_token(rows[1])]))
    assert "Flere fra samme bydel." in told.content.decode()
    public = client.get(call.get_absolute_url()).content.decode()
    assert "Vi så på alder og bydel." in public
    assert desk.post(step).status_code == 409


def test_a_chosen_applicant_is_put_on_a_seat_from_the_desk():
    call = CallFactory(closed=True, status="decided", decided_at=timezone.now(), choice_reason="A")
    row = ApplicationFactory(call=call, status="chosen", reason="Ja.", answered_at=timezone.now())
    seat = SeatFactory(group=call.group)
    page = reverse("councils:desk_call_seat", args=[call.pk, row.number])

    secretary_of(call.body).post(page, {"seat": seat.pk, "first_day": "2027-01-01"})

    row.refresh_from_db()
    assert row.member.memberships.get().seat == seat


def test_a_secretary_writes_and_publishes_a_call_and_an_election():
    body = BodyFactory()
    group, desk = SeatGroupFactory(body=body), secretary_of(body)
    day = lambda n: f"{days_from_now(n):%Y-%m-%d}"  # noqa: E731 (a short name for a long call)
    call = {
        "group": group.pk, "title": "To søges", "seats": 2, "text": "Fire møder.",
        "criteria": "Rådet vælger.", "first_day": day(0), "last_day": day(20),
    }  # fmt: skip
    election = {
        "group": group.pk, "title": "Valg 2027", "seats": 5, "substitutes": 2,
        "who_may_stand": "60+", "who_may_vote": "60+", "nominate_from": day(0),
        "nominate_until": day(20), "vote_from": day(40), "vote_until": day(50),
        "term_starts_on": day(60),
    }  # fmt: skip

    desk.post(reverse("councils:desk_call_add", args=[body.pk]), call)
    desk.post(reverse("councils:desk_election_add", args=[body.pk]), election)
    found = Call.objects.get(), Election.objects.get()
    desk.post(reverse("councils:desk_call_publish", args=[found[0].pk]))
    desk.post(reverse("councils:desk_election_publish", args=[found[1].pk]))

    for row in found:
        row.refresh_from_db()
    assert [row.status for row in found] == ["published", "published"]
    assert announce_openings(at=timezone.now()) == 2


# --- Standing ---------------------------------------------------------------------------------
def test_a_citizen_stands_by_the_link_in_the_mail_and_is_elected_without_a_vote(client):
    election = ElectionFactory(seats=2)

    thanks = client.post(address("nominate", election), nomination(election), follow=True)
    row = Candidate.objects.get()
    before = client.get(election.get_absolute_url()).content.decode()
    link = reverse("councils:candidacy_accept", args=[candidate_token(row)])
    client.get(link)
    assert Candidate.objects.get().status == Candidate.Status.NOMINATED
    client.post(link, {"text": "Flere stier.", "birth_year": "1950"})

    assert "Nu skal kandidaten selv sige ja" in thanks.content.decode()
    assert "Poul Pil" not in before
    assert "Poul Pil" in client.get(election.get_absolute_url()).content.decode()
    with time_machine.travel(election.nominations_close_at + timedelta(days=1)):
        desk = secretary_of(election.body)
        step = reverse("councils:desk_election_settle", args=[election.pk])
        desk.post(step, {"reason": "Ikke flere end pladser."})
        page = client.get(election.get_absolute_url()).content.decode()
    assert "Fredsvalg: alle er valgt uden afstemning" in page
    assert "Poul Pil" in page


def test_who_passes_the_last_day_loses_no_word(client):
    row = CandidateFactory(nominated=True)
    link = reverse("councils:candidacy_accept", args=[candidate_token(row)])

    with time_machine.travel(row.election.nominations_close_at):
        page = client.post(link, {"text": "Flere stier, mindre støj."})

    assert page.status_code == 409
    assert "Flere stier, mindre støj." in page.content.decode()


def test_two_people_enter_a_result_and_see_where_they_differ_only_after_their_own():
    election = ElectionFactory(counting=True, seats=1)
    rows = [CandidateFactory(election=election) for _ in range(2)]
    first, second = secretary_of(election.body), at_work(UserFactory(role=Role.ADMINISTRATOR))
    page = reverse("councils:desk_election", args=[election.pk])
    step = reverse("councils:desk_election_result", args=[election.pk])
    right = {"eligible": 20, "ballots": 10, "invalid": 1, f"votes_{rows[0].number}": 6}
    right[f"votes_{rows[1].number}"] = 3
    wrong = {**right, f"votes_{rows[0].number}": 5, f"votes_{rows[1].number}": 4}

    first.post(step, wrong)
    assert "har indtastet noget andet" not in second.get(page).content.decode()
    assert 'value="5"' not in second.get(step).content.decode()
    second.post(step, right)
    assert "har indtastet noget andet" in second.get(page).content.decode()
    first.post(step, right)

    shown = Client().get(election.get_absolute_url()).content.decode()
    assert "50,0 procent stemte: 10 af 20" in shown
    assert "Sat på plads" not in shown


# --- Who sees what ----------------------------------------------------------------------------
PRIVATE = ("MOTIVMÆRKE", "mærke@example.dk", "TELEFONMÆRKE", "NAVNEMÆRKE", "GRUNDMÆRKE")


def marked(call: Call, **more) -> Application:
    return ApplicationFactory(
        call=call, name=PRIVATE[3], email=PRIVATE[1], phone=PRIVATE[2], motivation=PRIVATE[0],
        proposed_reason=PRIVATE[4], **more,
    )  # fmt: skip


@pytest.mark.parametrize("state", [{}, {"closed": True}, {"status": "withdrawn"}])
def test_nothing_of_an_application_is_public(client, state):
    call = CallFactory(**state)
    marked(call)
    pages = [call.get_absolute_url(), reverse("councils:calls"), call.body.get_absolute_url()]

    shown = "".join(client.get(page).content.decode() for page in pages)

    assert call.title in shown
    assert [mark for mark in PRIVATE if mark in shown] == []


@pytest.mark.parametrize("status", [s for s in Candidate.Status if s != "accepted"])
def test_who_does_not_stand_is_shown_nowhere(client, status):
    election = ElectionFactory()
    row = CandidateFactory(election=election, name="NAVNEMÆRKE", text="ORDMÆRKE", status=status)
    shown = CandidateFactory(election=election)

    page = client.get(election.get_absolute_url()).content.decode()

    assert shown.name in page
    assert "MÆRKE" not in page
    assert client.get(row.get_absolute_url()).status_code == 404


def test_a_protected_candidate_is_shown_without_name_words_or_picture(client):
    row = CandidateFactory(name="NAVNEMÆRKE", text="ORDMÆRKE", user=UserFactory(protected=True))

    pages = [row.election.get_absolute_url(), row.get_absolute_url()]
    shown = "".join(client.get(page).content.decode() for page in pages)

    assert f"Kandidat nr. {row.number}" in shown
    assert "MÆRKE" not in shown


def test_an_election_that_is_called_off_shows_no_candidates(client):
    row = CandidateFactory(election__status="called_off", election__note="Rådet nedlægges.")

    page = client.get(row.election.get_absolute_url()).content.decode()

    assert "Rådet nedlægges." in page
    assert row.name not in page
    assert client.get(row.get_absolute_url()).status_code == 404


DESK_CALL = ("desk_call", "desk_call_print", "desk_call_change", "desk_call_publish")
DESK_ELECTION = ("desk_election", "desk_election_change", "desk_election_publish")


@pytest.mark.parametrize(
    ("who", "draft", "published"),
    [
        ("secretary", 200, 200),
        ("secretary of another", 404, 403),
        ("administrator", 404, 403),
        ("case worker", 404, 403),
    ],
)
def test_a_desk_belongs_to_the_secretaries_of_the_body(who, draft, published):
    calls = CallFactory(draft=True), CallFactory()
    body = calls[0].body
    Call.objects.filter(pk=calls[1].pk).update(body=body)
    client = {
        "secretary": lambda: secretary_of(body),
        "secretary of another": lambda: secretary_of(BodyFactory()),
        "administrator": lambda: at_work(UserFactory(role=Role.ADMINISTRATOR)),
        "case worker": lambda: at_work(
            UserFactory(role=Role.CASE_WORKER, department=body.department)
        ),
    }[who]()

    statuses = [
        {
            client.get(reverse(f"councils:{name}", args=[row.pk])).status_code
            for name in DESK_CALL[:3]
        }
        for row in calls
    ]

    assert statuses == [{draft}, {published}]


def test_a_draft_is_seen_by_its_secretaries_alone(client):
    rows = [CallFactory(draft=True), ElectionFactory(draft=True)]
    desk = secretary_of(*[row.body for row in rows])

    for row in rows:
        assert client.get(row.get_absolute_url()).status_code == 404
        assert secretary_of(BodyFactory()).get(row.get_absolute_url()).status_code == 404
        assert desk.get(row.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_a_visitors_pages_cost_the_same_for_many_and_keep_no_cookie(
    client, count, django_assert_num_queries
):
    call, election = CallFactory(), ElectionFactory()
    for _ in range(count):
        ApplicationFactory(call=call)
        CandidateFactory(election=election)
        CallFactory(closed=True)
        ElectionFactory(counting=True)

    for page, queries in (
        (call.get_absolute_url(), 1),
        (reverse("councils:calls"), 1),
        (election.get_absolute_url(), 2),
        (reverse("councils:elections"), 1),
    ):
        with django_assert_num_queries(queries):
            response = client.get(page)
        assert response.status_code == 200
        assert not response.cookies
        assert "csrfmiddlewaretoken" not in response.content.decode()


@pytest.mark.parametrize("kind", ["application_received", "candidate_asked"])
def test_a_mail_has_the_private_link_and_the_row_has_it_not(kind, client):
    call, election = CallFactory(), ElectionFactory()
    client.post(address("apply", call), application(call))
    client.post(address("nominate", election), nomination(election))

    message = Message.objects.get(kind=f"councils.{kind}")

    assert re.search(r"~", str(message.context)) is None
