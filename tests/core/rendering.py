"""Rendering a piece of template, as a page of the portal would."""

from typing import Any

from django.http import HttpRequest
from django.template import Context, RequestContext, Template
from django.test import RequestFactory


def render_piece(source: str, *, request: HttpRequest | None = None, **values: Any) -> str:
    context = RequestContext(request, values) if request else Context(values)
    return Template(source).render(context)


def page_request(path: str = "/") -> HttpRequest:
    return RequestFactory().get(path)


def squeeze(html: str) -> str:
    """Return markup without the line breaks that templates leave."""
    return " ".join(html.split()).replace("> <", "><")
