"""How somebody is told, and what they follow: with an account, or by the link in their mails."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.caching import private_page
from core.clock import received_at
from notifications import services
from notifications.followed import followed_by, followed_of
from notifications.forms import PreferencesForm
from notifications.links import subscriber_of_manage_token
from notifications.models import Subscriber
from notifications.troubles import trouble_of

ALL = "alt"


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """One choice for each kind of message. Saving touches nothing else."""
    subscriber = Subscriber.objects.filter(user=request.user).first()
    kinds = services.chosen_kinds()
    if request.method == "POST":
        form = PreferencesForm(request.POST, kinds=kinds)
        if form.is_valid():
            own = services.subscriber_of(request.user)
            services.save_preferences(own, form.choices(), at=received_at(request))
            messages.success(request, _("Dine valg er gemt."))
            return redirect("notifications:preferences")
    else:
        chosen = services.chosen_channels(subscriber)
        form = PreferencesForm(initial=dict(chosen), kinds=kinds)
    context = {"form": form, "followed": followed_of(request.user)}
    context["trouble"] = trouble_of(request.user)
    return render(request, "notifications/preferences.html", context)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """What an address without an account follows, to stop one by one or all at once."""
    subscriber = subscriber_of_manage_token(token)
    if subscriber is None:
        return render(request, "notifications/manage_gone.html", status=404)
    if subscriber.user_id is not None:
        return redirect("notifications:preferences")
    if request.method == "POST":
        return _stop(request, subscriber, token)
    context = {
        "subscriber": subscriber,
        "token": token,
        "followed": followed_by(
            subscriber.subscriptions.select_related("area", "topic"), person=None
        ),
        "all": ALL,
    }
    return render(request, "notifications/manage.html", context)


def _stop(request: HttpRequest, subscriber: Subscriber, token: str) -> HttpResponse:
    """Stop what the button says; who follows nothing any more is forgotten at once."""
    at, what = received_at(request), request.POST.get("stop", "")
    if what == ALL:
        services.unfollow_all(subscriber, at=at)
    elif what.isdecimal():
        services.unfollow(subscriber, subscriber.subscriptions.filter(pk=what), at=at)
    else:
        raise Http404
    if not Subscriber.objects.filter(pk=subscriber.pk).exists():
        return render(request, "notifications/manage_gone.html", {"is_done": True})
    return redirect("notifications:manage", token)
