"""What beat wakes. A task is a door: it calls a service and may run twice."""

import logging

from celery import shared_task
from django.utils import timezone

from comments.services.drafts import delete_expired_drafts

logger = logging.getLogger(__name__)


@shared_task(name="comments.delete_expired_drafts")
def delete_expired_comment_drafts() -> None:
    """Delete comments that were typed and not sent within 24 hours."""
    count = delete_expired_drafts(at=timezone.now())
    if count:
        logger.info("Deleted %d comments that were never sent", count)
