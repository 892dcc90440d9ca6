"""What beat wakes. A task is a door: it calls a service and may run twice."""

import logging

from celery import shared_task
from django.utils import timezone

from councils.services import seat_openings, seat_retention

logger = logging.getLogger(__name__)


@shared_task(name="councils.announce_openings")
def announce_openings() -> None:
    """Announce the seats that one can apply for, and the elections in which one can stand."""
    count = seat_openings.announce_openings(at=timezone.now())
    if count:
        logger.info("Announced %d calls and elections", count)


@shared_task(name="councils.forget_applicants")
def forget_applicants() -> None:
    """Forget who applied and was not chosen, and how to reach candidates, after a year."""
    count = seat_retention.forget_old(at=timezone.now())
    if count:
        logger.info("Forgot %d applicants and candidates", count)
