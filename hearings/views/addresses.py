"""The owner of a mail address says whether an answer is theirs. GET never changes anything."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from core.caching import private_page
from core.clock import received_at
from hearings import services
from hearings.links import response_of_address, token_for
from hearings.models import Response

GONE = "hearings:disowned"
read_or_act = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@read_or_act
@private_page
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A button that says: this is my address. Mail scanners open the page, they do not press."""
    response = _response_or_404(token)
    if request.method == "POST":
        services.confirm_email(response, at=received_at(request))
        return redirect("hearings:mine", token_for(response))
    return _page(request, "hearings/response_confirm_email.html", response, token)


@login_not_required
@read_or_act
@private_page
def disown(request: HttpRequest, token: str) -> HttpResponse:
    """A button that says: this was not me. The answer stays, the address goes."""
    response = _response_or_404(token)
    if request.method == "POST":
        response = services.disown_email(response, at=received_at(request))
        return redirect("hearings:disown", token) if response.email else redirect(GONE)
    return _page(request, "hearings/response_disown_email.html", response, token)


@login_not_required
@require_safe
def disowned(request: HttpRequest) -> HttpResponse:
    return render(request, "hearings/response_disowned.html")


def _response_or_404(token: str) -> Response:
    response = response_of_address(token)
    if response is None or response.forgotten_at:
        raise Http404
    return response


def _page(request: HttpRequest, template: str, response: Response, token: str) -> HttpResponse:
    context = {
        "response": response,
        "hearing": response.hearing,
        "token": token,
        "private_token": token_for(response),
        "needs_confirmation": response.email_confirmed_at is None,
    }
    return render(request, template, context)
