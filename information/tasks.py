"""What beat wakes. A task is a door: it calls a service and may run twice."""

import logging

from celery import shared_task
from django.utils import timezone

from information.services.feedback import forget_feedback as forget

logger = logging.getLogger(__name__)


@shared_task(name="information.forget_feedback")
def forget_feedback() -> None:
    """Delete what readers said about pages, a year after it was seen."""
    count = forget(at=timezone.now())
    if count:
        logger.info("Deleted %d messages of readers about pages", count)
