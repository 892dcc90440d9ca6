"""What beat wakes. A task is a door: it calls a service and may run twice."""

import logging

from celery import shared_task
from django.utils import timezone

from hearings import services
from hearings.services import coming, retention, white_paper_files

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


@shared_task(name="hearings.make_white_paper_files")
def make_white_paper_files() -> None:
    """Make the files of white papers that wait for it, or that show what is no longer so."""
    count = white_paper_files.make_files(at=timezone.now())
    if count:
        logger.info("Made %d files of white papers", count)


@shared_task(name="hearings.announce_what_comes")
def announce_what_comes() -> None:
    """Announce hearings that have opened, and deadlines that are 7 or 2 days away."""
    count = coming.announce_what_comes(at=timezone.now())
    if count:
        logger.info("Announced %d openings and deadlines", count)


@shared_task(name="hearings.remind_parties")
def remind_parties() -> None:
    """Remind those who were asked for a statement that is due within a week."""
    count = services.remind_parties(at=timezone.now())
    if count:
        logger.info("Reminded %d parties of their statements", count)


@shared_task(name="hearings.carry_decisions")
def carry_decisions() -> None:
    """Carry what meetings have decided into the hearings that it concerns."""
    count = services.carry_decisions(at=timezone.now())
    if count:
        logger.info("Carried %d decisions into hearings", count)
