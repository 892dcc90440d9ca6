"""The order in which everybody takes the locks: the event, then the registration."""

from datetime import datetime

from django.utils.translation import gettext as _

from core.transitions import TransitionNotAllowed
from events.models import Event, Registration


def lock_registration(registration: Registration) -> tuple[Event, Registration]:
    """Lock the event and read the registration anew under it."""
    event = Event.objects.select_for_update().get(pk=registration.event_id)
    rows = Registration.objects.select_related("user").select_for_update(of=("self",))
    registration = rows.get(pk=registration.pk)
    registration.event = event
    return event, registration


def require_coming(event: Event, at: datetime) -> None:
    """Raise TransitionNotAllowed when the event has begun or is cancelled."""
    if not event.is_coming(at):
        raise TransitionNotAllowed(_("Arrangementet er begyndt eller aflyst."))
