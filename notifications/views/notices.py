"""The list of what a person was told. Nothing is fetched by itself, and GET changes nothing."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.clock import received_at
from notifications import services
from notifications.listed import address_of, listed, notices_of

PER_PAGE = 20


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    own = notices_of(request.user)
    page = Paginator(own, PER_PAGE).get_page(request.GET.get("side"))
    context = {
        "page_obj": page,
        "lines": listed(page, person=request.user),
        # What is told late has an earlier moment: only the key says what was there already.
        "newest": own.aggregate(newest=Max("pk"))["newest"],
    }
    return render(request, "notifications/notice_list.html", context)


@require_POST
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to what a line tells, and remember that it was read."""
    notice = get_object_or_404(notices_of(request.user), pk=pk)
    services.mark_read(notice, at=received_at(request))
    if address := address_of(notice, person=request.user):
        return redirect(address)
    messages.info(request, _("Den besked gælder ikke længere."))
    return redirect("notifications:notices")


@require_POST
def mark_all_read(request: HttpRequest) -> HttpResponse:
    """Mark everything as read that stood there when the page was shown."""
    newest = request.POST.get("til", "")
    if newest.isdecimal():
        own = services.subscriber_of(request.user)
        services.mark_all_read(own, up_to=int(newest), at=received_at(request))
    return redirect("notifications:notices")
