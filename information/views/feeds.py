"""Atom feeds of information. (Placeholders: branch meta writes them.)"""

from django.http import Http404, HttpRequest, HttpResponse

from information.views.fetching import public_view


@public_view
def news_feed(_request: HttpRequest, **_rest: object) -> HttpResponse:
    raise Http404


plans_feed = pages_feed = news_feed
