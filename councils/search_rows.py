"""What bodies give to the search: the bodies, those who sit in them by name, the conversations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from comments.found import comment_source
from core.search import Hit, SearchKind, SearchRow, SearchSource
from core.search.stamps import joined
from councils import search_rows_advice, search_rows_meetings, search_rows_seats
from councils.member_page import shown_members
from councils.models import Body, Member

BODY = SearchKind("organ", _("Råd eller udvalg"), _("Råd og udvalg"), 25, "democracy")
MEMBER = SearchKind("medlem", _("Medlem"), _("Medlemmer"), 35, "democracy")
_BODY_WORDS = ("name", "lead", "mandate", "legal_basis")
_MEMBER_WORDS = ("name", "party", "text")


def search_sources() -> list[SearchSource]:
    return [
        SearchSource(
            name="body",
            kind=BODY,
            public=public_bodies,
            rows=body_rows,
            columns=("kind",),
            sets=("areas", "topics"),
            guards=("guard",),
            told=told_of_body,
        ),
        SearchSource(
            name="member",
            kind=MEMBER,
            public=public_members,
            rows=member_rows,
            columns=("user",),
            guards=("guard",),
            told=told_of_member,
        ),
        comment_source(
            "body_comment",
            public_threads=lambda _at: {"thread__body__in": Body.objects.published()},
            titles=("thread__body__name",),
        ),
        *search_rows_advice.search_sources(),
        *search_rows_meetings.search_sources(),
        *search_rows_seats.search_sources(),
    ]


def public_bodies(_at: datetime) -> QuerySet[Body]:
    return Body.objects.published().annotate(guard=joined(*_BODY_WORDS))


def body_rows(keys: Sequence[int], at: datetime) -> list[SearchRow]:
    rows = public_bodies(at).filter(pk__in=keys).prefetch_related("areas", "topics")
    return [
        SearchRow(
            subject=body.pk,
            title=body.name,
            text="\n".join(filter(None, [body.lead, body.mandate, body.legal_basis])),
            keywords=" ".join(
                [str(body.get_kind_display()), *map(str, [*body.areas.all(), *body.topics.all()])]
            ),
            path=body.get_absolute_url(),
            areas=tuple(area.pk for area in body.areas.all()),
            at=body.created_at,
            state=body.kind,
            guard=body.guard,  # type: ignore[attr-defined]
        )
        for body in rows
    ]


def told_of_body(hit: Hit, _at: datetime) -> str:
    return str(Body.Kind(hit.state).label).capitalize()


def public_members(_at: datetime) -> QuerySet[Member]:
    """Whoever is hidden, here or on the account, is found no more in that moment."""
    return shown_members().annotate(guard=joined(*_MEMBER_WORDS))


def member_rows(keys: Sequence[int], at: datetime) -> list[SearchRow]:
    return [
        SearchRow(
            subject=member.pk,
            title=member.name,
            text="\n".join(filter(None, [member.party, member.text])),
            path=member.get_absolute_url(),
            at=member.created_at,
            guard=member.guard,  # type: ignore[attr-defined]
        )
        for member in public_members(at).filter(pk__in=keys)
    ]


def told_of_member(_hit: Hit, _at: datetime) -> str:
    return _now("Medlem af råd, udvalg eller bestyrelse")
