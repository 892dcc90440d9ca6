"""Taking part, page by page: who may, that no words are lost, and what everybody reads."""

from datetime import timedelta
from http import HTTPStatus
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import OrganisationMember
from accounts.roles import Role
from core.contributions import Fate
from projects.giving_links import ask_token, invitation_token
from projects.models import (
    ContributionDraft,
    Idea,
    Offer,
    PromiseAnswer,
    PromiseAsk,
    Question,
    TeamMember,
)
from projects.parts.activities import promises_panel
from projects.parts.actors import actors_panel
from projects.parts.contributions import contributions_panel
from projects.parts.help_wanted import help_wanted_panel
from projects.services.promises import ask_those_who_took_part
from tests.accounts.factories import DepartmentFactory, OrganisationFactory, UserFactory
from tests.events.factories import RegistrationFactory
from tests.hearings.staff import at_work
from tests.projects.factories import (
    ActivityFactory,
    ActorFactory,
    HelpWantedFactory,
    IdeaFactory,
    OfferFactory,
    ProjectFactory,
    QuestionFactory,
    TeamMemberFactory,
)
from tests.projects.giving_world import make_giving
from tests.projects.test_promises import held_walk
from tests.walls.factories import NoteFactory, WallColumnFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_is_new(settings):
    settings.COMMENTS_HOLD_FIRST = 0


def url(name: str, project, *more) -> str:
    return reverse(f"projects:{name}", args=[project.pk, project.slug, *more])


def logged_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def stamp_of(client: Client, path: str) -> str:
    return client.get(path).content.decode().split('name="stamp" value="')[1].split('"')[0]


# --- The three forms --------------------------------------------------------------------------
FORMS = {
    "give_idea": ({"text": "Sæt et spejl i svinget"}, Idea),
    "offer_help": ({"text": "Jeg har en stige", "contact": "tlf. om aftenen"}, Offer),
    "ask_to_join": ({"brings": "Kender genvejene", "message": "Jeg bor ved tunnelen"}, TeamMember),
}


@pytest.mark.parametrize("name", FORMS)
def test_what_a_visitor_writes_waits_through_the_log_in_and_is_sent_once(name):
    typed, model = FORMS[name]
    project, visitor, person = ProjectFactory(), Client(), UserFactory()
    path = url(name, project)

    answer = visitor.post(path, {**typed, "stamp": stamp_of(visitor, path)})

    assert model.objects.count() == 0
    assert answer.headers["Location"].startswith(reverse("account_login"))
    back = answer.headers["Location"].split("next=")[1]
    client = logged_in(person)
    assert all(text in client.get(back).content.decode() for text in typed.values())
    for _ in range(2):
        assert client.post(back, typed).headers["Location"] == project.get_absolute_url()
    assert model.objects.count() == 1
    assert ContributionDraft.objects.get().typed == {}


@pytest.mark.parametrize("name", FORMS)
def test_nobody_is_shown_what_somebody_else_has_typed(name):
    project, key = ProjectFactory(), uuid4()
    path = url(f"{name}_again", project, key)
    ContributionDraft.objects.create(
        key=key,
        kind={"give_idea": "idea", "offer_help": "offer", "ask_to_join": "join"}[name],
        project=project,
        person=UserFactory(),
        typed={"text": "hemmeligt"},
        expires_at=timezone.now() + timedelta(hours=1),
    )

    assert logged_in(UserFactory()).get(path).status_code == HTTPStatus.NOT_FOUND
    assert Client().get(path).status_code == HTTPStatus.FOUND


@pytest.mark.parametrize("name", FORMS)
def test_a_project_that_was_closed_meanwhile_gives_the_words_back(name):
    typed, model = FORMS[name]
    project, client = ProjectFactory(), logged_in(UserFactory())
    path = url(name, project)
    stamp = stamp_of(client, path)
    project.close("Færdigt.", at=timezone.now())

    answer = client.post(path, {**typed, "stamp": stamp})

    assert answer.status_code == HTTPStatus.CONFLICT
    assert all(text in answer.content.decode() for text in typed.values())
    assert model.objects.count() == 0


