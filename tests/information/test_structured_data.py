from datetime import date, timedelta

import pytest
from django.utils import timezone

from core.structured_data import moment
from information import structured_data as data
from information.models import News, Plan
from tests.information.factories import (
    GlossaryTermFactory,
    GuideFactory,
    NewsFactory,
    PlanFactory,
    RightFactory,
    VideoFactory,
    make_page,
)

pytestmark = pytest.mark.django_db
SITE = "http://localhost:8000"
OF = {
    data.of_news: NewsFactory,
    data.of_plan: PlanFactory,
    data.of_right: RightFactory,
    data.of_guide: GuideFactory,
    data.of_video: VideoFactory,
}


def test_news_are_an_article_of_the_municipality():
    news = NewsFactory(title="Bænke " * 20)
    News.objects.update(changed_at=news.public_from - timedelta(days=9))
    news.refresh_from_db()

    found = data.of_news(news)

    assert found["@type"] == "NewsArticle"
    assert len(found["headline"]) == 110
    assert found["author"] == found["publisher"]
    assert found["image"] == f"{SITE}/billede/nyhed/{news.pk}.png"
    assert found["datePublished"] == found["dateModified"] == moment(news.public_from)


@pytest.mark.parametrize(
    ("days", "force"),
    [
        ({"adopted_on": date(2020, 1, 1)}, "InForce"),
        ({"adopted_on": None}, "NotInForce"),
        ({"lapsed_on": date(2020, 1, 1)}, "NotInForce"),
    ],
)
def test_a_plan_that_binds_is_law(days, force):
    found = data.of_plan(PlanFactory(number="9.9", **days))

    assert (found["@type"], found["legislationIdentifier"]) == ("Legislation", "9.9")
    assert found["legislationLegalForce"] == f"https://schema.org/{force}"
    assert found["legislationType"] == "lokalplan"
    assert ("legislationPassedBy" in found) is (days.get("adopted_on", 1) is not None)


@pytest.mark.parametrize("kind", sorted(set(Plan.Kind) - data.LAW))
def test_a_policy_or_a_budget_is_no_law(kind):
    found = data.of_plan(PlanFactory(kind=kind))

    assert found["@type"] == "CreativeWork"
    assert "legislationDate" not in found


def test_a_right_names_the_law():
    found = data.of_right(RightFactory(valid_until=date(2999, 12, 31)))

    assert found["citation"] == {"@type": "Legislation", "name": "Planloven § 24"}
    assert found["expires"] == "2999-12-31"


def test_a_guide_is_a_question_with_its_answer():
    found = data.of_guide(GuideFactory(lead="Du kan svare.", body="<p>Skriv &amp; <b>send</b></p>"))

    [question] = found["mainEntity"]
    assert question["acceptedAnswer"]["text"] == "Du kan svare. Skriv & send"


def test_a_film_comes_with_its_words():
    video = VideoFactory(duration_seconds=80)

    found = data.of_video(video)

    assert (found["@type"], found["duration"]) == ("VideoObject", "PT80S")
    assert found["transcript"] == "En høring er en samtale."
    assert found["contentUrl"] == f"{SITE}{video.get_absolute_url()}film/"


def test_a_page_says_what_its_public_version_says():
    page = make_page(title="Sådan svarer du")
    draft = page.versions.create(number=2, title="Hemmelig", lead="x", public_from=None)

    assert data.of_page(page, page.public_version())["name"] == "Sådan svarer du"
    assert data.of_page(page, draft) == {}


def test_a_page_taken_down_and_a_version_of_another_page_say_nothing():
    page, other = make_page(), make_page()
    version = page.public_version()

    assert data.of_page(other, version) == {}
    page.withdraw()
    assert data.of_page(page, version) == {}


def test_words_are_explained_as_terms_unless_they_are_out_of_use():
    terms = [GlossaryTermFactory(term="hvidbog"), GlossaryTermFactory(is_active=False)]

    found = data.of_glossary(terms)

    assert [term["name"] for term in found["hasDefinedTerm"]] == ["hvidbog"]


@pytest.mark.parametrize("of", OF)
@pytest.mark.parametrize("state", ["draft", "scheduled", "withdrawn"])
def test_what_is_not_public_says_nothing(of, state):
    text = OF[of](**{state: True})

    assert of(text) == {}
    assert of(OF[of]()) != {}


def test_what_is_public_is_asked_at_the_moment_of_the_page():
    news = NewsFactory(scheduled=True)

    assert data.of_news(news, timezone.now() + timedelta(days=3)) != {}


def test_a_right_that_no_longer_applies_says_nothing():
    assert data.of_right(RightFactory(valid_until=date(2020, 1, 1))) == {}


@pytest.mark.parametrize("of", OF)
def test_the_data_of_a_text_asks_the_database_for_nothing(of, django_assert_num_queries):
    text = OF[of]()

    with django_assert_num_queries(0):
        of(text)
