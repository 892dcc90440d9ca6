"""A meeting and the archive of meetings, and what the secretary does with them."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.access import person_of
from core.caching import keep_until
from core.clock import end_of_day, local_date, received_at
from core.workplace import posted
from councils.chairing import chairs_of
from councils.forms.meetings import MeetingForm, NoWordsForm, ReasonForm
from councils.models import Body, Meeting
from councils.services import meetings as services
from councils.shown_agenda import shown_agenda
from councils.views.meeting_frame import (
    fetch_body,
    fetch_meeting,
    form_page,
    read_page,
    rights_of,
    told_members,
    working,
)

PER_PAGE = 20


@read_page("meetings")
def meeting_list(request: HttpRequest, body: Body) -> HttpResponse:
    """The coming ones on top, then the past by year; who chairs is said of each."""
    person, at = person_of(request), received_at(request)
    if not body.is_visible_to(person):
        raise Http404
    rows = Meeting.objects.visible_to(person).filter(body=body)
    rows = rows.select_related("event", "body", "chair__member__user")
    page = Paginator(rows.order_by("-event__starts_at", "-pk"), PER_PAGE).get_page(
        request.GET.get("side")
    )
    chairs = chairs_of(body, list(page))
    shown = [
        {"meeting": row, "chair": chairs[row.pk], "lies_ahead": row.event.ends_at > at}
        for row in page
    ]
    keep_until(request, end_of_day(local_date(at)), *(row.event.ends_at for row in page))
    context = {
        "body": body,
        "page_obj": page,
        "coming": [row for row in reversed(shown) if row["lies_ahead"]],
        "years": _by_year([row for row in shown if not row["lies_ahead"]]),
        "is_secretary": body.is_served_by(person),
        "is_inside": body.is_served_by(person) or body.has_acting_member(person),
    }
    return render(request, "councils/meeting_list.html", context)


def _by_year(rows: list[dict[str, Any]]) -> list[tuple[int, list[dict[str, Any]]]]:
    def year(row: dict[str, Any]) -> int:
        found: int = row["meeting"].event.day.year
        return found

    return [(number, list(found)) for number, found in groupby(rows, key=year)]


@read_page("meeting")
def meeting_page(request: HttpRequest, body: Body, meeting: int) -> HttpResponse:
    person, at = person_of(request), received_at(request)
    found = fetch_meeting(request, body.pk, meeting)
    rights = rights_of(request, found)
    keep_until(request, end_of_day(local_date(at)), found.event.starts_at, found.event.ends_at)
    items = shown_agenda(found, person)
    context = {
        "body": found.body,
        "meeting": found,
        "event": found.event,
        "chair": chairs_of(found.body, [found])[found.pk],
        "items": items,
        "rights": rights,
        "has_begun": found.has_begun(at),
        "is_over": found.event.ends_at <= at,
        "shows_minutes": found.is_settled or bool(rights.get("inside")),
    }
    return render(request, "councils/meeting_detail.html", context)


@working(fetch_body, "plan_meeting_body")
def plan(request: HttpRequest, body: Body) -> HttpResponse:
    form = MeetingForm(*posted(request), body=body)
    if request.method == "POST" and form.is_valid():
        meeting = services.plan_meeting(
            body, **form.values(), by=request.user, at=received_at(request)
        )
        messages.success(request, _("Mødet er planlagt. Nu kan dagsordenen skrives."))
        return redirect(meeting)
    back = reverse("councils:meetings", args=[body.pk, body.slug])
    title = _("Planlæg et møde")
    return form_page(request, body, title=title, button=_("Planlæg mødet"), form=form, back=back)


@working(fetch_meeting, "change_meeting")
def change(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = MeetingForm(*posted(request), body=meeting.body, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        services.change_meeting(
            meeting, **_with_title(form, meeting), by=request.user, at=received_at(request)
        )
        messages.success(request, _("Mødet er rettet."))
        return redirect(meeting)
    return form_page(
        request,
        meeting.body,
        title=_("Ret mødet"),
        button=_("Gem"),
        form=form,
        back=meeting.get_absolute_url(),
        told=_("Medlemmerne får en mail, hvis mødet får en anden tid eller et andet sted."),
    )


def _with_title(form: MeetingForm, meeting: Meeting) -> dict[str, Any]:
    values = form.values()
    return values | {"title": values["title"] or meeting.event.title}


@working(fetch_meeting, "change_meeting")
def cancel(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = ReasonForm(*posted(request))
    if request.method == "POST" and form.is_valid():
        services.cancel_meeting(
            meeting, **form.cleaned_data, by=request.user, at=received_at(request)
        )
        messages.success(request, _("Mødet er aflyst. Medlemmerne får en mail."))
        return redirect(meeting)
    return form_page(
        request,
        meeting.body,
        title=_("Aflys mødet"),
        button=_("Aflys mødet"),
        form=form,
        back=meeting.get_absolute_url(),
        consequences=[
            _("Mødet bliver stående med din begrundelse, så man kan se, at det er aflyst."),
            _("Punkterne på dagsordenen kan tages op på et andet møde."),
            _("Det kan ikke fortrydes."),
        ],
        told=told_members(meeting),
        is_grave=True,
    )


@working(fetch_meeting, "change_meeting")
def send_agenda(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    if request.method == "POST":
        services.publish_agenda(meeting, by=request.user, at=received_at(request))
        messages.success(request, _("Dagsordenen er sendt til medlemmerne."))
        return redirect(meeting)
    public = _("Alle kan læse dagsordenen og de åbne punkter med det samme.")
    members = _("Mødet er ikke offentligt: kun medlemmerne kan læse dagsordenen.")
    return form_page(
        request,
        meeting.body,
        title=_("Send dagsordenen ud"),
        button=_("Send dagsordenen ud"),
        form=NoWordsForm(),
        back=meeting.get_absolute_url(),
        consequences=[
            public if meeting.is_visible_to(None) else members,
            _("Punkterne kan stadig rettes, men der går ikke en mail mere ud."),
        ],
        told=told_members(meeting),
    )