def test_a_cpr_number_is_refused_and_a_telephone_number_is_asked_about_once():
    project, client = ProjectFactory(), logged_in(UserFactory())
    path = url("give_idea", project)
    words = "Ring til mig på 12 34 56 78"

    refused = client.post(path, {"text": "010190-1234", "stamp": stamp_of(client, path)})
    asked = client.post(path, {"text": words, "stamp": stamp_of(client, path)})

    assert "010190-1234" in refused.content.decode()
    seal = asked.content.decode().split('name="seen" value="')[1].split('"')[0]
    again = asked.content.decode().split('<form action="')[1].split('"')[0]
    if not again.startswith("/projekter/"):
        again = next(
            part.split('"')[0]
            for part in asked.content.decode().split('<form action="')
            if part.startswith("/projekter/")
        )
    assert Idea.objects.count() == 0
    client.post(again, {"text": words, "seen": seal})
    assert Idea.objects.get().text == words


def test_a_form_that_is_sent_too_often_keeps_its_words(monkeypatch):
    monkeypatch.setattr("projects.views.giving.GIVEN_PER_HOUR", 0)
    project, client = ProjectFactory(), logged_in(UserFactory())
    path = url("give_idea", project)

    answer = client.post(path, {"text": "Et spejl", "stamp": stamp_of(client, path)})

    assert answer.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert "Et spejl" in answer.content.decode()


def test_on_behalf_of_is_asked_only_of_who_acts_for_somebody_and_refused_when_it_ended():
    project, person = ProjectFactory(), UserFactory()
    choir = OrganisationFactory(name="Aftenkoret", members=[person])
    path, client = url("give_idea", project), logged_in(person)

    assert "På vegne af" in client.get(path).content.decode()
    assert "På vegne af" not in logged_in(UserFactory()).get(path).content.decode()
    client.post(path, {"text": "Sang", "organisation": choir.pk, "stamp": stamp_of(client, path)})
    assert Idea.objects.get().organisation == choir

    stamp = stamp_of(client, path)
    OrganisationMember.objects.get().end(by=None, at=timezone.now())
    client.post(path, {"text": "Mere sang", "organisation": choir.pk, "stamp": stamp})
    assert Idea.objects.filter(organisation=choir).count() == 1


def test_a_question_is_preselected_and_a_settled_one_is_not_offered():
    project = ProjectFactory()
    open_one = QuestionFactory(project=project, title="Hvilket lys?")
    QuestionFactory(project=project, title="Hvor mange penge?", state=Question.State.SETTLED)

    page = Client().get(f"{url('give_idea', project)}?spoergsmaal={open_one.pk}").content.decode()

    assert f'value="{open_one.pk}" selected' in page
    assert "Hvor mange penge?" not in page


# --- Who may ----------------------------------------------------------------------------------
TEAMS = {"team", "invite", "answer_request", "answer_offer", "want_help"}
STAFFS = {
    "add_activity", "change_promise", "end_activity", "answer_idea", "hide_idea", "take_off_team",
    "add_actor", "change_actor",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(TEAMS | STAFFS))
def test_who_opens_the_pages_of_a_team(name):
    project = ProjectFactory()
    world = make_giving(project)
    world.member.status = (
        TeamMember.Status.ASKED if name == "answer_request" else TeamMember.Status.ON_TEAM
    )
    world.member.save()
    on_team = TeamMemberFactory(project=project).user
    department = {"role": Role.FACILITATOR, "department": project.department}
    elsewhere = {"role": Role.FACILITATOR, "department": DepartmentFactory()}
    route = reverse(f"projects:{name}", kwargs=_kwargs(name, world))

    def may(client: Client) -> bool:
        return client.get(route).status_code not in (HTTPStatus.FORBIDDEN, HTTPStatus.FOUND)

    assert {
        "visitor": may(Client()),
        "citizen": may(logged_in(UserFactory())),
        "asking": may(logged_in(TeamMemberFactory(project=project, asking=True).user)),
        "on the team": may(logged_in(on_team)),
        "facilitator": may(at_work(project.facilitator)),
        "of the department": may(at_work(UserFactory(**department))),
        "of another department": may(at_work(UserFactory(**elsewhere))),
        "without the second factor": may(logged_in(project.facilitator)),
    } == {
        "visitor": False,
        "citizen": False,
        "asking": False,
        "on the team": name in TEAMS,
        "facilitator": True,
        "of the department": True,
        "of another department": False,
        "without the second factor": False,
    }


