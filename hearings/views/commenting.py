"""From the conversation beside a hearing to an answer that counts."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from comments.models import Comment
from core import limits
from core.access import get_visible, person_of
from core.caching import private_page
from core.clock import received_at
from hearings import services
from hearings.forms.answer import known_about, typed_in
from hearings.models import Hearing, Response
from hearings.views.answering import not_open_page

HOUR = 3600
# Each is a draft that lies for a day.
CARRIED_PER_HOUR = 30
CITIZEN = Response.SenderKind.CITIZEN


@require_POST
@private_page
def write_from_comment(
    request: HttpRequest,
    number: int,
    slug: str,  # noqa: ARG001  (only the number decides)
    comment_number: int,
) -> HttpResponse:
    """Carry my own comment over into the form of an answer; the comment stays where it is."""
    hearing = get_visible(request, Hearing.objects.select_related("department"), pk=number)
    person = person_of(request)
    mine = Comment.objects.visible().filter(thread=hearing.thread_id, author=person)
    comment = get_object_or_404(mine, number=comment_number)
    if not hearing.is_open(received_at(request)):
        return not_open_page(request, hearing, status=409)
    limits.consume("comment.carry", str(person.pk), limit=CARRIED_PER_HOUR, per_seconds=HOUR)
    fields = known_about(person) | {"sender_kind": CITIZEN, "text": comment.text}
    draft = services.keep_draft(
        hearing,
        key=uuid4(),
        fields=typed_in(fields),
        person=person,
        at=received_at(request),
    )
    return redirect("hearings:write_again", hearing.number, hearing.slug, draft.key)
