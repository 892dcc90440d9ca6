"""What a white paper holds, and what it keeps to itself."""

import json

import pytest
from django.utils import timezone

from city.models import Area
from comments.models import Comment, Thread
from hearings.models import Answer, Hearing, HearingMeeting, MaterialChange, Redaction, Response
from hearings.services import approve_response, redact_response
from hearings.white_paper.blocks import Heading, Paragraph
from hearings.white_paper.content import content_of, digest_of, frozen_content
from hearings.white_paper.parts import LineState
from hearings.white_paper.writing import document_of
from tests.accounts.factories import UserFactory
from tests.comments.factories import CommentFactory
from tests.hearings.factories import HearingFactory, HearingMeetingFactory, ResponseFactory
from tests.hearings.papers import (
    answer_to,
    approved_of,
    draft_of,
    point_in,
    published_of,
    theme_in,
    treated_hearing,
)

pytestmark = pytest.mark.django_db
MOMENT = timezone.now()
Kind, Channel = Response.SenderKind, Response.Channel


@pytest.fixture
def hearing() -> Hearing:
    return HearingFactory(closed=True)


def answered(hearing: Hearing, **values) -> Response:
    return ResponseFactory(**{"hearing": hearing, "approved": True, **values})


# --- Themes, points and answers ---------------------------------------------------------------
def test_a_point_has_its_own_answer_or_its_themes(hearing):
    one, two = answered(hearing), answered(hearing)
    shared = point_in(one, two, title="Bevar træerne")
    own = point_in(one, title="Lave lamper")
    answer_to(shared.theme, remark="Træerne bliver.", outcome=Answer.Outcome.ACCEPTED)
    answer_to(own, remark="Lamperne bliver høje.", outcome=Answer.Outcome.REJECTED)

    [theme] = content_of(draft_of(hearing)).themes

    assert [
        (point.number, point.numbers, point.answer.remark, point.has_own_answer)
        for point in theme.points
    ] == [(1, (1, 2), "Træerne bliver.", False), (2, (1,), "Lamperne bliver høje.", True)]
    assert theme.points[1].answer.outcome_label == "imødekommes ikke"
    assert theme.numbers == (1, 2)


def test_themes_and_points_come_in_the_order_of_the_desk(hearing):
    response = answered(hearing)
    for title, position in [("Trafik", 2), ("Beplantning", 1)]:
        point_in(response, title=f"Om {title}", theme=title)
        hearing.themes.filter(title=title).update(position=position)

    content = content_of(draft_of(hearing))

    assert [theme.title for theme in content.themes] == ["Beplantning", "Trafik"]


def test_what_nobody_says_any_more_is_not_in_it(hearing):
    edited, withdrawn, stays = (answered(hearing) for _time in range(3))
    point_in(edited, withdrawn, stays, title="Bevar træerne")
    point_in(edited, title="Sagt før")
    theme_in(hearing, "Uden pointer")
    edited.add_version("Noget andet.", by=None, at=timezone.now())
    withdrawn.withdraw(at=timezone.now())

    [theme] = content_of(draft_of(hearing)).themes

    assert [(point.title, point.numbers) for point in theme.points] == [("Bevar træerne", (3,))]


# --- Facts and counts -------------------------------------------------------------------------
def test_the_facts_of_the_case(hearing):
    meeting: HearingMeeting = HearingMeetingFactory(hearing=hearing, title="Åbent hus")
    hearing.extensions.create(
        old_closes_at=hearing.opens_at.replace(hour=23),
        new_closes_at=hearing.closes_at,
        reason="Kortet manglede.",
        by=UserFactory(),
    )
    MaterialChange.objects.create(
        hearing=hearing,
        by=UserFactory(),
        what="lead",
        assessment=MaterialChange.Assessment.MINOR,
        reason="En slåfejl.",
    )

    facts = content_of(draft_of(hearing, asked="Naboerne\n\nSeniorrådet")).facts

    assert facts.case_number == "01.02.05-P16-9-26"
    assert [kind.legal_basis for kind in facts.kinds] == ["Planloven § 24, stk. 5"]
    assert facts.last_day == hearing.last_day
    assert [(row.reason, row.new_last_day) for row in facts.extensions] == [
        ("Kortet manglede.", hearing.last_day)
    ]
    assert facts.asked == ("Naboerne", "Seniorrådet")
    assert [(row.title, row.starts_at) for row in facts.meetings] == [
        ("Åbent hus", meeting.starts_at)
    ]
    assert [(row.what, row.reason) for row in facts.material_changes] == [
        ("indledning", "En slåfejl.")
    ]


def test_the_counts_by_sender_and_channel_add_up(hearing):
    answered(hearing)
    answered(hearing, sender_kind=Kind.COUNCIL, channel=Channel.LETTER)
    answered(hearing, received_at=hearing.closes_at)
    ResponseFactory(hearing=hearing, declined=True, channel=Channel.LETTER)
    ResponseFactory(hearing=hearing, withdrawn=True)

    counts = content_of(draft_of(hearing)).counts

    total = counts.total
    assert (total.received, total.in_time, total.late, total.withdrawn) == (5, 3, 1, 1)
    assert (total.published, total.not_published) == (3, 1)
    assert [(row.code, row.received, row.late) for row in counts.by_sender] == [
        ("citizen", 4, 1),
        ("council", 1, 0),
    ]
    assert [(row.code, row.received, row.not_published) for row in counts.by_channel] == [
        ("web", 3, 0),
        ("letter", 2, 1),
    ]


