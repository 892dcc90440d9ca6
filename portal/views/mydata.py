from collections.abc import Callable
from functools import wraps

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from core.clock import received_at
from hearings.models import Response
from portal.mypage import answers_of
from portal.personal import forget, personal_data_of


def fresh_login(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask for the password again when it was given more than a few minutes ago.

    A POST that comes too late is not kept and repeated: the person reads the page once more.
    """

    @wraps(view)
    def fresh_view(request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and not did_recently_reauthenticate(request):
            return redirect(request.path)
        response: HttpResponse = reauthentication_required(view)(request)
        return response

    return fresh_view


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_login
def download(request: HttpRequest) -> HttpResponse:
    """Give the person everything that the portal knows about them, as one file."""
    if request.method != "POST":
        return render(request, "portal/mydata.html")
    at = received_at(request)
    response = JsonResponse(
        personal_data_of(request.user, at=at),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    response.headers["Content-Disposition"] = (
        f'attachment; filename="mine-data-{localdate(at).isoformat()}.json"'
    )
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_login
def delete(request: HttpRequest) -> HttpResponse:
    """Say what goes and what stays, and delete the account when the person confirms."""
    person = request.user
    if request.method == "POST":
        if person.is_staff:
            raise PermissionDenied
        forget(person)
        logout(request)
        return render(request, "portal/deleted.html")
    answers = answers_of(person, received_at(request))
    context = {
        "answers": [row for row in answers if row["response"].status != Response.Status.WITHDRAWN],
        "open_answers": [row for row in answers if row["may_be_changed"]],
    }
    return render(request, "portal/delete.html", context)
