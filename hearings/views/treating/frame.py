"""What the pages of the treatment share: who may come in, the frame, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from core.transitions import TransitionNotAllowed
from hearings.admin.base import permitted_hearing
from hearings.exceptions import AnswerChanged
from hearings.models import Hearing, Point, Response, Theme
from hearings.treating.conflicts import Conflict

SMALL = 30  # responses: fewer are treated on one page
STAGES = (Hearing.Status.PUBLISHED, Hearing.Status.DECIDED)


def hearing_to_read(request: HttpRequest, number: int) -> Hearing:
    """Fetch a hearing of my departments (else 404) whose desk I may see (else 403)."""
    return _in_its_time(permitted_hearing(request, number, "view_desk_hearing"))


def hearing_to_treat(request: HttpRequest, number: int) -> Hearing:
    """Fetch a hearing of my departments (else 404) that I may treat (else 403)."""
    return _in_its_time(permitted_hearing(request, number, "treat_hearing"))


def response_of(hearing: Hearing, number: int) -> Response:
    responses = hearing.responses.select_related("area", "current_version", "out_of_scope_version")
    response: Response = get_object_or_404(responses, number=number)
    response.hearing = hearing
    return response


def theme_of(hearing: Hearing, pk: int) -> Theme:
    theme: Theme = get_object_or_404(hearing.themes.select_related("answer"), pk=pk)
    return theme


def point_of(hearing: Hearing, number: int) -> Point:
    points = hearing.points.select_related("answer", "theme__answer")
    point: Point = get_object_or_404(points, number=number)
    return point


def treating_page(
    request: HttpRequest,
    template: str,
    hearing: Hearing,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """Render a page inside the desk's frame."""
    frame = {
        "hearing": hearing,
        "may_treat": request.user.has_perm("hearings.treat_hearing", hearing),
        "parts": _parts(hearing, request.path),
    }
    return render(request, f"hearings/treating/{template}", {**frame, **context}, status=status)


def desk_url(request: HttpRequest, hearing: Hearing, *, number: int | None = None) -> str:
    """Return the desk at a response, with the filters of this request."""
    asked = {name: value for name, value in request.GET.items() if name not in ("svar", "side")}
    if number:
        asked["svar"] = str(number)
    query = f"?{urlencode(asked)}" if asked else ""
    return reverse("hearings:desk", args=[hearing.number]) + query


def to_desk(request: HttpRequest, hearing: Hearing, *, number: int) -> HttpResponseRedirect:
    return redirect(desk_url(request, hearing, number=number))


def refused_as_conflict(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let what a service refuses in a step without a form become the 409 page."""

    @wraps(view)
    def step(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except ValidationError as refusal:
            raise TransitionNotAllowed(" ".join(refusal.messages)) from refusal

    return step


def add_refusal(form: Form, refusal: ValidationError | TransitionNotAllowed) -> None:
    """Say in the form what a service refused; what was typed stays in its fields."""
    if isinstance(refusal, TransitionNotAllowed):
        form.add_error(None, refusal.message)
        return
    if isinstance(refusal, AnswerChanged):
        form.conflict = Conflict.between(form, refusal.newer)  # type: ignore[attr-defined]
    known = hasattr(refusal, "error_dict") and set(refusal.error_dict) <= set(form.fields)
    form.add_error(None, refusal if known else ValidationError(refusal.messages))


def _in_its_time(hearing: Hearing) -> Hearing:
    if hearing.status not in STAGES:
        raise TransitionNotAllowed(
            _("Svarene kan ikke behandles: høringen er nu »%(status)s«.")
            % {"status": hearing.get_status_display()}
        )
    return hearing


def _parts(hearing: Hearing, path: str) -> list[dict[str, Any]]:
    """Return the pages of the treatment as links, the one that is open marked."""
    names = [
        ("desk", _("Svar")),
        ("small", _("Samlet")),
        ("themes", _("Temaer")),
        ("desk_lacks", _("Mangler")),
        ("desk_white_paper", _("Hvidbog")),
    ]
    urls = [(reverse(f"hearings:{name}", args=[hearing.number]), text) for name, text in names]
    desk = urls[0][0]
    return [
        {
            "url": f"{url}?vis=ubehandlet" if url == desk else url,
            "text": text,
            "is_here": path == url or (url != desk and path.startswith(url)),
        }
        for url, text in urls
    ]
