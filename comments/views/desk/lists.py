"""The lists of what waits, and one comment with all that is known of it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from comments.models import Comment
from comments.services.objections import who_may_decide
from comments.views.desk.frame import comment_at_desk, desk_page, require_staff
from comments.waiting import Tab, comments_of_my_departments, counts, entries, waiting

PER_PAGE = 20


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show one list; without a choice the first in which something waits."""
    require_staff(request)
    asked = request.GET.get("vis", "")
    tab = Tab(asked) if asked in Tab.values else _first_with_work(request)
    page = Paginator(waiting(request.user, tab), PER_PAGE).get_page(request.GET.get("side"))
    context = {"tab": tab, "page_obj": page, "entries": entries(page.object_list)}
    return desk_page(request, "desk.html", context)


@require_safe
def desk_comment(request: HttpRequest, thread: int, number: int) -> HttpResponse:
    """Show one comment with its context and its history, whatever state it is in."""
    comment = comment_at_desk(request, thread, number)
    entry = entries(comments_of_my_departments(request.user).filter(pk=comment.pk))[0]
    objection = entry.objection
    context = {
        "entry": entry,
        "lines": comment.history.select_related("by"),
        "is_own_decision": objection is not None and objection.against_id == request.user.pk,
        "others": who_may_decide(objection) if objection else [],
        "State": Comment.State,
    }
    return desk_page(request, "comment.html", context)


def _first_with_work(request: HttpRequest) -> Tab:
    waits = counts(request.user)
    return next((tab for tab in Tab if waits[tab.name]), Tab.REPORTED)
