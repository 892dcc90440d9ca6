"""The directory, and the pages of a body and of a member: the same for everybody."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from core.access import get_visible, person_of
from core.caching import keep_until
from core.clock import end_of_day, local_date, received_at
from core.feeds import CONTENT_TYPE
from core.files import serve_file
from councils.body_page import context_of, with_everything
from councils.directory import bodies_for, in_sections
from councils.feeds import feed_of_bodies
from councils.forms.bodies import BodyFilterForm, DayForm
from councils.member_page import member_context, shown_members

View = Callable[..., HttpResponseBase]


def public_view(view: View) -> View:
    """Mark a view that anybody may ask for, and that changes nothing."""
    return login_not_required(require_safe(view))


@public_view
def directory(request: HttpRequest) -> HttpResponse:
    at = received_at(request)
    form = BodyFilterForm(request.GET)
    asked = form.asked()
    sections = in_sections(bodies_for(at=at, **asked), at)
    count = sum(len(section.bodies) for section in sections)
    keep_until(request, end_of_day(local_date(at)))
    context = {
        "form": form,
        "sections": sections,
        "is_chosen": bool(asked),
        "found": ngettext("%(n)d fundet", "%(n)d fundet", count) % {"n": count},
    }
    return render(request, "councils/body_list.html", context)


@public_view
def feed(request: HttpRequest) -> HttpResponse:
    at = received_at(request)
    keep_until(request, end_of_day(local_date(at)))
    return HttpResponse(feed_of_bodies(path=request.path, at=at), content_type=CONTENT_TYPE)


@public_view
def body(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """A body today, or who sat in it on the day that is asked for."""
    at, person = received_at(request), person_of(request)
    form = DayForm(request.GET)
    day = form.asked()
    row = get_visible(request, with_everything(day or local_date(at)), pk=pk)
    if slug != row.slug:
        return _moved_to(request, "body", row.pk, row.slug)
    context = context_of(row, day=day, person=person, at=at)
    keep_until(request, end_of_day(local_date(at)), context["sitting"].next_change(at))
    return render(request, "councils/body_detail.html", {**context, "form": form, "day": day})


@public_view
def member(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """A member; of somebody who is hidden there is no page."""
    at = received_at(request)
    row = get_object_or_404(shown_members(), pk=pk)
    if slug != row.slug:
        return _moved_to(request, "member", row.pk, row.slug)
    keep_until(request, end_of_day(local_date(at)))
    return render(request, "councils/member_detail.html", member_context(row, at))


@public_view
def portrait(request: HttpRequest, pk: int, slug: str) -> HttpResponseBase:  # noqa: ARG001 (may be old)
    row = get_object_or_404(shown_members().filter(portrait__isnull=False), pk=pk)
    return serve_file(row.portrait, request, public=True)


def _moved_to(request: HttpRequest, name: str, *parts: Any) -> HttpResponsePermanentRedirect:
    """Lead on to the right address, in the same language, with the same question."""
    path = reverse(f"councils:{name}", args=parts)
    asked = request.GET.urlencode()
    return HttpResponsePermanentRedirect(f"{path}?{asked}" if asked else path)
