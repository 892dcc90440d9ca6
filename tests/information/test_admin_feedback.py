from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.roles import Role
from information.models import Feedback
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.hearings.staff import at_work
from tests.information.factories import GlossaryTermFactory, make_page
from tests.information.people import an_editor

pytestmark = pytest.mark.django_db
LIST = reverse("admin:information_feedback_changelist")
CHECK = reverse("admin:information_language_check")


@pytest.fixture
def department():
    return DepartmentFactory()


@pytest.fixture
def editor(department):
    return an_editor(department)


@pytest.fixture
def client(editor):
    return at_work(editor)


def opinion(page, text="", *, is_useful=False):
    return Feedback.objects.create(
        page=page, version=page.newest_version(), is_useful=is_useful, text=text, key=uuid4()
    )


def see(feedback):
    return reverse("admin:information_feedback_see", args=[feedback.pk])


def shown(answer):
    return [row.text for row in answer.context["cl"].result_list]


# --- What readers say ----------------------------------------------------------------------
def test_words_that_nobody_has_read_come_first(client, department):
    page = make_page(department=department)
    seen = opinion(page, "Læst")
    client.post(see(seen))
    opinion(page, "Hvor er knappen?")
    opinion(page)
    opinion(make_page(), "En anden afdelings")

    assert shown(client.get(LIST)) == ["Hvor er knappen?", "", "Læst"]
    assert shown(client.get(LIST, {"unread": "yes"})) == ["Hvor er knappen?", ""]
    assert shown(client.get(LIST, {"unread": "no"})) == ["Læst"]
    assert shown(client.get(LIST, {"is_useful__exact": "1"})) == []


def test_the_list_is_filtered_by_page(client, department):
    page, other = make_page(department=department), make_page(department=department)
    opinion(page, "Her")
    opinion(other, "Der")

    assert shown(client.get(LIST, {"page": page.pk})) == ["Her"]


def test_an_opinion_is_seen_once_with_a_name(client, department, editor):
    feedback = opinion(make_page(department=department), "Hvor?")

    client.post(see(feedback))
    client.post(see(feedback))

    feedback.refresh_from_db()
    assert feedback.handled_by == editor
    assert feedback.handled_at is not None
    assert "Markér som set" not in client.get(LIST).content.decode()


def test_many_are_seen_together(client, department):
    page = make_page(department=department)
    rows = [opinion(page, "a"), opinion(page, "b")]

    client.post(LIST, {"action": "mark_seen", "_selected_action": [row.pk for row in rows]})

    assert not Feedback.objects.filter(handled_at=None).exists()


def test_another_departments_opinion_does_not_exist(client):
    feedback = opinion(make_page(), "Hvor?")

    assert client.post(see(feedback)).status_code == 404
    feedback.refresh_from_db()
    assert feedback.handled_at is None


def test_seeing_is_no_matter_of_a_link(client, department):
    feedback = opinion(make_page(department=department), "Hvor?")

    assert client.get(see(feedback)).status_code == 405


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.CASE_WORKER])
def test_other_roles_read_no_opinions(department, role):
    client = at_work(UserFactory(role=role, department=department))
    feedback = opinion(make_page(department=department), "Hvor?")

    assert client.get(LIST).status_code == 403
    assert client.post(see(feedback)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(
    client, department, count, django_assert_num_queries
):
    page = make_page(department=department)
    for _time in range(count):
        opinion(page, "a")
    client.get(LIST)

    with django_assert_num_queries(12):
        client.get(LIST)


# --- The panel beside the text -------------------------------------------------------------
def check(client, **texts):
    return client.post(CHECK, texts)


def test_what_is_typed_is_read_and_nothing_is_kept(client):
    answer = check(
        client,
        plain="Såfremt du vil svare, skal du gøre det nu.",
        rich="<p>Vi mødes <b>i dag</b>.</p><script>alert(1)</script>",
    )

    text = answer.content.decode()
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Såfremt" in text
    assert "hvis" in text
    assert "alert" not in text


def test_a_text_runs_no_script_in_the_panel(client):
    sentence = "&lt;img src=x onerror=alert(1)&gt; " + "ord " * 25

    text = check(client, rich=f"<p>{sentence}</p>").content.decode()

    assert "&lt;img src=x" in text
    assert "<img" not in text


def test_words_of_the_glossary_are_not_asked_about(client):
    GlossaryTermFactory(term="VVM", slug="vvm", forms="miljøkonsekvensrapporten")
    GlossaryTermFactory(term="ØU", slug="oeu", is_active=False)

    text = check(client, rich="<p>VVM, ØU, miljøkonsekvensrapporten</p>").content.decode()

    assert "<li>ØU</li>" in text
    assert "<li>VVM</li>" not in text


def test_an_empty_text_is_invited_to(client):
    assert "Når du skriver" in check(client).content.decode()


def test_a_plain_text_is_praised(client):
    assert "Godt skrevet" in check(client, plain="Du kan svare nu. Det er let.").content.decode()


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.CASE_WORKER, Role.ADMINISTRATOR])
def test_the_panel_is_for_editors(department, role):
    own = {"department": department} if role != Role.ADMINISTRATOR else {}
    client = at_work(UserFactory(role=role, **own))

    assert check(client, plain="Hej").status_code == 403


def test_the_panel_needs_a_token_and_a_post(editor):
    client = at_work(editor)
    client.handler.enforce_csrf_checks = True

    assert check(client, plain="Hej").status_code == 403
    assert client.get(CHECK).status_code == 405


@pytest.mark.parametrize("field", ["plain", "rich"])
def test_of_a_very_long_text_the_beginning_is_read_and_the_panel_says_so(client, field):
    told = "kun de første 50000 tegn er læst"
    short, long = check(client, **{field: "Ja. " * 1000}), check(client, **{field: "Ja. " * 20_000})

    assert told not in short.content.decode()
    assert told in long.content.decode().replace(".000", "000")
    assert long.context["language"]["reading"].words == 12_500


def test_the_form_brings_the_panel_for_what_is_saved(client, department):
    page = make_page(department=department, lead="Såfremt du vil.", body="<p>Endvidere nu.</p>")

    text = client.get(reverse("admin:information_page_change", args=[page.pk])).content.decode()

    assert f'data-language-check="{CHECK}" data-plain="id_lead" data-rich="id_body"' in text
    assert "<dt>Såfremt</dt><dd>hvis</dd>" in text
    assert "<dt>Endvidere</dt><dd>også</dd>" in text