def _kwargs(name, world):
    values = world.values_for(f"projects:{name}")
    needed = {
        "answer_request": ["member"], "take_off_team": ["member"], "answer_offer": ["offer"],
        "help_met": ["wanted"], "change_actor": ["actor"], "add_activity": ["kind"],
        "change_promise": ["activity"], "end_activity": ["activity"],
        "answer_idea": ["number"], "hide_idea": ["number"],
    }  # fmt: skip
    return {key: values[key] for key in ("pk", "slug", *needed.get(name, []))}


def test_how_to_reach_people_stands_on_the_teams_page_alone():
    offer = OfferFactory(contact="Ring på 20 20 20 20")
    project = offer.project
    client = logged_in(TeamMemberFactory(project=project).user)

    page = client.get(url("team", project)).content.decode()
    public = client.get(project.get_absolute_url()).content.decode()

    assert offer.contact in page
    assert offer.author.email in page
    assert offer.contact not in public
    assert offer.text not in public


def test_a_request_an_offer_and_an_idea_are_answered_from_the_teams_page():
    project = ProjectFactory()
    asking = TeamMemberFactory(project=project, asking=True)
    offer, idea = OfferFactory(project=project), IdeaFactory(project=project)
    client = at_work(project.facilitator)

    client.post(url("answer_request", project, asking.pk), {"answer": "yes"})
    client.post(url("answer_offer", project, offer.pk), {"status": "accepted", "answer": "Ja tak"})
    client.post(url("answer_idea", project, idea.number), {"fate": "used", "reason": "God idé"})

    for row in (asking, offer, idea):
        row.refresh_from_db()
    assert (asking.status, offer.status, idea.fate) == ("on_team", "accepted", "used")


def test_a_no_needs_its_reason():
    asking = TeamMemberFactory(asking=True)
    client = at_work(asking.project.facilitator)

    answer = client.post(url("answer_request", asking.project, asking.pk), {"answer": "no"})

    assert "Skriv, hvorfor det er et nej." in answer.content.decode()


# --- What everybody reads ---------------------------------------------------------------------
@pytest.mark.parametrize(
    ("state", "public", "own"),
    [("visible", 200, 200), ("held", 404, 200), ("hidden", 404, 200), ("deleted", 404, 404)],
)
def test_what_is_held_or_hidden_is_seen_by_its_author_and_who_runs_the_project(state, public, own):
    idea = IdeaFactory(state=state, hidden_reason="advert", text="Køb mine lamper")
    path = idea.get_absolute_url()
    project = idea.project

    assert Client().get(path).status_code == public
    assert logged_in(UserFactory()).get(path).status_code == public
    assert logged_in(idea.author).get(path).status_code == own
    assert at_work(project.facilitator).get(path).status_code == own
    listed = Client().get(url("contributions", project)).content.decode()
    assert ("Køb mine lamper" in listed) == (state == "visible")


def test_the_list_holds_ideas_and_notes_with_state_and_reason_and_is_filtered():
    project = ProjectFactory()
    question = QuestionFactory(project=project)
    used = {"fate": Fate.USED, "fate_reason": "Lyset kommer.", "fate_at": timezone.now()}
    IdeaFactory(project=project, text="Mere lys", question=question, **used)
    IdeaFactory(project=project, text="Mindre lys")
    wall = ActivityFactory(project=project, on_wall=True).wall
    NoteFactory(column=WallColumnFactory(wall=wall), text="Gult lys")

    def found(query: str = "") -> set[str]:
        page = Client().get(url("contributions", project) + query).content.decode()
        words = ("Mere lys", "Mindre lys", "Gult lys", "Lyset kommer.")
        return {word for word in words if word in page}

    assert found() == {"Mere lys", "Mindre lys", "Gult lys", "Lyset kommer."}
    assert found("?svar=waiting") == {"Mindre lys", "Gult lys"}
    assert found(f"?om={question.pk}") == {"Mere lys", "Lyset kommer."}
    assert found("?svar=nonsens&om=x") == found()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_public_pages_ask_a_constant_number_of_questions(
    rows, django_assert_num_queries, client
):
    project = ProjectFactory()
    for _ in range(rows):
        wall = ActivityFactory(project=project, on_wall=True).wall
        NoteFactory(column=WallColumnFactory(wall=wall))
        IdeaFactory(project=project, question=QuestionFactory(project=project))
        held_walk(project=project, asked_at=timezone.now() - timedelta(days=30))
    lists = {"contributions": 6, "activities": 3}

    for name, count in lists.items():
        with django_assert_num_queries(count):
            client.get(url(name, project))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_teams_page_asks_a_constant_number_of_questions(rows, django_assert_num_queries):
    project = ProjectFactory()
    for _ in range(rows):
        make_giving(project)
        TeamMemberFactory(project=project, asking=True)
        IdeaFactory(project=project, state="held")
    client = at_work(project.facilitator)

    with django_assert_num_queries(13):
        client.get(url("team", project))


