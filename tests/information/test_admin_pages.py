from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.languages import digest_of
from information.admin.tree import in_tree_order
from information.models import InformationEvent, OldAddress, Page
from information.services.pages import create_page, save_version
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.hearings.staff import at_work
from tests.information.factories import (
    AttachmentFactory,
    PageVersionFactory,
    hours_from_now,
    make_page,
)
from tests.information.people import an_editor
from tests.information.texts import translate_page

pytestmark = pytest.mark.django_db
ACTION = InformationEvent.Action
ALL_STEPS = [
    "change", "preview", "publish", "move", "withdraw", "put_back", "review", "versions",
    "difference", "translations", "history",
]  # fmt: skip


@pytest.fixture
def department():
    return DepartmentFactory(name="Plan og Trafik")


@pytest.fixture
def editor(department):
    return an_editor(department)


@pytest.fixture
def client(editor):
    return at_work(editor)


def url(step, *args):
    return reverse(f"admin:information_page_{step}", args=args)


def form(page, **words):
    """Return what the change page would send, unchanged but for `words`."""
    newest = page.newest_version()
    return {
        "title": newest.title,
        "lead": newest.lead,
        "body": newest.body,
        "based_on": newest.number,
        "department": page.department_id,
        **words,
    }


def new_form(department, **words):
    return {
        "title": "Åben skole",
        "lead": "Kort fortalt.",
        "body": "<p>Tekst.</p>",
        "department": department.pk,
        "parent": "",
        "slug": "",
        "position": "",
        **words,
    }


def seen(page):
    return digest_of(page.public_version().translated_texts())


def text_of(answer):
    return answer.content.decode()


# --- Who -----------------------------------------------------------------------------------
@pytest.mark.parametrize("step", ALL_STEPS)
def test_pages_of_another_department_do_not_exist(client, step):
    page = make_page()

    assert client.get(url(step, page.pk)).status_code == 404


@pytest.mark.parametrize("step", ["add", "changelist"])
@pytest.mark.parametrize("role", [Role.MODERATOR, Role.CASE_WORKER, Role.ADMINISTRATOR])
def test_other_roles_have_no_pages(department, role, step):
    own = {"department": department} if role != Role.ADMINISTRATOR else {}

    assert at_work(UserFactory(role=role, **own)).get(url(step)).status_code == 403


@pytest.mark.parametrize("step", ALL_STEPS)
@pytest.mark.parametrize("role", [Role.MODERATOR, Role.CASE_WORKER])
def test_other_roles_in_the_department_do_not_see_a_page(department, role, step):
    page = make_page(department=department)
    client = at_work(UserFactory(role=role, department=department))

    assert client.get(url(step, page.pk)).status_code == 404


# --- The list ------------------------------------------------------------------------------
def shown(answer):
    return [page.path for page in answer.context["cl"].result_list]


def test_the_list_is_the_tree(client, department):
    make_page(department=department, slug="politik")
    deltag = make_page(department=department, slug="deltag")
    make_page(department=department, slug="svar", parent=deltag)
    first = make_page(department=department, slug="til-sidst")
    make_page(department=department, slug="deltag-mere")
    Page.objects.exclude(pk=first.pk).update(position=2)
    make_page(slug="en-andens")

    answer = client.get(url("changelist"))

    assert shown(answer) == ["til-sidst", "deltag", "deltag/svar", "deltag-mere", "politik"]


def test_a_page_below_another_departments_page_stands_where_the_tree_has_it(client, department):
    other = make_page(slug="a")
    make_page(department=department, slug="b")
    make_page(department=department, slug="c", parent=other)

    assert shown(client.get(url("changelist"))) == ["a/c", "b"]


def test_the_tree_has_pages_too(client, department, settings):
    for number in range(103):
        make_page(department=department, slug=f"s{number:03}")

    assert shown(client.get(url("changelist"), {"p": 2})) == ["s100", "s101", "s102"]


