"""What a conversation is about, in templates."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from comments.models import Comment, CommentObjection, Thread, moderates
from comments.services.objections import objections_since_hidden
from comments.summaries import with_links
from core.owners import owner_of

register = template.Library()


@register.filter
def subject(thread: Thread) -> Any:
    """Return the subject of a thread: it has `heading` and `get_absolute_url`."""
    return owner_of(thread)


@register.filter
def linked_summary(thread: Thread) -> SafeString:
    """Return where a conversation stands, with links to the comments it refers to."""
    return with_links(thread, thread.summary)


@register.simple_tag(takes_context=True)
def moderates_here(context: dict[str, Any], thread: Thread) -> bool:
    """Tell whether the reader looks after this thread; of a visitor nothing is asked."""
    person = getattr(context.get("request"), "session_person", None)
    return person is not None and person.is_staff and moderates(person, thread.department)


@register.simple_tag
def objection_to(comment: Comment) -> CommentObjection | None:
    """Return what its author has objected to the decision that stands, if they have."""
    return objections_since_hidden(comment).first()
