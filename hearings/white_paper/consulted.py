"""Who was asked for a statement, what they said in full, and what councils recommended.

Written into the frozen content as plain JSON, and read from it again. White papers that are older
than this have none of it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.clock import format_date, local_date
from core.text import clean_text
from hearings.models import ConsultedParty, Hearing, Statement
from hearings.parties import shown_parties, statements_among
from hearings.recommended import recommendations_to
from hearings.white_paper import parts

Frozen = dict[str, Any]


def frozen_parties(hearing: Hearing) -> tuple[list[Frozen], list[Frozen]]:
    """Return who was asked, and the statements: two questions, one when nobody was asked."""
    asked = list(shown_parties(with_files=True).filter(hearing=hearing))
    return [_party(row) for row in asked], [_statement(row) for row in statements_among(asked)]


def frozen_recommendations(hearing: Hearing) -> list[Frozen]:
    """Return what was recommended about the hearing: one question."""
    return [
        {
            "body": row.body.name,
            "addressed_to": row.addressed_to.name,
            "number": row.number,
            "made_on": row.made_on.isoformat(),
            "title": clean_text(row.title),
            "text": clean_text(row.text),
        }
        for row in recommendations_to(hearing)
    ]


def _party(party: ConsultedParty) -> Frozen:
    return {
        "name": str(party),
        "asked_on": local_date(party.asked_at).isoformat(),
        "due_on": party.due_on.isoformat(),
        # Whether it was seen is nobody's business but the case worker's.
        "status": party.status if not party.is_waiting else ConsultedParty.Status.ASKED.value,
    }


def _statement(statement: Statement) -> Frozen:
    meeting = statement.meeting
    return {
        "party": statement.party_id,
        "name": str(statement.party),
        "met_on": local_date(meeting.event.starts_at).isoformat() if meeting else "",
        "agreed_at": statement.agreed_at,
        "given_on": local_date(statement.given_at).isoformat(),
        "text": clean_text(statement.text),
        "files": [row.original_name for row in statement.files.all()],
    }


# --- Reading it again -------------------------------------------------------------------------
def consulted_in(facts: Frozen) -> tuple[parts.Consulted, ...]:
    return tuple(
        parts.Consulted(
            name=row["name"],
            asked_on=date.fromisoformat(row["asked_on"]),
            due_on=date.fromisoformat(row["due_on"]),
            state_label=_state(row["status"]),
        )
        for row in facts.get("consulted", ())
    )


def statements_in(frozen: Frozen) -> tuple[parts.Statement, ...]:
    return tuple(
        parts.Statement(
            party=row["party"],
            name=row["name"],
            agreed=_agreed(row),
            given_on=date.fromisoformat(row["given_on"]),
            text=row["text"],
            files=tuple(row["files"]),
        )
        for row in frozen.get("statements", ())
    )


def recommendations_in(frozen: Frozen) -> tuple[parts.Recommended, ...]:
    return tuple(
        parts.Recommended(**{**row, "made_on": date.fromisoformat(row["made_on"])})
        for row in frozen.get("recommendations", ())
    )


def _state(status: str) -> str:
    if status == ConsultedParty.Status.ASKED:
        return _("har ikke svaret")
    return str(ConsultedParty.Status(status).label)


def _agreed(row: Frozen) -> str:
    if row["met_on"]:
        day = format_date(date.fromisoformat(row["met_on"]))
        return _("Vedtaget på mødet %(day)s") % {"day": day}
    return _("Vedtaget: %(words)s") % {"words": row["agreed_at"]} if row["agreed_at"] else ""
