"""Problems in the browser: nothing typed is lost, nothing is shown by accident."""

import re
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from city.models import Area
from core.tokens import new_stamp
from projects.models import Problem, ProblemDraft, ProblemFelt, ProblemRoute
from projects.services.problem_drafts import LONGEST_FIELD, delete_expired_drafts
from tests.accounts.factories import OrganisationFactory, UserFactory
from tests.comments.factories import CommentFactory
from tests.comments.test_reading import client_of
from tests.councils.factories import BodyFactory
from tests.projects.factories import ProblemFactory, ProblemRouteFactory, ProjectFactory, day
from tests.projects.test_problem_services import TYPED

pytestmark = pytest.mark.django_db
MARK = "zzq9f3a"
RAISE = "/projekter/problemer/rejs/"


@pytest.fixture(autouse=True)
def route():
    ProblemRoute.objects.all().delete()
    return ProblemRouteFactory()


def typed(**values):
    return {**TYPED, "stamp": new_stamp("problem", at=timezone.now()), **values}


def known_client(**values):
    author = UserFactory(**values)
    CommentFactory(author=author)
    return client_of(author)


def again_in(response) -> str:
    """Return the address under which what was typed is kept."""
    text = response.headers.get("Location", "").replace("%2F", "/") or response.content.decode()
    return re.search(r"/projekter/problemer/rejs/[0-9a-f-]{36}/", text)[0]


def at(problem, name: str) -> str:
    return reverse(f"projects:problem_{name}", args=[problem.number])


# --- Raising ---------------------------------------------------------------------------------
def test_a_problem_is_raised_on_one_page_and_its_author_gets_a_receipt():
    client, area = known_client(), Area.objects.create(name="Her", slug="her")

    sent = client.post(RAISE, typed(areas=[area.pk], place="Ved stationen"), follow=True)

    problem = Problem.objects.get()
    assert sent.redirect_chain == [(at(problem, "receipt"), 302)]
    assert list(problem.areas.all()) == [area]
    assert f"Problem nr. {problem.number}" in sent.content.decode()
    assert not ProblemDraft.objects.exists()


def test_similar_ones_are_shown_before_it_is_sent_and_joined_in_one_click():
    other = ProblemFactory(title="Mørk tunnel ved stationen", text="Lyset er slukket.")
    ProblemFactory(title="Skolens tag", text="Det regner ind.")
    client = known_client()

    shown = client.post(RAISE, typed())
    joined = client.post(at(other, "feel"), typed())

    text = shown.content.decode()
    assert [row.pk for row in shown.context["similar"]] == [other.pk]
    assert f'formaction="{at(other, "feel")}"' in text
    assert TYPED["text"] in text
    assert joined.status_code == HTTPStatus.FOUND
    other.refresh_from_db()
    assert other.felt_count == 1
    assert Problem.objects.count() == 2


def test_who_says_that_it_is_another_one_is_asked_once():
    ProblemFactory(title="Mørk tunnel ved stationen", text="Lyset er slukket.")
    client = known_client()
    shown = client.post(RAISE, typed())

    client.post(again_in(shown), typed(different="1"))

    assert Problem.objects.filter(title=TYPED["title"]).count() == 1


def test_what_a_visitor_typed_waits_through_the_log_in_with_what_they_chose():
    ProblemFactory(title="Mørk tunnel ved stationen", text="Lyset er slukket.")
    area, visitor, author = Area.objects.create(name="Her", slug="her"), Client(), UserFactory()

    shown = visitor.post(RAISE, typed(areas=[area.pk]))
    written = visitor.post(again_in(shown), typed(areas=[area.pk], different="1"))
    client = client_of(author)
    back = client.get(again_in(written))
    sent = client.post(again_in(written), {**TYPED, "areas": [area.pk], "different": "1"})
    twice = client.post(again_in(written), {**TYPED, "areas": [area.pk], "different": "1"})

    assert written.headers["Location"].startswith(reverse("account_login"))
    text = back.content.decode()
    assert TYPED["text"] in text
    assert 'name="different" value="1"' in text
    assert re.search(rf'value="{area.pk}"[^>]* checked', text)
    problem = Problem.objects.get(author=author)
    assert list(problem.areas.all()) == [area]
    assert sent.headers["Location"] == twice.headers["Location"] == at(problem, "receipt")


