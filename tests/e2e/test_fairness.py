"""Objections, linked hearings and changes after the opening in a real browser, with axe."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.roles import Role
from hearings import services
from hearings.links import token_for
from hearings.material import Assessed
from hearings.models import Hearing, HearingKind, Objection, Response
from hearings.services.material import tell_of_changes
from hearings.services.staff import change_hearing
from tests.accounts.factories import UserFactory
from tests.e2e.axe import faults_of
from tests.hearings.factories import (
    DepartmentFactory,
    HearingFactory,
    ObjectionFactory,
    ResponseFactory,
)
from tests.hearings.staff import at_work

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def case_worker() -> User:
    department = DepartmentFactory(name="Plan og Trafik")
    return UserFactory(role=Role.CASE_WORKER, department=department, full_name="Lone Linealsen")


@pytest.fixture
def hearing(case_worker: User) -> Hearing:
    """A proposal after a first draft, with a change after its opening."""
    department = case_worker.department_roles.get().department
    first = HearingFactory(title="Udkast", closed=True, department=department)
    first.kinds.set(HearingKind.objects.filter(code="foer-hoering"))
    hearing = HearingFactory(
        title="Naturlegeplads",
        department=department,
        follows=first,
        prehearing_changes="Bækken er flyttet.\nDer er kommet bænke.",
        body="<h2>Planen</h2><p>Bakken er to meter høj.</p>",
    )
    hearing.kinds.set(HearingKind.objects.filter(code="foer-hoering"))
    hearing.body = "<h2>Planen</h2><p>Bakken er tre meter høj.</p><p>Der plantes en hæk.</p>"
    at = timezone.now()
    said = Assessed("new_hearing", "Bakken er blevet højere.")
    change_hearing(hearing, changed=["body"], assessed=said, by=case_worker, at=at)
    tell_of_changes(hearing, by=case_worker, at=at)
    return hearing


@pytest.fixture
def declined(hearing: Hearing) -> Response:
    return ResponseFactory(hearing=hearing, declined=True)


@pytest.fixture
def staff(live_server) -> Callable[[Page, User], Page]:
    """Let a browser go on with a session that has used the second factor."""

    def with_session(page: Page, person: User) -> Page:
        cookie = at_work(person).cookies[settings.SESSION_COOKIE_NAME]
        session = {"name": cookie.key, "value": cookie.value, "url": live_server.url}
        page.context.add_cookies([session])
        return page

    return with_session


def own(response: Response, name: str) -> str:
    return reverse(f"hearings:{name}", args=[token_for(response)])


def test_the_pages_of_citizens_are_without_fault(open_page, hearing, declined):
    page = open_page()
    waiting = ObjectionFactory(response__hearing=hearing)
    decided = ObjectionFactory(response__hearing=hearing)
    services.decide_objection(
        decided,
        is_upheld=False,
        decision="Naboen kan kendes.",
        by=UserFactory(staff=True),
        at=timezone.now(),
    )
    at = [hearing.number, hearing.slug]
    paths = [
        hearing.get_absolute_url(),
        hearing.follows.get_absolute_url(),
        hearing.changes_url,
        reverse("hearings:notice", args=at),
        reverse("hearings:write", args=at),
        own(declined, "mine"),
        own(declined, "objection"),
        own(waiting.response, "mine"),
        own(decided.response, "mine"),
    ]

    assert faults_of(page, paths) == {}


def test_the_pages_of_staff_are_without_fault(open_page, staff, declined, case_worker):
    hearing = declined.hearing
    page = staff(open_page(), case_worker)
    own_decline = ObjectionFactory(response=declined, declined_by=case_worker)
    other = ObjectionFactory(response__hearing=hearing)
    paths = [
        reverse("admin:hearings_objection_changelist"),
        reverse("admin:hearings_objection_change", args=[other.pk]),
        reverse("admin:hearings_objection_change", args=[own_decline.pk]),
        reverse("admin:hearings_response_change", args=[other.response.pk]),
        reverse("admin:hearings_hearing_change", args=[hearing.pk]),
        reverse("admin:hearings_hearing_hear_again", args=[hearing.pk]),
        reverse("admin:hearings_hearing_enter", args=[hearing.pk]),
    ]

    assert faults_of(page, paths) == {}


@pytest.mark.parametrize("javascript", [True, False])
def test_an_objection_is_made_by_keyboard_and_decided_by_another(
    open_page, staff, declined, case_worker, javascript
):
    page = open_page(javascript=javascript)
    page.goto(own(declined, "mine"))
    page.get_by_role("link", name="Gør indsigelse").press("Enter")
    page.get_by_role("button", name="Send indsigelsen").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Skriv, hvorfor du er uenig.")
    page.get_by_label("Hvorfor skal svaret lægges ud?").fill("Det handler om forslaget.")
    page.get_by_role("button", name="Send indsigelsen").press("Enter")
    expect(page.get_by_text("Din indsigelse venter på afgørelse")).to_be_visible()
    objection = Objection.objects.get()

    desk = staff(open_page(javascript=javascript), case_worker)
    desk.goto(reverse("admin:hearings_objection_change", args=[objection.pk]))
    desk.get_by_label("Medhold: svaret", exact=False).first.check()
    desk.get_by_label("Begrundelse").fill("Svaret handler om forslaget.")
    desk.get_by_role("button", name="Afgør indsigelsen").press("Enter")
    page.reload()

    expect(page.get_by_text("Du har fået medhold i din indsigelse")).to_be_visible()
    declined.refresh_from_db()
    assert declined.status == Response.Status.APPROVED
