"""The published white paper as everybody reads it."""

import json
import re

import pytest
from django.test import Client
from django.utils import timezone

from comments.models import Thread
from hearings.models import Answer, Hearing, Response, ResponseVersion
from hearings.services.treatment import mark_out_of_scope
from hearings.white_paper.content import content_of
from hearings.white_paper.page import PER_PAGE, Place, page_of
from tests.accounts.factories import UserFactory
from tests.comments.factories import CommentFactory
from tests.hearings.factories import HearingFactory, ResponseFactory, WhitePaperFactory
from tests.hearings.papers import answer_to, point_in, published_of, treated_hearing

pytestmark = pytest.mark.django_db


def read(path: str) -> str:
    return Client().get(path).content.decode()


def page_path(hearing: Hearing, rest: str = "") -> str:
    return f"{hearing.get_absolute_url()}hvidbog/{rest}"


def many(hearing: Hearing, count: int) -> None:
    """Write many approved responses without asking each for its number."""
    first = hearing.last_response_number + 1
    received = hearing.opens_at
    rows = Response.objects.bulk_create(
        Response(
            hearing=hearing, number=number, name=f"Navn {number}", received_at=received,
            status=Response.Status.RECEIVED,
        )
        for number in range(first, first + count)
    )  # fmt: skip
    versions = ResponseVersion.objects.bulk_create(
        ResponseVersion(response=row, number=1, text=f"Ord {row.number}.") for row in rows
    )
    for row, version in zip(rows, versions, strict=True):
        row.current_version = row.published_version = version
        row.status, row.approved_at = Response.Status.APPROVED, received
    fields = ["current_version", "published_version", "status", "approved_at"]
    Response.objects.bulk_update(rows, fields)
    hearing.last_response_number = first + count - 1
    hearing.save(update_fields=["last_response_number"])


def answered(count: int) -> Hearing:
    """A hearing with this many responses, one point and a published white paper."""
    hearing = HearingFactory(closed=True)
    many(hearing, count)
    answer_to(point_in(*hearing.responses.order_by("number")).theme)
    WhitePaperFactory(hearing=hearing)
    return hearing


def test_there_is_no_page_before_the_white_paper_is_published():
    hearing = treated_hearing()

    statuses = {
        Client().get(page_path(hearing, rest)).status_code for rest in ("", "1/", "1/svar/")
    }

    assert statuses == {404}


def test_the_page_tells_points_remarks_outcomes_and_changes():
    hearing = HearingFactory(closed=True)
    response = ResponseFactory(hearing=hearing, approved=True, text="Lad rækken stå.")
    point = point_in(response, title="Bevar poppelrækken", theme="Beplantning")
    answer_to(
        point,
        remark="Rækken er sund.",
        outcome=Answer.Outcome.PARTLY,
        change="Elleve træer bliver stående.",
        change_place="§ 7.3",
    )
    published_of(hearing, summary="Svarene vil bevare træerne.")

    page = read(page_path(hearing))

    for words in (
        "Svarene vil bevare træerne.", "Beplantning", "Bevar poppelrækken", "Rækken er sund.",
        "Imødekommes delvist", "Elleve træer bliver stående.", "§ 7.3", "Lad rækken stå.",
        "1 svar er kommet ind.", "Naboerne", "Version 1",
    ):  # fmt: skip
        assert words in page, words
    assert 'id="svar-1"' in page


def test_the_theme_answers_for_points_without_an_answer_of_their_own():
    hearing = HearingFactory(closed=True)
    first, second = ResponseFactory.create_batch(2, hearing=hearing, approved=True)
    answer_to(point_in(first, title="Første").theme, remark="Temaets ord.")
    answer_to(point_in(second, title="Anden"), remark="Egne ord.", outcome="rejected")
    published_of(hearing)

    page = read(page_path(hearing))

    assert (page.count("Temaets ord."), page.count("Egne ord.")) == (1, 1)
    assert "Imødekommes ikke" in page


