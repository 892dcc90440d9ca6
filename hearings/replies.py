"""What became of each response: its points, the administration's answer to each, what changes.

Read from a *published* white paper, so that mails, letters and the private page say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _

from hearings.models import Answer, Response, WhitePaper
from hearings.models.response import ResponseQuerySet

if TYPE_CHECKING:
    from notifications.models import Announcement, Message, Notice

Frozen = Mapping[str, Any]
# The icon and the class of each outcome: the word always stands beside them.
_LOOKS = {
    Answer.Outcome.ACCEPTED: ("check", ""),
    Answer.Outcome.PARTLY: ("state-partly", "partly"),
    Answer.Outcome.REJECTED: ("close", "not"),
    Answer.Outcome.NOTED: ("info", "not"),
    Answer.Outcome.OUT_OF_SCOPE: ("arrow-forward", "not"),
}


def look_of(outcome: str) -> tuple[str, str]:
    """Return the icon and the class of an outcome; "" before there is one."""
    return _LOOKS[Answer.Outcome(outcome)] if outcome else ("", "")


@dataclass(frozen=True)
class PointReply:
    """One point that a response makes, and what the administration says to it."""

    number: int
    title: str
    theme: str
    summary: str
    remark: str
    outcome: str
    change: str
    change_place: str

    @property
    def outcome_label(self) -> str:
        return str(Answer.Outcome(self.outcome).label) if self.outcome else ""

    @property
    def drawn(self) -> dict[str, str]:
        """Return what components/outcome.html wants."""
        icon, look = look_of(self.outcome)
        return {"label": self.outcome_label, "icon": icon, "look": look}


@dataclass(frozen=True)
class Reply:
    """All that the white paper answers one response.

    `is_out_of_scope` has `reason`, as its author may read it. A response that the white paper
    does not know, because it came later, has neither points nor reason.
    """

    response: Response
    paper: WhitePaper
    points: tuple[PointReply, ...] = ()
    is_out_of_scope: bool = False
    reason: str = ""

    @property
    def is_given(self) -> bool:
        return bool(self.points) or self.is_out_of_scope

    @property
    def url(self) -> str:
        """Return the place of the response in the white paper."""
        number = self.response.number
        return f"{self.paper.get_absolute_url()}?svar={number}#svar-{number}"

    @property
    def said(self) -> tuple[Any, ...]:
        """Return what its author reads: another white paper with the same says nothing new."""
        return (self.points, self.is_out_of_scope, self.reason)


def replies_to(responses: Iterable[Response], *, paper: WhitePaper | None = None) -> list[Reply]:
    """Return the replies of the newest published white paper, or of `paper`, in this order.

    Responses to hearings without a published white paper are left out. One question at most.
    """
    responses = list(responses)
    papers = {paper.hearing_id: paper} if paper else newest_papers(responses)
    read = {pk: _Read(row) for pk, row in papers.items()}
    return [
        read[response.hearing_id].reply_to(response)
        for response in responses
        if response.hearing_id in read
    ]


def newest_papers(responses: Iterable[Response]) -> dict[int, WhitePaper]:
    """Return the newest published white paper of each hearing that these responses are to."""
    hearings = {response.hearing_id for response in responses}
    published = WhitePaper.objects.published().filter(hearing__in=hearings)
    rows = published.select_related("hearing").order_by("version")
    return {paper.hearing_id: paper for paper in rows}


def told_responses(message: Message | Notice | Announcement) -> list[int]:
    """Return the keys of the responses that a message was written for; none for a follower.

    A message from before all of an address were told in one has one key, under its own name.
    """
    context = message.context
    keys = context.get("response_ids") or [context.get("response_id")]
    return [key for key in keys if key]


def own_responses(message: Message) -> ResponseQuerySet:
    """Return the responses that a message is about and that still belong to who gets it.

    The mail carries private links: an address that is no longer a response's must not get them.
    """
    told = told_responses(message)
    rows = Response.objects.counted().filter(pk__in=told, forgotten_at=None)
    address = message.email or getattr(message.user, "email", "")
    if not address:
        return rows.none()
    mine = Q(person__email__iexact=address) | Q(person=None, email__iexact=address)
    return rows.filter(mine).select_related("hearing", "person").order_by("number")


class _Read:
    """A white paper's content by the numbers of the responses."""

    def __init__(self, paper: WhitePaper) -> None:
        self.paper = paper
        content: Frozen = paper.content or {"themes": [], "out_of_scope": []}
        self.points: dict[int, list[PointReply]] = {}
        for theme in content["themes"]:
            for point in theme["points"]:
                told = _point(point, theme)
                for number in point["numbers"]:
                    self.points.setdefault(number, []).append(told)
        self.aside: dict[int, str] = {
            row["number"]: row["reason"] for row in content["out_of_scope"]
        }

    def reply_to(self, response: Response) -> Reply:
        number = response.number
        return Reply(
            response=response,
            paper=self.paper,
            points=tuple(self.points.get(number, ())),
            is_out_of_scope=number in self.aside,
            reason=self.aside.get(number, ""),
        )


def _point(point: Frozen, theme: Frozen) -> PointReply:
    answer: Frozen = point["answer"] or theme["answer"] or {}
    names = ("summary", "remark", "outcome", "change", "change_place")
    return PointReply(
        number=point["number"],
        title=point["title"],
        theme=theme["title"],
        **{name: answer.get(name, "") for name in names},
    )


def in_one_line(reply: Reply) -> str:
    """Return what became of a response, for a list: two points, one of them accepted."""
    if reply.is_out_of_scope and not reply.points:
        return _("Uden for høringens emne")
    labels = [point.outcome_label for point in reply.points if point.outcome]
    counted = {label: labels.count(label) for label in labels}
    return ", ".join(f"{count} {label}" for label, count in counted.items())
