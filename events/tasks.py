"""What beat wakes. A task is a door: it calls a service and may run twice."""

import logging

from celery import shared_task
from django.utils import timezone

from events.services.places import lapse_offers as pass_on
from events.services.reminding import remind as write_reminders
from events.services.retention import tidy as delete_what_is_kept_no_longer

logger = logging.getLogger(__name__)


@shared_task(name="events.lapse_offers")
def lapse_offers() -> None:
    """Pass on seats that nobody took in time."""
    count = pass_on(at=timezone.now())
    if count:
        logger.info("Passed seats on to %d who waited", count)


@shared_task(name="events.remind")
def remind() -> None:
    """Remind those who come, on the days that stand on the event."""
    count = write_reminders(at=timezone.now())
    if count:
        logger.info("Wrote %d reminders", count)


@shared_task(name="events.tidy")
def tidy() -> None:
    """Delete special needs the day after, and names after a year."""
    count = delete_what_is_kept_no_longer(at=timezone.now())
    if count:
        logger.info("Deleted what was known about people at %d events", count)
