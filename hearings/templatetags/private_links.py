"""The private links that a mail carries. They are made when it leaves, never stored in a row."""

from django import template
from django.conf import settings
from django.urls import reverse

from hearings.links import address_token_for, token_for
from hearings.models import ConsultedParty, Response
from hearings.parties import answer_address
from hearings.replies import own_responses
from notifications.models import Message
from notifications.templatetags.mail_text import whole_url

register = template.Library()


@register.filter
def private_url(response: Response, page: str) -> str:
    """Return the whole address of one of an answer's own pages: mine, edit, withdraw."""
    return settings.SITE_URL + reverse(f"hearings:{page}", args=[token_for(response)])


@register.filter
def address_url(response: Response, page: str) -> str:
    """Return the whole address where the owner of the mail address answers: confirm, disown."""
    return settings.SITE_URL + reverse(f"hearings:{page}", args=[address_token_for(response)])


@register.filter
def party_url(party: ConsultedParty) -> str:
    """Return the whole address where a party that was asked gives its statement."""
    return settings.SITE_URL + answer_address(party)


register.filter("whole_url", whole_url)


@register.filter
def respondent(message: Message) -> Response | None:
    """Return the first answer of who gets a message about a hearing; None for a follower."""
    return own_responses(message).first()
