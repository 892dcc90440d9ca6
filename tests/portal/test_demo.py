"""The demo: every state can be seen, and every page of it is valid HTML, in both languages.

All that needs the whole demo stands here, because making it takes some ten seconds.
"""

import pypdf
import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone

from accounts.demo import PEOPLE
from accounts.models import User
from comments.models import Comment, CommentObjection, Report, Thread
from core.cpr import find_cpr
from hearings.demo.answers import ANSWERS
from hearings.figures import figures
from hearings.models import (
    Change,
    Hearing,
    HearingDocument,
    HearingEvent,
    Objection,
    Response,
    WhitePaper,
)
from hearings.periods import judge_period
from information.models import Attachment, Feedback, News, OldAddress, Page, Plan, Video
from notifications.models import Message
from seminars.models import Material
from tests.valid_html import JAVA, complaints, crawl


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The whole demo, made once for the tests of this file, and rolled back after them."""
    around = transaction.atomic()
    # As Django marks its own: what must not stand inside a transaction may stand inside this one.
    around._from_testcase = True  # type: ignore[attr-defined]
    with django_db_blocker.unblock(), around:
        # A new account's first comment waits, as it does outside the tests.
        with override_settings(DEMO=True, COMMENTS_HOLD_FIRST=1):
            call_command("load_demo", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def open_db(demo, django_db_blocker):
    with django_db_blocker.unblock():
        yield


def test_every_state_of_a_hearing_can_be_seen(open_db):
    stages = {hearing.stage() for hearing in Hearing.objects.all()}

    assert stages == set(Hearing.Stage)


def test_every_state_of_a_conversation_can_be_seen(open_db):
    comments = Comment.objects.all()

    assert {comment.state for comment in comments} == set(Comment.State)
    assert {report.outcome for report in Report.objects.all()} >= {""}
    assert {row.outcome for row in CommentObjection.objects.all()} == {"", "upheld"}
    assert {thread.status for thread in Thread.objects.exclude(summary="")} == {"open", "closed"}
    assert comments.waiting().exists()
    assert comments.filter(is_official=True, is_of_elected=False).exists()
    assert comments.get(is_of_elected=True).role
    assert comments.filter(edited_at__isnull=False, support_count__gt=0).exists()


def test_a_seminar_shows_a_film_of_our_own(open_db):
    material = Material.objects.exclude(video=None).get()

    assert material.video.captions.exists()


def test_the_real_case_stands_there_with_its_true_dates(open_db):
    hearing = Hearing.objects.get(title="Lokalplan 9.9: botilbud ved Skallerne, foråret 2026")

    assert str(hearing.sent_on) == "2026-02-10"
    assert str(timezone.localtime(hearing.opens_at)) == "2026-02-17 00:00:00+01:00"
    assert str(timezone.localtime(hearing.closes_at)) == "2026-04-06 00:00:00+02:00"
    assert str(timezone.localtime(hearing.meetings.get().starts_at)) == "2026-03-17 17:00:00+01:00"
    assert [kind.code for kind in hearing.kinds.all()] == ["kommuneplantillaeg", "lokalplan"]


def test_its_copy_is_open_today_for_as_many_days(open_db):
    copy = Hearing.objects.get(title="Lokalplan 9.9: botilbud ved Skallerne")
    real = Hearing.objects.get(case_number="DEMO-2026-0098")

    assert copy.is_open()
    assert (copy.last_day - timezone.localdate(copy.opens_at)) == (
        real.last_day - timezone.localdate(real.opens_at)
    )


def test_every_published_period_keeps_the_law(open_db):
    errors = [
        judge_period(
            hearing.kinds.all(),
            opens_at=hearing.opens_at,
            closes_at=hearing.closes_at,
            at=hearing.published_at,
        ).errors
        for hearing in Hearing.objects.published()
    ]

    assert errors == [[]] * len(errors)


def test_answers_of_every_kind_state_and_channel_are_there(open_db):
    responses = Response.objects.all()

    assert responses.count() >= 30
    assert set(responses.values_list("status", flat=True)) == set(Response.Status.values)
    assert set(responses.values_list("channel", flat=True)) == set(Response.Channel.values)
    assert set(responses.values_list("sender_kind", flat=True)) == set(Response.SenderKind.values)
    assert responses.late().exists()
    assert responses.filter(is_protected=True).exists()
    assert responses.filter(versions__number=2).exists()
    assert responses.filter(versions__redactions__isnull=False).exists()
    assert responses.filter(files__isnull=False).exists()


def test_nothing_in_the_history_lies_in_the_future(open_db):
    assert not HearingEvent.objects.filter(at__gt=timezone.now()).exists()
    assert not Response.objects.filter(received_at__gt=timezone.now()).exists()


def test_a_decided_hearing_has_its_way_and_its_promises(open_db):
    decided = Hearing.objects.get(title="Støjvold langs Roskildevej")
    today = timezone.localdate()

    steps = [step.body for step in decided.decision_steps.all()]
    states = sorted(decided.changes.values_list("status", flat=True))
    years = {year.year for year in figures(timezone.now())}

    assert steps == ["Miljø- og Byudvalget", "Økonomiudvalget", "Kommunalbestyrelsen"]
    assert states == ["done", "planned"]
    assert Change.objects.overdue(today).exclude(hearing=decided).count() == 1
    assert len(years) >= 2


def test_one_white_paper_waits_for_its_decision_and_one_has_it(open_db):
    papers = WhitePaper.objects.published().order_by("hearing")

    assert {"answered", "decided"} <= {str(paper.hearing.stage()) for paper in papers}
    for paper in papers:
        assert paper.approver != paper.author
        assert paper.files.current().count() == 4


def test_only_a_few_mails_of_the_last_days_wait(open_db):
    assert 3 <= Message.objects.pending().count() <= 20


def test_every_role_can_log_in(open_db):
    roles = {person.role for person in PEOPLE if person.role}

    assert len(roles) == 7
    assert User.objects.filter(authenticator__type="totp").count() == 11


def test_its_pages_open(open_db):
    client = Client()

    statuses = {
        path: client.get(path).status_code
        for path in [
            "/",
            "/kalender/",
            "/hoeringer/",
            *(hearing.get_absolute_url() for hearing in Hearing.objects.published()),
            *(response.get_absolute_url() for response in Response.objects.public()[:8]),
        ]
    }

    assert set(statuses.values()) == {200}


def test_the_documents_are_real_files_that_were_looked_into(open_db):
    document = HearingDocument.objects.first()

    with document.file.open("rb") as file:
        text = pypdf.PdfReader(file).pages[0].extract_text()

    assert document.title in text.replace("\n", " ")
    assert document.pages == 1


# The mark alone makes pytest-django create the database when this file is run by itself.
@pytest.mark.django_db
def test_nobody_in_the_demo_writes_a_cpr_number():
    assert [answer.name for answer in ANSWERS if find_cpr(answer.text)] == []


# --- Texts of Information ---------------------------------------------------------------------
def test_objections_a_first_draft_and_a_change_after_the_opening_are_there(open_db):
    outcomes = sorted(Objection.objects.values_list("outcome", flat=True))
    after = Hearing.objects.get(title="Naturlegeplads ved Kongsholmparken")

    assert outcomes == ["pending", "upheld"]
    assert after.follows.kinds.get().is_prehearing
    assert len(after.prehearing_changes.splitlines()) == 3
    assert [change.what for change in after.material_changes.all()] == ["body"]


def test_it_has_texts_in_every_state(open_db):
    at, client = timezone.now(), Client()

    assert News.objects.public(at).count() > 3
    assert News.objects.scheduled(at).exists()
    assert News.objects.drafts().exists()
    assert News.objects.public(at).exclude(hearing=None).exists()
    for state in ("proposal", "in_force", "replaced"):
        assert Plan.objects.public(at).in_state(state, at).exists(), state
    assert Plan.objects.filter(hearings__isnull=False, documents__isnull=False).exists()
    assert Page.objects.due_for_review(at).exists()
    moved = OldAddress.objects.get()
    response = client.get(f"/information/{moved.path}/")
    assert response.headers["Location"] == moved.page.get_absolute_url()
    newer = [page for page in Page.objects.public(at) if page.newest_version().public_from is None]
    assert len(newer) == 1
    film = Video.objects.public(at).get()
    assert film.captions.exists()
    assert b"".join(client.get(film.poster.get_absolute_url())).startswith(b"\x89PNG")
    assert Attachment.objects.public(at).count() == Attachment.objects.used().count() == 3
    assert Feedback.objects.filter(handled_at=None).exists()
    assert Feedback.objects.exclude(handled_at=None).exists()
    for path in ("/information/", "/information/planer/"):
        assert client.get(path).status_code == 200


# --- Its pages --------------------------------------------------------------------------------
@pytest.mark.slow
@pytest.mark.skipif(not JAVA, reason="no Java on this machine: the Nu checker did not run")
def test_every_kind_of_page_is_valid_html(open_db, tmp_path):
    with override_settings(DEMO=True):
        pages = crawl(Client(), "/", "/en/", "/soeg/?q=skole", "/findes-ikke/")
    for number, html in enumerate(pages.values()):
        (tmp_path / f"{number:03d}.html").write_text(html, encoding="utf-8")

    assert len(pages) > 60
    assert complaints(tmp_path, list(pages)) == []
