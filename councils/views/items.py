"""One item: its words, its doors, its documents, and what was decided."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from core.clock import received_at
from core.files import serve_file
from core.workplace import posted
from councils.forms.agenda import ClosedItemForm, DecisionForm, DissentForm, ItemForm
from councils.forms.meetings import PaperForm, VotesForm
from councils.models import AgendaItem
from councils.services import agenda, voices
from councils.services import items as services
from councils.services.asking import (
    WrittenMeanwhile,
    acting_membership,
    digest_of,
    require_unsettled,
)
from councils.views.meeting_frame import fetch_item, form_page, working


@working(fetch_item)
def write(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    """The words; who was overtaken by somebody else finds them beside the own ones (409)."""
    if not services.may_write(request.user, item):
        raise PermissionDenied(_("Det har du ikke længere ret til."))
    kind = ItemForm if item.is_open else ClosedItemForm
    form = kind(*posted(request), initial=_shown(item))
    is_overtaken = False
    if request.method == "POST" and form.is_valid():
        try:
            services.write_item(item, **form.cleaned_data, by=request.user, at=received_at(request))
        except WrittenMeanwhile as overtaken:
            item.refresh_from_db(fields=["title", "summary", "url"])
            form, is_overtaken = _again(form, item, str(overtaken)), True
        else:
            messages.success(request, _("Punktet er rettet."))
            return redirect(item)
    stands = f"{item.title}\n\n{item.summary}" if is_overtaken else ""
    return _page(request, item, _("Ret punktet"), _("Gem"), form, stands=stands)


def _shown(item: AgendaItem) -> dict[str, str]:
    words = {"title": item.title, "summary": item.summary, "url": item.url}
    return words | {"seen": digest_of(*words.values())}


def _again(form: Any, item: AgendaItem, why: str) -> Any:
    """Return the form with what was typed, which now knows what stands there."""
    form = type(form)(form.cleaned_data | {"seen": _shown(item)["seen"]})
    form.add_error(None, why)
    return form


def _page(
    request: HttpRequest,
    item: AgendaItem,
    title: str,
    button: str,
    form: Form,
    **more: Any,
) -> HttpResponse:
    more.setdefault("status", 409 if more.get("stands") else 200)
    more.setdefault("lead", item.title)
    back = item.get_absolute_url()
    return form_page(request, item.body, title=title, button=button, form=form, back=back, **more)


@working(fetch_item, "order_meeting")
def close(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    """Says first what is deleted for good."""
    if request.method == "POST":
        services.close_item(item, by=request.user, at=received_at(request))
        messages.success(request, _("Punktet er lukket. Kun titel og beslutning står her."))
        return redirect(item)
    consequences = [
        _("Alle kan stadig læse titlen »%(title)s«. Ret den først, hvis den siger for meget.")
        % {"title": item.title},
        _("Resumé og link slettes. De kan ikke hentes frem igen."),
    ]
    if item.attached:
        told = ngettext(
            "%(n)d bilag, afvigende mening eller stemme slettes.",
            "%(n)d bilag, afvigende meninger og stemmer slettes.",
            item.attached,
        )
        consequences.append(told % {"n": item.attached})
    if item.decision:
        consequences.append(_("Beslutningen bliver stående, og alle kan læse den."))
    more = {"consequences": consequences, "told": _("Ingen får en mail."), "is_grave": True}
    return _page(request, item, _("Luk punktet"), _("Luk punktet"), Form(), **more)


@working(fetch_item, "order_meeting")
def reopen(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    if request.method == "POST":
        services.open_item(item, by=request.user, at=received_at(request))
        messages.success(request, _("Punktet er åbent."))
        return redirect(item)
    more = {
        "consequences": [_("Der kan skrives resumé og lægges bilag på punktet.")],
        "told": _("Ingen får en mail."),
    }
    return _page(request, item, _("Åbn punktet"), _("Åbn punktet"), Form(), **more)


@working(fetch_item, "order_meeting")
def add_document(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    form = PaperForm(*posted(request, with_files=True))
    if request.method == "POST" and form.is_valid():
        services.add_document(item, **form.cleaned_data, by=request.user, at=received_at(request))
        messages.success(request, _("Bilaget er lagt på punktet."))
        return redirect(item)
    return _page(request, item, _("Læg et bilag på"), _("Gem bilaget"), form)


@working(fetch_item, "order_meeting")
def remove_document(request: HttpRequest, item: AgendaItem, document: int) -> HttpResponse:
    found = get_object_or_404(item.documents, pk=document)
    if request.method == "POST":
        services.remove_document(found, by=request.user, at=received_at(request))
        messages.success(request, _("Bilaget er fjernet."))
        return redirect(item)
    more = {
        "lead": found.title,
        "consequences": [_("Filen slettes. Det kan ikke fortrydes.")],
        "told": _("Ingen får en mail."),
        "is_grave": True,
    }
    return _page(request, item, _("Fjern bilaget"), _("Fjern bilaget"), Form(), **more)


@login_not_required
@require_safe
def item_document(
    request: HttpRequest,
    pk: int,
    slug: str,  # noqa: ARG001  (only the numbers decide)
    item: int,
    document: int,
) -> HttpResponseBase:
    found = fetch_item(request, pk, item)
    stored = get_object_or_404(found.documents, pk=document)
    public = AgendaItem.objects.visible_to(None).filter(pk=found.pk).exists()
    return serve_file(stored, request, public=public)


@working(fetch_item, "decide_meeting")
def decide(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    initial = {"outcome": item.outcome, "decision": item.decision}
    form = DecisionForm(*posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        agenda.record_decision(item, **form.cleaned_data, by=request.user, at=received_at(request))
        messages.success(request, _("Beslutningen er skrevet."))
        return redirect(item)
    require_unsettled(item.meeting)
    return _page(request, item, _("Skriv beslutningen"), _("Gem beslutningen"), form)


@working(fetch_item)
def dissent(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    """A member's own short words; the button beside takes them back."""
    seat = acting_membership(item.body, request.user)
    if "fortryd" in request.POST:
        voices.withdraw_dissent(item, by=request.user, at=received_at(request))
        messages.success(request, _("Din afvigende mening er taget tilbage."))
        return redirect(item)
    written = item.dissents.filter(membership=seat).first()
    form = DissentForm(*posted(request), initial={"text": written.text if written else ""})
    if request.method == "POST" and form.is_valid():
        voices.write_dissent(item, **form.cleaned_data, by=request.user, at=received_at(request))
        messages.success(request, _("Din afvigende mening står nu ved beslutningen."))
        return redirect(item)
    more = {"may_withdraw": written is not None}
    return _page(request, item, _("Skriv en afvigende mening"), _("Gem"), form, **more)


@working(fetch_item, "decide_meeting")
def votes(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    if item.meeting is None or not item.body.publishes_votes:
        raise Http404
    chosen = dict(item.votes.values_list("membership", "choice"))
    seats = list(voices.voters_of(item.meeting))
    form = VotesForm(*posted(request), seats=seats, chosen=chosen)
    if request.method == "POST" and form.is_valid():
        voices.write_votes(item, form.votes(), by=request.user, at=received_at(request))
        messages.success(request, _("Stemmerne er skrevet."))
        return redirect(item)
    return _page(request, item, _("Skriv, hvem der stemte hvad"), _("Gem stemmerne"), form)
