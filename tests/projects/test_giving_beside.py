"""What taking part leaves elsewhere: duties, mails, own data, Min side."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from core.contributions import Fate
from notifications.models import Message
from notifications.rendering import render
from projects import personal
from projects.duties.giving import duties_of
from projects.giving_links import ask_token, invitation_token
from projects.messages.giving import KINDS
from projects.models import ContributionDraft, Idea, Offer, ProjectEvent, PromiseAsk, TeamMember
from projects.mypage import given_by
from projects.services.history import record
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.projects.factories import (
    ActivityFactory,
    IdeaFactory,
    OfferFactory,
    ProjectFactory,
    TeamMemberFactory,
    day,
)
from tests.projects.test_promises import held_walk
from tests.walls.factories import NoteFactory, WallColumnFactory

pytestmark = pytest.mark.django_db
BY_CODE = {kind.code.partition(".")[2]: kind for kind in KINDS}


# --- Duties -----------------------------------------------------------------------------------
def busy_project(**values):
    project = ProjectFactory(**values)
    TeamMemberFactory(project=project, asking=True)
    OfferFactory(project=project)
    IdeaFactory(project=project, given_at=timezone.now() - timedelta(days=31))
    IdeaFactory(project=project, state="held")
    at = timezone.now()
    wall = ActivityFactory(
        project=project, on_wall=True, asked_at=at, wall__step="concluded",
        wall__concluded_at=at, wall__outcome="Ja",
    ).wall  # fmt: skip
    NoteFactory(column=WallColumnFactory(wall=wall))
    ActivityFactory(project=project, created_at=at - timedelta(days=91))
    held_walk(project=project, days_ago=3)
    ActivityFactory(project=project, is_over_on=day(10))
    return project


def test_what_waits_is_the_duty_of_who_runs_the_project_alone():
    project, at = busy_project(), timezone.now()
    colleague = UserFactory(role=Role.FACILITATOR, department=project.department)
    other = UserFactory(role=Role.FACILITATOR, department=DepartmentFactory())

    mine = duties_of(project.facilitator, at)

    assert [duty.text.partition("«")[0] for duty in mine] == [
        "1 vil gerne være med på holdet",
        "1 tilbud om hjælp venter på svar",
        "1 bidrag venter på svar",
        "1 bidrag skal læses, før andre kan se det",
        "1 seddel venter på svar",
        *[duty.text.partition("«")[0] for duty in mine[5:]],
    ]
    assert len(mine) == 7
    assert [duty.is_overdue for duty in mine].count(True) == 1
    assert len(duties_of(colleague, at)) == 7
    assert duties_of(other, at) == []
    assert duties_of(TeamMemberFactory(project=project).user, at) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_duties_ask_a_constant_number_of_questions(rows, django_assert_num_queries):
    facilitator = UserFactory(staff=True)
    for _ in range(rows):
        busy_project(facilitator=facilitator)

    with django_assert_num_queries(9):
        duties_of(facilitator, timezone.now())


# --- Mails ------------------------------------------------------------------------------------
def mail(code: str, about, language: str = "da", version: str = ""):
    row = Message(
        kind=f"projects.{code}", language=language, email="a@example.dk",
        context={"version": version},
    )  # fmt: skip
    return render(row, BY_CODE[code], about)


def answered():
    return {"fate": Fate.USED, "fate_reason": "Det står i opgaven.", "fate_at": timezone.now()}


def test_each_mail_says_what_happened_with_the_words_of_who_answered():
    project = ProjectFactory(title="Stierne")
    at = timezone.now()
    member = TeamMemberFactory(project=project, reason="Holdet er fuldt.", status="declined")
    offer = OfferFactory(
        project=project, status="later", answer="Vent til maj.", answered_at=at, text="En stige"
    )
    idea = IdeaFactory(project=project, text="Et spejl", **answered())
    hidden = IdeaFactory(project=project, state="hidden", hidden_reason="advert")
    record(project, ProjectEvent.Action.HIDDEN, by=None, at=at, about=hidden, note="Det er salg.")

    said = {
        "request_answered": (member, "Holdet er fuldt."),
        "taken_off_team": (member, "Holdet er fuldt."),
        "offer_answered": (offer, "Vent til maj."),
        "idea_answered": (idea, "Det står i opgaven."),
        "idea_hidden": (hidden, "Det er salg."),
        "idea_shown": (idea, "Alle kan nu læse dit bud"),
    }
    for code, (about, words) in said.items():
        for language in ("da", "en"):
            written = mail(code, about, language)
            assert "Stierne" in written.subject
            assert written.text.count("\n\n\n") == 0
        # A zero-width sign keeps mail programs from making links of what people wrote.
        plain = mail(code, about)
        assert words in plain.text.replace("\u200c", "")
        assert words in plain.html.replace("\u200c", "")


def test_the_private_links_travel_by_mail():
    invited = TeamMemberFactory(
        invited=True, user=None, email="a@example.dk", decided_by=UserFactory()
    )
    ask = PromiseAsk.objects.create(activity=ActivityFactory(), email="a@example.dk")

    assert invitation_token(invited) in mail("invited", invited).text
    assert ask_token(ask) in mail("promise_asked", ask).html


@pytest.mark.parametrize(
    ("code", "about", "is_due"),
    [
        ("invited", lambda: TeamMemberFactory(invited=True, email="a@example.dk"), True),
        ("invited", lambda: TeamMemberFactory(invited=True, email="b@example.dk"), False),
        ("invited", lambda: TeamMemberFactory(email="a@example.dk"), False),
        ("taken_off_team", TeamMemberFactory, False),
        ("offer_answered", lambda: OfferFactory(status="withdrawn"), False),
        ("idea_answered", lambda: IdeaFactory(state="deleted", text=""), False),
        ("idea_answered", lambda: IdeaFactory(**answered()), False),
        ("idea_hidden", IdeaFactory, False),
        ("idea_shown", IdeaFactory, True),
        ("idea_shown", lambda: IdeaFactory(state="hidden", hidden_reason="hate"), False),
    ],
)
def test_a_mail_that_is_no_longer_true_is_not_sent(code, about, is_due):
    row = Message(email="a@example.dk", context={"version": "before"})

    assert BY_CODE[code].still_due(about(), row) is is_due


def test_nobody_is_reminded_of_a_promise_when_the_time_has_passed():
    now = ActivityFactory(asked_at=timezone.now())
    then = ActivityFactory(asked_at=timezone.now() - timedelta(days=15))
    still_due = BY_CODE["promise_asked"].still_due

    assert still_due(PromiseAsk(activity=now), Message()) is True
    assert still_due(PromiseAsk(activity=then), Message()) is False


# --- Own data ---------------------------------------------------------------------------------
def test_what_somebody_gave_is_handed_out_to_them():
    person = UserFactory()
    IdeaFactory(author=person, text="Et spejl")
    OfferFactory(author=person, contact="20 20 20 20")
    TeamMemberFactory(user=person, brings="Kaffe")
    PromiseAsk.objects.create(activity=ActivityFactory(title="Turen"), user=person)

    told = personal.personal_data_of(person)

    assert [row["text"] for row in told["ideas"]] == ["Et spejl"]
    assert [row["contact"] for row in told["offers"]] == ["20 20 20 20"]
    assert [row["brings"] for row in told["teams"]] == ["Kaffe"]
    assert told["asked_about_promises"] == ["Turen"]


@pytest.mark.parametrize("fate", list(Fate))
def test_the_words_of_a_forgotten_person_stay_only_where_the_task_was_built_on_them(fate):
    told = {} if fate == Fate.WAITING else {**answered(), "fate": fate}
    idea = IdeaFactory(text="Et spejl", **told)

    personal.forget(idea.author)

    idea.refresh_from_db()
    is_kept = fate in (Fate.USED, Fate.TRIED)
    assert idea.text == ("Et spejl" if is_kept else "")
    assert idea.state == (Idea.State.VISIBLE if is_kept else Idea.State.DELETED)


def test_a_forgotten_person_leaves_no_contact_no_place_and_no_question():
    person, other = UserFactory(), OfferFactory()
    OfferFactory(author=person)
    TeamMemberFactory(user=person)
    PromiseAsk.objects.create(activity=ActivityFactory(), user=person)
    ContributionDraft.objects.create(
        key="0b0a7a52-6a4c-4a0e-8d2f-1c5c1a6f6f14", kind="idea", project=other.project,
        person=person, expires_at=timezone.now(),
    )  # fmt: skip

    personal.forget(person)

    assert list(Offer.objects.all()) == [other]
    assert (TeamMember.objects.count(), PromiseAsk.objects.count()) == (0, 0)
    assert ContributionDraft.objects.count() == 0


def test_min_side_shows_where_each_thing_stands():
    person = UserFactory()
    idea, offer = IdeaFactory(author=person), OfferFactory(author=person)
    team = TeamMemberFactory(user=person)
    IdeaFactory(author=person, state="deleted", text="")
    OfferFactory(author=person, status="withdrawn")
    TeamMemberFactory(user=person, status="left")

    shown = given_by(person)

    assert shown == {"my_ideas": [idea], "my_offers": [offer], "my_teams": [team]}


def test_a_name_in_a_mail_makes_no_link():
    offer = OfferFactory(status="later", answer="Se evil.dk/login", answered_at=timezone.now())

    assert not re.search(r"evil\.dk", mail("offer_answered", offer).text)
