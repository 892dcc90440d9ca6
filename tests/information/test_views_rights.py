"""Rights, duties and possibilities, and the questions that people come with."""

from datetime import timedelta

import pytest
from django.utils import timezone

from city.models import Topic
from core.clock import local_date
from hearings.models import HearingKind
from information.models import Guide, Right
from information.rights import validity
from tests.hearings.factories import HearingFactory
from tests.hearings.staff import at_work
from tests.information.factories import GlossaryTermFactory, GuideFactory, RightFactory
from tests.information.people import an_editor
from tests.information.texts import translate_right

pytestmark = pytest.mark.django_db
RIGHTS = "/information/rettigheder/"


def day(days: int):
    return local_date(timezone.now()) + timedelta(days=days)


HIDDEN = {
    "draft": {"draft": True},
    "scheduled": {"scheduled": True},
    "withdrawn": {"withdrawn": True},
    "expired": {"valid_until": day(-1)},
    "coming": {"valid_from": day(1)},
}


# --- Rights -------------------------------------------------------------------------------
def test_rights_duties_and_possibilities_stand_in_groups_with_anchors(client):
    for kind in (Right.Kind.OPPORTUNITY, Right.Kind.DUTY, Right.Kind.RIGHT):
        RightFactory(kind=kind, title=f"Om {kind}")

    page = client.get(RIGHTS)

    assert [
        (group["anchor"], [right.title for right in group["rights"]])
        for group in page.context["groups"]
    ] == [
        ("rettigheder", ["Om right"]),
        ("pligter", ["Om duty"]),
        ("muligheder", ["Om opportunity"]),
    ]
    assert '<h2 id="pligter">Pligter</h2>' in page.content.decode()


@pytest.mark.parametrize("state", HIDDEN)
def test_what_is_not_public_or_does_not_apply_is_not_found_and_in_no_list(client, state):
    right = RightFactory(title="Hemmelig", **HIDDEN[state])
    guide = GuideFactory(slug="en-plan")
    right.guides.add(guide)
    translate_right(right)

    assert client.get(right.get_absolute_url()).status_code == 404
    assert client.get(f"{right.get_absolute_url()}sprog-ar/").status_code == 404
    for path in (RIGHTS, "/information/", guide.get_absolute_url()):
        assert "Hemmelig" not in client.get(path).content.decode()
    assert client.get("/information/").context["rights"] == []


def test_a_right_applies_on_its_first_and_last_day(client):
    first, last = RightFactory(valid_from=day(0)), RightFactory(valid_until=day(0))

    assert client.get(first.get_absolute_url()).status_code == 200
    assert client.get(last.get_absolute_url()).status_code == 200


def test_an_editor_sees_what_no_longer_applies_with_a_notice():
    right = RightFactory(valid_until=day(-1))

    page = at_work(an_editor(right.department)).get(right.get_absolute_url()).content.decode()

    assert "Gælder ikke i dag" in page


def test_a_right_says_what_for_whom_how_and_where_it_is_written(client):
    right = RightFactory(
        title="Svar",
        legal_url="https://www.retsinformation.dk/x",
        deadline="Otte uger",
        contact="Borgerservice",
        valid_until=day(100),
    )
    guide = GuideFactory()
    right.guides.add(guide)

    shown = client.get(right.get_absolute_url()).content.decode()

    for text in (right.what, right.for_whom, right.how, "Otte uger", "Borgerservice"):
        assert text in shown
    assert (
        '<a href="https://www.retsinformation.dk/x" rel="noopener noreferrer">Planloven § 24</a>'
        in shown
    )
    assert f"Til og med {day(100).day}. " in shown
    assert guide.get_absolute_url() in shown


def test_dates_of_validity_are_said_in_words():
    first, last = day(0), day(0)

    assert validity(None, None) == ""
    assert validity(first, None).startswith("Fra ")
    assert validity(None, last).startswith("Til og med ")
    assert " til og med " in validity(first, last)


def test_a_right_in_arabic_runs_from_right_to_left_with_danish_law(client):
    right = RightFactory(contact="Borgerservice")
    translate_right(right, deadline="ثمانية أسابيع")

    shown = client.get(f"{right.get_absolute_url()}sprog-ar/").content.decode()

    assert '<article lang="ar" dir="rtl">' in shown
    assert "لمن" in shown
    assert "ثمانية أسابيع" in shown
    assert '<bdi lang="da">Planloven § 24</bdi>' in shown
    assert "notice--warning" not in shown


def test_a_language_without_words_of_ours_gets_english_ones(client):
    right = RightFactory()
    translate_right(right, "so", title="Xuquuq")

    shown = client.get(f"{right.get_absolute_url()}sprog-so/").content.decode()

    assert '<article lang="so" dir="ltr">' in shown
    assert '<span lang="en" dir="ltr">For whom</span>' in shown


