"""What the mails about a decision and about a promise read when they leave."""

from django import template

from hearings.complaints import Complaint, complaints_of
from hearings.models import Hearing
from hearings.models.response import ResponseQuerySet
from hearings.replies import Reply, own_responses, replies_to
from notifications.models import Message

register = template.Library()


@register.filter
def complaints(hearing: Hearing) -> list[Complaint]:
    """Return where one may complain of the decision, and until which day."""
    return complaints_of(hearing)


@register.filter
def responses_of(message: Message) -> ResponseQuerySet:
    """Return the responses that a message is about and that still belong to who gets it."""
    return own_responses(message)


@register.filter
def newest_replies(message: Message) -> list[Reply]:
    """Return what the newest published white paper replies to each of them; none without one."""
    return replies_to(own_responses(message))
