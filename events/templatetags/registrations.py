"""Signing up, for templates: how things stand, and the private links (never stored in a row)."""

from datetime import datetime
from typing import Any

from django import template
from django.template.context import Context

from events import links, parts, showing
from events.models import Event, Registration

register = template.Library()


@register.simple_tag(takes_context=True)
def sign_up(context: Context, event: Event, at: datetime) -> showing.SignUp:
    """Return how the sign-up stands for who reads the page."""
    request: Any = context.get("request")
    return showing.sign_up_of(event, person=getattr(request, "session_person", None), at=at)


@register.filter
def private_path(registration: Registration, page: str = "registration") -> str:
    return links.private_path(registration, page)


@register.filter
def private_token(registration: Registration) -> str:
    """Return the secret part, for a page of the subject."""
    return links.token_for(registration)


@register.filter
def private_url(registration: Registration, page: str = "registration") -> str:
    """Return the whole address, for mails and paper."""
    return links.private_url(registration, page)


@register.filter
def sign_up_path(event: Event) -> str:
    """Return where one signs up: the subject may take it itself."""
    return parts.sign_up_path(event)


@register.filter
def full_title(event: Event) -> str:
    """Return what it is called, of a part also what it is a part of."""
    return parts.full_title(event)


@register.filter
def chosen_parts(registration: Registration) -> list[str]:
    """Return what was chosen within the event, a line each."""
    return parts.parts_of([registration]).get(registration.pk, [])


@register.filter
def number_in_line(registration: Registration) -> int:
    return showing.number_in_line(registration)