def test_a_visitor_sees_the_form_and_a_page_that_is_not_kept(client):
    page = client.get(RAISE)

    assert page.headers["Cache-Control"] == "private, no-store"
    assert "Bagefter logger du ind" in page.content.decode()


def test_what_somebody_has_typed_is_not_shown_to_somebody_else():
    author = UserFactory()
    draft = ProblemDraft.objects.create(
        key="0b0a7a52-6a4c-4a0e-8d2f-1c5c1a6f6f12", person=author, typed={"text": MARK},
        expires_at=timezone.now() + timedelta(hours=1),
    )  # fmt: skip
    path = reverse("projects:raise_again", args=[draft.key])

    answers = [reader.get(path) for reader in (Client(), client_of(UserFactory()))]

    assert [answer.status_code for answer in answers] == [302, 404]
    assert MARK in client_of(author).get(path).content.decode()


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("text", "Ring til 010190-1234", "cpr-nummer"),
        ("title", "", "Skriv problemet i en linje."),
        ("text", "a" * 100_000, "4.000"),
        ("stamp", "forged", "Formularen er for gammel"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(field, value, told):
    client = known_client()

    page = client.post(RAISE, typed(**{"known_by": "Jeg går der.", field: value}))

    text = page.content.decode()
    assert told in text
    assert "Jeg går der.</textarea>" in text
    assert not Problem.objects.exists()
    assert len(ProblemDraft.objects.get().typed["text"]) <= LONGEST_FIELD


def test_letters_that_cannot_be_seen_or_pile_up_are_contained():
    known_client().post(RAISE, typed(title="Lys\u202e i\u200b nord", text="e" + "\u0301" * 500))

    assert Problem.objects.get().title == "Lys i nord"


def test_a_telephone_number_is_asked_about_first():
    client = known_client()

    warned = client.post(RAISE, typed(text="Ring 43 68 68 68"))
    seal = re.search(r'name="seen" value="([^"]+)"', warned.content.decode())[1]
    client.post(again_in(warned), typed(text="Ring 43 68 68 68", seen=seal))

    assert "Skal alle kunne se det her?" in warned.content.decode()
    assert Problem.objects.get().text == "Ring 43 68 68 68"


def test_what_comes_after_a_day_is_shown_once_more():
    client = known_client()
    warned = client.post(RAISE, typed(text="Ring 43 68 68 68"))
    delete_expired_drafts(at=timezone.now() + timedelta(hours=25))

    late = client.post(again_in(warned), typed())

    assert "Formularen er for gammel" in late.content.decode()
    assert not Problem.objects.exists()


def test_only_who_may_act_for_an_organisation_is_asked_for_whom():
    member = UserFactory()
    CommentFactory(author=member)
    own = OrganisationFactory(members=[member])

    pages = [reader.get(RAISE) for reader in (Client(), known_client(), client_of(member))]
    client_of(member).post(RAISE, typed(organisation=own.pk))

    assert ["På vegne af" in page.content.decode() for page in pages] == [False, False, True]
    assert Problem.objects.get().organisation == own


def test_without_a_department_the_words_are_kept_and_it_is_said(route):
    route.delete()

    page = known_client().post(RAISE, typed())

    assert "Kommunen har ikke valgt" in page.content.decode()
    assert ProblemDraft.objects.get().typed["text"] == TYPED["text"]


# --- Reading ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"answer_due_on": day(14)}, "14 dage tilbage"),
        ({"answer_due_on": day(1)}, "1 dag tilbage"),
        ({"answer_due_on": day(0)}, "Svaret skal komme i dag"),
        ({"answer_due_on": day(-3)}, "3 dage over tiden"),
        ({"declined": True}, "Besvaret "),
    ],
)
def test_everybody_sees_the_clock(client, values, told):
    problem = ProblemFactory(**values)

    assert told in client.get(problem.get_absolute_url()).content.decode()
    row = client.get(reverse("projects:problems")).context["rows"][0]
    assert told in row.clock.words


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (
            lambda: {"answer": "project", "project": ProjectFactory(title="Lys i nord")},
            "Lys i nord",
        ),
        (lambda: {"answer": "body", "body": BodyFactory(name="Vejudvalget")}, "Vejudvalget"),
        (lambda: {"answer": "under_way", "link": "https://vej.example.dk"}, "https://vej.example"),
    ],
)
def test_an_answer_leads_to_what_it_became(client, values, told):
    problem = ProblemFactory(reason="Sådan.", answered_at=timezone.now(), **values())

    page = client.get(problem.get_absolute_url()).content.decode()

    assert told in page
    assert "Sådan." in page


