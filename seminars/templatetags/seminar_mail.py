"""What a mail about a seminar reads when it leaves: the session as it is now, the words as sent."""

from django import template
from django.conf import settings
from django.urls import reverse

from seminars.links import ask_token
from seminars.models import EvaluationAsk, SeminarMessage, Session

register = template.Library()


@register.simple_tag
def session_of(pk: int) -> Session:
    return Session.objects.select_related("event", "seminar").get(pk=pk)


@register.simple_tag
def sent_message(pk: int) -> SeminarMessage:
    return SeminarMessage.objects.select_related("seminar").get(pk=pk)


@register.filter
def evaluation_url(ask: EvaluationAsk) -> str:
    """Return the private address at which one says what one thought of it."""
    return settings.SITE_URL + reverse("seminars:evaluate", args=[ask_token(ask)])
