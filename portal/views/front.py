from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from core.access import get_visible
from hearings.models import Hearing


@login_not_required
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/front.html", {})


@login_not_required
@require_safe
def short(request: HttpRequest, number: int) -> HttpResponse:
    """Lead from the address that stands on paper to the hearing."""
    return redirect(get_visible(request, Hearing.objects, pk=number))
