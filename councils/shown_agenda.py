"""An agenda as one person sees it: the same few questions for 3 items and for 60."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from councils.models import AgendaItem, Dissent, Meeting, Vote

if TYPE_CHECKING:
    from accounts.models import User
    from core.files import StoredFile

# How each outcome is drawn beside its word.
LOOKS = {
    AgendaItem.Outcome.REJECTED: "not",
    AgendaItem.Outcome.POSTPONED: "partly",
    AgendaItem.Outcome.SENT_BACK: "partly",
    AgendaItem.Outcome.CHANGED: "partly",
}


@dataclass(frozen=True)
class ShownItem:
    """One item with what hangs on it."""

    item: AgendaItem
    documents: list[dict[str, str]] = field(default_factory=list)
    dissents: list[Dissent] = field(default_factory=list)
    votes: list[tuple[str, int, list[str]]] = field(default_factory=list)

    @property
    def look(self) -> str:
        return LOOKS.get(AgendaItem.Outcome(self.item.outcome), "") if self.item.outcome else ""

    @property
    def is_waiting(self) -> bool:
        return self.item.status == AgendaItem.Status.PLACED


def shown_agenda(meeting: Meeting, person: User | None) -> list[ShownItem]:
    """Return what a person may see of the agenda: at most four questions."""
    rows = AgendaItem.objects.visible_to(person).placed().filter(meeting=meeting)
    whose = "membership__member__user"
    dissents = Prefetch("dissents", Dissent.objects.select_related(whose))
    rows = rows.prefetch_related("documents", dissents)
    if meeting.body.publishes_votes:
        rows = rows.prefetch_related(Prefetch("votes", Vote.objects.select_related(whose)))
    return [_shown(meeting, item) for item in rows.order_by("position", "pk")]


def _shown(meeting: Meeting, item: AgendaItem) -> ShownItem:
    item.meeting, item.body = meeting, meeting.body
    if not item.is_open:
        return ShownItem(item)
    return ShownItem(
        item=item,
        documents=[document_row(item, document) for document in item.documents.all()],
        dissents=list(item.dissents.all()),
        votes=_counted(item.votes.all()) if meeting.body.publishes_votes else [],
    )


def document_row(item: AgendaItem, document: Any) -> dict[str, str]:
    """Return a document as `components/documents.html` wants it."""
    args = [item.body_id, item.body.slug, item.pk, document.pk]
    return file_row(document, document.title, reverse("councils:item_document", args=args))


def file_row(stored: StoredFile, title: str, url: str) -> dict[str, str]:
    detail = f"{stored.extension.upper()}, {filesizeformat(stored.size)}"
    return {"url": url, "title": title, "detail": detail, "name": stored.original_name}


def _counted(votes: Any) -> list[tuple[str, int, list[str]]]:
    """Return each choice with how many made it, and who."""
    rows = list(votes)
    counts = Counter(vote.choice for vote in rows)
    return [
        (
            str(choice.label),
            counts[choice],
            [vote.membership.member.display_name for vote in rows if vote.choice == choice],
        )
        for choice in Vote.Choice
        if counts[choice]
    ]