def test_siblings_stand_by_position_then_by_name():
    rows = [(1, None, 0, "b"), (2, 1, 5, "a"), (3, 1, 1, "z"), (4, None, 0, "a"), (5, 3, 0, "x")]

    assert list(in_tree_order(rows)) == [4, 1, 3, 5, 2]


@pytest.mark.parametrize(
    ("stage", "path"),
    [
        ("draft", "kladde"),
        ("scheduled", "planlagt"),
        ("public", "offentlig"),
        ("withdrawn", "nede"),
        ("due", "gammel"),
    ],
)
def test_the_list_is_filtered_by_stage_and_by_review(client, department, stage, path):
    make_page(department=department, slug="kladde", public_from=None)
    make_page(department=department, slug="planlagt", public_from=hours_from_now(24))
    make_page(department=department, slug="offentlig")
    make_page(department=department, slug="nede").withdraw()
    old = make_page(department=department, slug="gammel", public_from=None)
    old.review_on = timezone.localdate()
    old.save()

    found = shown(client.get(url("changelist"), {"stage": stage}))

    assert [each for each in found if each != "gammel" or stage == "due"] == [path]


def test_a_title_is_found(client, department):
    make_page(department=department, slug="en", title="Sådan svarer du")
    make_page(department=department, slug="to", title="Politikken")

    assert shown(client.get(url("changelist"), {"q": "svarer"})) == ["en"]


def test_the_list_says_what_is_public_planned_and_waiting(client, department):
    page = make_page(department=department)
    PageVersionFactory(page=page, public_from=None)
    other = make_page(department=department)
    PageVersionFactory(page=other, public_from=hours_from_now(48))

    text = text_of(client.get(url("changelist")))

    assert text.count("ændringer venter") == 1
    assert text.count("planlagt til") == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(
    client, department, count, django_assert_num_queries
):
    for number in range(count):
        make_page(department=department, slug=f"s{number}")
    client.get(url("changelist"))

    with django_assert_num_queries(12):
        client.get(url("changelist"))


# --- Creating ------------------------------------------------------------------------------
def test_a_new_page_is_a_draft_and_its_address_made_of_the_title(client, department, editor):
    answer = client.post(url("add"), new_form(department))

    page = Page.objects.get()
    assert answer.url == url("change", page.pk)
    assert (page.path, page.stage()) == ("aaben-skole", Page.Stage.DRAFT)
    assert page.newest_version().created_by == editor


