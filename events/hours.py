"""The hours of an event beside its date."""

from django.utils.translation import gettext as _

from core.clock import format_time, local_date
from core.templatetags.dates import short_date
from events.models import Event


def hours_of(event: Event) -> str:
    """Return "kl. 17.00 til 18.00"; of what lasts until another day, also that day."""
    words = {"start": format_time(event.starts_at), "end": format_time(event.ends_at)}
    if local_date(event.starts_at) != local_date(event.ends_at):
        words["end"] = f"{short_date(event.ends_at)} {words['end']}"
    else:
        words["end"] = words["end"].removeprefix("kl. ")
    return _("%(start)s til %(end)s") % words
