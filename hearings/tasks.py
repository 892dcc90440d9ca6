"""What beat wakes. A task is a door: it calls a service and may run twice."""

import logging

from celery import shared_task
from django.utils import timezone

from hearings import services
from hearings.services import retention

logger = logging.getLogger(__name__)


@shared_task(name="hearings.delete_expired_drafts")
def delete_expired_drafts() -> None:
    """Delete what was typed and not sent within 24 hours."""
    count = services.delete_expired_drafts(at=timezone.now())
    if count:
        logger.info("Deleted %d drafts that were never sent", count)


@shared_task(name="hearings.purge_personal_data")
def purge_personal_data() -> None:
    """Delete names and addresses on the day that stands on the hearing."""
    count = retention.purge(at=timezone.now())
    if count:
        logger.info("Removed names and addresses from %d answers", count)
