"""Who may open which address. A new address must be entered here before the suite passes."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.councils import meeting_world, seat_world
from tests.events import event_world
from tests.hearings.staff import at_work
from tests.once import made_once, write_refusals_once
from tests.projects import focus_routes, giving_world, problem_routes, project_world
from tests.routes import ADMIN, Route, World, all_routes, make_world
from tests.seminars import seminar_world
from tests.walls import wall_world

# For machines, without log-in and without a page around it.
TECHNICAL = {"healthz", "readyz", "robots", "sitemap", "sitemap_part"}

# Everybody, also without an account. What is private among them has a secret in its address.
PUBLIC = {
    "portal:front",
    "portal:calendar", "portal:calendar_ics", "portal:search", "portal:help", "portal:privacy",
    "portal:accessibility", "events:list", "events:detail", "events:file",
    "portal:was", "portal:short", "portal:mailbox", "portal:mail", "portal:picture",
    "portal:site_picture",
    "information:front", "information:news_list", "information:news_feed", "information:news",
    "information:plans", "information:plans_feed", "information:plan", "information:plan_document",
    "information:case", "information:rights", "information:right", "information:right_translation",
    "information:guides", "information:guide", "information:glossary", "information:videos",
    "information:video", "information:video_file", "information:captions",
    "information:attachment", "information:pages_feed", "information:feedback",
    "information:feedback_thanks", "information:page", "information:page_translation",
    "hearings:list", "hearings:list_feed", "hearings:short", "hearings:detail", "hearings:feed",
    "hearings:deadline_ics", "hearings:notice", "hearings:document", "hearings:responses",
    "hearings:translation", "hearings:response", "hearings:response_file", "hearings:changes",
    "hearings:write", "hearings:write_again", "hearings:check", "hearings:send",
    "hearings:receipt", "hearings:mine", "hearings:edit", "hearings:withdraw", "hearings:confirm",
    "hearings:disown", "hearings:disowned", "hearings:mine_file", "hearings:objection",
    "hearings:said_and_done", "hearings:said_and_done_feed", "hearings:figures",
    "hearings:figures_csv",
    "hearings:white_paper", "hearings:white_paper_version", "hearings:white_paper_responses",
    "hearings:white_paper_file",
    "councils:directory", "councils:feed", "councils:body", "councils:member",
    "councils:portrait",
    "hearings:statements", "hearings:statement_file", "hearings:to_decide",
    "hearings:party", "hearings:party_open", "hearings:party_none",
    "councils:recommendations", "councils:recommendations_feed", "councils:body_recommendations",
    "councils:recommendation",
    "notifications:unsubscribe", "notifications:choose", "notifications:follow_feed",
    "notifications:follow_sent", "notifications:confirm_follow", "notifications:manage",
    # Reading, and writing through the log-in: supporting leads back to it by itself.
    "comments:thread", "comments:feed", "comments:comment", "comments:write",
    "comments:write_again", "comments:reply",
    "comments:report", "comments:reported", "comments:rules", "comments:figures",
    "comments:figures_csv",
    "events:sign_up", "events:signed_up_already", "events:ics", "events:registration",
    "events:registration_change", "events:registration_cancel", "events:registration_accept",
    "events:registration_ics",
    "account_login", "account_logout", "account_inactive", "account_signup",
    "account_email_verification_sent", "account_confirm_email", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    # The second step of a log-in: without the first they lead back to it.
    "account_confirm_login_code", "mfa_authenticate",
    *meeting_world.PUBLIC,
    *seat_world.PUBLIC,
    *project_world.PUBLIC,
    *focus_routes.PUBLIC,
    *giving_world.PUBLIC,
    *wall_world.PUBLIC,
    *seminar_world.PUBLIC,
    *problem_routes.PUBLIC,
}  # fmt: skip

# A person with an account, for what is their own.
CITIZEN = {
    "hearings:write_from_comment", "comments:edit", "comments:delete",
    "comments:support",
    "portal:mypage", "portal:adopt", "portal:mydata", "portal:delete",
    "portal:take_over_follows",
    "notifications:follow_area", "notifications:unfollow_area", "notifications:follow_topic",
    "notifications:unfollow_topic", "notifications:unfollow_feed", "notifications:notices",
    "notifications:open_notice", "notifications:mark_all_read", "notifications:preferences",
    "accounts:settings", "accounts:second_factor", "notifications:try_address",
    "accounts:organisations", "accounts:find_organisation", "accounts:propose_organisation",
    "accounts:ask_to_act", "accounts:leave_organisation",
    "comments:object",
    "account_reauthenticate", "account_email", "account_change_password", "account_set_password",
    "mfa_index", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp",
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
    *meeting_world.OWN,
    *focus_routes.OWN,
    *giving_world.OWN,
    *wall_world.OWN,
    *seminar_world.OWN,
    *problem_routes.OWN,
    *project_world.TEAM,
}  # fmt: skip

# Staff with the second factor used in this session.
ADMIN_MODELS = {
    "hearings_hearing", "hearings_hearingkind", "hearings_hearingevent", "hearings_response",
    "hearings_objection",
    "information_attachment", "information_video",
    "accounts_user", "accounts_organisation",
    "notifications_message", "notifications_addresstrouble",
    "city_area", "city_topic", "city_department",
    "information_page", "information_news", "information_plan", "information_guide",
    "information_right", "information_glossaryterm", "information_feedback",
    "information_informationevent", "comments_watchedterm", "comments_threadevent",
    "councils_body", "councils_member", "events_event",
    "projects_problem", "projects_problemroute", "projects_project", "seminars_seminar",
}  # fmt: skip
ADMIN_PAGES = {"changelist", "add", "history", "delete", "change"}
OF_HEARING = {
    "publish", "extend", "withdraw", "decide", "enter", "languages", "translate", "untranslate",
    "hear_again",
}  # fmt: skip
OF_RESPONSE = {
    "original", "mask", "unmask", "approve", "decline", "file", "release", "receipt",
}  # fmt: skip
OF_PAGE = {
    "publish", "cancel", "move", "withdraw", "put_back", "review", "preview", "preview_version",
    "versions", "difference", "restore", "translations", "translate", "untranslate",
}  # fmt: skip
OF_BODY = {
    "seats", "add_group", "group", "seat", "substitute", "end_membership", "correct_membership",
    "call_in", "release", "chair", "add_term", "term", "publish", "end",
}  # fmt: skip
OF_ORGANISATION = {
    "approve", "decline", "close", "approve_member", "decline_member", "end_member",
}  # fmt: skip
OF_TEXT = {"publish", "withdraw", "review"}
TEXTS = {"news", "plan", "guide", "right", "video"}
STAFF = {
    "admin:index", "admin:login", "admin:logout", "admin:password_change",
    "admin:password_change_done", "admin:autocomplete", "admin:jsi18n", "admin:view_on_site",
    "admin:app_list",
    "admin:information_attachment_library",
    *(f"admin:{model}_{page}" for model in ADMIN_MODELS for page in ADMIN_PAGES),
    *(f"admin:hearings_hearing_{step}" for step in OF_HEARING),
    *(f"admin:hearings_response_{step}" for step in OF_RESPONSE),
    *(f"admin:councils_body_{step}" for step in OF_BODY),
    *(f"admin:accounts_organisation_{step}" for step in OF_ORGANISATION),
    *(f"admin:events_event_{step}" for step in event_world.STEPS),
    *(f"admin:projects_problem_{step}" for step in problem_routes.STEPS),
    *(f"admin:projects_project_{step}" for step in project_world.STEPS),
    *(f"admin:seminars_seminar_{step}" for step in seminar_world.STEPS),
    "admin:information_language_check", "admin:information_feedback_see",
    "admin:information_right_translations", "admin:information_right_translate",
    "admin:information_right_untranslate",
    *(f"admin:information_page_{step}" for step in OF_PAGE),
    *(f"admin:information_{text}_{step}" for text in TEXTS for step in OF_TEXT),
}  # fmt: skip

# Staff at work beside the administration, behind the same door (STAFF_PATHS). For a citizen these
# pages do not exist.
DESK = {
    "hearings:desk", "hearings:small", "hearings:desk_lacks", "hearings:desk_mark",
    "hearings:desk_point",
    "hearings:desk_unmark", "hearings:desk_scope", "hearings:desk_keep", "hearings:desk_original",
    "hearings:themes", "hearings:theme", "hearings:theme_rename", "hearings:theme_place",
    "hearings:theme_merge", "hearings:theme_split", "hearings:theme_remove", "hearings:point",
    "hearings:point_merge", "hearings:point_remove", "hearings:answer_read",
    "hearings:promised", "hearings:decision_desk",
    "hearings:step_add", "hearings:step", "hearings:step_remove",
    "hearings:change_add", "hearings:change", "hearings:change_finish", "hearings:change_drop",
    "hearings:desk_white_paper", "hearings:desk_white_paper_begin",
    "hearings:desk_white_paper_preview", "hearings:desk_white_paper_preview_responses",
    "hearings:desk_white_paper_submit", "hearings:desk_white_paper_take_back",
    "hearings:desk_white_paper_approve", "hearings:desk_white_paper_publish",
    "hearings:desk_white_paper_retry", "hearings:desk_letters",
    "hearings:parties", "hearings:party_ask", "hearings:party_ask_suggested",
    "hearings:party_take_back", "hearings:statement", "hearings:statement_open",
    "hearings:statement_none", "hearings:recommend",
    "councils:recommend", "councils:recommendation_answer", "councils:recommendation_status",
    "councils:recommendation_finish", "councils:recommendation_withdraw",
    "comments:desk", "comments:desk_thread", "comments:desk_summary", "comments:desk_close",
    "comments:desk_reopen", "comments:desk_comment", "comments:desk_keep", "comments:desk_hide",
    "comments:desk_release", "comments:desk_restore", "comments:desk_decide",
    "comments:desk_answer", "comments:desk_no_answer",
    *seat_world.DESK,
    *focus_routes.DESK,
    *wall_world.DESK,
    *seminar_world.DESK,
}  # fmt: skip

# What a member of staff may do with one hearing or answer of their own department.
ONE_CASE = {
    "admin:hearings_hearing_change", "admin:hearings_hearing_history",
    "admin:hearings_response_change", "admin:hearings_response_history",
    "admin:hearings_objection_change", "admin:hearings_objection_history",
    *(f"admin:hearings_hearing_{step}" for step in OF_HEARING),
    *(f"admin:hearings_response_{step}" for step in OF_RESPONSE),
    "admin:events_event_change", "admin:events_event_history",
    *(f"admin:events_event_{step}" for step in event_world.STEPS),
    *(f"admin:projects_project_{step}" for step in project_world.STEPS),
    *(f"admin:seminars_seminar_{step}" for step in seminar_world.STEPS),
    "admin:projects_project_change", "admin:projects_project_history",
    "admin:seminars_seminar_change", "admin:seminars_seminar_history",
}  # fmt: skip

# What an editor may do with one text of their own department.
ONE_TEXT = {
    "admin:information_feedback_see",
    "admin:information_right_translations", "admin:information_right_translate",
    "admin:information_right_untranslate",
    *(f"admin:information_{text}_{page}" for text in (*TEXTS, "page") for page in (
        "change", "history",
    )),
    *(f"admin:information_page_{step}" for step in OF_PAGE),
    *(f"admin:information_{text}_{step}" for text in TEXTS for step in OF_TEXT),
}  # fmt: skip

REFUSED = {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}


def group(route: Route) -> str:
    for name, members in (
        ("technical", TECHNICAL),
        ("public", PUBLIC),
        ("citizen", CITIZEN),
        ("staff", STAFF),
        ("desk", DESK),
    ):
        if route.name in members:
            return name
    return "staff" if route.name.startswith("admin ") else "unknown"


def routes_of(*groups: str) -> list[Route]:
    return [route for route in all_routes() if group(route) in groups]


def ask(client: Client, world: World, route: Route, method: str) -> tuple[int, str]:
    """Return the status and, for a redirect, where it leads."""
    client.raise_request_exception = False
    response = client.generic(method, world.path(route))
    if response.streaming:
        b"".join(response)
    return response.status_code, response.headers.get("Location", "")


@pytest.fixture(autouse=True)
def refusals_are_written_once(monkeypatch: pytest.MonkeyPatch) -> None:
    write_refusals_once(monkeypatch)


made_world = made_once(make_world)


@pytest.fixture
def world(made_world, db) -> World:
    return made_world


def answers(client: Client, world: World, routes: list[Route]) -> list[tuple[str, int, str]]:
    """Return (method and name, status, location) for GET and POST of each route."""
    return [
        (f"{method} {route.name}", *ask(client, world, route, method))
        for route in routes
        for method in ("GET", "POST")
    ]


def test_every_address_stands_in_the_table():
    unknown = [route.name for route in all_routes() if group(route) == "unknown"]

    assert unknown == []


def test_the_table_names_no_address_that_is_gone():
    known = {route.name for route in all_routes()}

    assert (TECHNICAL | PUBLIC | CITIZEN | STAFF | DESK) - known == set()


def test_a_visitor_opens_what_is_public_and_is_not_asked_to_log_in(world):
    login = reverse("account_login")
    second_steps = {"account_confirm_login_code", "mfa_authenticate"}
    routes = [r for r in routes_of("public", "technical") if r.name not in second_steps]

    wrong = [
        row
        for row in answers(Client(), world, routes)
        if (row[1] >= 500 and "readyz" not in row[0])
        or row[1] == HTTPStatus.FORBIDDEN
        or row[2].startswith(login)
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("groups", "logins"),
    [
        # The administration's own log-in has no form: it leads on to the one log-in.
        (("citizen", "staff"), ("account_login", "admin:login")),
        (("desk",), ("account_login",)),
    ],
)
def test_a_visitor_is_sent_to_the_log_in_from_everything_else(world, groups, logins):
    addresses = tuple(reverse(name) for name in logins)

    wrong = [
        row
        for row in answers(Client(), world, routes_of(*groups))
        if not (row[1] == HTTPStatus.FOUND and row[2].startswith(addresses))
        and row[0] not in {"GET admin:logout", "POST admin:logout"}
    ]
    led_on = Client().get(reverse("admin:login"))

    assert led_on.headers["Location"].startswith(reverse("account_login"))

    assert wrong == []


def test_a_case_worker_of_another_department_finds_no_hearing_at_the_desk(world):
    client = at_work(UserFactory(role=Role.CASE_WORKER, department=DepartmentFactory()))
    routes = [route for route in routes_of("desk") if route.parameters]

    wrong = [row for row in answers(client, world, routes) if row[1] not in REFUSED]

    assert len(routes) == len(DESK) - 3
    assert wrong == []


# The others go there in `test_no_role_of_staff_meets_an_error`.
@pytest.mark.parametrize("role", [Role.MANAGER, Role.MODERATOR])
def test_no_role_of_staff_meets_an_error_at_the_desk(world, role):
    client = at_work(UserFactory(role=role, department=world.hearing.department))

    wrong = [row for row in answers(client, world, routes_of("desk")) if row[1] >= 500]

    assert wrong == []


def test_a_citizen_opens_their_own_pages(world):
    client = Client()
    client.force_login(UserFactory())

    wrong = [
        row
        for row in answers(client, world, routes_of("citizen"))
        if row[1] >= 500 or row[2].startswith(f"{reverse('account_login')}?")
    ]

    assert wrong == []


def test_a_citizen_is_refused_everywhere_in_the_administration(world):
    person = UserFactory()
    client = Client()
    client.force_login(person)
    routes = [route for route in routes_of("staff") if route.name != "admin:logout"]

    wrong = [row for row in answers(client, world, routes) if row[1] != HTTPStatus.FORBIDDEN]

    assert wrong == []


def test_a_citizen_does_not_find_the_desk(world):
    client = Client()
    client.force_login(UserFactory())

    wrong = [
        row for row in answers(client, world, routes_of("desk")) if row[1] != HTTPStatus.NOT_FOUND
    ]

    assert len(routes_of("desk")) == len(DESK)
    assert wrong == []


def test_staff_without_the_second_factor_are_sent_to_it_first(world):
    client = Client()
    client.force_login(UserFactory(role=Role.CASE_WORKER, department=world.hearing.department))
    routes = [route for route in routes_of("staff", "desk") if route.name != "admin:logout"]
    factor = reverse("accounts:second_factor")

    wrong = [row for row in answers(client, world, routes) if not row[2].startswith(factor)]

    assert wrong == []


def test_a_case_worker_reaches_the_cases_of_their_own_department(world):
    person = UserFactory(role=Role.CASE_WORKER, department=world.hearing.department)
    own = {
        "admin:hearings_hearing_change", "admin:hearings_response_change",
        "admin:hearings_hearing_extend", "admin:hearings_response_decline",
        "hearings:small", "hearings:themes", "hearings:theme", "hearings:point",
    }  # fmt: skip
    routes = [route for route in all_routes() if route.name in own]

    statuses = {ask(at_work(person), world, route, "GET")[0] for route in routes}

    assert statuses == {HTTPStatus.OK}


def test_a_case_worker_of_another_department_reaches_none_of_them(world):
    person = UserFactory(role=Role.CASE_WORKER, department=DepartmentFactory())
    routes = [route for route in all_routes() if route.name in ONE_CASE]

    wrong = [row for row in answers(at_work(person), world, routes) if row[1] not in REFUSED]

    assert len(routes) == len(ONE_CASE)
    assert wrong == []


def test_an_editor_reaches_the_texts_of_their_own_department(world):
    client = at_work(UserFactory(role=Role.EDITOR, department=world.hearing.department))
    own = {
        "admin:information_page_change", "admin:information_page_preview",
        "admin:information_page_versions", "admin:information_page_translate",
        "admin:information_news_change", "admin:information_plan_publish",
        "admin:information_guide_review", "admin:information_right_translate",
    }  # fmt: skip
    routes = [route for route in all_routes() if route.name in own]

    statuses = {route.name: ask(client, world, route, "GET")[0] for route in routes}

    assert statuses == dict.fromkeys(own, HTTPStatus.OK)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.MODERATOR, Role.CASE_WORKER])
def test_who_is_no_editor_of_the_department_reaches_none_of_them(world, role):
    own = None if role == Role.EDITOR else world.hearing.department
    client = at_work(UserFactory(role=role, department=own))
    routes = [route for route in all_routes() if route.name in ONE_TEXT]

    wrong = [row for row in answers(client, world, routes) if row[1] not in REFUSED]

    assert len(routes) == len(ONE_TEXT)
    assert wrong == []


@pytest.mark.parametrize("role", [Role.CASE_WORKER, Role.EDITOR, Role.ADMINISTRATOR])
def test_no_role_of_staff_meets_an_error(world, role):
    department = world.hearing.department
    client = at_work(UserFactory(role=role, department=department))
    routes = [route for route in routes_of("staff", "desk") if route.name != "admin:logout"]

    wrong = [row for row in answers(client, world, routes) if row[1] >= 500]

    assert wrong == []


def test_an_administrator_opens_accounts_but_no_case(world):
    client = at_work(UserFactory(role=Role.ADMINISTRATOR))
    routes = [route for route in all_routes() if route.name in ONE_CASE]

    accounts = client.get(reverse("admin:accounts_user_changelist"))
    wrong = [row for row in answers(client, world, routes) if row[1] not in REFUSED]

    assert accounts.status_code == HTTPStatus.OK
    assert wrong == []


def test_the_administration_stands_where_the_setting_says():
    assert reverse("admin:index") == ADMIN
