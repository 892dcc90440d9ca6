from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from core.caching import PRIVATE
from core.clock import received_at
from portal.readiness import parts_at

PLAIN = "text/plain; charset=utf-8"
PRIVATE_PATHS = (
    "/konto/",
    "/min-side/",
    "/postkasse/",
    "/afmeld/",
    "/hoeringer/kvittering/",
    "/hoeringer/mit-svar/",
    "/hoeringer/bekraeft/",
    "/hoeringer/ikke-mig/",
    "/*/skriv/",
    "/*/opslag/",
    "/en/konto/",
    "/en/min-side/",
    "/en/postkasse/",
    "/en/afmeld/",
    "/en/hoeringer/kvittering/",
    "/en/hoeringer/mit-svar/",
    "/en/hoeringer/bekraeft/",
    "/en/hoeringer/ikke-mig/",
)
# What somebody searched for, and lists with more than one choice: without end, and said already.
ENDLESS_PATHS = ("/soeg/?", "/en/soeg/?", "/*?*&")
LOOPBACK = {"127.0.0.1", "::1"}


@login_not_required
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """Say that this process answers. Asks nothing else, not even the database."""
    return _words("ok\n", 200)


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether the portal can do its work; only who sits on the machine reads the details."""
    parts = parts_at(received_at(request))
    wrong = [part.name for part in parts if not part.is_well]
    answer, status = ("not ready", 503) if wrong else ("ready", 200)
    if not _is_local(request):
        return _words(f"{answer}\n", status)
    lines = [f"{answer}: {', '.join(wrong)}" if wrong else answer, *map(str, parts)]
    return _words("\n".join([*lines, ""]), status)


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def robots(_request: HttpRequest) -> HttpResponse:
    """Keep search engines away from what is private or only a step of a form."""
    lines = [f"Disallow: {path}" for path in (*PRIVATE_PATHS, *ENDLESS_PATHS)]
    where = f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}"
    text = "\n".join(["User-agent: *", *lines, "", where, ""])
    return HttpResponse(text, content_type=PLAIN)


def _is_local(request: HttpRequest) -> bool:
    forwarded = "HTTP_X_FORWARDED_FOR" in request.META
    return not forwarded and request.META.get("REMOTE_ADDR") in LOOPBACK


def _words(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type=PLAIN, headers={"Cache-Control": PRIVATE})
