"""How many answers came in to a hearing, and what may be told about them."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearings.models import Hearing, Response


@dataclass(frozen=True)
class Tally:
    """Counts of answers. Only published ones are told apart by sender."""

    received: int
    published: int
    waiting: int
    declined: int
    published_by_sender: tuple[tuple[str, int], ...]


def tally_of(hearing: Hearing) -> Tally:
    """Count the answers with one question, however many there are."""
    status = Response.Status
    public = Q(published_version__isnull=False, status__in=[status.APPROVED, status.RECEIVED])
    rows = {
        row["sender_kind"]: row
        for row in hearing.responses.counted()
        .order_by()
        .values("sender_kind")
        .annotate(
            received=Count("pk"),
            published=Count("pk", filter=public),
            declined=Count("pk", filter=Q(status=status.DECLINED)),
        )
    }
    received = sum(row["received"] for row in rows.values())
    published = sum(row["published"] for row in rows.values())
    declined = sum(row["declined"] for row in rows.values())
    shown = hearing.is_published and hearing.shows_responses
    return Tally(
        received=received,
        published=published if shown else 0,
        waiting=received - published - declined,
        declined=declined,
        published_by_sender=tuple(
            (kind, rows[kind]["published"])
            for kind in Response.SenderKind.values
            if shown and kind in rows and rows[kind]["published"]
        ),
    )


def sender_labels() -> dict[str, str]:
    """Return what several senders of a kind are called."""
    kind = Response.SenderKind
    return {
        kind.CITIZEN: _("Borgere"),
        kind.ASSOCIATION: _("Foreninger"),
        kind.COMPANY: _("Virksomheder"),
        kind.COUNCIL: _("Råd"),
        kind.AUTHORITY: _("Myndigheder"),
    }


def bar_rows(tally: Tally) -> list[tuple[str, int]]:
    """Return the published answers by sender, as rows of the drawn bars."""
    labels = sender_labels()
    return [(labels[kind], count) for kind, count in tally.published_by_sender]


def tell(tally: Tally, hearing: Hearing) -> str:
    """Return the counts as people say them: 41 svar er kommet ind. 34 er offentliggjort, …"""
    if not tally.received:
        return _("Der er ikke kommet svar ind.")
    came = ngettext("%(n)d svar er kommet ind.", "%(n)d svar er kommet ind.", tally.received) % {
        "n": tally.received
    }
    return f"{came} {_what_became(tally, hearing)}"


def _what_became(tally: Tally, hearing: Hearing) -> str:
    rule = Hearing.PublicationRule
    if hearing.publication_rule == rule.NEVER:
        return _("Svarene i denne høring bliver ikke offentliggjort.")
    if not hearing.shows_responses:
        return _("Svarene bliver offentliggjort sammen med hvidbogen.")
    if tally.published == tally.received:
        return ngettext("Det er offentliggjort.", "Alle er offentliggjort.", tally.received)
    if tally.waiting == tally.received:
        return ngettext("Det bliver læst igennem.", "De bliver læst igennem.", tally.received)
    return ", ".join(_parts(tally)) + "."


def _parts(tally: Tally) -> list[str]:
    parts = []
    if tally.published:
        parts.append(
            ngettext("%(n)d er offentliggjort", "%(n)d er offentliggjort", tally.published)
            % {"n": tally.published}
        )
    if tally.waiting:
        parts.append(
            ngettext("%(n)d bliver læst igennem", "%(n)d bliver læst igennem", tally.waiting)
            % {"n": tally.waiting}
        )
    if tally.declined:
        parts.append(
            ngettext(
                "%(n)d bliver ikke offentliggjort",
                "%(n)d bliver ikke offentliggjort",
                tally.declined,
            )
            % {"n": tally.declined}
        )
    return parts
