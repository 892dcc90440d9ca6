"""The members' closed room: a conversation and working papers, for members and secretary."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from comments.showing import section_of
from core.access import get_visible
from core.clock import received_at
from core.files import serve_file
from core.workplace import posted
from councils.forms.meetings import PaperForm
from councils.models import Body, Room
from councils.services import rooms as services
from councils.shown_agenda import file_row
from councils.views.meeting_frame import fetch_body, form_page, working


def fetch_room(request: HttpRequest, pk: int) -> Room:
    rooms = Room.objects.select_related("body__department", "thread")
    found: Room = get_visible(request, rooms, body=pk)
    return found


@working(fetch_room, "write_room")
def room(request: HttpRequest, room: Room) -> HttpResponse:
    body = room.body
    papers = [
        {
            **file_row(paper, paper.title, _address("room_paper", body, paper.pk)),
            "remove_url": _address("remove_paper", body, paper.pk)
            if paper.by_id == request.user.pk or body.is_served_by(request.user)
            else "",
        }
        for paper in room.documents.all()
    ]
    context = {
        "body": body,
        "room": room,
        "papers": papers,
        "conversation": section_of(room.thread, room, at=received_at(request)),
    }
    return render(request, "councils/room.html", context)


def _address(name: str, body: Body, *keys: int) -> str:
    return reverse(f"councils:{name}", args=[body.pk, body.slug, *keys])


@working(fetch_body, "plan_meeting_body")
def open_room(request: HttpRequest, body: Body) -> HttpResponse:
    if request.method == "POST":
        found = services.open_room(body, by=request.user, at=received_at(request))
        messages.success(request, _("Medlemsrummet er åbnet."))
        return redirect(found)
    return form_page(
        request,
        body,
        title=_("Åbn et medlemsrum"),
        button=_("Åbn rummet"),
        form=Form(),
        back=_address("planning", body),
        consequences=[
            _("Medlemmerne og sekretæren kan tale sammen og dele arbejdspapirer."),
            _("Ingen andre kan se rummet. Den, der ikke længere er medlem, kan det heller ikke."),
            _("Rummet er ikke til fortrolige sager: de bliver i kommunens eget system."),
        ],
        told=_("Ingen får en mail."),
    )


@working(fetch_room, "write_room")
def add_paper(request: HttpRequest, room: Room) -> HttpResponse:
    form = PaperForm(*posted(request, with_files=True))
    if request.method == "POST" and form.is_valid():
        services.add_paper(room, **form.cleaned_data, by=request.user, at=received_at(request))
        messages.success(request, _("Arbejdspapiret ligger i rummet."))
        return redirect(room)
    title = _("Læg et arbejdspapir i rummet")
    back = room.get_absolute_url()
    return form_page(request, room.body, title=title, button=_("Gem"), form=form, back=back)


@working(fetch_room, "write_room")
def remove_paper(request: HttpRequest, room: Room, paper: int) -> HttpResponse:
    found = get_object_or_404(room.documents.select_related("room__body"), pk=paper)
    if request.method == "POST":
        services.remove_paper(found, by=request.user, at=received_at(request))
        messages.success(request, _("Arbejdspapiret er fjernet."))
        return redirect(room)
    return form_page(
        request,
        room.body,
        title=_("Fjern arbejdspapiret"),
        button=_("Fjern det"),
        form=Form(),
        back=room.get_absolute_url(),
        lead=found.title,
        consequences=[_("Filen slettes. Det kan ikke fortrydes.")],
        told=_("Ingen får en mail."),
        is_grave=True,
    )


@working(fetch_room, "write_room")
def room_paper(request: HttpRequest, room: Room, paper: int) -> HttpResponseBase:
    return serve_file(get_object_or_404(room.documents, pk=paper), request)
