"""The replies of a white paper, read when a mail leaves."""

from django import template

from hearings.models import WhitePaper
from hearings.replies import Reply, own_responses, replies_to
from notifications.models import Message

register = template.Library()


@register.filter
def white_paper(message: Message) -> WhitePaper | None:
    """Return the version that a message tells about."""
    rows = WhitePaper.objects.published().select_related("hearing")
    return rows.filter(pk=message.context.get("paper_id") or 0).first()


@register.filter
def replies_in(message: Message, paper: WhitePaper) -> list[Reply]:
    """Return what the version replies to each response of who gets the mail."""
    return replies_to(own_responses(message), paper=paper)
