"""A small site of its own, so that middleware is tested without any app."""

from datetime import timedelta

from django.conf.urls.i18n import i18n_patterns
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.urls import path
from django.utils.timezone import now
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt

import core.converters  # noqa: F401  (registers "dbint")
from core.caching import keep_until, private_page
from core.limits import LimitExceeded
from core.transitions import TransitionNotAllowed

LONG = "Hvad synes du? " * 200


@login_not_required
def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"<p>{get_language()} {LONG}</p>")


@login_not_required
def short(request: HttpRequest) -> HttpResponse:
    return HttpResponse("kort")


@login_not_required
def echo(request: HttpRequest) -> JsonResponse:
    return JsonResponse(
        {
            "fields": dict(request.POST.lists()),
            "files": [upload.name for upload in request.FILES.values()],
            "query": dict(request.GET.lists()),
            "cookies": sorted(request.COOKIES),
        }
    )


@login_not_required
def number(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse(str(pk))


@login_not_required
def any_text(request: HttpRequest, text: str) -> HttpResponse:
    return HttpResponse(text)


@login_not_required
def form(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"<form>{get_token(request)}</form>")


@login_not_required
def remember(request: HttpRequest) -> HttpResponse:
    request.session["seen"] = True
    return HttpResponse("set")


@login_not_required
def message(request: HttpRequest) -> HttpResponse:
    messages.info(request, "Tak")
    return HttpResponse("sagt")


@login_not_required
def who(request: HttpRequest) -> HttpResponse:
    return HttpResponse(repr(request.session_person and request.session_person.pk))


@login_not_required
def closes_soon(request: HttpRequest) -> HttpResponse:
    seconds = int(request.GET["seconds"])
    keep_until(request, None, request.received_at - timedelta(days=1))
    keep_until(request, now() + timedelta(seconds=seconds), now() + timedelta(days=1))
    return HttpResponse("åben")


@login_not_required
@private_page
def private(request: HttpRequest) -> HttpResponse:
    return HttpResponse("kun dig")


@login_not_required
@cache_control(public=True, max_age=300)
def kept(request: HttpRequest) -> HttpResponse:
    return HttpResponse("længe")


@login_not_required
def away(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect("/side/", status=int(request.GET["status"]))


def closed(request: HttpRequest) -> HttpResponse:
    return HttpResponse("kun for medlemmer")


@login_not_required
def editor(request: HttpRequest) -> HttpResponse:
    response = HttpResponse("redigér")
    response.csp_extra = {
        "script-src": ["'sha256-abc'"],
        "frame-src": ["'self'"],
        "default-src": ["'self'"],
    }
    return response


@login_not_required
def own_policy(request: HttpRequest) -> HttpResponse:
    return HttpResponse("fil", headers={"Content-Security-Policy": "sandbox"})


@login_not_required
@xframe_options_exempt
def embedded(request: HttpRequest) -> HttpResponse:
    return HttpResponse("kort")


@login_not_required
def fail(request: HttpRequest, kind: str) -> HttpResponse:
    raise {
        "wrong-moment": TransitionNotAllowed("Høringen er lukket."),
        "too-often": LimitExceeded(90),
        "forbidden": PermissionDenied(),
        "mistake": OperationalError("no such column"),
    }[kind]


@login_not_required
def busy(request: HttpRequest) -> HttpResponse:
    raise OperationalError("canceling statement") from request.environ["cause"]


def handler400(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(f"fejl 400 {get_language()} {len(request.POST)}", status=400)


def handler403(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse("fejl 403", status=403)


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(f"fejl 404 {get_language()}", status=404)


urlpatterns = [
    path("fil/", own_policy),
    path("indlejret/", embedded),
    path("konto/log-ind/", short, name="account_login"),
]
urlpatterns += i18n_patterns(
    path("side/", page),
    path("kort/", short),
    path("ekko/", echo),
    path("nummer/<dbint:pk>/", number, name="number"),
    path("tekst/<str:text>/", any_text),
    path("formular/", form),
    path("husk/", remember),
    path("besked/", message),
    path("hvem/", who),
    path("lukker/", closes_soon),
    path("privat/", private),
    path("gemt/", kept),
    path("videre/", away),
    path("lukket/", closed),
    path("redaktion/", editor),
    path("fejl/<str:kind>/", fail),
    path("optaget/", busy),
    prefix_default_language=False,
)
