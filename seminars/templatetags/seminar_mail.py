"""What a mail about a seminar reads when it leaves: the session as it is now, the words as sent."""

from django import template

from seminars.models import SeminarMessage, Session

register = template.Library()


@register.simple_tag
def moved_session(pk: int) -> Session:
    return Session.objects.select_related("event", "seminar").get(pk=pk)


@register.simple_tag
def sent_message(pk: int) -> SeminarMessage:
    return SeminarMessage.objects.select_related("seminar").get(pk=pk)
