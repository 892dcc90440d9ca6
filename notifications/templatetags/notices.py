"""What a page says to who is logged in: how much is new, and whether they follow this.

A visitor's page asks neither the database nor the session, and stays the same for everybody.
"""

from typing import Any

from django import template
from django.db.models import Model
from django.template import Context
from django.utils.text import capfirst

from core.templatetags.icons import request_of
from notifications.models import Notice, Subscription

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_notices(context: Context) -> int:
    """Return how many notices the person has not read, without those of hidden subjects.

    One question for who has none, two for who has some.
    """
    person = _person_of(context)
    if person is None:
        return 0
    unread = Notice.objects.unread().filter(subscriber__user=person)
    # Most have none: the condition of what they may see takes longer to put together than a page.
    return unread.visible_to(person).count() if unread.exists() else 0


@register.simple_tag(takes_context=True)
def follows(context: Context, feed_pk: int) -> bool:
    """Return whether the person follows a subject; False for a visitor, who is not asked."""
    person = _person_of(context)
    if person is None:
        return False
    return Subscription.objects.filter(subscriber__user=person, feed=feed_pk).exists()


@register.filter
def kind_name(subject: Model) -> str:
    """Return what a subject is, as one says it: "Høring", "Side"."""
    return capfirst(str(subject._meta.verbose_name))


def _person_of(context: Context) -> Any:
    """Return who is logged in; None for a visitor, whose session is never opened."""
    return getattr(request_of(context), "session_person", None)
