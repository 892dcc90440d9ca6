"""What happens without anybody asking: each job once, however often it is woken."""

import logging

from celery import shared_task
from django.utils import timezone

from seminars.services.rhythm import propose_next

logger = logging.getLogger(__name__)


@shared_task(name="seminars.propose_next")
def propose_next_seminar() -> None:
    """Propose the next seminar a year before it is due, with what there is to tell."""
    seminar = propose_next(at=timezone.now())
    if seminar:
        logger.info("Proposed seminar %s", seminar.pk)
