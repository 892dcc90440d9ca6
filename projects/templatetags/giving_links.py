"""The private links that a mail carries. They are made when it leaves, never stored in a row."""

from django import template
from django.conf import settings
from django.urls import reverse

from notifications.templatetags.mail_text import whole_url
from projects.giving_links import ask_token, invitation_token
from projects.models import PromiseAsk, TeamMember

register = template.Library()
register.filter("whole_url", whole_url)


@register.filter
def invitation_url(member: TeamMember) -> str:
    """Return the whole address at which an invitation is taken."""
    return settings.SITE_URL + reverse("projects:invitation", args=[invitation_token(member)])


@register.filter
def ask_url(ask: PromiseAsk) -> str:
    """Return the whole address at which a promise is judged."""
    return settings.SITE_URL + reverse("projects:promise", args=[ask_token(ask)])
