"""The words under which a member of the municipal council speaks elsewhere than in the council."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from councils.models import Body, Membership

if TYPE_CHECKING:
    from accounts.models import User

# Who is elected by all speaks as that everywhere; a member of a council does so in its own rooms.
SPEAK_EVERYWHERE = (Body.Kind.MUNICIPAL_COUNCIL, Body.Kind.STANDING_COMMITTEE)


def council_role(user: User | None) -> str:
    """Return "borgmester, Kommunalbestyrelsen", or "" for everybody else and for who is hidden.

    It begins and ends with the seat, in that second; what was written keeps the words of then.
    """
    if user is None:
        return ""
    seats = (
        Membership.objects.of(user)
        .acting()
        .filter(body__kind__in=SPEAK_EVERYWHERE, body__is_published=True)
    )
    rows = list(seats.select_related("body", "member__user"))
    # A mayor speaks as mayor, whatever committees they sit in.
    rows.sort(key=lambda row: (SPEAK_EVERYWHERE.index(Body.Kind(row.body.kind)), not row.title))
    return role_words(rows[0]) if rows else ""


def role_words(seat: Membership) -> str:
    """Return the role of a seat in words, "" for who is hidden: the role would name them."""
    if seat.member.is_hidden:
        return ""
    return _("%(role)s, %(body)s") % {"role": seat.title or _("medlem"), "body": seat.body.name}
