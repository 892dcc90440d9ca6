"""What every answer of the portal carries, pages and errors alike (P28, P29, P50)."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.roles import Role
from portal import errors
from tests.accounts.factories import UserFactory
from tests.accounts.helpers import log_in
from tests.hearings.factories import HearingFactory
from tests.hearings.staff import at_work
from tests.once import made_once
from tests.projects import giving_world, problem_routes
from tests.routes import World, make_world
from tests.seminars import seminar_world
from tests.test_urls import DESK, routes_of

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


def policy_of(response: HttpResponse) -> dict[str, str]:
    parts = response.headers["Content-Security-Policy"].split("; ")
    return {name: sources for name, _space, sources in (part.partition(" ") for part in parts)}


def faults_of(response: HttpResponse) -> list[str]:
    """Return which promised headers a response lacks."""
    policy = policy_of(response)
    faults = [name for name, value in HEADERS.items() if response.headers.get(name) != value]
    if "sandbox" in policy:
        return faults
    faults += [name for name, sources in POLICY.items() if policy.get(name) != sources]
    if "unsafe" in response.headers["Content-Security-Policy"]:
        faults.append("unsafe")
    return faults


def answers(client: Client, world: World, *groups: str) -> Iterator[tuple[str, HttpResponse]]:
    client.raise_request_exception = False
    for route in routes_of(*groups):
        if route.name == "admin:logout":
            continue
        response = client.get(world.path(route))
        if response.streaming:
            b"".join(response)
        yield route.name, response


@dataclass(frozen=True)
class Asked:
    """What a visitor and a case worker got at every address, by name."""

    visitor: dict[str, HttpResponse]
    staff: dict[str, HttpResponse]
    desk: dict[str, HttpResponse]

    def of(self, *groups: str) -> dict[str, HttpResponse]:
        """Return what the visitor got at the addresses of some groups."""
        names = {route.name for route in routes_of(*groups)}
        return {name: response for name, response in self.visitor.items() if name in names}


def ask_everywhere() -> Asked:
    world = make_world()
    worker = UserFactory(role=Role.CASE_WORKER, department=world.hearing.department)
    return Asked(
        visitor=dict(answers(Client(), world, "public", "citizen", "technical")),
        staff=dict(answers(at_work(worker), world, "staff")),
        desk=dict(answers(at_work(worker), world, "desk")),
    )


asked = made_once(ask_everywhere)


def test_every_page_for_visitors_has_the_policy_and_the_headers(asked):
    wrong = {name: faults_of(response) for name, response in asked.visitor.items()}

    assert {name: faults for name, faults in wrong.items() if faults} == {}


def test_every_page_of_the_administration_has_them_too(asked):
    wrong = [
        (name, faults)
        for name, response in asked.staff.items()
        if (faults := faults_of(response)) and "sha256-" not in str(policy_of(response))
    ]

    assert wrong == []


def test_no_page_of_the_administration_and_of_the_desk_may_be_kept(asked):
    pages = {**asked.staff, **asked.desk}

    kept = [
        name
        for name, response in pages.items()
        if response.headers["Cache-Control"] != "private, no-store"
    ]

    assert set(asked.desk) == DESK
    assert kept == []


@pytest.mark.parametrize(
    ("path", "status"),
    [("/findes-ikke/", 404), ("/?q=%00", 400), ("/hoeringer/?page=" + "9" * 30, 400)],
)
def test_error_pages_have_them_too(client, db, path, status):
    response = client.get(path)

    assert (response.status_code, faults_of(response)) == (status, [])


def test_a_fault_of_ours_has_them_too(client, db, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("portal.views.front.open_rows", _fails)

    response = client.get("/")

    assert (response.status_code, faults_of(response)) == (500, [])
    assert response.headers["Cache-Control"] == "private, no-store"


def _fails(_at: object) -> None:
    raise RuntimeError


def test_a_visitor_gets_no_cookie_and_no_secret_on_a_page_to_read(asked):
    forms = {
        "hearings:write", "hearings:write_again", "hearings:check", "hearings:edit",
        "hearings:withdraw", "hearings:confirm", "hearings:disown", "hearings:receipt",
        "hearings:mine", "account_login", "account_signup", "account_reset_password",
        "account_logout", "account_reset_password_from_key", "account_confirm_email",
        "mfa_authenticate", "account_confirm_login_code", "information:feedback",
        "notifications:follow_feed", "notifications:confirm_follow", "notifications:manage",
        "comments:write", "comments:write_again", "comments:reply",
        "comments:report",
        "councils:apply", "councils:application_withdraw", "councils:nominate",
        "councils:candidacy_accept", "councils:candidacy_leave",
        "events:sign_up", "events:registration_change", "events:registration_cancel",
        *giving_world.FORMS,
        *seminar_world.FORMS,
        "walls:write", "walls:write_again", "walls:written",
        *problem_routes.FORMS,
    }  # fmt: skip

    wrong = [
        name
        for name, response in asked.of("public", "technical").items()
        if name not in forms and (response.cookies or "csrfmiddlewaretoken" in _text(response))
    ]

    assert wrong == []


def test_what_a_shared_cache_may_keep_is_a_page_to_read(asked):
    kept = {
        name
        for name, response in asked.visitor.items()
        if response.status_code == 200
        and response.headers.get("Cache-Control", "").startswith("public")
    }

    assert kept == {
        "portal:front", "information:front", "projects:projects", "projects:list",
        "projects:feed", "projects:lessons", "projects:project", "projects:project_feed",
        "projects:course", "projects:ics", "projects:question", "projects:updates",
        "projects:update", "projects:picture", "projects:document",
        "projects:focus", "projects:focus_year", "projects:plan", *problem_routes.KEPT,
        "projects:activities", "projects:contributions", "projects:idea",
        *seminar_world.KEPT,
        "portal:calendar", "portal:calendar_ics",
        "portal:help", "portal:privacy", "portal:accessibility", "robots",
        "hearings:list", "hearings:list_feed", "hearings:detail", "hearings:feed",
        "hearings:deadline_ics", "hearings:notice", "hearings:document", "hearings:responses",
        "hearings:response", "hearings:translation", "hearings:disowned", "hearings:changes",
        "hearings:said_and_done", "hearings:said_and_done_feed", "hearings:figures",
        "hearings:figures_csv",
        "hearings:white_paper", "hearings:white_paper_version", "hearings:white_paper_responses",
        "notifications:choose", "portal:search", "portal:picture", "portal:site_picture", "sitemap",
        "hearings:statements", "hearings:statement_file", "hearings:to_decide",
        "councils:directory", "councils:feed", "councils:body", "councils:member",
        "councils:meetings", "councils:meeting", "councils:item_document",
        "councils:recommendations", "councils:recommendations_feed",
        "councils:body_recommendations", "councils:recommendation",
        "councils:calls", "councils:call", "councils:elections", "councils:election",
        "councils:candidate",
        "events:list", "events:detail", "events:ics", "events:file", "events:signed_up_already",
        "walls:wall", "walls:state", "walls:csv", "walls:picture", "walls:photo", "walls:note",
        "comments:thread", "comments:comment", "comments:feed", "comments:reported",
        "comments:rules", "comments:figures", "comments:figures_csv",
        "information:news_feed", "information:plans_feed", "information:pages_feed",
        "information:news_list", "information:news", "information:plans", "information:plan",
        "information:plan_document", "information:case", "information:rights",
        "information:right", "information:right_translation", "information:guides",
        "information:guide", "information:glossary", "information:videos", "information:video",
        "information:video_file", "information:captions", "information:attachment",
        "information:page", "information:page_translation", "information:feedback_thanks",
        "account_inactive", "account_email_verification_sent",
        "account_reset_password_done", "account_reset_password_from_key_done",
    }  # fmt: skip


def test_a_page_that_may_be_kept_varies_with_nothing_about_the_person(asked):
    vary = {
        name: response.headers.get("Vary", "")
        for name, response in asked.of("public").items()
        if response.headers.get("Cache-Control", "").startswith("public")
    }

    assert {name: words for name, words in vary.items() if "Cookie" in words} == {}
    assert {name: words for name, words in vary.items() if "Language" in words} == {}


def test_the_same_page_is_private_for_somebody_who_is_logged_in(db):
    client = Client()
    client.force_login(UserFactory(public_name="Asta Æblegren"))

    response = client.get(reverse("portal:front"))

    assert response.headers["Cache-Control"] == "private, no-store"
    assert "Asta Æblegren" in response.content.decode()


def test_somebody_elses_cookie_makes_no_page_public(db):
    client = Client()
    client.cookies["session"] = "not-a-session-of-ours"

    response = client.get(reverse("portal:front"))

    assert response.headers["Cache-Control"] == "private, no-store"


def test_two_people_and_a_visitor_never_get_each_others_page(db):
    pages = {}
    for name in ("Xenia Xylofon", "Birk Bænkesen", ""):
        client = Client()
        if name:
            client.force_login(UserFactory(public_name=name))
        pages[name] = client.get(reverse("portal:front")).content.decode()

    assert "Birk Bænkesen" not in pages["Xenia Xylofon"]
    assert "Xenia Xylofon" not in pages["Birk Bænkesen"]
    assert "Xylofon" not in pages[""]


def test_an_unchanged_page_is_not_sent_again(client, db):
    HearingFactory()
    first = client.get(reverse("portal:front"))

    second = client.get(reverse("portal:front"), headers={"If-None-Match": first.headers["ETag"]})

    assert (second.status_code, second.content) == (304, b"")


def test_the_session_cookie_is_for_this_portal_alone(client, db):
    log_in(client, UserFactory())

    cookie = client.cookies["session"]

    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_a_server_error_page_stands_alone():
    page = errors.server_error(RequestFactory().get("/")).content.decode()

    assert "<script" not in page


def _text(response: HttpResponse) -> str:
    return "" if response.streaming else response.content.decode(errors="replace")
