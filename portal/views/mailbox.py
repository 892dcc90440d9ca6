"""The demo's mailbox: there is no such page anywhere else."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.caching import private_page
from portal.mailbox import one_time_codes, read_mail, read_mails


def demo_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def demo_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return demo_view


@login_not_required
@require_safe
@private_page
@demo_only
def mailbox(request: HttpRequest) -> HttpResponse:
    recipient = request.GET.get("to", "").strip()
    codes, seconds = one_time_codes()
    context = {
        "mails": read_mails(recipient),
        "recipients": sorted({address for mail in read_mails() for address in mail.recipients}),
        "recipient": recipient,
        "codes": codes,
        "seconds": seconds,
    }
    return render(request, "portal/mailbox.html", context)


@login_not_required
@require_safe
@private_page
@demo_only
def mail(request: HttpRequest, name: str) -> HttpResponse:
    found = read_mail(name)
    if found is None:
        raise Http404
    return render(request, "portal/mail.html", {"mail": found})
