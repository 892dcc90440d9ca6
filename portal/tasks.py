"""What beat wakes. A task is a door: it calls a service and may run twice."""

import logging

from celery import shared_task
from django.utils import timezone

from portal import fixed_pages
from portal.search import beliefs, index

logger = logging.getLogger(__name__)


@shared_task(name="portal.refresh_search")
def refresh_search() -> None:
    """Bring the search index up to date."""
    fixed_pages.keep()
    run = index.refresh(at=timezone.now())
    if run and (run.written or run.removed):
        logger.info("Search index: %d entries written, %d removed", run.written, run.removed)


@shared_task(name="portal.compare_search")
def compare_search() -> None:
    """Find out what of the index may be believed, so that questions need not ask every table."""
    beliefs.compare(timezone.now())