def test_the_form_of_a_new_page_knows_the_department(client, department):
    page = client.get(url("add"))

    assert f'<option value="{department.pk}" selected>' in text_of(page)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"slug": "nyheder"}, "optaget af portalen"),
        ({"slug": "sprog-ar"}, "optaget af portalen"),
        ({"slug": "deltag"}, "Der ligger en side på den adresse"),
        ({"slug": "Åh"}, "Indtast en gyldig"),
        ({"title": ""}, "Dette felt er påkrævet"),
        ({"lead": ""}, "Dette felt er påkrævet"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(client, department, words, sentence):
    make_page(slug="deltag")

    answer = client.post(url("add"), new_form(department, **words))

    assert answer.status_code == 200
    assert sentence in text_of(answer)
    assert Page.objects.count() == 1


def test_another_departments_name_is_no_choice(client):
    answer = client.post(url("add"), new_form(DepartmentFactory()))

    assert answer.status_code == 200
    assert not Page.objects.exists()


# --- Writing -------------------------------------------------------------------------------
def test_the_form_shows_the_newest_version(client, department):
    page = make_page(department=department, title="Offentlig")
    PageVersionFactory(page=page, title="Ny kladde", public_from=None)

    answer = client.get(url("change", page.pk))

    assert answer.context["adminform"].form["title"].value() == "Ny kladde"
    assert "Besøgende ser udgave 1" in text_of(answer)
    assert "Udgave 2 er ikke offentliggjort" in text_of(answer)


def test_saving_writes_a_version_and_the_pages_own_fields(client, department, editor):
    page = make_page(department=department)
    words = form(page, title="Ny titel", note="stavefejl", review_on="2030-01-31")

    answer = client.post(url("change", page.pk), words | {"_continue": "1"})

    page.refresh_from_db()
    newest = page.newest_version()
    assert answer.url == url("change", page.pk)
    assert (newest.number, newest.title, newest.note) == (2, "Ny titel", "stavefejl")
    assert (newest.created_by, newest.public_from) == (editor, None)
    assert f"{page.review_on}" == "2030-01-31"
    notes = InformationEvent.objects.order_by("pk").values_list("note", flat=True)
    assert list(notes) == ["udgave 2: stavefejl", "skal ses efter senest"]


def test_it_is_said_in_plain_danish_that_a_page_is_saved(client, department):
    page = make_page(department=department, slug="deltag")

    stays = client.post(url("change", page.pk), form(page) | {"_continue": "1"}, follow=True)
    leaves = client.post(url("change", page.pk), form(page), follow=True)

    said = "»{}« er gemt.".format(f'<a href="{url("change", page.pk)}">/deltag/</a>')
    assert [str(note) for note in stays.context["messages"]] == [
        f"{said} Du kan arbejde videre herunder."
    ]
    assert [str(note) for note in leaves.context["messages"]] == [said]


def test_saving_nothing_new_writes_nothing(client, department):
    page = make_page(department=department)

    client.post(url("change", page.pk), form(page))

    assert page.versions.count() == 1
    assert not InformationEvent.objects.exists()


def test_a_text_sent_back_untouched_is_no_new_version(client, department, editor):
    # A browser ends the lines of a form in its own way.
    page = Page(slug="deltag", department=department)
    said = {"title": " To  ord ", "lead": "En.\nTo.\n", "body": "<p>a</p>\n<p>b</p>\n"}
    create_page(page, **said, by=editor, at=timezone.now())
    words = {"lead": "En.\r\nTo.", "body": "<p>a</p>\r\n<p>b</p>"}

    client.post(url("change", page.pk), form(page, **words))

    assert page.versions.count() == 1


def test_the_text_is_cleaned_on_the_server(client, department):
    page = make_page(department=department)

    client.post(
        url("change", page.pk), form(page, body="<p onclick='x'>a</p><script>alert(1)</script>")
    )

    assert page.newest_version().body == "<p>a</p>"


def test_nothing_is_lost_when_somebody_saved_meanwhile(client, department):
    page = make_page(department=department, lead="Vi mødes i dag.")
    mine = form(page, lead="Mit ord.")
    other = an_editor(department, full_name="Per Punktum")
    theirs = {"title": "Sådan svarer du", "lead": "Vi mødes i morgen.", "body": mine["body"]}
    save_version(page, **theirs, based_on=1, by=other, at=timezone.now())

    answer = client.post(url("change", page.pk), mine)

    text = text_of(answer)
    assert page.versions.count() == 2
    assert answer.context["adminform"].form["lead"].value() == "Mit ord."
    assert "Per Punktum har gemt udgave 2, mens du skrev." in text
    assert "morgen." in text.partition("<ins>")[2].partition("</ins>")[0]
    assert '<input type="checkbox" name="anyway" value="2">' in text


def test_who_ticks_saves_all_the_same_and_the_other_version_is_kept(client, department):
    page = make_page(department=department)
    mine = form(page, lead="Mit ord.")
    PageVersionFactory(page=page, lead="Deres ord.", public_from=None)

    client.post(url("change", page.pk), mine | {"anyway": "2"})

    leads = page.versions.order_by("number").values_list("lead", flat=True)
    assert list(leads)[1:] == ["Deres ord.", "Mit ord."]


def test_a_tick_counts_for_what_was_seen_and_not_for_what_came_after(client, department):
    page = make_page(department=department)
    mine = form(page, lead="Mit ord.")
    PageVersionFactory(page=page, lead="Deres ord.", public_from=None)
    PageVersionFactory(page=page, lead="Og en tredjes.", public_from=None)

    client.post(url("change", page.pk), mine | {"anyway": "2"})

    assert page.versions.count() == 3


def test_a_form_of_nothing_is_no_way_around(client, department):
    page = make_page(department=department)

    answer = client.post(url("change", page.pk), form(page, lead="Mit.", based_on="x", anyway="y"))

    assert answer.status_code == 200
    assert page.versions.count() == 1


# --- The preview ---------------------------------------------------------------------------
def test_the_preview_is_the_page_that_visitors_will_get(client, department):
    page = make_page(department=department, public_from=None, title="Kommer snart")

    answer = client.get(url("preview", page.pk))

    assert "Forhåndsvisning af udgave 1: kun medarbejdere ser dette" in text_of(answer)
    assert "<h1>Kommer snart</h1>" in text_of(answer)
    assert "information/page_detail.html" in [template.name for template in answer.templates]
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_the_preview_asks_for_no_opinion(client, department):
    page = make_page(department=department)
    form = reverse("information:feedback", args=[page.pk])

    assert form in text_of(Client().get(page.get_absolute_url()))
    assert form not in text_of(client.get(url("preview", page.pk)))


def test_an_older_version_is_previewed_by_its_number(client, department):
    page = make_page(department=department, title="Gammel")
    PageVersionFactory(page=page, title="Ny")

    old = text_of(client.get(url("preview_version", page.pk, 1)))
    new = text_of(client.get(url("preview_version", page.pk, 2)))

    assert "Forhåndsvisning af udgave 1" in old
    assert "<h1>Gammel</h1>" in old
    assert "Udgave 2: den er offentlig nu" in new
    assert client.get(url("preview_version", page.pk, 3)).status_code == 404


def test_visitors_and_other_departments_see_no_preview(department):
    page = make_page(department=department, public_from=None, title="Kommer snart")

    assert Client().get(url("preview", page.pk)).status_code == 302
    assert at_work(an_editor()).get(url("preview", page.pk)).status_code == 404


# --- Steps ---------------------------------------------------------------------------------
def test_a_page_says_what_will_happen_and_then_it_happens(client, department):
    page = make_page(department=department, public_from=None)

    asked = client.get(url("publish", page.pk))
    answer = client.post(url("publish", page.pk), {"when": "now"}, follow=True)

    assert "Udgave 1 bliver det, som alle kan læse" in text_of(asked)
    assert "Udgave 1 er offentlig nu." in text_of(answer)
    assert page.is_public()


def test_a_day_and_a_time_are_chosen(client, department):
    page = make_page(department=department, public_from=None)
    day = timezone.localdate() + timedelta(days=3)

    client.post(
        url("publish", page.pk), {"when": "later", "day": day.isoformat(), "clock": "09:15"}
    )

    moment = timezone.localtime(page.newest_version().public_from)
    assert (moment.date(), f"{moment:%H.%M}") == (day, "09.15")


def test_an_older_version_is_published_by_its_number(client, department):
    page = make_page(department=department, public_from=None)
    PageVersionFactory(page=page, public_from=None)

    client.post(url("publish", page.pk) + "?udgave=1", {"when": "now"})

    assert page.public_version().number == 1


@pytest.mark.parametrize("number", ["3", "9" * 8, "-1"])
def test_a_version_that_does_not_exist_is_not_published(client, department, number):
    page = make_page(department=department)

    answer = client.post(url("publish", page.pk) + f"?udgave={number}", {"when": "now"})

    assert answer.status_code == (409 if number == "-1" else 404)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"when": "later"}, "Vælg en dag."),
        ({"when": "later", "day": "2199-01-01"}, "Vælg en dag inden for to år"),
        ({"when": "later", "day": "i morgen"}, "gyldig dato"),
        ({"when": "later", "day": "2026-01-01"}, "Det tidspunkt er gået."),
        ({}, "Dette felt er påkrævet"),
    ],
)
def test_a_moment_that_is_none_is_refused_beside_the_field(client, department, words, sentence):
    page = make_page(department=department, public_from=None)

    answer = client.post(url("publish", page.pk), words)

    assert answer.status_code == 200
    assert sentence in text_of(answer)
    assert page.stage() == Page.Stage.DRAFT


