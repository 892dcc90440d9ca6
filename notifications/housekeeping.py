"""Signs of life, and the removal of what no longer has a purpose."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from notifications.models import AddressTrouble, Announcement, Heartbeat, Message, Notice

KEEP_CONTENT = timedelta(days=30)
# An address that nobody has mailed or mended for so long is tried again from nothing.
KEEP_TROUBLE = timedelta(days=365)

# How long a line stays in a person's list, and how long we remember what was announced.
KEEP_NOTICES = timedelta(days=365)


def record_heartbeat() -> None:
    """Write that worker and beat are alive: beat asked for this, and a worker did it."""
    now = timezone.now()
    for part in Heartbeat.Part.values:
        Heartbeat.objects.update_or_create(part=part, defaults={"at": now})


def tidy() -> int:
    """Empty messages that were finished 30 days ago; return how many.

    What stays of a message is that it was sent, and its key, so that it is not sent again. Ended
    sessions, and lines and announcements of a year ago, are deleted.
    """
    now = timezone.now()
    call_command("clearsessions")
    AddressTrouble.objects.unchanged_since(now - KEEP_TROUBLE).delete()
    Notice.objects.filter(created_at__lt=now - KEEP_NOTICES).delete()
    Announcement.objects.finished_before(now - KEEP_NOTICES).delete()
    return Message.objects.finished_before(now - KEEP_CONTENT).empty()