@pytest.mark.parametrize("rows", [1, 3])
def test_each_panel_asks_two_questions_at_most(rows, django_assert_max_num_queries):
    project, at = ProjectFactory(), timezone.now()
    for _ in range(rows):
        ActorFactory(project=project)
        TeamMemberFactory(project=project)
        HelpWantedFactory(project=project)
        IdeaFactory(project=project)
        ActivityFactory(project=project)
        held_walk(project=project, asked_at=at - timedelta(days=30))

    for panel in (actors_panel, contributions_panel, promises_panel, help_wanted_panel):
        with django_assert_max_num_queries(2):
            assert panel(project, None, at) is not None


def test_who_is_protected_is_counted_and_not_named():
    project = ProjectFactory()
    hidden = TeamMemberFactory(project=project, user__protected=True, user__public_name="Bo Bøg")
    TeamMemberFactory(project=project, user__public_name="Asta Ask")

    page = Client().get(project.get_absolute_url()).content.decode()

    assert hidden.user.public_name not in page
    assert "Asta Ask" in page
    assert "1 uden navn" in page


def test_the_bars_count_ideas_and_notes_that_can_be_read():
    project = ProjectFactory()
    used = {"fate": Fate.USED, "fate_reason": "Ja", "fate_at": timezone.now()}
    IdeaFactory(project=project, **used)
    IdeaFactory(project=project, state="held")
    wall = ActivityFactory(project=project, on_wall=True).wall
    NoteFactory(column=WallColumnFactory(wall=wall), **used)

    panel = contributions_panel(project, None, timezone.now())

    assert panel is not None
    assert panel.context["rows"][0] == ("Brugt i opgaven", 2)
    assert panel.context["caption"] == "2 bidrag til i dag, hvert med en grund til forfatteren"


# --- The links in mails -----------------------------------------------------------------------
def test_a_promise_is_judged_by_the_link_without_a_log_in_and_once():
    walk = held_walk()
    RegistrationFactory(event=walk.event, email="a@example.dk")
    ask_those_who_took_part(walk, at=timezone.now())
    path = reverse("projects:promise", args=[ask_token(PromiseAsk.objects.get())])

    assert "Holdt vi det?" in Client().get(path).content.decode()
    Client().post(path, {"kept": "partly", "text": "Næsten"})
    second = Client().post(path, {"kept": "no"})

    assert "Der er svaret, eller tiden er gået" in second.content.decode()
    assert [(row.kept, row.text) for row in PromiseAnswer.objects.all()] == [("partly", "Næsten")]
    assert Client().get(reverse("projects:promise", args=["1~forfalsket"])).status_code == 404


def test_an_invitation_is_taken_by_its_link_after_the_log_in():
    invited = TeamMemberFactory(invited=True, user=None, email="ny@example.dk")
    path = reverse("projects:invitation", args=[invitation_token(invited)])
    person = UserFactory()

    asked = Client().post(path, {"brings": "Kaffe", "ja": "ja"})
    assert asked.headers["Location"].startswith(reverse("account_login"))
    taken = logged_in(person).post(path, {"brings": "Kaffe", "ja": "ja"})

    invited.refresh_from_db()
    assert taken.headers["Location"] == invited.project.get_absolute_url()
    assert (invited.user, invited.status) == (person, TeamMember.Status.ON_TEAM)
    late = logged_in(UserFactory()).post(path, {"brings": "", "ja": "ja"})
    assert late.status_code == HTTPStatus.CONFLICT


def test_a_no_needs_no_log_in():
    invited = TeamMemberFactory(invited=True, user=None, email="ny@example.dk")
    path = reverse("projects:invitation", args=[invitation_token(invited)])

    page = Client().post(path, {"nej": "ja"}, follow=True).content.decode()

    assert "Invitationen gælder ikke længere" in page