def test_a_plan_is_cancelled(client, department):
    page = make_page(department=department, public_from=hours_from_now(48))
    assert "Aflys planlægningen" in text_of(client.get(url("change", page.pk)))

    assert "bliver ikke offentlig" in text_of(client.get(url("cancel", page.pk, 1)))
    client.post(url("cancel", page.pk, 1))

    assert page.stage() == Page.Stage.DRAFT
    assert client.post(url("cancel", page.pk, 1)).status_code == 409


def test_a_page_is_moved_and_the_old_address_leads_on(client, department):
    page = make_page(department=department, slug="gammel")
    child = make_page(department=department, slug="barn", parent=page)
    target = make_page(department=department, slug="maal")

    asked = text_of(client.get(url("move", page.pk)))
    words = {"parent": target.pk, "slug": "ny", "position": 3}
    answer = client.post(url("move", page.pk), words, follow=True)

    child.refresh_from_db()
    assert "En underside flytter med." in asked
    assert "Siden ligger nu på /maal/ny/." in text_of(answer)
    assert child.path == "maal/ny/barn"
    assert set(OldAddress.objects.values_list("path", flat=True)) == {"gammel", "gammel/barn"}


def test_a_page_is_not_moved_below_itself_or_to_a_hidden_place(client, department):
    page = make_page(department=department, slug="en")
    child = make_page(department=department, slug="to", parent=page)
    hidden = make_page(slug="hemmelig", public_from=None, title="Andres kladde")

    below = client.post(url("move", page.pk), {"parent": child.pk, "slug": "en", "position": 0})
    away = client.post(url("move", page.pk), {"parent": hidden.pk, "slug": "en", "position": 0})

    assert "En side kan ikke ligge under sig selv." in text_of(below)
    assert away.status_code == 200
    assert "Andres kladde" not in text_of(away)
    page.refresh_from_db()
    assert page.path == "en"


