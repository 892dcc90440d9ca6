"""The private links that a mail carries. They are made when it leaves, never stored in a row."""

from django import template
from django.conf import settings
from django.urls import reverse

from councils.models import Application, Candidate
from councils.seat_links import application_token, candidate_token
from notifications.templatetags.mail_text import whole_url

register = template.Library()
register.filter("whole_url", whole_url)


@register.filter
def application_url(application: Application, page: str) -> str:
    """Return the whole address of one of an applicant's own pages."""
    return settings.SITE_URL + reverse(f"councils:{page}", args=[application_token(application)])


@register.filter
def candidate_url(candidate: Candidate, page: str) -> str:
    """Return the whole address of one of a candidate's own pages."""
    return settings.SITE_URL + reverse(f"councils:{page}", args=[candidate_token(candidate)])