def test_a_translated_right_says_that_the_danish_is_newer(client):
    right = RightFactory()
    translate_right(right)
    right.what = "Noget andet."
    right.save()

    shown = client.get(f"{right.get_absolute_url()}sprog-ar/").content.decode()

    assert "notice--warning" in shown
    assert client.get(f"{right.get_absolute_url()}sprog-tr/").status_code == 404


def test_only_the_number_decides(client):
    right = RightFactory(title="Ret til svar")
    translate_right(right)

    response = client.get(f"{RIGHTS}{right.pk}-x/sprog-ar/?a=1")

    assert (response.status_code, response.headers["Location"]) == (
        301,
        f"{RIGHTS}{right.pk}-ret-til-svar/sprog-ar/?a=1",
    )


def test_rights_cost_the_same_for_one_and_for_three(client, django_assert_num_queries):
    right = RightFactory()

    def more(language: str) -> None:
        RightFactory()
        right.guides.add(GuideFactory())
        right.topics.add(Topic.objects.all()[len(language)])
        translate_right(right, language)

    more("ar")
    with django_assert_num_queries(2):
        client.get(RIGHTS)
    with django_assert_num_queries(4):
        client.get(right.get_absolute_url())

    more("tr")
    more("en")
    with django_assert_num_queries(2):
        client.get(RIGHTS)
    with django_assert_num_queries(4):
        client.get(right.get_absolute_url())


# --- Guides -------------------------------------------------------------------------------
@pytest.mark.parametrize("state", ["draft", "scheduled", "withdrawn"])
def test_a_guide_that_is_not_public_is_not_found_and_in_no_list(client, state):
    guide = GuideFactory(question="hemmeligt", **{state: True})
    other, right = GuideFactory(), RightFactory()
    right.guides.add(guide)

    assert client.get(guide.get_absolute_url()).status_code == 404
    for path in (
        "/information/",
        "/information/hvad-kan-jeg-goere/",
        other.get_absolute_url(),
        right.get_absolute_url(),
    ):
        assert "hemmeligt" not in client.get(path).content.decode()


def test_a_guide_shows_what_is_open_right_now(client):
    topic = Topic.objects.first()
    kinds = HearingKind.objects.filter(code="lokalplan")
    guide = GuideFactory()
    guide.topics.add(topic)
    guide.hearing_kinds.set(kinds)
    by_topic = HearingFactory(title="Om emnet", kinds=HearingKind.objects.filter(code="budget"))
    by_topic.topics.add(topic)
    HearingFactory(title="Af slagsen", kinds=kinds)
    HearingFactory(title="Lukket", kinds=kinds, closed=True)
    HearingFactory(title="Noget andet", kinds=HearingKind.objects.filter(code="budget"))

    page = client.get(guide.get_absolute_url())

    assert {item["title"] for item in page.context["items"]} == {"Om emnet", "Af slagsen"}
    assert "Åbent lige nu" in page.content.decode()


def test_a_guide_about_decisions_shows_what_was_decided(client):
    guide = GuideFactory(shows=Guide.Shows.DECIDED)
    HearingFactory(title="Besluttet sag", decided=True)
    HearingFactory(title="Åben sag")

    page = client.get(guide.get_absolute_url())

    assert [item["title"] for item in page.context["items"]] == ["Besluttet sag"]
    assert "Besluttet for nylig" in page.content.decode()


def test_a_guide_says_so_when_nothing_is_open_or_decided(client):
    opened, decided = GuideFactory(), GuideFactory(shows=Guide.Shows.DECIDED)

    assert "ikke noget åbent" in client.get(opened.get_absolute_url()).content.decode()
    assert "ikke besluttet noget" in client.get(decided.get_absolute_url()).content.decode()


def test_a_guide_names_the_rights_that_belong_to_it_rights_first(client):
    guide = GuideFactory()
    for kind in (Right.Kind.OPPORTUNITY, Right.Kind.DUTY, Right.Kind.RIGHT):
        RightFactory(kind=kind).guides.add(guide)
    RightFactory(title="Af en anden slags")

    page = client.get(guide.get_absolute_url())

    assert [right.kind for right in page.context["rights"]] == ["right", "duty", "opportunity"]
    assert "Af en anden slags" not in page.content.decode()


def test_a_guide_that_does_not_exist_is_not_found(client):
    assert client.get("/information/hvad-kan-jeg-goere/findes-ikke/").status_code == 404


def test_guides_cost_the_same_for_one_and_for_three(client, django_assert_num_queries):
    guide = GuideFactory(body="<p>En hvidbog.</p>")
    guide.topics.add(Topic.objects.first())

    def more() -> None:
        GuideFactory()
        RightFactory().guides.add(guide)
        GlossaryTermFactory()
        HearingFactory().topics.add(Topic.objects.first())

    more()
    with django_assert_num_queries(2):
        client.get("/information/hvad-kan-jeg-goere/")
    with django_assert_num_queries(9):
        client.get(guide.get_absolute_url())

    more()
    more()
    with django_assert_num_queries(2):
        client.get("/information/hvad-kan-jeg-goere/")
    with django_assert_num_queries(9):
        client.get(guide.get_absolute_url())
