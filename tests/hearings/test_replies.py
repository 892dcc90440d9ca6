"""What everyone who answered is told when the white paper is published."""

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.roles import Role
from hearings import replies
from hearings.links import token_for
from hearings.models import Answer, Hearing, Response, WhitePaper
from hearings.replies import _Read, in_one_line, replies_to
from hearings.services.telling import audience_of_white_paper
from hearings.services.treatment import mark_out_of_scope
from notifications.delivery import relay
from notifications.kinds import Lane
from notifications.models import Message
from notifications.services import expand_announcements
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.hearings.factories import HearingFactory, ResponseFactory
from tests.hearings.following import follow
from tests.hearings.papers import answer_to, approved_of, point_in, published_of, with_files
from tests.hearings.staff import at_work
from tests.hearings.test_white_paper_pages import answered

pytestmark = pytest.mark.django_db

TREES, ROADS = "Bevar poppelrækken", "Luk vejen"


@pytest.fixture
def hearing() -> Hearing:
    return HearingFactory(closed=True, title="Lokalplan 9.9")


def says(hearing: Hearing, *points: str, **values) -> Response:
    """A response that makes these points; each has an answer of its own."""
    response = ResponseFactory(hearing=hearing, approved=True, **values)
    for title in points:
        found = hearing.points.filter(title=title).first()
        if found:
            found.mentions.create(
                response=response,
                version=response.current_version,
                start=0,
                end=1,
                created_by=found.created_by,
            )
        else:
            answer_to(point_in(response, title=title), remark=f"Svar om: {title}.")
    return response


def sent() -> dict[str, mail.EmailMultiAlternatives]:
    """Send what waits, and return the one mail of each address."""
    expand_announcements(seconds=30)
    relay(Lane.IMMEDIATE, Lane.BULK, seconds=30)
    addresses = [message.to[0] for message in mail.outbox]
    assert len(addresses) == len(set(addresses))
    return dict(zip(addresses, mail.outbox, strict=True))


def both_parts(message: mail.EmailMultiAlternatives) -> tuple[str, str]:
    return message.body, message.alternatives[0][0]


def test_everyone_gets_one_mail_with_exactly_their_points(hearing):
    says(hearing, TREES, email="asta@example.dk")
    says(hearing, ROADS, email="bo@example.dk")
    says(hearing, TREES, ROADS, email="carl@example.dk")
    published_of(hearing)

    mails = sent()

    told = {
        address: [[words in part for words in (TREES, ROADS)] for part in both_parts(message)]
        for address, message in mails.items()
    }
    assert told == {
        "asta@example.dk": [[True, False]] * 2,
        "bo@example.dk": [[False, True]] * 2,
        "carl@example.dk": [[True, True]] * 2,
    }


def test_the_mail_tells_answer_outcome_change_and_where_to_read_it(hearing):
    response = says(hearing, email="asta@example.dk")
    answer_to(
        point_in(response, title=TREES),
        remark="Rækken er sund.",
        outcome=Answer.Outcome.PARTLY,
        change="Elleve træer bliver stående.",
        change_place="kortbilag 3",
    )
    paper = published_of(hearing)

    message = sent()["asta@example.dk"]

    assert message.subject == "Svar på dine pointer: Lokalplan 9.9"
    for part in both_parts(message):
        for words in (
            "Rækken er sund.", "imødekommes delvist", "Elleve træer bliver stående.",
            "kortbilag 3", f"{paper.get_absolute_url()}?svar=1#svar-1", token_for(response),
        ):  # fmt: skip
            assert words in part, words


def test_all_responses_of_one_address_stand_in_one_mail(hearing):
    first = says(hearing, TREES, email="asta@example.dk")
    second = says(hearing, ROADS, email="Asta@Example.dk")
    published_of(hearing)

    [message] = sent().values()

    for part in both_parts(message):
        assert all(words in part for words in (TREES, ROADS, token_for(first), token_for(second)))


def test_an_account_and_its_address_are_one_person(hearing):
    person = UserFactory(email="asta@example.dk")
    says(hearing, TREES, email="", person=person)
    says(hearing, ROADS, email="asta@example.dk")
    published_of(hearing)

    [message] = sent().values()

    assert (TREES in message.body, ROADS in message.body) == (True, True)


def test_outside_the_subject_gets_the_reason(hearing):
    says(hearing, TREES, email="asta@example.dk")
    aside = ResponseFactory(hearing=hearing, approved=True, email="bo@example.dk")
    mark_out_of_scope(
        aside, reason="Det handler om en anden vej.", version=aside.current_version,
        by=UserFactory(staff=True), at=timezone.now(),
    )  # fmt: skip
    published_of(hearing)

    mails = sent()

    assert "Det handler om en anden vej." in mails["bo@example.dk"].body
    assert "Det handler om en anden vej." not in mails["asta@example.dk"].body


