"""The agenda in the hands of members, chair and secretary: proposals, order, files of items."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from core.clock import received_at
from core.workplace import posted
from councils.chairing import chairs_of
from councils.forms.agenda import NewItemForm, PlaceForm, ProposeForm
from councils.forms.meetings import ImportForm, ReasonForm
from councils.models import AgendaItem, AgendaSupport, Body, Meeting
from councils.services import agenda as services
from councils.services.asking import AgendaChanged
from councils.services.importing import PreviewRejected, import_items, seal
from councils.views.meeting_frame import (
    fetch_body,
    fetch_item,
    fetch_meeting,
    form_page,
    working,
)


def planning_url(body: Body) -> str:
    return reverse("councils:planning", args=[body.pk, body.slug])


@working(fetch_body, "propose_body")
def planning(request: HttpRequest, body: Body) -> HttpResponse:
    """What members want to talk about, and the meetings to come."""
    coming = list(body.meetings.coming().select_related("event", "chair__member__user"))
    chairs = chairs_of(body, coming)
    proposals = body.items.proposed().select_related("proposed_by__member__user", "meeting__event")
    proposals = proposals.annotate(support_count=Count("supports")).order_by(
        "-support_count", "proposed_at", "pk"
    )
    mine = AgendaSupport.objects.filter(item__body=body, membership__member__user=request.user)
    supported = set(mine.values_list("item", flat=True))
    chaired = {meeting.pk for meeting in coming if _chairs(chairs[meeting.pk], request)}
    context = {
        "body": body,
        "coming": [{"meeting": meeting, "chair": chairs[meeting.pk]} for meeting in coming],
        "proposals": [
            {"item": item, "is_supported": item.pk in supported, **_may(request, body, item)}
            for item in proposals
        ],
        "may_place": body.is_served_by(request.user) or bool(chaired),
        "sits": body.has_acting_member(request.user),
        "is_secretary": body.is_served_by(request.user),
        "room": getattr(body, "room", None),
    }
    return render(request, "councils/planning.html", context)


def _chairs(chair: Any, request: HttpRequest) -> bool:
    return chair is not None and chair.member.user_id == request.user.pk


def _may(request: HttpRequest, body: Body, item: AgendaItem) -> dict[str, bool]:
    item.body = body
    own = item.proposed_by is not None and item.proposed_by.member.user_id == request.user.pk
    return {"is_own": own, "may_write": own or body.is_served_by(request.user)}


@working(fetch_body, "propose_body")
def propose(request: HttpRequest, body: Body) -> HttpResponse:
    form = ProposeForm(*posted(request), body=body)
    if request.method == "POST" and form.is_valid():
        services.propose_item(body, **_words(form), by=request.user, at=received_at(request))
        messages.success(request, _("Tak. Forslaget står på listen, så andre kan støtte det."))
        return redirect(planning_url(body))
    return form_page(
        request,
        body,
        title=_("Foreslå et punkt"),
        button=_("Foreslå punktet"),
        form=form,
        back=planning_url(body),
        lead=_("Medlemmerne og sekretæren kan se forslaget. Mødelederen sætter dagsordenen."),
    )


def _words(form: Form) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "seen"}


@working(fetch_item, "support_agendaitem")
@require_POST
def support(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    if "fortryd" in request.POST:
        services.withdraw_support(item, by=request.user)
    else:
        services.support_item(item, by=request.user, at=received_at(request))
    return redirect(f"{planning_url(item.body)}#forslag-{item.pk}")


@working(fetch_meeting, "order_meeting")
def add_item(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = NewItemForm(*posted(request))
    if request.method == "POST" and form.is_valid():
        item = services.add_item(meeting, **_words(form), by=request.user, at=received_at(request))
        messages.success(request, _("Punktet er sat på dagsordenen."))
        return redirect(item)
    title = _("Skriv et punkt på dagsordenen")
    back = meeting.get_absolute_url()
    return form_page(
        request, meeting.body, title=title, button=_("Gem punktet"), form=form, back=back
    )


@working(fetch_item, "propose_body")
def place(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    """Take a proposal up, or move an item to another meeting."""
    form = PlaceForm(*posted(request), meetings=item.body.meetings.coming())
    if request.method == "POST" and form.is_valid():
        item = services.place_item(
            item, **form.cleaned_data, by=request.user, at=received_at(request)
        )
        messages.success(request, _("Punktet er sat på dagsordenen."))
        return redirect(item)
    return form_page(
        request,
        item.body,
        title=_("Sæt på dagsordenen: %(title)s") % {"title": item.title},
        button=_("Sæt på dagsordenen"),
        form=form,
        back=planning_url(item.body),
        lead=_("Det kan sekretæren, og den, der er mødeleder på mødet."),
    )


@working(fetch_item, "propose_body")
def decline(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    form = ReasonForm(*posted(request))
    if request.method == "POST" and form.is_valid():
        services.decline_item(item, **form.cleaned_data, by=request.user, at=received_at(request))
        messages.success(request, _("Forslaget er lagt væk med en begrundelse."))
        return redirect(planning_url(item.body))
    return form_page(
        request,
        item.body,
        title=_("Tag ikke forslaget op"),
        button=_("Tag det ikke op"),
        form=form,
        back=planning_url(item.body),
        lead=item.title,
        consequences=[_("Forslaget forsvinder fra listen over forslag. Det kan ikke fortrydes.")],
        told=_("Den, der foreslog punktet, får din begrundelse i en mail."),
        is_grave=True,
    )


@working(fetch_item, "order_meeting")
def take_off(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    meeting = item.meeting
    if request.method == "POST":
        services.take_off(item, by=request.user, at=received_at(request))
        messages.success(request, _("Punktet er taget af dagsordenen og er et forslag igen."))
        return redirect(meeting or planning_url(item.body))
    return form_page(
        request,
        item.body,
        title=_("Tag punktet af dagsordenen"),
        button=_("Tag det af"),
        form=Form(),
        back=item.get_absolute_url(),
        lead=item.title,
        consequences=[_("Punktet står igen på listen over forslag.")],
        told=_("Ingen får en mail."),
    )


@working(fetch_meeting, "order_meeting")
def order(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Numbers to type, and a button up and down beside each; two at once are told (409)."""
    status = 200
    if request.method == "POST":
        try:
            services.order_items(
                meeting,
                _asked_order(request),
                by=request.user,
                at=received_at(request),
                revision=int(request.POST.get("revision", "0") or 0),
            )
        except (AgendaChanged, ValueError):
            status = 409
        else:
            return redirect(request.path)
    meeting.refresh_from_db(fields=["revision"])
    context = {
        "body": meeting.body,
        "meeting": meeting,
        "items": meeting.items.placed(),
        "is_overtaken": status == 409,
        "last_change": meeting.body.history.filter(action__startswith="item").first(),
    }
    return render(request, "councils/agenda_order.html", context, status=status)