# --- What everybody may read ------------------------------------------------------------------
def test_of_what_is_not_published_number_and_theme_are_told_and_no_more(hearing):
    shown = answered(hearing, name="Asta Æblegren", show_name=True)
    declined = ResponseFactory(hearing=hearing, declined=True, name="Ib Ukendt", show_name=True)
    point_in(shown, declined, title="Bevar træerne")
    withdrawn = ResponseFactory(hearing=hearing, withdrawn=True, name="Bo Væk", show_name=True)

    content = content_of(draft_of(hearing))

    first, second, third = content.lines
    assert (first.name, first.state, first.points) == ("Asta Æblegren", LineState.PUBLISHED, (1,))
    assert second.themes == ("Beplantning",)
    assert (second.state, second.name, second.points, second.received_at) == (
        LineState.NOT_PUBLISHED,
        "",
        (),
        None,
    )
    assert (third.number, third.state, third.themes) == (withdrawn.number, LineState.WITHDRAWN, ())
    [point] = content.themes[0].points
    assert (point.count, point.numbers) == (2, (shown.number,))
    assert content.themes[0].numbers == (shown.number, declined.number)
    assert [entry.parts for entry in content.appendix()] == [
        [("Lad poppelrækken stå.", "")],
        [],
        [],
    ]


def test_the_rule_never_leaves_number_and_theme(hearing):
    Hearing.objects.update(publication_rule=Hearing.PublicationRule.NEVER)
    hearing.refresh_from_db()
    point_in(answered(hearing, show_name=True))

    content = content_of(draft_of(hearing))

    [line] = content.lines
    assert (line.themes, line.name, line.points) == (("Beplantning",), "", ())
    assert [entry.parts for entry in content.appendix()] == [[]]
    assert content.counts.total.not_published == 1


def test_with_the_rule_with_white_paper_it_shows_what_it_will_show(hearing):
    Hearing.objects.update(publication_rule=Hearing.PublicationRule.WITH_WHITE_PAPER)
    hearing.refresh_from_db()
    answered(hearing)

    content = content_of(draft_of(hearing))

    assert [entry.parts for entry in content.appendix()] == [[("Lad poppelrækken stå.", "")]]


def test_a_protected_person_is_nowhere_by_name_or_area(hearing):
    area = Area.objects.create(name="Skovkvarteret", slug="skovkvarteret")
    response = answered(
        hearing,
        name="Ea Beskyttet",
        on_behalf_of="Eas Forening",
        sender_kind=Kind.ASSOCIATION,
        show_name=True,
        is_protected=True,
        area=area,
    )
    point_in(response)

    content = content_of(draft_of(hearing))

    told = repr(content.lines) + repr(list(content.appendix())) + repr(content.themes)
    assert content.lines[0].is_published
    assert [
        word for word in ("Ea Beskyttet", "Eas Forening", "Skovkvarteret") if word in told
    ] == []


def test_masked_passages_are_masked(hearing):
    response = answered(hearing, text="Ring til Ib på 11223344. Bevar træerne.")
    redact_response(
        response,
        version=response.current_version,
        passages=[(0, 24, Redaction.Reason.PERSONAL)],
        by=UserFactory(),
        at=timezone.now(),
    )

    [entry] = content_of(draft_of(hearing)).appendix()

    assert entry.parts == [("", "personoplysninger"), (" Bevar træerne.", "")]


def test_the_reason_for_out_of_scope_is_told_of_published_ones_alone(hearing):
    shown = answered(hearing)
    hidden = ResponseFactory(hearing=hearing, declined=True)
    for response in (shown, hidden):
        response.mark_out_of_scope(reason="Det handler om skolevejen.")

    content = content_of(draft_of(hearing))

    assert [(row.number, row.reason) for row in content.out_of_scope] == [
        (1, "Det handler om skolevejen."),
        (2, ""),
    ]


def test_a_councils_statement_is_told_in_full(hearing):
    answered(hearing)
    answered(
        hearing, sender_kind=Kind.COUNCIL, on_behalf_of="Seniorrådet", text="Rådet støtter planen."
    )
    ResponseFactory(hearing=hearing, sender_kind=Kind.COUNCIL, declined=True)

    statements = list(content_of(draft_of(hearing)).statements())

    assert [(entry.line.name, entry.parts) for entry in statements] == [
        ("Seniorrådet", [("Rådet støtter planen.", "")])
    ]


