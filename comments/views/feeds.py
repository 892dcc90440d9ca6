"""What feed readers fetch: the same bytes for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from comments import feeds, listing
from core.feeds import CONTENT_TYPE


@login_not_required
@require_safe
def thread_feed(request: HttpRequest, thread: int) -> HttpResponse:
    conversation, owner = listing.thread_seen_by(None, thread)
    feed = feeds.feed_of(conversation, owner, path=request.path)
    return HttpResponse(feed, content_type=CONTENT_TYPE)