def test_a_new_page_is_not_put_below_what_its_writer_does_not_see(client, department):
    make_page(department=department, slug="egen", public_from=None, title="Egen kladde")
    hidden = make_page(slug="hemmelig", public_from=None, title="Andres kladde")
    down = make_page(slug="nede", title="Taget ned")
    down.withdraw()
    public = make_page(slug="aaben", title="Andres side")
    PageVersionFactory(page=public, title="Andres nye ord", public_from=None)

    asked = text_of(client.get(url("add")))
    refused = [
        client.post(url("add"), new_form(department, parent=each.pk)) for each in (hidden, down)
    ]
    client.post(url("add"), new_form(department, parent=public.pk))

    assert "/egen/ – Egen kladde" in asked
    assert "/aaben/ – Andres side" in asked
    for secret in ("Andres kladde", "Taget ned", "Andres nye ord"):
        assert secret not in asked
    assert [answer.status_code for answer in refused] == [200, 200]
    assert Page.objects.get(slug="aaben-skole").parent == public


def test_a_page_is_taken_down_and_put_back(client, department):
    page = make_page(department=department)

    assert "Ingen kan læse siden mere" in text_of(client.get(url("withdraw", page.pk)))
    client.post(url("withdraw", page.pk))
    panel = text_of(client.get(url("change", page.pk)))
    asked = text_of(client.get(url("put_back", page.pk)))
    client.post(url("put_back", page.pk))

    assert "Ingen kan læse siden" in panel
    assert "Alle kan straks læse udgave 1 igen." in asked
    assert page.is_public()


