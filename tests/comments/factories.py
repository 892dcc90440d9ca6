"""Comments in every state, named by state, in the thread of an open hearing."""

from typing import Any

import factory
from django.utils import timezone

from comments.models import Comment, HideReason, Thread
from comments.services.counting import recount
from comments.services.writing import participant_number
from tests.accounts.factories import UserFactory
from tests.hearings.factories import HearingFactory


def open_thread(**hearing: Any) -> Thread:
    """Return the thread of a hearing that everybody may read, unless the values say otherwise."""
    thread: Thread = HearingFactory(**hearing).thread
    return thread


class CommentFactory(factory.django.DjangoModelFactory):
    """A comment that everybody may read, unless a trait says otherwise.

    Numbers and counts of the thread follow, as `write_comment` lets them.
    """

    class Meta:
        model = Comment

    class Params:
        held = factory.Trait(state=Comment.State.HELD, held_for=Comment.HeldFor.FIRST)
        hidden = factory.Trait(
            state=Comment.State.HIDDEN,
            hidden_at=factory.LazyFunction(timezone.now),
            hidden_reason=HideReason.HATE,
            hidden_note="Tonen er for grov.",
        )
        deleted = factory.Trait(state=Comment.State.DELETED, text="")
        official = factory.Trait(is_official=True, role="By, Kultur og Miljø")

    thread = factory.LazyAttribute(
        lambda comment: comment.parent.thread if comment.parent else open_thread()
    )
    parent = None
    author = factory.SubFactory(UserFactory)
    text = factory.Sequence(lambda n: f"Findes der en liste over træerne? {n}")
    written_at = factory.LazyFunction(timezone.now)

    @classmethod
    def _create(cls, model_class: type[Comment], *args: Any, **values: Any) -> Comment:
        thread = Thread.objects.get(pk=values["thread"].pk)
        parent: Comment | None = values["parent"]
        thread.last_number += 1
        thread.save()
        if parent:
            parent.last_reply_number += 1
            parent.save(update_fields=["last_reply_number"])
            values.setdefault("reply_number", parent.last_reply_number)
        values.setdefault("number", thread.last_number)
        values.setdefault("author_number", participant_number(thread, values["author"]))
        comment: Comment = super()._create(model_class, *args, **values)
        recount(thread, comment)
        values["thread"].refresh_from_db()
        if parent:
            parent.refresh_from_db(fields=["reply_count"])
        return comment
