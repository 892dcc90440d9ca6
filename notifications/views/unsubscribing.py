"""What the unsubscribe button of a mail program, or the link in the mail's foot, leads to."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from core.caching import private_page
from core.clock import received_at
from notifications import unsubscribing
from notifications.links import read_unsubscribe_token

# The body that RFC 8058 prescribes; the button of our own page sends the same.
FIELD, ONE_CLICK = "List-Unsubscribe", "One-Click"


@csrf_exempt  # A mail program asks on the reader's behalf: the signed address is the whole proof.
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Show what would stop, or stop it. Answers a POST itself, as the RFC asks: no redirect."""
    asked = read_unsubscribe_token(token)
    if asked is None:
        raise Http404
    is_asked_to = request.POST.get(FIELD, "").strip() == ONE_CLICK
    if is_asked_to and asked.subscriber is not None:
        unsubscribing.unsubscribe(asked.subscriber, asked.scope, at=received_at(request))
    context = {
        "what": unsubscribing.what_stops(asked),
        "token": token,
        "is_done": is_asked_to,
        "field": {"name": FIELD, "value": ONE_CLICK},
    }
    is_odd = request.method == "POST" and not is_asked_to
    return render(request, "notifications/unsubscribe.html", context, status=400 if is_odd else 200)