def test_a_draft_of_a_project_is_no_link_yet(client):
    draft = ProjectFactory(draft=True, title=MARK)
    problem = ProblemFactory(
        answer="project", project=draft, reason="Ja.", answered_at=timezone.now()
    )

    page = client.get(problem.get_absolute_url()).content.decode()

    assert MARK not in page
    assert "Projektets side bliver skrevet nu" in page


def test_a_protected_author_is_nobody_by_name(client):
    problem = ProblemFactory(author=UserFactory(public_name=MARK, protected=True))

    for path in (problem.get_absolute_url(), "/projekter/problemer/", "/projekter/problemer/atom/"):
        assert MARK not in client.get(path).content.decode()


@pytest.mark.parametrize("is_citizen", [False, True])
def test_what_is_held_hidden_or_withdrawn_stands_nowhere(is_citizen):
    client = client_of(UserFactory()) if is_citizen else Client()
    secret = {"title": MARK, "text": MARK, "for_whom": MARK}
    rows = [
        ProblemFactory(held=True, **secret), ProblemFactory(hidden=True, **secret),
        ProblemFactory(state="deleted", **secret),
    ]  # fmt: skip
    shown = ProblemFactory(title="Synligt")

    paths = [
        "/projekter/", "/projekter/problemer/", "/projekter/problemer/?svar=venter",
        "/projekter/problemer/atom/", "/projekter/problemer/tal/", "/", "/sitemap.xml",
        "/soeg/?q=synligt", f"/soeg/?q={MARK[:5]}",
        *(f"/projekter/problemer/{row.pk}-x/" for row in rows),
        *(at(row, "report") for row in rows),
        *(at(row, "reported") for row in rows), shown.get_absolute_url(),
    ]  # fmt: skip
    told = {path: client.get(path).content.decode() for path in paths}
    told["similar"] = client.post(RAISE, typed(title=f"{MARK} {MARK}", text=MARK)).content.decode()

    hidden = [path for path, text in told.items() if MARK in text.replace(f"q={MARK[:5]}", "")]
    assert [path for path in hidden if path != "similar"] == []
    assert "similar__list" not in told["similar"]
    assert "Synligt" in told["/projekter/problemer/"]
    assert [client.get(row.get_absolute_url()).status_code for row in rows] == [404] * 3


def test_an_author_still_reads_what_waits_or_is_hidden():
    author = UserFactory()
    rows = [ProblemFactory(author=author, **{state: True}) for state in ("held", "hidden")]

    pages = [client_of(author).get(row.get_absolute_url()) for row in rows]

    assert [page.status_code for page in pages] == [200, 200]
    assert "En medarbejder læser dit problem" in pages[0].content.decode()
    assert "reklame eller spam" in pages[1].content.decode()


@pytest.mark.parametrize("state", ["visible", "held", "hidden", "deleted"])
def test_lists_and_single_problems_obey_the_same_rule(state):
    problem = ProblemFactory(state=state, hidden_reason="advert" if state == "hidden" else "")
    staff = UserFactory(role=Role.CASE_WORKER)
    for person in (None, UserFactory(), problem.author, staff):
        found = Problem.objects.visible_to(person).filter(pk=problem.pk).exists()
        assert found is problem.is_visible_to(person)


