"""What happens without anybody asking: each job once, however often it is woken."""

import logging

from celery import shared_task
from django.utils import timezone

from projects.services import drafts, focus_reminding, promises
from projects.services.problem_drafts import delete_expired_drafts

logger = logging.getLogger(__name__)


@shared_task(name="projects.delete_expired_problem_drafts")
def delete_expired_problem_drafts() -> None:
    """Delete problems that were typed and not sent within 24 hours."""
    count = delete_expired_drafts(at=timezone.now())
    if count:
        logger.info("Deleted %d problems that were never sent", count)


@shared_task(name="projects.look_after_focus_year")
def look_after_focus_year() -> None:
    """Remind the members of the coming year's choice, and find majorities that came by a seat."""
    at = timezone.now()
    count = focus_reminding.remind_members(at=at)
    if count:
        logger.info("Reminded %d members of the focus year", count)
    focus_reminding.note_majorities(at=at)


@shared_task(name="projects.ask_about_promises")
def ask_about_promises() -> None:
    """Ask those who took part in what is over whether the promise to them was kept."""
    at = timezone.now()
    count, lapsed = promises.ask_about_promises(at=at), promises.forget_old_asks(at=at)
    if count or lapsed:
        logger.info("Asked about %d promises, %d questions lapsed", count, lapsed)


@shared_task(name="projects.delete_expired_contribution_drafts")
def delete_expired_contribution_drafts() -> None:
    """Delete what was typed for a project and not sent within 24 hours."""
    count = drafts.delete_expired_drafts(at=timezone.now())
    if count:
        logger.info("Deleted %d contributions that were never sent", count)