@pytest.mark.parametrize("rest", ["", "1/", "1/svar/"])
def test_nobody_is_named_who_is_not_to_be(rest):
    hearing = HearingFactory(closed=True)
    hidden = [
        ResponseFactory(hearing=hearing, approved=True, name="Hemmelig Hansen", text="Tekst ét."),
        ResponseFactory(
            hearing=hearing, approved=True, name="Beskyttet Berg", show_name=True,
            is_protected=True, text="Tekst to.",
        ),
        ResponseFactory(hearing=hearing, declined=True, name="Afvist Andersen", text="Grimme ord."),
    ]  # fmt: skip
    shown = ResponseFactory(hearing=hearing, approved=True, name="Åben Åsen", show_name=True)
    answer_to(point_in(*hidden, shown).theme)
    published_of(hearing)

    page = read(page_path(hearing, rest))

    assert "Åben Åsen" in page
    assert "Tekst ét." in page
    for words in ("Hemmelig", "Beskyttet Berg", "Afvist Andersen", "Grimme ord"):
        assert words not in page, words
    assert not re.search(r"asta\d+@", page)


def test_what_is_masked_after_the_publication_is_masked_here():
    hearing = treated_hearing()
    published_of(hearing)
    response = hearing.responses.get()
    before = read(page_path(hearing))

    version = response.published_version
    version.redactions.create(start=0, end=3, reason="2", by=UserFactory(staff=True))
    after = read(page_path(hearing))

    assert version.text in before
    assert version.text not in after
    assert "[maskeret:" in after


def test_a_rule_that_publishes_nothing_leaves_number_and_theme():
    hearing = HearingFactory(closed=True, publication_rule="never")
    response = ResponseFactory(hearing=hearing, approved=True, name="Asta Åben", show_name=True)
    answer_to(point_in(response, theme="Trafik").theme)
    published_of(hearing)

    page = read(page_path(hearing))

    assert ("svar nr. 1" in page, "Trafik" in page) == (True, True)
    assert ("Asta Åben" in page, response.current_version.text in page) == (False, False)


def test_what_a_council_wrote_stands_in_full_also_among_the_statements():
    hearing = HearingFactory(closed=True)
    council = ResponseFactory(
        hearing=hearing, approved=True, sender_kind="council", on_behalf_of="Handicaprådet",
        text="Rampen er for stejl.",
    )  # fmt: skip
    answer_to(point_in(council).theme)
    published_of(hearing)

    page = read(page_path(hearing))

    assert "Udtalelser fra råd i fuld længde" in page
    assert page.count("Rampen er for stejl.") == 2


def test_what_is_outside_the_subject_is_told_with_the_reason():
    hearing = treated_hearing()
    aside = ResponseFactory(hearing=hearing, approved=True)
    mark_out_of_scope(
        aside, reason="Det handler om en anden vej.", version=aside.current_version,
        by=UserFactory(staff=True), at=timezone.now(),
    )  # fmt: skip
    published_of(hearing)

    page = read(page_path(hearing))

    assert "Det handler om en anden vej." in page
    assert 'href="#svar-2"' in page


def test_a_published_version_keeps_its_words_when_the_desk_goes_on():
    hearing = treated_hearing()
    published_of(hearing)
    Answer.objects.update(remark="Senere ord.")

    page = read(page_path(hearing))

    assert ("Rækken bliver stående." in page, "Senere ord." in page) == (True, False)


def test_an_older_version_says_that_there_is_a_newer_one():
    hearing = treated_hearing()
    published_of(hearing)
    published_of(hearing, new_in_version="Et udfald er rettet.")

    newest, first, second = (read(page_path(hearing, rest)) for rest in ("", "1/", "2/"))

    assert "Der er en nyere version" in first
    for page in (newest, second):
        assert "Der er en nyere version" not in page
        assert "Et udfald er rettet." in page
        assert page_path(hearing, "1/") in page


def test_an_old_slug_leads_to_the_right_one_with_what_was_asked():
    hearing = treated_hearing()
    published_of(hearing)

    response = Client().get(f"/hoeringer/{hearing.number}-gammelt/hvidbog/1/?svar=1")

    assert response.status_code == 301
    assert response.headers["Location"] == f"{page_path(hearing, '1/')}?svar=1"


