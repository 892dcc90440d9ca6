"""The register's pages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from city.models import Area, Topic
from core.clock import local_date
from information.models import Plan
from tests.hearings.factories import HearingFactory, HearingMeetingFactory
from tests.hearings.staff import at_work
from tests.information.factories import GlossaryTermFactory, PlanFactory
from tests.information.people import an_editor
from tests.information.texts import add_document, add_step

pytestmark = pytest.mark.django_db
REGISTER = "/information/planer/"


def day(days: int):
    return local_date(timezone.now()) + timedelta(days=days)


def titles(response) -> list[str]:
    return [row.title for row in response.context["rows"]]


# --- The list -----------------------------------------------------------------------------
def test_filters_go_together_and_can_be_taken_away_one_by_one(client):
    plan = PlanFactory(title="Støjvold", kind=Plan.Kind.LOKALPLAN, adopted_on=day(-3))
    plan.areas.add(Area.objects.get(slug="risby"))
    PlanFactory(title="Støjvold to")

    asked = "q=st%C3%B8jvold&slags=lokalplan&tilstand=gaelder&bydel=risby"
    page = client.get(f"{REGISTER}?{asked}")

    assert titles(page) == ["Støjvold"]
    assert "1 sag" in page.content.decode()
    assert [choice["text"] for choice in page.context["chosen"]] == [
        "»støjvold«", "Lokalplan", "Gælder", "Risby",
    ]  # fmt: skip
    assert page.context["chosen"][3]["url"] == ("?q=st%C3%B8jvold&slags=lokalplan&tilstand=gaelder")


def test_a_plan_and_its_hearing_say_which_is_which_and_where(client):
    plan, hearing = PlanFactory(title="Støjvold"), HearingFactory(title="Støjvold")
    plan.hearings.add(hearing)
    hearing.areas.add(Area.objects.get(slug="risby"))

    page = " ".join(client.get(REGISTER).content.decode().split())

    rows = [row.partition("</li>")[0] for row in page.split('<li class="way-')[1:]]
    told = {row.partition('"')[0]: row for row in rows if "Støjvold" in row}
    assert set(told) == {"information", "democracy"}
    assert "<span>Plan</span>" in told["information"]
    assert "Hele kommunen" in told["information"]
    assert "<span>Høring</span>" in told["democracy"]
    assert "Risby" in told["democracy"]


def test_a_topic_finds_plans_and_hearings(client):
    topic = Topic.objects.first()
    plan, hearing = PlanFactory(title="Plan"), HearingFactory(title="Høring")
    plan.topics.add(topic)
    hearing.topics.add(topic)
    PlanFactory(title="Andet")

    assert set(titles(client.get(f"{REGISTER}?emne={topic.slug}"))) == {"Plan", "Høring"}


def test_a_choice_that_does_not_exist_is_said_and_left_out(client):
    PlanFactory(title="her")

    page = client.get(f"{REGISTER}?tilstand=draft&bydel=%3Cscript%3E&slags=x&emne=0")

    assert titles(page) == ["her"]
    assert "Det valg findes ikke. Listen er vist uden det." in page.content.decode()
    assert "<script>" not in page.content.decode()


def test_what_was_searched_is_shown_escaped(client):
    page = client.get(f'{REGISTER}?q="><svg onload=alert(1)>').content.decode()

    assert "<svg onload" not in page
    assert "Ingen sager passer" in page


def test_an_empty_register_says_what_will_come(client):
    assert "Der er ingen planer eller beslutninger endnu" in client.get(REGISTER).content.decode()


def test_pages_of_twenty_keep_the_filters(client):
    for number in range(21):
        PlanFactory(title=f"Plan {number}")

    first, second = client.get(f"{REGISTER}?q=plan"), client.get(f"{REGISTER}?q=plan&side=2")

    assert (len(titles(first)), len(titles(second))) == (20, 1)
    assert not set(titles(first)) & set(titles(second))
    assert 'href="?q=plan&amp;side=2"' in first.content.decode()
    assert "21 sager" in first.content.decode()


def test_htmx_gets_the_part_that_changes(client):
    PlanFactory(title="her")

    part = client.get(f"{REGISTER}?q=her", headers={"HX-Request": "true"})

    assert "<html" not in part.content.decode()
    assert '<p id="found" hx-swap-oob="innerHTML">1 sag</p>' in part.content.decode()
    assert "HX-Request" in part.headers["Vary"]
    assert "HX-Request" in client.get(REGISTER).headers["Vary"]


def test_the_register_costs_the_same_for_one_and_for_three(client, django_assert_num_queries):
    PlanFactory()
    HearingFactory()
    with django_assert_num_queries(7):
        client.get(REGISTER)

    for _number in range(2):
        PlanFactory()
        HearingFactory()
    with django_assert_num_queries(7):
        client.get(REGISTER)


# --- One plan -----------------------------------------------------------------------------
def test_a_plan_tells_its_state_its_facts_and_its_documents(client):
    plan = PlanFactory(
        title="Støjvold", number="4.6", adopted_on=day(-9), body="<h2>Højde</h2><p>Tre meter.</p>"
    )
    plan.areas.add(Area.objects.get(slug="risby"))
    document = add_document(plan, "Planen som vedtaget")

    page = client.get(plan.get_absolute_url())
    shown = page.content.decode()

    assert page.context["state"] == Plan.State.IN_FORCE
    assert '<span class="state state--in_force">Gælder</span>' in shown
    assert ">Højde</h3>" in shown
    assert 'href="/information/planer/?bydel=risby">Risby</a>' in shown
    assert f"/dokument/{document.pk}/" in shown
    assert "Planen som vedtaget" in shown


@pytest.mark.parametrize("state", ["draft", "scheduled", "withdrawn"])
def test_a_plan_that_is_not_public_is_not_found_and_in_no_list(client, state):
    plan = PlanFactory(title="Hemmelig", **{state: True})
    document = add_document(plan)

    assert client.get(plan.get_absolute_url()).status_code == 404
    assert client.get(f"{plan.get_absolute_url()}dokument/{document.pk}/").status_code == 404
    for path in ("/information/", REGISTER, f"{REGISTER}?q=hemmelig"):
        assert titles_of(client.get(path)) == []


def titles_of(response) -> list[str]:
    return [row.title for row in response.context.get("rows", response.context.get("plans"))]


def test_an_editor_sees_a_draft_with_a_notice():
    plan = PlanFactory(draft=True)
    document = add_document(plan)
    staff = at_work(an_editor(plan.department))

    file = staff.get(f"{plan.get_absolute_url()}dokument/{document.pk}/")

    assert "Ikke offentlig" in staff.get(plan.get_absolute_url()).content.decode()
    assert b"".join(file).startswith(b"%PDF")
    assert file.headers["Cache-Control"] == "private, no-store"


def test_a_plan_and_what_it_replaced_point_at_each_other(client):
    new = PlanFactory(title="Den nye")
    old = PlanFactory(title="Den gamle", replaced_by=new)
    hidden = PlanFactory(title="Hemmelig", replaced_by=new, draft=True)

    shown_new = client.get(new.get_absolute_url()).content.decode()
    shown_old = client.get(old.get_absolute_url()).content.decode()

    assert f'href="{old.get_absolute_url()}">Den gamle</a>' in shown_new
    assert f'href="{new.get_absolute_url()}">Den nye</a>' in shown_old
    assert hidden.title not in shown_new


def test_a_plan_does_not_betray_the_draft_that_is_to_replace_it(client):
    old = PlanFactory(replaced_by=PlanFactory(title="Hemmelig", draft=True))

    assert "Hemmelig" not in client.get(old.get_absolute_url()).content.decode()


def test_a_plan_shows_what_led_to_it_and_what_came_of_it(client):
    plan = PlanFactory(adopted_on=day(-30))
    hearing = HearingFactory(title="Forslaget", decided=True)
    plan.hearings.add(hearing, HearingFactory(title="Hemmelig", draft=True))
    add_step(plan, day(-2), "Første træ plantet")

    page = client.get(plan.get_absolute_url())

    assert "I høring" in page.context["led_to"][0]["title"]
    assert page.context["came_of"][-1]["title"] == "Besluttet efter høringen"
    assert "Første træ plantet" in [step["title"] for step in page.context["came_of"]]
    assert f'href="{hearing.get_absolute_url()}"' in page.content.decode()
    assert "Hemmelig" not in page.content.decode()


def test_a_plan_costs_the_same_with_one_and_with_three_of_everything(
    client, django_assert_num_queries
):
    plan = PlanFactory(body="<p>En hvidbog.</p>")

    def more(number: int) -> None:
        plan.areas.add(Area.objects.all()[number])
        plan.topics.add(Topic.objects.all()[number])
        plan.hearings.add(HearingFactory(decided=True))
        PlanFactory(replaced_by=plan)
        add_document(plan, f"Dokument {number}")
        add_step(plan, day(-number))
        GlossaryTermFactory()

    more(0)
    with django_assert_num_queries(8):
        client.get(plan.get_absolute_url())

    more(1)
    more(2)
    with django_assert_num_queries(8):
        client.get(plan.get_absolute_url())


def test_a_document_is_a_download_that_may_be_kept(client):
    plan = PlanFactory()
    document = add_document(plan)

    response = client.get(f"{plan.get_absolute_url()}dokument/{document.pk}/")

    assert b"".join(response) == b"%PDF-1.4 Planens tekst"
    assert 'attachment; filename="plan.pdf"' in response.headers["Content-Disposition"]
    assert response.headers["Cache-Control"] == "public, max-age=0, s-maxage=30"


def test_a_document_belongs_to_its_plan(client):
    document = add_document(PlanFactory())
    other = PlanFactory()

    assert client.get(f"{other.get_absolute_url()}dokument/{document.pk}/").status_code == 404


# --- A case of another app ------------------------------------------------------------------
def test_a_hearing_has_its_course_in_the_register_and_a_link_to_itself(client):
    hearing = HearingFactory(title="Cykelpolitik", decided=True)

    page = client.get(f"{REGISTER}hoering/{hearing.pk}-cykelpolitik/")
    shown = page.content.decode()

    assert "<h1>Cykelpolitik</h1>" in shown
    assert f'href="{hearing.get_absolute_url()}">Gå til høringen</a>' in shown
    assert "Planen er vedtaget med to ændringer." in shown
    assert page.context["led_to"]


def test_a_case_has_one_right_address(client):
    hearing = HearingFactory(title="Cykelpolitik")

    response = client.get(f"{REGISTER}hoering/{hearing.pk}-x/?a=1")

    assert (response.status_code, response.headers["Location"]) == (
        301,
        f"{REGISTER}hoering/{hearing.pk}-cykelpolitik/?a=1",
    )


def test_a_case_that_cannot_be_seen_or_that_no_app_keeps_is_not_found(client):
    hearing = HearingFactory(draft=True)

    for path in (f"hoering/{hearing.pk}-x/", "hoering/999-x/", f"raad/{hearing.pk}-x/"):
        assert client.get(REGISTER + path).status_code == 404


def test_a_case_costs_the_same_with_one_and_with_three_meetings(client, django_assert_num_queries):
    hearing = HearingFactory(title="Cykelpolitik")
    path = f"{REGISTER}hoering/{hearing.pk}-cykelpolitik/"
    HearingMeetingFactory(hearing=hearing)
    with django_assert_num_queries(11):
        client.get(path)

    HearingMeetingFactory(hearing=hearing)
    HearingMeetingFactory(hearing=hearing)
    with django_assert_num_queries(11):
        client.get(path)
