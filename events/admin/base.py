"""What the pages of who arranges share: not mine is 404, not allowed is 403."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.roles import departments_of
from events.models import STAFF_WHO_ARRANGE, Event


def arranged_by(user):
    """Return the events of the departments in which a person arranges."""
    return Event.objects.filter(department__in=departments_of(user, *STAFF_WHO_ARRANGE))


def permitted_event(request: HttpRequest, pk: int, permission: str) -> Event:
    """Fetch an event that this person arranges (else 404), with a right on it (else 403)."""
    event = get_object_or_404(Event.objects.select_related("department"), pk=pk)
    if not event.is_arranged_by(request.user):
        raise Http404
    if not request.user.has_perm(f"events.{permission}_event", event):
        raise PermissionDenied
    return event
