"""The portal's addresses and one that does nothing: the measure for all others."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

from albertslund.urls import handler400, handler403, handler404, handler500
from albertslund.urls import urlpatterns as portal_urls

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


@login_not_required
def hello(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("<!doctype html><html lang=da><title>Hej</title><p>Hej</p></html>")


urlpatterns = [path("bench-hello/", hello), *portal_urls]
