"""Fetching what a person may see and act upon: 404 when hidden, 403 when not allowed."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404


def get_visible(request: HttpRequest, queryset: Any, **lookup: Any) -> Any:
    """Fetch what the person may see (else 404). Takes a manager or a queryset."""
    return get_object_or_404(queryset.visible_to(person_of(request)), **lookup)


def get_permitted(request: HttpRequest, queryset: Any, permission: str, **lookup: Any) -> Any:
    """Fetch what the person may see (else 404) and may act upon (else 403)."""
    obj = get_visible(request, queryset, **lookup)
    if not request.user.has_perm(permission, obj):
        raise PermissionDenied
    return obj


def person_of(request: HttpRequest) -> Any:
    """Return the logged-in person or None, without touching the session of a visitor."""
    if hasattr(request, "session_person"):
        return request.session_person
    return request.user if request.user.is_authenticated else None
