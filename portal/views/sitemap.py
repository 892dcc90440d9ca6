"""The addresses of the portal, for search engines."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from core.caching import keep_until
from core.clock import end_of_day, local_date, received_at
from core.sitemaps import CONTENT_TYPE
from portal import sitemap as sitemaps


@login_not_required
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    at = received_at(request)
    keep_until(request, end_of_day(local_date(at)))
    return HttpResponse(sitemaps.sitemap(at), content_type=CONTENT_TYPE)


@login_not_required
@require_safe
def sitemap_part(request: HttpRequest, name: str, number: int) -> HttpResponse:
    at = received_at(request)
    keep_until(request, end_of_day(local_date(at)))
    found = sitemaps.sitemap_part(name, number, at)
    if found is None:
        raise Http404
    return HttpResponse(found, content_type=CONTENT_TYPE)
