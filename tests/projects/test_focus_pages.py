"""The pages of focus projects: who opens them, what they show, what they cost."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from projects import sitemap_focus
from projects.models import FocusDesignation, FocusFlag, InvolvementStep, Project
from projects.parts.focus import focus_panel
from projects.personal import personal_data_of
from tests.accounts.factories import UserFactory
from tests.councils.factories import AgendaItemFactory, BodyFactory, MeetingFactory
from tests.hearings.staff import BACKEND, at_work
from tests.projects.factories import (
    CouncilMemberFactory,
    FocusDesignationFactory,
    FocusFlagFactory,
    FocusYearFactory,
    InvolvementStepFactory,
    ProjectFactory,
)
from tests.projects.focus_world import EVERYBODY, SITTING, make_focus_world

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
COMING = TODAY.year + 1
DECISION = {
    "decision_url": "https://dagsordener.example.dk/punkt/9",
    "decided_on": TODAY.isoformat(),
    "reason": "Stierne berører alle.",
}
STEP = {
    "who": "Unge", "comes_by_itself": "nej", "how": "Vi spørger dem.", "promise": "involve",
    "when_from": TODAY.isoformat(),
}  # fmt: skip
RESULT = {"reached": "31", "result": "De vil have lys.", "kept": "yes",
          "done_on": TODAY.isoformat()}  # fmt: skip
EVALUATION = {"worked": "Turene.", "did_not_work": "Mailen.", "next_time": "Flere ture.",
              "people_citizens": "46"}  # fmt: skip


def url(name: str, *args) -> str:
    return reverse(f"projects:{name}", args=args)


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def text_of(path: str, client: Client | None = None) -> str:
    return " ".join((client or Client()).get(path).content.decode().split())


# --- Who opens what ---------------------------------------------------------------------------
@pytest.mark.parametrize("who", EVERYBODY)
def test_each_page_is_for_whom_it_is_for(who):
    world = make_focus_world()
    project, client = world.project, world.client(who)
    row = FocusDesignationFactory(project=project, year__year=COMING)
    pages = {
        "flag": url("flag", project.pk, project.slug),
        "appoint": url("appoint", COMING),
        "undo": url("undo_appointment", row.pk),
        "evaluate": url("evaluate", row.pk),
        "plan": url("plan_edit", project.pk),
        "plan_add": url("plan_add", project.pk),
    }
    runs = {"evaluate", "plan", "plan_add"}
    allowed = {"secretary": {"appoint", "undo"}, "facilitator": runs}.get(
        who, {"flag"} if who in SITTING else set()
    )

    opened = {name for name, path in pages.items() if client.get(path).status_code == 200}
    refused = {
        client.post(path, {}).status_code for name, path in pages.items() if name not in allowed
    }

    assert opened == allowed
    assert refused <= {302, 403, 404}
    assert Client().get(url("plan", project.pk, project.slug)).status_code == 200


def test_a_member_points_endorses_and_withdraws_by_the_pages():
    colleague, membership = CouncilMemberFactory(), CouncilMemberFactory()
    project, other = ProjectFactory(), ProjectFactory()
    theirs = FocusFlagFactory(project=other, member=colleague.member)
    client = client_of(membership.member.user)
    page = url("flag", project.pk, project.slug)

    wrong = client.post(page, {"year": COMING, "reason": ""})
    made = client.post(page, {"year": COMING, "reason": "Fordi <b>alle</b> går der."})
    endorsed = client.post(url("endorse", other.pk, other.slug, theirs.pk))
    third = client.post(url("flag", (p := ProjectFactory()).pk, p.slug),
                        {"year": COMING, "reason": "Min grund."})  # fmt: skip
    mine = FocusFlag.objects.get(project=project)
    withdrawn = client.post(url("withdraw_flag", project.pk, project.slug, mine.pk))

    assert (wrong.status_code, made.headers["Location"]) == (200, project.get_absolute_url())
    assert endorsed.headers["Location"] == other.get_absolute_url()
    words = third.content.decode()
    assert third.status_code == 409
    assert f"Du har peget på to projekter for {COMING}. Træk den ene tilbage først." in words
    assert "Min grund." in words
    for row in (project, other):
        assert row.get_absolute_url() in words
    assert withdrawn.headers["Location"] == page
    assert list(FocusFlag.objects.standing().values_list("project", flat=True)) == [other.pk] * 2


def test_get_changes_nothing_and_a_button_needs_a_post():
    flag, membership = FocusFlagFactory(), CouncilMemberFactory()
    client = client_of(membership.member.user)

    answers = [
        client.get(url(name, flag.project_id, flag.project.slug, flag.pk)).status_code
        for name in ("endorse", "withdraw_flag")
    ]

    assert (answers, FocusFlag.objects.count()) == ([405, 405], 1)


def test_what_a_member_wrote_is_given_back_when_the_seat_ends_meanwhile():
    membership = CouncilMemberFactory()
    project, client = ProjectFactory(), client_of(membership.member.user)
    membership.end(at=timezone.now(), reason="flyttet")

    answer = client.post(
        url("flag", project.pk, project.slug), {"year": COMING, "reason": "Min lange grund."}
    )

    assert answer.status_code == 403
    assert "Min lange grund." in answer.content.decode()


@pytest.mark.parametrize("words", ["Ring til 010180-1234", "x" * 601])
def test_a_cpr_number_or_too_much_is_refused(words):
    membership, project = CouncilMemberFactory(), ProjectFactory()

    answer = client_of(membership.member.user).post(
        url("flag", project.pk, project.slug), {"year": COMING, "reason": words}
    )

    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not FocusFlag.objects.exists()


def test_the_secretary_records_a_third_is_refused_and_one_is_undone():
    secretary = UserFactory(staff=True)
    BodyFactory(municipal_council=True, secretaries=[secretary])
    client, page = at_work(secretary), url("appoint", COMING)
    rows = [InvolvementStepFactory(project__title=name).project for name in ("A", "B", "C")]

    without = client.post(page, {**DECISION, "decision_url": "", "project": rows[0].pk})
    first, second, third = (client.post(page, {**DECISION, "project": row.pk}) for row in rows)
    row = FocusDesignation.objects.get(project=rows[0])
    undone = client.post(url("undo_appointment", row.pk), DECISION)
    again = client.post(url("undo_appointment", row.pk), DECISION)

    assert (without.status_code, FocusDesignation.objects.standing().count()) == (200, 1)
    assert first.headers["Location"] == second.headers["Location"] == url("focus_year", COMING)
    assert third.status_code == 409
    assert "»A« og »B«" in third.content.decode()
    assert DECISION["reason"] in third.content.decode()
    assert (undone.status_code, again.status_code) == (302, 409)
    assert DECISION["reason"] in again.content.decode()


def test_a_project_without_a_plan_is_refused_with_the_reason():
    secretary = UserFactory(staff=True)
    BodyFactory(municipal_council=True, secretaries=[secretary])

    answer = at_work(secretary).post(
        url("appoint", COMING), {**DECISION, "project": ProjectFactory().pk}
    )

    assert answer.status_code == 409
    assert "ingen inddragelsesplan" in answer.content.decode()


# --- The plan ---------------------------------------------------------------------------------
def test_the_plan_is_written_carried_out_and_read():
    project = ProjectFactory()
    client = at_work(project.facilitator)

    for _click in range(2):
        client.post(url("plan_add", project.pk), STEP)
    step = InvolvementStep.objects.get()
    client.post(url("plan_change", project.pk, step.pk), {**STEP, "who": "Unge om aftenen"})
    client.post(url("plan_result", project.pk, step.pk), RESULT)
    removed = client.post(url("plan_remove", project.pk, step.pk))
    page = text_of(url("plan", project.pk, project.slug))

    assert removed.status_code == 409
    for words in ("Unge om aftenen", "Skal opsøges", "31 mennesker nået.", "De vil have lys.",
                  "I er med til at finde på"):  # fmt: skip
        assert words in page
    assert project.history.filter(action="plan_changed").count() == 3


def test_a_focus_project_does_not_lose_its_plan():
    row = FocusDesignationFactory()
    step = InvolvementStepFactory(project=row.project)
    client = at_work(row.project.facilitator)

    changed = client.post(
        url("plan_change", row.project_id, step.pk), {**STEP, "comes_by_itself": "ja"}
    )
    removed = client.post(url("plan_remove", row.project_id, step.pk))

    assert (changed.status_code, removed.status_code) == (409, 409)
    assert STEP["how"] in changed.content.decode()
    assert not InvolvementStep.objects.get().comes_by_itself


def test_a_plan_with_its_end_before_its_beginning_is_refused():
    project = ProjectFactory()
    words = {**STEP, "when_until": (TODAY - timedelta(days=1)).isoformat()}

    answer = at_work(project.facilitator).post(url("plan_add", project.pk), words)

    assert (answer.status_code, project.involvement.count()) == (200, 0)
    assert "Slutdatoen skal være efter startdatoen" in answer.content.decode()


def test_the_plan_of_a_draft_or_of_another_project_is_not_found():
    draft, step = ProjectFactory(draft=True), InvolvementStepFactory()
    client = at_work(draft.facilitator)

    assert Client().get(url("plan", draft.pk, draft.slug)).status_code == 404
    assert client.get(url("plan_change", draft.pk, step.pk)).status_code == 404


def test_an_old_title_leads_to_the_right_address():
    project = ProjectFactory()

    answer = Client().get(url("plan", project.pk, "gammelt-navn"))

    assert (answer.status_code, answer.headers["Location"]) == (
        301, url("plan", project.pk, project.slug),
    )  # fmt: skip


# --- What is shown ----------------------------------------------------------------------------
def evaluated_year():
    row = FocusDesignationFactory(year__year=TODAY.year)
    step = InvolvementStepFactory(project=row.project)
    step.finish(result="De vil have lys.", reached=31, kept="yes", on=TODAY)
    client = at_work(row.project.facilitator)
    client.post(url("evaluate", row.pk), EVALUATION)
    return row


def test_the_year_page_tells_all_of_it():
    row = evaluated_year()
    FocusFlagFactory(year=row.year, project=row.project)

    page = text_of(url("focus_year", TODAY.year))

    for words in (row.project.title, row.reason, row.decision_url, "Skal opsøges",
                  "1 af 1 løfte er holdt helt.", "Turene.", "Mailen.", "Flere ture.", "46",
                  "Det pegede medlemmerne på"):  # fmt: skip
        assert words in page


def test_a_year_that_nobody_knows_of_is_not_found():
    FocusYearFactory(year=2019)

    answers = [Client().get(url("focus_year", year)).status_code
               for year in (TODAY.year, COMING, 2019, 2018, 1999, 2_000_000_000)]  # fmt: skip

    assert answers == [200, 200, 200, 404, 404, 404]


def test_the_project_page_shows_who_points_and_that_a_majority_awaits_the_council():
    flag = FocusFlagFactory()
    path = flag.project.get_absolute_url()
    page = text_of(path)
    CouncilMemberFactory()
    without_majority = text_of(path)

    for words in ("1 af 1 peger på dette projekt", "Afventer kommunalbestyrelsens beslutning.",
                  "1 af 1 pladser er udfyldt. Flertallet ligger ved 1.", flag.member.name,
                  flag.reason):  # fmt: skip
        assert words in page
    assert "1 af 2 peger på dette projekt" in without_majority
    assert "Afventer" not in without_majority
    assert "Peg på projektet" not in page


def test_a_protected_member_is_named_nowhere():
    flag = FocusFlagFactory()
    flag.member.is_protected = True
    flag.member.save()
    viewer = client_of(CouncilMemberFactory().member.user)
    project = flag.project
    pages = [
        text_of(project.get_absolute_url()),
        text_of(url("focus")),
        text_of(url("focus_year", COMING)),
        text_of(url("flag", project.pk, project.slug), viewer),
    ]

    for page in pages:
        assert flag.reason in page
        assert flag.member.name not in page
        assert "Medlem" in page


def test_drafts_are_told_of_nowhere():
    row = FocusDesignationFactory(project=ProjectFactory(draft=True), year__year=TODAY.year)

    for path in (url("focus"), url("focus_year", TODAY.year)):
        assert row.project.title not in text_of(path)


def test_visitors_pages_have_no_cookie_and_no_token():
    evaluated_year()
    FocusFlagFactory()

    for path in (url("focus"), url("focus_year", TODAY.year), url("focus_year", COMING)):
        answer = Client().get(path)
        assert answer.cookies == {}
        assert "csrfmiddlewaretoken" not in answer.content.decode()


def test_the_years_are_known_to_search_engines_and_a_card_carries_its_mark():
    row = FocusDesignationFactory(year__year=TODAY.year)
    FocusDesignationFactory(project=ProjectFactory(draft=True))
    FocusYearFactory(year=2019)

    paths = [found.path for source in sitemap_focus.sources() for found in source.every_row()]

    assert paths == [url("focus"), row.get_absolute_url()]
    assert f"Fokusprojekt {TODAY.year}" in text_of(url("list"))


def test_a_person_finds_what_they_pointed_at_among_their_own_data():
    flag = FocusFlagFactory()
    flag.withdraw(at=timezone.now())

    told = personal_data_of(flag.member.user)["focus_flags"]

    assert [(row["year"], row["reason"]) for row in told] == [(flag.year.year, flag.reason)]
    assert told[0]["withdrawn_at"] == flag.withdrawn_at.isoformat()
    assert personal_data_of(UserFactory())["focus_flags"] == []


# --- What it costs ----------------------------------------------------------------------------
@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"), [("focus", 2), ("year", 5), ("plan", 2), ("panel", 2)]
)
def test_a_page_costs_the_same_for_many(django_assert_num_queries, name, queries, rows):
    project = ProjectFactory()
    for slot in range(1, min(rows, 2) + 1):
        row = FocusDesignationFactory(slot=slot, year__year=TODAY.year)
        row.people.create(group="citizens", count=4)
    for _row in range(rows):
        InvolvementStepFactory(project=row.project)
        InvolvementStepFactory(project=project)
        FocusFlagFactory(project=project)
        FocusFlagFactory(year=row.year)
    paths = {
        "focus": url("focus"), "year": url("focus_year", TODAY.year),
        "plan": url("plan", project.pk, project.slug),
    }  # fmt: skip
    if name == "panel":
        item = AgendaItemFactory(meeting=MeetingFactory(held=True, agenda=True), decided=True)
        decided = {"project": project, "item": item, "decision_url": ""}
        FocusDesignationFactory(**decided, year__year=TODAY.year - 1)
        FocusDesignationFactory(**decided, year__year=TODAY.year - 2).undo(
            on=TODAY, item=item, url="", reason="Nej."
        )
        shown = Project.objects.get(pk=project.pk)
        with django_assert_num_queries(queries):
            panel = focus_panel(shown, None, timezone.now())
            assert panel.context["pointed_at"][0].standing.count == rows
            words = render_to_string(panel.template, {"panel": panel.context})
        assert words.count(item.get_absolute_url()) == 2
        return
    Client().get(paths[name])
    with django_assert_num_queries(queries):
        Client().get(paths[name])
