"""The head of every page: public ones say what machines want, private ones say nothing."""

import json
import re

import pytest
from django.test import Client

from tests.accounts.factories import UserFactory
from tests.hearings.factories import HearingFactory, HearingMeetingFactory, ResponseFactory
from tests.hearings.staff import at_work
from tests.routes import make_world
from tests.test_urls import routes_of

NOINDEX = '<meta name="robots" content="noindex">'
SITE = "http://localhost:8000"
META = re.compile(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">')
pytestmark = pytest.mark.django_db


def head_of(path: str, client: Client | None = None) -> str:
    page = (client or Client()).get(path).content.decode()
    return page.partition("</head>")[0]


def meta_of(path: str) -> dict[str, str]:
    return dict(META.findall(head_of(path)))


def data_of(path: str, client: Client | None = None) -> list[dict]:
    page = (client or Client()).get(path).content.decode()
    return [json.loads(text) for text in re.findall(r'ld\+json">(.*?)</script>', page)]


@pytest.fixture
def hearing():
    return HearingFactory(title="Skole & hjem: “9.9”", lead='Den "nye" plan & <b>mere</b>')


def test_a_hearing_tells_those_who_link_to_it_what_it_is(hearing):
    address = f"{SITE}{hearing.get_absolute_url()}"

    assert meta_of(hearing.get_absolute_url()) == {
        "og:site_name": "Med i Albertslund",
        "og:title": "Skole &amp; hjem: “9.9” – høring",
        "og:description": "Den &quot;nye&quot; plan &amp; &lt;b&gt;mere&lt;/b&gt;",
        "og:type": "website",
        "og:url": address,
        "og:locale": "da_DK",
        "og:locale:alternate": "en_GB",
        "og:image": f"{SITE}/billede/hoering/{hearing.number}.png",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Skole &amp; hjem: “9.9”",
        "twitter:card": "summary_large_image",
    }


def test_title_and_description_are_said_the_same_everywhere(hearing):
    head = head_of(hearing.get_absolute_url())

    assert "<title>Skole &amp; hjem: “9.9” – høring – Med i Albertslund</title>" in head
    assert (
        '<meta name="description" content="Den &quot;nye&quot; plan &amp; &lt;b&gt;mere&lt;/b&gt;">'
        in head
    )


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_page_has_one_address_and_names_its_other_language(hearing, prefix):
    path = hearing.get_absolute_url()

    head = head_of(f"{prefix}{path}?utm_source=brev&fbclid=1")

    assert re.findall(r'rel="canonical" href="([^"]+)"', head) == [f"{SITE}{prefix}{path}"]
    assert re.findall(r'hreflang="([^"]+)" href="([^"]+)"', head) == [
        ("da", f"{SITE}{path}"),
        ("en", f"{SITE}/en{path}"),
        ("x-default", f"{SITE}{path}"),
    ]


def test_every_page_of_a_hearing_leads_to_its_feed_and_its_picture(hearing):
    ResponseFactory(hearing=hearing, approved=True)
    path = hearing.get_absolute_url()

    for part in ("", "svar/", "svar/1/", "opslag/"):
        head = head_of(f"{path}{part}")

        assert re.findall(r'atom\+xml" title="[^"]*" href="([^"]+)"', head) == [f"{path}atom/"]
        assert f'content="{SITE}/billede/hoering/{hearing.number}.png"' in head


def test_the_front_page_leads_to_the_feeds_that_exist():
    paths = re.findall(r'atom\+xml" title="[^"]*" href="([^"]+)"', head_of("/"))

    assert paths == [
        "/hoeringer/atom/", "/information/nyheder/feed/", "/information/planer/feed/"
    ]  # fmt: skip
    assert [Client().get(path).status_code for path in paths] == [200, 200, 200]


def test_the_front_page_tells_who_is_behind_it():
    [found] = data_of("/")

    assert [each["@type"] for each in found["@graph"]] == ["WebSite", "GovernmentOrganization"]


def test_a_hearing_tells_its_meetings_and_the_way_to_it(hearing):
    HearingMeetingFactory(hearing=hearing)

    graph, crumbs = data_of(hearing.get_absolute_url())

    assert [each["@type"] for each in graph["@graph"]] == ["WebPage", "Event"]
    assert [step["name"] for step in crumbs["itemListElement"]] == [
        "Forside", "Høringer", "Skole & hjem: “9.9”"
    ]  # fmt: skip


def test_a_draft_tells_machines_nothing_of_itself_not_even_for_staff():
    hearing = HearingFactory(draft=True)
    client = at_work(UserFactory(role="case_worker", department=hearing.department))

    found = data_of(hearing.get_absolute_url(), client)

    assert [each["@type"] for each in found] == ["BreadcrumbList"]


# Public pages that nobody should come to from a search: a step of something one does.
STEPS = {
    "hearings:disowned", "information:feedback_thanks", "comments:report", "comments:reported",
    "notifications:choose", "notifications:follow_sent", "events:signed_up_already",
    "seminars:signed_up_already", "seminars:questions", "seminars:question_screen",
    "projects:problem_report", "projects:problem_reported",
}  # fmt: skip


def test_a_private_page_says_nothing_to_machines_and_a_public_one_is_not_hidden_from_them():
    world = make_world()
    person = Client()
    person.force_login(UserFactory())
    wrong = []
    for client, group in ((Client(), "public"), (person, "citizen")):
        for route in routes_of(group):
            response = client.get(world.path(route))
            page = b"".join(response) if response.streaming else response.content
            if b"<html" not in page:
                continue
            is_private = (
                group == "citizen"
                or "X-Robots-Tag" in response.headers
                or route.name in STEPS
                or response.status_code != 200
                or route.name.startswith(("account_", "mfa_"))
            )
            speaks = b"og:title" in page or b"canonical" in page or b"ld+json" in page
            if speaks == is_private or (NOINDEX.encode() in page) != is_private:
                wrong.append((route.name, response.status_code))

    assert wrong == []