def test_a_draft_that_is_put_back_says_that_it_is_one(client, department):
    page = make_page(department=department, public_from=None)
    page.withdraw()

    assert "Siden bliver en kladde" in text_of(client.get(url("put_back", page.pk)))


def test_a_page_with_public_pages_below_is_not_taken_down(client, department):
    page = make_page(department=department)
    make_page(parent=page)

    answer = client.post(url("withdraw", page.pk))

    assert answer.status_code == 409
    assert "undersider" in text_of(answer)


def test_a_page_is_looked_through(client, department):
    page = make_page(department=department)
    day = timezone.localdate() + timedelta(days=200)

    client.post(url("review", page.pk), {"review_on": day.isoformat()})
    past = client.post(url("review", page.pk), {"review_on": timezone.localdate().isoformat()})

    page.refresh_from_db()
    assert page.review_on == day
    assert "Vælg en dag, der ligger i fremtiden." in text_of(past)


# --- Versions ------------------------------------------------------------------------------
def test_the_versions_are_listed_with_who_when_and_why(client, department, editor):
    page = make_page(department=department)
    save_version(
        page,
        title="Ny",
        lead="L",
        body="",
        note="sommer",
        based_on=1,
        by=editor,
        at=timezone.now(),
    )

    text = text_of(client.get(url("versions", page.pk)))

    assert "»sommer«" in text
    assert "Rikke Redaktørsen" in text
    assert "ses nu" in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_versions_cost_the_same_whatever_their_number(
    client, department, count, django_assert_num_queries
):
    page = make_page(department=department)
    for _time in range(count):
        PageVersionFactory(page=page)
    client.get(url("versions", page.pk))

    with django_assert_num_queries(13):
        client.get(url("versions", page.pk))


def test_two_versions_are_compared_the_older_one_first(client, department):
    page = make_page(department=department, body="<p>Vi mødes i dag</p>")
    PageVersionFactory(page=page, body="<p>Vi mødes i morgen</p>")

    for query in ({}, {"fra": 1, "til": 2}, {"fra": 2, "til": 1}):
        text = text_of(client.get(url("difference", page.pk), query))
        assert "Forskel på udgave 1 og 2" in text
        assert "dag" in text.partition("<del>")[2].partition("</del>")[0]
        assert "morgen" in text.partition("<ins>")[2].partition("</ins>")[0]


def test_a_difference_shows_markup_and_runs_none(client, department):
    page = make_page(department=department, body="<p>a</p>")
    PageVersionFactory(page=page, title="<img src=x onerror=1>", body="<p>&lt;script&gt;b</p>")

    text = text_of(client.get(url("difference", page.pk), {"alt": "1"}))

    assert "&lt;img src=x onerror=1&gt;" in text
    assert "&lt;script&gt;b" in text
    assert "<img src=x" not in text
    assert "<script>b" not in text


@pytest.mark.parametrize("query", [{"fra": 9}, {"til": "9" * 8}, {"fra": "x", "til": 9}])
def test_versions_that_do_not_exist_are_not_compared(client, department, query):
    page = make_page(department=department)

    assert client.get(url("difference", page.pk), query).status_code == 404


def test_the_same_text_twice_is_said_to_be_the_same(client, department):
    page = make_page(department=department)

    assert "siger det samme" in text_of(client.get(url("difference", page.pk)))


def test_an_older_version_is_fetched_back_as_a_draft(client, department):
    page = make_page(department=department, title="Gammel")
    PageVersionFactory(page=page, title="Ny")

    asked = text_of(client.get(url("restore", page.pk, 1)))
    client.post(url("restore", page.pk, 1))

    assert "Besøgende ser det samme som nu" in asked
    assert page.newest_version().title == "Gammel"
    assert page.public_version().title == "Ny"
    assert client.post(url("restore", page.pk, 3)).status_code == 409
    assert client.get(url("restore", page.pk, 9)).status_code == 404


