"""The author of a declined response objects, by the private link."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from core import limits
from core.caching import private_page
from core.clock import received_at
from hearings import services
from hearings.forms.answer import ObjectionForm
from hearings.models import Response
from hearings.services.objections import may_object
from hearings.views.mine import read_or_act, response_or_404

HOUR = 3600
OBJECTIONS_PER_HOUR = 60


@login_not_required
@read_or_act
@private_page
def objection(request: HttpRequest, token: str) -> HttpResponse:
    """The form. What was typed stands in it again whatever was wrong, also when too often."""
    response = response_or_404(token)
    if not may_object(response):
        return redirect("hearings:mine", token)
    if request.method != "POST":
        return _page(request, response, token, ObjectionForm())
    form = ObjectionForm(request.POST)
    who = limits.client_ip(request)
    if not limits.allow("objection.make", who, limit=OBJECTIONS_PER_HOUR, per_seconds=HOUR):
        form.add_error(None, str(limits.LimitExceeded(HOUR)))
        return _page(request, response, token, form, status=429)
    if not form.is_valid():
        return _page(request, response, token, form)
    services.make_objection(response, text=form.cleaned_data["text"], at=received_at(request))
    return redirect("hearings:mine", token)


def _page(
    request: HttpRequest, response: Response, token: str, form: ObjectionForm, status: int = 200
) -> HttpResponse:
    context = {"response": response, "hearing": response.hearing, "token": token, "form": form}
    return render(request, "hearings/objection_form.html", context, status=status)
