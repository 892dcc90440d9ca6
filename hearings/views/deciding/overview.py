"""The page of one decision, and the list of everything that was promised and is not done."""

from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import Role, has_role
from core.caching import private_page
from core.clock import local_date, received_at
from core.workplace import staff_page
from hearings.answer_clock import lines_of
from hearings.overdue import open_changes, waiting_white_papers
from hearings.services.changes import FOLLOWED_FROM
from hearings.views.deciding.frame import DECIDES, PLANS, running_hearing


@private_page
@require_safe
def desk(request: HttpRequest, number: int) -> HttpResponse:
    hearing = running_hearing(request, number, PLANS)
    at = received_at(request)
    changes = hearing.changes.select_related("department").prefetch_related("moves")
    context = {
        "title": _("Beslutningen, og det der blev lovet"),
        "hearing": hearing,
        "steps": hearing.decision_steps.select_related("hearing"),
        "changes": [(change, change.is_overdue(local_date(at))) for change in changes],
        "clock": lines_of(hearing, at),
        "may_decide": request.user.has_perm(f"hearings.{DECIDES}", hearing),
        "may_promise": hearing.stage(at) in FOLLOWED_FROM,
        "cancel_url": reverse("admin:hearings_hearing_change", args=[hearing.pk]),
    }
    return staff_page(request, "admin/hearings/decision/desk.html", context)


@private_page
@require_safe
def promised(request: HttpRequest) -> HttpResponse:
    """What my departments have promised people, the oldest promise first."""
    if not has_role(request.user, Role.CASE_WORKER, Role.MANAGER):
        raise PermissionDenied
    at = received_at(request)
    changes = open_changes(request.user, at)
    prefetch_related_objects([row.change for row in changes], "moves")
    context = {
        "title": _("Det, vi har lovet"),
        "papers": waiting_white_papers(request.user, at),
        "changes": changes,
    }
    return staff_page(request, "admin/hearings/decision/promised.html", context)
