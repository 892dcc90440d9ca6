"""A secretary gives the body's recommendation about a hearing."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.access import get_permitted
from core.caching import private_page
from core.clock import local_date, received_at
from core.transitions import require_status
from core.workplace import posted, staff_page
from councils.forms.recommendations import RecommendForm
from councils.models import Body
from councils.views.recommending import ANSWER_DAYS
from hearings.models import Hearing
from hearings.services.recommending import recommend_to_hearing


@private_page
@require_http_methods(["GET", "POST"])
def recommend(request: HttpRequest, number: int, body_pk: int) -> HttpResponse:
    body = get_permitted(request, Body.objects, "councils.recommend_body", pk=body_pk)
    hearing = get_object_or_404(Hearing.objects.published(), pk=number)
    require_status(hearing, Hearing.Status.PUBLISHED)
    at = received_at(request)
    today = local_date(at)
    initial = {"made_on": today, "answer_due_on": today + ANSWER_DAYS}
    form = RecommendForm(*posted(request), body=body, today=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            row = recommend_to_hearing(hearing, body, **form.cleaned_data, by=request.user, at=at)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Anbefalingen er sendt. Alle kan læse den."))
            return redirect(row)
    return _page(request, hearing, body, form)


def _page(request: HttpRequest, hearing: Hearing, body: Body, form: RecommendForm) -> HttpResponse:
    title = _("Send en anbefaling om høringen")
    context = {
        "title": title,
        "object": hearing,
        "step": title,
        "form": form,
        "consequences": [
            _("Den står på høringens side og i hvidbogen, og på rådets egen side."),
            _("Den, den er til, får en pligt til at svare."),
        ],
        "told": 0,
        "told_text": _("De, den er til. Medlemmer og de, der følger %(body)s.") % {"body": body},
        "cancel_url": hearing.get_absolute_url(),
    }
    return staff_page(request, "admin/step_confirm.html", context)
