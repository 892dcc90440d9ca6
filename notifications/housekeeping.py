"""Signs of life, and the removal of what no longer has a purpose."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from notifications.models import AddressTrouble, Heartbeat, Message

KEEP_CONTENT = timedelta(days=30)
# An address that nobody has mailed or mended for so long is tried again from nothing.
KEEP_TROUBLE = timedelta(days=365)


def record_heartbeat() -> None:
    """Write that worker and beat are alive: beat asked for this, and a worker did it."""
    now = timezone.now()
    for part in Heartbeat.Part.values:
        Heartbeat.objects.update_or_create(part=part, defaults={"at": now})


def tidy() -> int:
    """Empty messages that were finished 30 days ago, and delete ended sessions.

    What stays of a message is that it was sent, and its key, so that it is not sent again.
    """
    call_command("clearsessions")
    now = timezone.now()
    AddressTrouble.objects.unchanged_since(now - KEEP_TROUBLE).delete()
    return Message.objects.finished_before(now - KEEP_CONTENT).empty()
