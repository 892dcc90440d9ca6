"""What somebody signed up for, for the mails."""

from django import template
from django.utils import timezone

from events.models import Registration
from seminars.booking import Place, booked_with, places_of, seminar_of

register = template.Library()


@register.simple_tag
def booked_places(registration: Registration) -> list[Place]:
    """Return the days that were signed up for in the same form, with their sessions."""
    seminar = seminar_of(registration)
    rows = booked_with(registration, seminar) if seminar else []
    return places_of(rows, timezone.now())
