"""Who sees and does what with meetings: a matrix of persons, pages and open and closed things."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments.models import Comment
from comments.services.writing import write_comment
from councils.duties.meetings import duties_of
from councils.models import AgendaItem, Dissent, Meeting
from councils.mypage_meetings import minutes_to_sign
from councils.personal_meetings import forget, personal_data_of
from councils.search_rows_meetings import item_rows, public_items
from councils.services.agenda import propose_item, support_item
from councils.services.items import add_document
from councils.services.minutes import submit_minutes, write_minutes
from councils.services.rooms import open_room
from councils.services.voices import write_dissent
from tests.accounts.factories import UserFactory
from tests.comments.factories import CommentFactory
from tests.councils.factories import AgendaItemFactory, MeetingFactory
from tests.councils.people import EVERYBODY, INSIDE, SITTING, held_meeting, make_council
from tests.councils.test_agenda import a_file
from tests.hearings.staff import at_work

pytestmark = pytest.mark.django_db
ARRANGING = {"chair", "secretary"}
SECRETARY = {"secretary"}


def address(name: str, council, *keys: int) -> str:
    return reverse(f"councils:{name}", args=[council.body.pk, council.body.slug, *keys])


def status(council, who: str, path: str) -> int:
    """Return the answer; a visitor who is led to the log-in gets 302."""
    answer = council.client(who).get(path)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer.status_code


def answers(council, path: str) -> dict[str, int]:
    return {who: status(council, who, path) for who in EVERYBODY}


def expected(may: set[str], *, else_: int, visitor: int = 302) -> dict[str, int]:
    return {who: 200 if who in may else visitor if who == "visitor" else else_ for who in EVERYBODY}


# --- Reading ---------------------------------------------------------------------------------
def test_a_public_meeting_is_seen_by_everybody_and_a_closed_one_by_those_inside():
    council = make_council()
    public = MeetingFactory(body=council.body)
    closed = MeetingFactory(body=council.body, closed=True)

    assert set(answers(council, public.get_absolute_url()).values()) == {200}
    assert answers(council, closed.get_absolute_url()) == expected(INSIDE, else_=404, visitor=404)


def test_an_agenda_is_read_by_others_once_it_is_out():
    council = make_council()
    ready, out = MeetingFactory(body=council.body), MeetingFactory(body=council.body, agenda=True)
    for meeting in (ready, out):
        AgendaItemFactory(meeting=meeting, title="Cykelstien ved søen")

    def readers(meeting) -> set[str]:
        path = meeting.get_absolute_url()
        return {
            w for w in EVERYBODY if "Cykelstien" in council.client(w).get(path).content.decode()
        }

    assert readers(ready) == INSIDE
    assert readers(out) == set(EVERYBODY)


@pytest.mark.parametrize(("state", "readers"), [("draft", INSIDE), ("submitted", INSIDE)])
def test_minutes_are_read_by_others_once_they_are_signed(state, readers):
    council = make_council()
    meeting = held_meeting(council.body, minutes="Vi talte om stien.", minutes_state=state)
    path = meeting.get_absolute_url()

    found = {
        w for w in EVERYBODY if "talte om stien" in council.client(w).get(path).content.decode()
    }
    assert found == readers

    if state == "submitted":
        meeting.sign_minutes(by=council.chair, at=timezone.now())
        assert "talte om stien" in Client().get(path).content.decode()


def test_a_document_follows_its_item():
    council = make_council()
    public = MeetingFactory(body=council.body, agenda=True)
    closed = MeetingFactory(body=council.body, closed=True, agenda=True)
    ready = MeetingFactory(body=council.body)
    paths = []
    for meeting in (public, closed, ready):
        item = AgendaItemFactory(meeting=meeting)
        document = add_document(
            item, title="Kort", upload=a_file(), by=council.secretary, at=timezone.now()
        )
        paths.append(address("item_document", council, item.pk, document.pk))

    assert set(answers(council, paths[0]).values()) == {200}
    assert answers(council, paths[1]) == expected(INSIDE, else_=404, visitor=404)
    assert answers(council, paths[2]) == expected(INSIDE, else_=404, visitor=404)


def test_a_closed_item_shows_title_and_decision():
    council = make_council()
    item = AgendaItemFactory(meeting=held_meeting(council.body), closed=True, decided=True)

    page = Client().get(item.meeting.get_absolute_url()).content.decode()

    assert item.title in page
    assert "Indstillingen blev vedtaget." in page
    assert "Lukket punkt" in page


def test_another_slug_leads_to_the_right_address():
    council = make_council()
    meeting = MeetingFactory(body=council.body)

    answer = Client().get(reverse("councils:meeting", args=[council.body.pk, "andet", meeting.pk]))

    assert (answer.status_code, answer["Location"]) == (301, meeting.get_absolute_url())


# --- The forms -------------------------------------------------------------------------------
MEETING_FORMS = {
    "change_meeting": SECRETARY,
    "cancel_meeting": SECRETARY,
    "send_agenda": SECRETARY,
    "import_items": SECRETARY,
    "write_minutes": SECRETARY,
    "submit_minutes": SECRETARY,
    "add_item": ARRANGING,
    "order_items": ARRANGING,
    "sign_minutes": {"chair"},
}
ITEM_FORMS = {
    "write_item": ARRANGING,
    "close_item": ARRANGING,
    "open_item": ARRANGING,
    "add_item_document": ARRANGING,
    "take_off_item": ARRANGING,
    "decide_item": ARRANGING,
    "write_votes": ARRANGING,
    "place_item": INSIDE,
    "decline_item": INSIDE,
    "dissent": SITTING,
}


@pytest.mark.parametrize(("name", "may"), MEETING_FORMS.items())
def test_who_works_with_a_meeting(name, may):
    council = make_council()
    path = address(name, council, held_meeting(council.body).pk)

    assert answers(council, path) == expected(may, else_=403)


@pytest.mark.parametrize(("name", "may"), ITEM_FORMS.items())
def test_who_works_with_an_item(name, may):
    council = make_council(publishes_votes=True)
    item = AgendaItemFactory(meeting=held_meeting(council.body))

    assert answers(council, address(name, council, item.pk)) == expected(may, else_=403)


@pytest.mark.parametrize(
    ("name", "may"),
    [("plan_meeting", SECRETARY), ("planning", INSIDE), ("propose_item", INSIDE),
     ("open_room", SECRETARY)],
)  # fmt: skip
def test_who_works_with_a_body(name, may):
    council = make_council()

    assert answers(council, address(name, council)) == expected(may, else_=403)


# --- The closed room -------------------------------------------------------------------------
def test_the_room_does_not_exist_for_those_outside():
    council = make_council()
    room = open_room(council.body, by=council.secretary, at=timezone.now())

    assert answers(council, room.get_absolute_url()) == expected(INSIDE, else_=404)
    thread = room.thread.get_absolute_url()
    assert answers(council, thread) == expected(INSIDE, else_=404, visitor=404)


def test_what_is_said_in_the_room_is_found_nowhere_else():
    council = make_council()
    room = open_room(council.body, by=council.secretary, at=timezone.now())
    comment = write_comment(
        room.thread,
        author=council.user("member"),
        text="MARKØR i rummet",
        asks=True,
        key=uuid4(),
        at=timezone.now(),
    )
    assert comment.is_visible
    colleague = UserFactory(case_worker=True, department=council.body.department)

    feed = reverse("comments:feed", args=[room.thread.pk])
    own = reverse("comments:comment", args=[room.thread.pk, comment.number])
    for client in (Client(), council.client("citizen"), council.client("former")):
        assert client.get(feed).status_code == 404
        assert client.get(own).status_code == 404
    desk = at_work(colleague)
    for tab in ("anmeldte", "tilbageholdte", "venter-paa-svar"):
        assert "MARKØR" not in desk.get(f"/samtaler/behandling/?vis={tab}").content.decode()
    assert desk.get(f"/samtaler/behandling/{room.thread.pk}/").status_code == 404
    assert "MARKØR" in council.client("chair").get(room.get_absolute_url()).content.decode()


def test_a_right_to_talk_in_the_room_ends_with_the_seat():
    council = make_council()
    room = open_room(council.body, by=council.secretary, at=timezone.now())
    council.member.end(at=timezone.now(), reason="flyttet")

    answer = council.client("member").post(
        reverse("comments:write", args=[room.thread.pk]), {"text": "Hej"}
    )

    assert answer.status_code == 404
    assert not Comment.objects.exists()


def test_a_conversation_that_is_not_private_is_at_the_desk_as_before():
    comment = CommentFactory(asks=True)
    colleague = UserFactory(case_worker=True, department=comment.thread.department)

    page = at_work(colleague).get("/samtaler/behandling/?vis=venter-paa-svar")

    assert comment.text in page.content.decode()


# --- What is written is not lost -------------------------------------------------------------
def test_a_member_who_is_removed_while_writing_gets_the_words_back():
    council = make_council()
    meeting = held_meeting(council.body, is_public=False)
    item = AgendaItemFactory(meeting=meeting, decided=True)
    client = council.client("member")
    council.member.end(at=timezone.now(), reason="flyttet")

    proposed = client.post(
        address("propose_item", council), {"title": "Flere bænke", "summary": "Ved søen."}
    )
    dissented = client.post(address("dissent", council, item.pk), {"text": "Jeg er imod."})

    assert (proposed.status_code, dissented.status_code) == (403, 404)
    assert "Flere bænke" in proposed.content.decode()
    assert "Jeg er imod." in dissented.content.decode()
    assert item.title not in dissented.content.decode()
    assert not AgendaItem.objects.proposed().exists()
    assert not Dissent.objects.exists()


def test_the_second_of_two_secretaries_finds_both_minutes_on_the_page():
    council = make_council()
    meeting = held_meeting(council.body, minutes="Den førstes ord", minutes_state="draft")

    answer = council.client("secretary").post(
        address("write_minutes", council, meeting.pk), {"text": "Mine ord", "seen": "et andet"}
    )

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Den førstes ord" in text
    assert "Mine ord" in text
    again = council.client("secretary").post(
        address("write_minutes", council, meeting.pk),
        {"text": "Mine ord", "seen": answer.context["form"]["seen"].value()},
    )
    assert again.status_code == 302


def test_the_second_of_two_who_order_is_told_and_finds_the_agenda_as_it_is():
    council = make_council()
    meeting = MeetingFactory(body=council.body)
    items = [AgendaItemFactory(meeting=meeting, position=n) for n in (1, 2, 3)]
    path = address("order_items", council, meeting.pk)
    sent = {"punkt": [item.pk for item in items], "revision": 0, "ned": items[0].pk}

    first = council.client("chair").post(path, sent)
    second = council.client("secretary").post(path, sent)

    assert (first.status_code, second.status_code) == (302, 409)
    order = list(meeting.items.placed().values_list("pk", flat=True))
    assert order == [items[1].pk, items[0].pk, items[2].pk]


def test_typed_numbers_put_an_item_where_it_is_wanted():
    council = make_council()
    meeting = MeetingFactory(body=council.body)
    items = [AgendaItemFactory(meeting=meeting, position=n, title=str(n)) for n in range(1, 6)]
    numbers = {f"plads-{item.pk}": n for n, item in enumerate(items, start=1)}
    numbers |= {f"plads-{items[1].pk}": 5, f"plads-{items[3].pk}": 1}

    council.client("chair").post(
        address("order_items", council, meeting.pk),
        {"punkt": [item.pk for item in items], "revision": 0, **numbers},
    )

    assert list(meeting.items.placed().values_list("title", flat=True)) == ["4", "1", "3", "5", "2"]


def test_a_meeting_goes_through_all_its_pages():
    council = make_council()
    client = council.client("secretary")
    day = timezone.localdate().isoformat()
    words = {"day": day, "begins": "00:00", "ends": "00:01", "place": "Salen", "is_public": "ja"}
    assert client.post(address("plan_meeting", council), words).status_code == 302
    meeting = Meeting.objects.get()
    client.post(address("add_item", council, meeting.pk), {"title": "Sti", "is_open": "ja"})
    item = AgendaItem.objects.get()
    assert client.post(address("send_agenda", council, meeting.pk)).status_code == 302
    decided = {"outcome": "approved", "decision": "Vi bygger den."}
    assert client.post(address("decide_item", council, item.pk), decided).status_code == 302
    seen = client.get(address("write_minutes", council, meeting.pk)).context["form"].initial["seen"]
    minutes = {"text": "Alle var enige.", "seen": seen}
    assert client.post(address("write_minutes", council, meeting.pk), minutes).status_code == 302
    assert client.post(address("submit_minutes", council, meeting.pk)).status_code == 302
    chair, sign = council.client("chair"), address("sign_minutes", council, meeting.pk)
    seen = chair.get(sign).context["form"].initial["seen"]
    assert chair.post(sign, {"seen": seen}).status_code == 302

    page = Client().get(meeting.get_absolute_url()).content.decode()
    for words in ("Sti", "Vi bygger den.", "Alle var enige.", "Underskrevet af"):
        assert words in page


# --- What it costs ---------------------------------------------------------------------------
def full_agenda(council, count: int) -> Meeting:
    meeting = held_meeting(council.body)
    for n in range(1, count + 1):
        item = AgendaItemFactory(meeting=meeting, position=n, decided=True)
        item.votes.create(membership=council.member, choice="yes")
        item.dissents.create(membership=council.chair, text="Nej.")
    return meeting


@pytest.mark.parametrize("count", [3, 60])
def test_a_visitor_reads_a_meeting_with_at_most_twelve_questions(
    count, client, django_assert_num_queries
):
    council = make_council(publishes_votes=True)
    path = full_agenda(council, count).get_absolute_url()
    client.get(path)

    with django_assert_num_queries(9):
        page = client.get(path)

    assert not page.cookies
    assert "csrfmiddlewaretoken" not in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_archive_costs_the_same_for_few_and_for_many(count, client, django_assert_num_queries):
    council = make_council()
    for n in range(count):
        held_meeting(council.body, days_ago=10 * n + 2)
        MeetingFactory(body=council.body, event__place=f"Sal {n}")
    path = address("meetings", council)

    with django_assert_num_queries(6):
        page = client.get(path)

    assert page.content.decode().count("meeting-row__day") == 2 * count


@pytest.mark.parametrize("count", [1, 3])
def test_the_members_page_costs_the_same_for_few_and_for_many(count, django_assert_max_num_queries):
    council = make_council()
    for n in range(count):
        propose_item(
            council.body, title=f"Forslag {n}", by=council.user("chair"), at=timezone.now()
        )
    client = council.client("member")

    with django_assert_max_num_queries(24):
        page = client.get(address("planning", council))

    assert page.content.decode().count('id="forslag-') == count


# --- Search, and what the portal knows of a person ---------------------------------------------
def test_the_search_finds_items_of_public_agendas_that_are_out_and_nothing_else():
    council = make_council()
    public = MeetingFactory(body=council.body, agenda=True)
    found = AgendaItemFactory(meeting=public, decided=True)
    closed = AgendaItemFactory(meeting=public, closed=True)
    AgendaItemFactory(meeting=MeetingFactory(body=council.body))
    AgendaItemFactory(meeting=MeetingFactory(body=council.body, closed=True, agenda=True))
    AgendaItemFactory(proposed=True, body=council.body)
    now = timezone.now()

    seen = {row.pk: row.version for row in public_items(now)}
    rows = {row.subject: row for row in item_rows(list(seen), now)}

    assert seen == {found.pk: 1, closed.pk: 0}
    assert "Indstillingen blev vedtaget." in rows[found.pk].text
    assert (rows[closed.pk].title, rows[closed.pk].text) == (closed.title, "")


def test_a_person_finds_what_they_did_as_a_member_and_supports_are_forgotten():
    council = make_council()
    person = council.user("member")
    item = AgendaItemFactory(meeting=held_meeting(council.body), decided=True)
    proposal = propose_item(council.body, title="Kaffe", by=person, at=timezone.now())
    support_item(
        propose_item(council.body, title="Te", by=council.user("chair"), at=timezone.now()),
        by=person,
        at=timezone.now(),
    )
    write_dissent(item, text="Nej tak.", by=person, at=timezone.now())

    told = personal_data_of(person)
    forget(person)

    assert [row["title"] for row in told["items_proposed"]] == [proposal.title]
    assert [row["title"] for row in told["items_supported"]] == ["Te"]
    assert [row["text"] for row in told["dissents"]] == ["Nej tak."]
    assert personal_data_of(person)["items_supported"] == []
    assert Dissent.objects.count() == 1


def test_the_secretary_owes_minutes_from_the_end_of_a_meeting_and_the_chair_a_signature():
    council = make_council()
    late, new = held_meeting(council.body, days_ago=20), held_meeting(council.body)
    MeetingFactory(body=council.body)
    held_meeting(make_council().body)

    duties = list(duties_of(council.secretary, timezone.now()))
    write_minutes(new, text="Enige.", by=council.secretary, at=timezone.now())
    submit_minutes(new, by=council.secretary, at=timezone.now())

    assert {duty.url: duty.is_overdue for duty in duties} == {
        f"{late.get_absolute_url()}#referat": True,
        f"{new.get_absolute_url()}#referat": False,
    }
    assert list(minutes_to_sign(council.user("chair"))) == [new]
    assert not minutes_to_sign(council.user("member"))
