"""What beat wakes. A task is a door: it calls a service and may run twice."""

import logging

from celery import shared_task
from django.utils import timezone

from projects.services import focus_reminding

logger = logging.getLogger(__name__)


@shared_task(name="projects.look_after_focus_year")
def look_after_focus_year() -> None:
    """Remind the members of the coming year's choice, and find majorities that came by a seat."""
    at = timezone.now()
    count = focus_reminding.remind_members(at=at)
    if count:
        logger.info("Reminded %d members of the focus year", count)
    focus_reminding.note_majorities(at=at)