# --- What is frozen ---------------------------------------------------------------------------
def test_the_frozen_content_is_json_without_names_and_texts(hearing):
    response = answered(
        hearing,
        name="Asta Æblegren",
        show_name=True,
        address="Damgårdsvej 1",
        text="Min hemmelighed",
    )
    council = answered(hearing, sender_kind=Kind.COUNCIL, on_behalf_of="Seniorrådet")
    point_in(response, council)

    written = json.dumps(frozen_content(hearing, draft_of(hearing)), ensure_ascii=False)

    words = ("Æblegren", "Damgårdsvej", response.email, "hemmelighed", "Seniorrådet")
    assert [word for word in words if word in written] == []
    assert "[1, 2]" in written


def test_from_the_approval_on_the_words_stay_and_the_masks_follow():
    hearing = treated_hearing()
    paper = approved_of(hearing)
    hearing.themes.update(title="Omdøbt")
    response = hearing.responses.get()
    redact_response(
        response,
        version=response.current_version,
        passages=[(0, 3, Redaction.Reason.PERSONAL)],
        by=UserFactory(),
        at=timezone.now(),
    )
    Response.objects.update(is_protected=True)

    content = content_of(paper)

    assert [theme.title for theme in content.themes] == ["Beplantning"]
    assert content.lines[0].name == "Borger, navn ikke vist"
    [entry] = content.appendix()
    assert entry.parts == [("", "personoplysninger"), (" poppelrækken stå.", "")]


def test_what_comes_after_the_approval_is_not_in_it():
    hearing = treated_hearing()
    paper = published_of(hearing)
    answered(hearing)

    assert [line.number for line in content_of(paper).lines] == [1]


def test_the_digest_follows_every_word_and_nothing_else():
    hearing = treated_hearing()
    paper = draft_of(hearing)
    first = digest_of(frozen_content(hearing, paper))
    again = digest_of(frozen_content(Hearing.objects.get(), paper))
    stored = digest_of(json.loads(json.dumps(frozen_content(hearing, paper))))
    Answer.objects.update(remark="Rækken fældes.")

    assert first == again == stored
    assert digest_of(frozen_content(hearing, paper)) != first


def test_the_decision_is_told_once_there_is_one():
    hearing = treated_hearing()
    paper = published_of(hearing)
    before = content_of(paper).decision
    paper.hearing.decide(on=timezone.localdate(), decision="Vedtaget.", url="", at=timezone.now())
    paper.hearing.decision_steps.create(body="Byplanudvalget", created_by=UserFactory())

    decision = content_of(paper).decision

    assert before is None
    assert (decision.text, [step.body for step in decision.steps]) == (
        "Vedtaget.",
        ["Byplanudvalget"],
    )


# --- Cost -------------------------------------------------------------------------------------
@pytest.mark.parametrize("count", [1, 30])
def test_the_number_of_questions_is_the_same_at_any_size(count, django_assert_num_queries):
    hearing = HearingFactory(closed=True)
    for number in range(count):
        response = ResponseFactory(hearing=hearing)
        approve_response(response, by=UserFactory(), at=timezone.now())
        response.refresh_from_db()
        point = point_in(response, theme=f"Tema {number % 5}")
        answer_to(point)
    paper = draft_of(hearing)

    with django_assert_num_queries(14):
        content = content_of(paper)
    with django_assert_num_queries(3):
        entries = list(content.appendix())

    assert len(entries) == count


# --- The conversation -------------------------------------------------------------------------
def with_debate(hearing, text="Mange spørger om træer (#1) og parkering (#2)."):
    for hidden in (False, True):
        CommentFactory(thread=hearing.thread, hidden=hidden)
    Thread.objects.filter(pk=hearing.thread_id).update(summary=text, summary_at=MOMENT)
    return hearing


def test_the_note_on_the_conversation_is_frozen_and_its_links_follow_what_can_be_read():
    hearing = with_debate(treated_hearing())
    before = content_of(draft_of(hearing)).debate
    paper = approved_of(hearing)
    Thread.objects.filter(pk=hearing.thread_id).update(summary="Noget andet")
    frozen = content_of(paper).debate
    Comment.objects.filter(number=1).update(state="hidden", hidden_reason="hate", hidden_at=MOMENT)
    after = content_of(paper).debate

    [(number, url)] = frozen.links
    assert frozen == before
    assert (frozen.summary, number) == ("Mange spørger om træer (#1) og parkering (#2).", 1)
    assert url.endswith(f"/samtaler/{hearing.thread_id}/1/")
    assert (after.summary, after.links) == (frozen.summary, ())


def test_without_a_note_there_is_no_section_about_the_conversation():
    hearing = with_debate(treated_hearing(), text="")

    content = content_of(draft_of(hearing))

    assert content.debate is None
    assert "Fra debatten" not in [
        block.text for block in document_of(content) if isinstance(block, Heading)
    ]


def test_the_document_gives_the_note_and_where_to_read_the_rest():
    hearing = with_debate(treated_hearing())

    blocks = list(document_of(content_of(draft_of(hearing))))

    start = blocks.index(Heading(1, "Fra debatten"))
    assert blocks[start + 2] == Paragraph("Mange spørger om træer (#1) og parkering (#2).")
    thread = f"http://localhost:8000/samtaler/{hearing.thread_id}/"
    assert blocks[start + 3].rows == (("#1", (f"{thread}1/",)), ("Hele samtalen", (thread,)))
