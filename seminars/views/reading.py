"""All seminars, and the pages of one."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.access import get_visible, person_of
from core.clock import received_at
from seminars.models import Seminar


@login_not_required
@require_safe
def seminars(request: HttpRequest) -> HttpResponse:
    rows, at = Seminar.objects.visible_to(person_of(request)), received_at(request)
    context = {"coming": rows.coming(at), "held": rows.held(at)}
    return render(request, "seminars/seminar_list.html", context)


@login_not_required
@require_safe
def seminar(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    row = get_visible(request, Seminar.objects.select_related("department"), pk=pk)
    if slug != row.slug:
        return HttpResponsePermanentRedirect(row.get_absolute_url())
    context = {"seminar": row, "sessions": row.sessions.in_order()}
    return render(request, "seminars/seminar_detail.html", context)


@login_not_required
@require_safe
def session(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponse:  # noqa: ARG001 (may be old)
    row = get_visible(request, Seminar.objects, pk=pk)
    found = get_object_or_404(row.sessions.select_related("event"), pk=number)
    return render(request, "seminars/session_detail.html", {"seminar": row, "session": found})
