"""Following areas and topics, with an account."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from city.models import Area, Topic
from core.access import person_of
from core.clock import received_at
from notifications import services
from notifications.forms import PlacesForm
from notifications.models import Subscription

READ_OR_ACT = ["GET", "HEAD", "POST"]


@login_not_required
@require_http_methods(READ_OR_ACT)
def choose(request: HttpRequest) -> HttpResponse:
    """All areas and topics: to choose with an account, to read about without one."""
    person = person_of(request)
    if person is None:
        return _for_visitors(request)
    if request.method != "POST":
        return _form_page(request, PlacesForm(initial=_places_of(person)))
    form = PlacesForm(request.POST)
    if not form.is_valid():
        return _form_page(request, form)
    services.choose_places(
        services.subscriber_of(person), **form.cleaned_data, at=received_at(request)
    )
    messages.success(request, _("Det er gemt, hvad du følger."))
    return redirect("notifications:preferences")


def _for_visitors(request: HttpRequest) -> HttpResponse:
    """What can be followed, and the way to the log-in; also when it ended while one chose."""
    context = {
        "areas": Area.objects.filter(is_active=True),
        "topics": Topic.objects.filter(is_active=True),
    }
    return render(request, "notifications/choose.html", context)


def _form_page(request: HttpRequest, form: PlacesForm) -> HttpResponse:
    return render(request, "notifications/choose.html", {"form": form})


def _places_of(person: Any) -> dict[str, list[int]]:
    rows = Subscription.objects.filter(subscriber__user=person, feed=None)
    pairs = list(rows.values_list("area_id", "topic_id"))
    return {
        "areas": [area for area, _topic in pairs if area],
        "topics": [topic for _area, topic in pairs if topic],
    }


@require_http_methods(READ_OR_ACT)
def follow_area(request: HttpRequest, slug: str) -> HttpResponse:
    area = get_object_or_404(Area, slug=slug, is_active=True)
    if request.method != "POST":
        return _place_page(request, "area", area)
    services.follow_area(services.subscriber_of(request.user), area, at=received_at(request))
    return _followed(request, area)


@require_http_methods(READ_OR_ACT)
def follow_topic(request: HttpRequest, slug: str) -> HttpResponse:
    topic = get_object_or_404(Topic, slug=slug, is_active=True)
    if request.method != "POST":
        return _place_page(request, "topic", topic)
    services.follow_topic(services.subscriber_of(request.user), topic, at=received_at(request))
    return _followed(request, topic)


@require_POST
def unfollow_area(request: HttpRequest, slug: str) -> HttpResponse:
    area = get_object_or_404(Area, slug=slug)
    services.unfollow_area(services.subscriber_of(request.user), area, at=received_at(request))
    return _stopped(request, area)


@require_POST
def unfollow_topic(request: HttpRequest, slug: str) -> HttpResponse:
    topic = get_object_or_404(Topic, slug=slug)
    services.unfollow_topic(services.subscriber_of(request.user), topic, at=received_at(request))
    return _stopped(request, topic)


def _place_page(request: HttpRequest, word: str, place: Area | Topic) -> HttpResponse:
    rows = Subscription.objects.filter(subscriber__user=request.user, **{word: place})
    context = {
        "place": place,
        "is_area": word == "area",
        "is_followed": rows.exists(),
    }
    return render(request, "notifications/follow_place.html", context)


def _followed(request: HttpRequest, place: Area | Topic) -> HttpResponse:
    text = _("Du følger nu %(name)s. Vi siger til, når en ny høring åbner.")
    messages.success(request, text % {"name": place.name})
    return redirect("notifications:preferences")


def _stopped(request: HttpRequest, place: Area | Topic) -> HttpResponse:
    messages.success(request, _("Du følger ikke længere %(name)s.") % {"name": place.name})
    return redirect("notifications:preferences")
