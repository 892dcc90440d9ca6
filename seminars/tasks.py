"""What happens without anybody asking: each job once, however often it is woken."""

import logging

from celery import shared_task
from django.utils import timezone

from seminars.services import evaluating, reporting
from seminars.services.rhythm import propose_next

logger = logging.getLogger(__name__)


@shared_task(name="seminars.propose_next")
def propose_next_seminar() -> None:
    """Propose the next seminar a year before it is due, with what there is to tell."""
    seminar = propose_next(at=timezone.now())
    if seminar:
        logger.info("Proposed seminar %s", seminar.pk)


@shared_task(name="seminars.ask_those_who_came")
def ask_those_who_came() -> None:
    """Ask those who came what they thought of it, and forget who did not answer in time."""
    at = timezone.now()
    count, lapsed = evaluating.ask_due(at=at), evaluating.forget_old_asks(at=at)
    if count or lapsed:
        logger.info("Asked about %d seminars, %d questions lapsed", count, lapsed)


@shared_task(name="seminars.make_report_files")
def make_report_files() -> None:
    """Make the PDF of each report that is new or says something else now."""
    count = reporting.make_files(at=timezone.now())
    if count:
        logger.info("Made %d reports", count)