def test_the_note_on_the_conversation_links_to_what_can_be_read_of_it():
    hearing = treated_hearing()
    shown = CommentFactory(thread=hearing.thread)
    CommentFactory(thread=hearing.thread, hidden=True)
    Thread.objects.filter(pk=hearing.thread_id).update(
        summary="Om træer: #1. <b>Om</b> støj: #2.", summary_at=timezone.now()
    )
    published_of(hearing)

    page = read(page_path(hearing, "1/"))

    link = f'<a href="{shown.get_absolute_url()}">#1</a>'
    assert f"Om træer: {link}. &lt;b&gt;Om&lt;/b&gt; støj: #2." in page
    assert f'href="/samtaler/{hearing.thread_id}/"' in page


# --- Few and many -----------------------------------------------------------------------------
@pytest.mark.parametrize(("count", "queries"), [(20, 10), (200, 7)])
def test_the_page_costs_the_same_questions_for_few_and_many(
    count, queries, django_assert_num_queries
):
    """Many responses stand on pages of their own: then their texts are not read here."""
    hearing = answered(count)

    with django_assert_num_queries(queries):
        response = Client().get(page_path(hearing, "1/"))

    assert response.status_code == 200


@pytest.mark.parametrize("count", [20, 110])
def test_the_page_of_the_responses_costs_the_same(count, django_assert_num_queries):
    hearing = answered(count)

    with django_assert_num_queries(9):
        page = Client().get(page_path(hearing, "1/svar/")).content.decode()

    assert page.count('id="svar-') == min(count, PER_PAGE)


def test_the_address_of_a_response_is_the_same_for_few_and_many():
    few, lots = answered(3), answered(PER_PAGE + 5)

    here = Client().get(page_path(few, "1/?svar=3"))
    there = Client().get(page_path(lots, f"1/?svar={PER_PAGE + 2}"))
    page = read(there.headers["Location"])

    assert (here.status_code, 'id="svar-3"' in here.content.decode()) == (200, True)
    assert there.headers["Location"] == page_path(lots, "1/svar/?side=2")
    assert f'id="svar-{PER_PAGE + 2}"' in page
    assert f"Ord {PER_PAGE + 2}." in page


@pytest.mark.parametrize("asked", ["999999", "x", "1" * 12, "-1", ""])
def test_a_response_that_does_not_exist_is_no_error(asked):
    response = Client().get(page_path(answered(PER_PAGE + 1), "1/"), {"svar": asked})

    assert response.status_code == 200


def test_only_so_many_links_stand_under_a_point_but_all_are_counted():
    hearing = answered(PER_PAGE + 20)
    paper = hearing.white_papers.get()

    page = page_of(content_of(paper), Place("/hvidbog/1/", "/hvidbog/1/svar/"))
    [point] = page["themes"][0]["points"]

    assert (point["count"], len(point["links"]), point["more"]) == (120, 40, 80)
    assert point["links"][0]["url"] == "/hvidbog/1/?svar=1#svar-1"


# --- For machines -----------------------------------------------------------------------------
def test_search_engines_read_a_report_about_the_hearing():
    hearing = treated_hearing()
    published_of(hearing)

    blocks = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', read(page_path(hearing)), re.DOTALL
    )
    things = [thing for block in blocks for thing in _listed(json.loads(block))]
    [report] = [thing for thing in things if thing["@type"] == "Report"]

    assert report["name"] == f"Hvidbog: {hearing.title}"
    assert report["version"] == "1"


def _listed(found):
    if isinstance(found, list):
        return found
    return found.get("@graph", [found])


def test_only_files_that_are_current_are_offered():
    hearing = treated_hearing()
    paper = published_of(hearing)
    offered = read(page_path(hearing))

    Hearing.objects.filter(pk=hearing.pk).update(public_revision=99)
    paper.files.filter(format="csv").update(public_revision=99)
    later = read(page_path(hearing))

    assert all(page_path(hearing, f"1/{name}/") in offered for name in ("pdf", "docx", "xlsx"))
    assert page_path(hearing, "1/csv/") in later
    assert page_path(hearing, "1/pdf/") not in later