def test_the_list_is_narrowed_by_area_topic_and_answer_and_ordered(client):
    here, there = (Area.objects.create(name=name, slug=name) for name in ("her", "der"))
    late = ProblemFactory(title="Sent", overdue=True, felt_count=7)
    late.areas.add(here, there)
    done = ProblemFactory(title="Klaret", declined=True)
    done.areas.add(here)

    def shown(**asked):
        rows = client.get(reverse("projects:problems"), asked).context["rows"]
        return [row.problem.title for row in rows]

    assert shown() == ["Klaret", "Sent"]
    assert shown(orden="flest") == ["Sent", "Klaret"]
    assert shown(bydel="der") == ["Sent"]
    assert shown(svar="over-tid") == shown(svar="venter") == ["Sent"]
    assert shown(svar="besvaret") == shown(svar="nej") == ["Klaret"]
    assert shown(bydel="findes-ikke", orden="; drop") == ["Klaret", "Sent"]
    tiles = client.get(reverse("projects:problems"), {"bydel": "der"}).context["tiles"]
    assert {tile.name: tile.count for tile in tiles if tile.count} == {"her": 2, "der": 1}


def test_the_list_asks_the_same_however_many_there_are(client, django_assert_max_num_queries):
    def ask():
        with django_assert_max_num_queries(12) as asked:
            client.get(reverse("projects:problems"), {"side": 1})
        return len(asked)

    area = Area.objects.create(name="Her", slug="her")
    for _row in range(2):
        ProblemFactory().areas.add(area)
    few = ask()
    for _row in range(28):
        ProblemFactory(organisation=OrganisationFactory()).areas.add(area)

    assert ask() == few


def test_a_page_asks_the_same_however_many_feel_it(client, django_assert_max_num_queries):
    problem = ProblemFactory()

    def ask():
        with django_assert_max_num_queries(12) as asked:
            client.get(problem.get_absolute_url())
        return len(asked)

    one = ask()
    people = [UserFactory() for _row in range(30)]
    ProblemFelt.objects.bulk_create(ProblemFelt(problem=problem, user=each) for each in people)

    assert ask() == one


# --- Feeling, reporting, taking back -----------------------------------------------------------
def test_it_is_felt_and_taken_back_from_the_page():
    problem, person = ProblemFactory(), UserFactory()
    client = client_of(person)

    client.post(at(problem, "feel"))
    page = client.get(problem.get_absolute_url()).content.decode()
    client.post(at(problem, "feel"), {"fortryd": "1"})

    assert "Du mærker det også · Fortryd" in page
    problem.refresh_from_db()
    assert problem.felt_count == 0


def test_a_visitor_is_led_through_the_log_in_to_a_page_with_the_button(client):
    problem = ProblemFactory()

    sent = client.post(at(problem, "feel"))

    assert sent.headers["Location"] == f"{reverse('account_login')}?next={at(problem, 'feel')}"
    assert (
        "Det mærker jeg også" in client_of(UserFactory()).get(at(problem, "feel")).content.decode()
    )


@pytest.mark.parametrize(
    ("values", "who", "status"),
    [
        ({"held": True}, "other", 404),
        ({"hidden": True}, "author", 409),
        ({"declined": True}, "author", 409),
        ({}, "other", 403),
        ({}, "author", 302),
    ],
)
def test_taking_back_answers_404_403_409_and_302(values, who, status):
    problem = ProblemFactory(**values)
    person = problem.author if who == "author" else UserFactory()

    assert client_of(person).post(at(problem, "withdraw")).status_code == status


def test_anybody_reports_a_problem_and_what_was_typed_is_kept(client):
    problem = ProblemFactory()

    wrong = client.post(at(problem, "report"), {"text": "Se her."})
    sent = client.post(at(problem, "report"), {"reason": "hate", "text": "Se her."})

    assert "Se her.</textarea>" in wrong.content.decode()
    assert sent.headers["Location"] == at(problem, "reported")
    assert problem.reports.get().reporter is None


def test_the_figures_count_each_year_what_was_answered_in_time(client):
    ProblemFactory(declined=True)
    ProblemFactory(declined=True, overdue=True)
    ProblemFactory(overdue=True)
    ProblemFactory(hidden=True)

    year = client.get(reverse("projects:problem_figures")).context["years"][0]

    assert (year.raised, year.answered, year.in_time, year.overdue) == (3, 2, 1, 1)
    assert dict(year.by_answer)["bliver ikke taget op"] == 2


def test_the_feed_tells_of_what_is_raised_and_answered(client):
    problem = ProblemFactory(declined=True)

    feed = client.get(reverse("projects:problems_feed")).content.decode()

    assert feed.count("<entry>") == 2
    assert problem.title in feed