def test_the_history_is_our_own(client, department):
    page = make_page(department=department)
    client.post(url("withdraw", page.pk))

    assert "Taget ned" in text_of(client.get(url("history", page.pk)))


# --- Translations --------------------------------------------------------------------------
def test_a_translation_is_written_beside_the_danish(client, department):
    page = make_page(department=department, title="Sådan svarer du")

    chosen = client.post(url("translations", page.pk), {"language": "ar"})
    asked = text_of(client.get(chosen.url))
    words = {"title": "عنوان", "lead": "نص", "body": "<p>نص</p>", "seen": seen(page)}
    client.post(chosen.url, words)

    translation = page.translations.get()
    assert chosen.url == url("translate", page.pk, "ar")
    assert "Sådan svarer du" in asked
    assert 'dir="rtl"' in asked
    assert (translation.language, translation.title) == ("ar", "عنوان")
    assert not translation.is_outdated(page.public_version().translated_texts())


def test_a_translation_older_than_the_danish_says_so(client, department):
    page = make_page(department=department)
    translate_page(page, "en")
    PageVersionFactory(page=page, title="Nyt på dansk")

    listed = text_of(client.get(url("translations", page.pk)))
    opened = text_of(client.get(url("translate", page.pk, "en")))

    assert "ældre end den danske" in listed
    assert "Den danske tekst er ændret" in opened


def test_danish_that_changed_while_one_translated_is_read_again_first(client, department):
    page = make_page(department=department)
    words = {"title": "My title", "lead": "L", "seen": seen(page)}
    PageVersionFactory(page=page, title="Nyt på dansk")

    refused = client.post(url("translate", page.pk, "en"), words)
    asked = refused.context["form"]
    assert not page.translations.exists()
    assert "Den danske tekst er ændret, mens du skrev." in text_of(refused)
    assert "Nyt på dansk" in text_of(refused)
    assert asked["title"].value() == "My title"
    client.post(url("translate", page.pk, "en"), words | {"seen": asked["seen"].value()})

    assert not page.translations.get().is_outdated(page.public_version().translated_texts())


def test_a_translation_is_taken_away_after_a_question(client, department):
    page = make_page(department=department, title="Sådan svarer du")
    translate_page(page, "en")

    asked = text_of(client.get(url("untranslate", page.pk, "en")))
    before = page.translations.count()
    answer = client.post(url("untranslate", page.pk, "en"))

    line = InformationEvent.objects.get()
    assert "Sådan svarer du" in asked
    assert "Siden på det sprog findes ikke mere" in asked
    assert (before, page.translations.count()) == (1, 0)
    assert answer.url == url("translations", page.pk)
    assert (line.action, line.note) == (ACTION.UNTRANSLATED, "English")
    assert client.post(url("untranslate", page.pk, "en")).status_code == 404


def test_a_translation_shows_only_pictures_of_the_danish_text(client, department):
    picture = AttachmentFactory(department=department)
    page = make_page(department=department)
    body = f'<p><a href="{picture.get_absolute_url()}">x</a></p>'

    answer = client.post(
        url("translate", page.pk, "en"),
        {"title": "T", "lead": "L", "body": body, "seen": seen(page)},
    )

    assert "som også den danske tekst viser" in text_of(answer)
    assert not page.translations.exists()


@pytest.mark.parametrize("language", ["da", "xx"])
def test_danish_and_languages_that_nobody_knows_are_no_translation(client, department, language):
    page = make_page(department=department)

    assert client.get(url("translate", page.pk, language)).status_code == 404
    posted = client.post(url("translations", page.pk), {"language": language})
    assert posted.status_code == 200
