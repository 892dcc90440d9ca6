"""What beat wakes. A task is a door: it calls a service and may run twice."""

import logging

from celery import shared_task
from django.utils import timezone

from projects.services.problem_drafts import delete_expired_drafts

logger = logging.getLogger(__name__)


@shared_task(name="projects.delete_expired_problem_drafts")
def delete_expired_problem_drafts() -> None:
    """Delete problems that were typed and not sent within 24 hours."""
    count = delete_expired_drafts(at=timezone.now())
    if count:
        logger.info("Deleted %d problems that were never sent", count)