def test_a_declined_response_is_answered_too(hearing):
    declined = ResponseFactory(hearing=hearing, declined=True, email="asta@example.dk")
    answer_to(point_in(declined, title=TREES))
    published_of(hearing)

    assert TREES in sent()["asta@example.dk"].body


def test_followers_get_a_short_one_and_nobody_gets_both(hearing):
    says(hearing, TREES, email="asta@example.dk")
    follow(hearing, "asta@example.dk")
    follow(hearing, "frida@example.dk")
    published_of(hearing)

    mails = sent()

    assert set(mails) == {"asta@example.dk", "frida@example.dk"}
    assert mails["frida@example.dk"].subject == "Hvidbogen er udgivet: Lokalplan 9.9"
    assert TREES not in mails["frida@example.dk"].body
    assert "mit-svar" not in mails["frida@example.dk"].body


def test_the_page_before_counts_the_same_people(hearing):
    says(hearing, TREES, email="asta@example.dk")
    says(hearing, TREES, email="asta@example.dk")
    says(hearing, TREES, email="")
    follow(hearing, "frida@example.dk")
    paper = with_files(approved_of(hearing))

    audience = audience_of_white_paper(hearing, paper)

    assert (audience.told, audience.without_address) == (2, 1)


@pytest.mark.parametrize(
    "change",
    [
        lambda response: response.withdraw(at=timezone.now()),
        lambda _response: Response.objects.update(forgotten_at=timezone.now(), email=""),
        lambda _response: Response.objects.update(email="en-anden@example.dk"),
        lambda _response: Hearing.objects.update(status="withdrawn"),
        lambda _response: WhitePaper.objects.update(status="approved"),
    ],
    ids=["withdrawn", "forgotten", "another address", "proposal taken back", "not published"],
)
def test_it_is_not_told_when_it_is_no_longer_theirs_or_true(hearing, change):
    response = says(hearing, TREES, email="asta@example.dk")
    published_of(hearing)

    change(response)

    assert sent() == {}
    assert Message.objects.get().state == Message.State.CANCELLED


def test_of_two_responses_the_one_taken_back_is_left_out(hearing):
    says(hearing, TREES, email="asta@example.dk")
    gone = says(hearing, ROADS, email="asta@example.dk")
    published_of(hearing)

    gone.withdraw(at=timezone.now())

    assert (TREES in (body := sent()["asta@example.dk"].body), ROADS in body) == (True, False)


def test_a_new_version_is_told_to_those_whose_answer_changed(hearing):
    says(hearing, TREES, email="asta@example.dk")
    says(hearing, ROADS, email="bo@example.dk")
    published_of(hearing)
    sent()
    mail.outbox.clear()
    Answer.objects.filter(point__title=ROADS).update(remark="Vi tog fejl.")

    published_of(hearing, new_in_version="Et svar er rettet.")
    mails = sent()

    assert set(mails) == {"bo@example.dk"}
    body = mails["bo@example.dk"].body
    assert ("Vi tog fejl." in body, "Et svar er rettet." in body) == (True, True)


def test_the_mail_speaks_the_language_of_the_response(hearing):
    says(hearing, TREES, email="asta@example.dk", language="en")
    published_of(hearing)

    assert Message.objects.get().language == "en"


def test_markup_and_addresses_in_what_staff_wrote_stay_text(hearing):
    response = says(hearing, email="asta@example.dk")
    answer_to(point_in(response, title="<b>fed</b>"), remark="Læs <i>mere</i> på evil.example/x")
    published_of(hearing)

    text, html = both_parts(sent()["asta@example.dk"])

    assert "<b>fed</b>" in text
    assert ("<i>mere</i>" in html, "&lt;i&gt;mere" in html) == (False, True)
    assert "evil.example" not in text + html


# --- What is read -----------------------------------------------------------------------------
def test_replies_come_from_the_published_words_with_one_question(
    hearing, django_assert_num_queries
):
    first, second = says(hearing, TREES), says(hearing, ROADS)
    published_of(hearing)
    Answer.objects.update(remark="Senere ord.")

    with django_assert_num_queries(1):
        replies = replies_to([first, second])

    assert [[point.remark for point in reply.points] for reply in replies] == [
        [f"Svar om: {TREES}."],
        [f"Svar om: {ROADS}."],
    ]
    assert in_one_line(replies[0]) == "1 imødekommes"