def _asked_order(request: HttpRequest) -> list[int]:
    """Return the keys in the order that was asked for.

    Who is given the number of another comes before it on the way up, after it on the way down.

    Raises:
        ValueError: something else than numbers came.
    """
    pks = [int(pk) for pk in request.POST.getlist("punkt")]
    for name, step in (("op", -1), ("ned", 1)):
        if name in request.POST:
            return _moved(pks, int(request.POST[name]), step)
    wanted = []
    for number, pk in enumerate(pks, start=1):
        asked = int(request.POST.get(f"plads-{pk}") or number)
        wanted.append((asked, (asked > number) - (asked < number), pk))
    return [pk for _asked, _way, pk in sorted(wanted, key=lambda row: row[:2])]


def _moved(pks: list[int], pk: int, step: int) -> list[int]:
    at = pks.index(pk)
    to = min(max(at + step, 0), len(pks) - 1)
    pks.insert(to, pks.pop(at))
    return pks


@working(fetch_meeting, "change_meeting")
def import_file(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """First the file, then every row as it was read, then all of them or none."""
    if "preview" in request.POST:
        return _import(request, meeting)
    form = ImportForm(*posted(request, with_files=True))
    context = {"body": meeting.body, "meeting": meeting, "form": form}
    if request.method == "POST" and form.is_valid():
        is_right = not any(row.errors for row in form.rows)
        context["rows"] = form.rows
        context["wrong"] = sum(bool(row.errors) for row in form.rows)
        context["preview"] = seal(meeting, form.rows) if is_right else ""
    return render(request, "councils/agenda_import.html", context)


def _import(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = ImportForm()
    try:
        count = import_items(
            meeting, request.POST["preview"], by=request.user, at=received_at(request)
        )
    except (AgendaChanged, PreviewRejected) as refusal:
        why = str(refusal) or _("Forhåndsvisningen er for gammel.")
        context = {"body": meeting.body, "meeting": meeting, "form": form, "why": why}
        return render(request, "councils/agenda_import.html", context, status=409)
    if count:
        told = ngettext("%(n)d punkt er indlæst.", "%(n)d punkter er indlæst.", count)
        messages.success(request, told % {"n": count})
    return redirect(meeting)
