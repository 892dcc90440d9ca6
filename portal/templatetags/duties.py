"""The duties box on the admin's front page."""

from django import template
from django.template import Context

from core.duties import Duty
from portal.duties import duties_of

register = template.Library()


@register.simple_tag(takes_context=True)
def my_duties(context: Context) -> list[Duty]:
    """Return what waits for the person at work."""
    return duties_of(context["request"].user)