def test_a_response_that_came_later_has_no_reply_yet(hearing):
    says(hearing, TREES)
    published_of(hearing)
    late = ResponseFactory(hearing=hearing)

    [reply] = replies_to([late])

    assert not reply.is_given


def test_without_a_white_paper_there_are_no_replies(hearing):
    assert replies_to([says(hearing, TREES)]) == []


# --- Letters ----------------------------------------------------------------------------------
def letters(hearing: Hearing, **person) -> tuple[int, str]:
    user = UserFactory(**{"role": Role.CASE_WORKER, "department": hearing.department, **person})
    response = at_work(user).get(f"/hoeringer/{hearing.number}/behandling/breve/")
    return response.status_code, response.content.decode()


def test_whom_no_mail_reaches_gets_a_letter(hearing):
    clerk = UserFactory(staff=True)
    entered = says(
        hearing, TREES, email="", name="Kaj Kuvert", address="Gangstien 1", registered_by=clerk
    )
    own = says(hearing, ROADS, email="", name="Wilma Web", address="Gangstien 2")
    says(hearing, TREES, email="asta@example.dk", name="Maja Mail")
    published_of(hearing)

    status, page = letters(hearing)

    assert (status, page.count('<article class="letter')) == (200, 2)
    assert all(words in page for words in ("Kaj Kuvert", "Gangstien 1", TREES, ROADS))
    assert "Maja Mail" not in page
    # The link to a web answer is its author's alone.
    assert (token_for(entered) in page, token_for(own) in page) == (True, False)


def test_one_person_gets_one_letter(hearing):
    for title in (TREES, ROADS):
        says(hearing, title, email="", name="Kaj Kuvert", address="Gangstien 1")
    for _ in range(2):
        says(hearing, TREES, email="", name="Kaj Kuvert", address="")
    published_of(hearing)

    _status, page = letters(hearing)

    assert page.count('<article class="letter') == 3


def test_letters_are_for_the_department_and_after_the_publication(hearing):
    says(hearing, TREES, email="", name="Kaj Kuvert")
    before, _page = letters(hearing)
    published_of(hearing)

    assert before == 409
    assert letters(hearing, department=DepartmentFactory())[0] == 404
    assert letters(hearing, role=Role.MODERATOR)[0] == 403
    assert letters(hearing, role=Role.MANAGER)[0] == 200


# --- The private page -------------------------------------------------------------------------
def private_page(response: Response) -> str:
    return Client().get(f"/hoeringer/mit-svar/{token_for(response)}/").content.decode()


def test_the_private_page_tells_the_points_and_the_answers(hearing):
    response, other = says(hearing, TREES), says(hearing, ROADS)
    before = private_page(response)
    published_of(hearing)

    page = private_page(response)

    assert ("Dine pointer og svarene" in before, f"Svar om: {TREES}." in before) == (False, False)
    assert "Dine pointer og svarene" in page
    assert (f"Svar om: {TREES}." in page, f"Svar om: {ROADS}." in page) == (True, False)
    assert f"?svar={response.number}#svar-{response.number}" in page
    assert f"Svar om: {ROADS}." in private_page(other)


def test_what_is_half_treated_is_not_told_before_the_deadline():
    response = says(HearingFactory(), TREES)

    assert (TREES in (page := private_page(response)), "Behandlet" in page) == (False, False)


@pytest.mark.parametrize("count", [20, 110])
def test_the_private_page_costs_the_same_for_few_and_many(count, django_assert_num_queries):
    response = answered(count).responses.first()

    with django_assert_num_queries(8):
        page = private_page(response)

    assert "Dine pointer og svarene" in page


def test_the_longest_address_is_told_and_stands_in_no_key(hearing):
    longest = f"{'a' * 64}@{'.'.join(['b' * 60] * 3)}.dk"
    says(hearing, TREES, email=longest)
    published_of(hearing)

    [row] = Message.objects.all()

    assert row.email == longest
    assert len(row.dedup_key) <= Message._meta.get_field("dedup_key").max_length
    assert longest not in row.dedup_key


def test_what_a_new_version_says_is_read_once_however_many_answered(hearing, monkeypatch):
    for number in range(4):
        says(hearing, TREES, email=f"nabo{number}@example.dk")
    published_of(hearing)
    paper = with_files(approved_of(hearing))
    read = []
    monkeypatch.setattr(replies, "_Read", lambda row: read.append(row.version) or _Read(row))

    assert audience_of_white_paper(hearing, paper).told == 0
    assert sorted(read) == [1, 2]
