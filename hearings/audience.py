"""Who will see which part of an answer: the panel beside the form, in words.

One place says it, for every choice of the writer and every publication rule; a test holds it
against what the model really publishes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from core.clock import format_date
from hearings.models import Hearing, Response


class Choice(StrEnum):
    """What the writer has chosen. The value is the class that site.css shows it by."""

    HIDDEN = "if-hidden"
    NAMED = "if-named"
    HOUSE = "if-house"
    PROTECTED = "if-protected"


@dataclass(frozen=True)
class Sees:
    """One answer in the panel: yes or no, and why."""

    sees: bool
    text: str


def choice_of(response: Response) -> Choice:
    """Return which choice an answer, saved or not, stands for."""
    if response.is_protected:
        return Choice.PROTECTED
    if response.is_organisation:
        return Choice.HOUSE
    return Choice.NAMED if response.show_name else Choice.HIDDEN


def columns() -> list[str]:
    return [_("Alle på nettet"), _("Forvaltningen"), _("Politikerne")]


def rows_for_every_choice(hearing: Hearing) -> list[dict[str, Any]]:
    """Return the panel of a form: each cell holds what may show, and when."""
    by_choice = [(choice, _rows(hearing, choice)) for choice in Choice]
    rows = []
    for position, (label, _cells) in enumerate(by_choice[0][1]):
        cells = [
            _variants((choice, table[position][1][column]) for choice, table in by_choice)
            for column in range(len(columns()))
        ]
        rows.append({"label": label, "cells": cells})
    return rows


def rows_for(response: Response) -> list[dict[str, Any]]:
    """Return the panel of a finished answer: each cell holds what is so."""
    return [
        {"label": label, "cells": [[{"sees": cell.sees, "text": cell.text}] for cell in cells]}
        for label, cells in _rows(response.hearing, choice_of(response))
    ]


def notes(hearing: Hearing) -> list[str]:
    """Return what stands under the panel: until when, and what else is true."""
    return [
        _(
            "Dine personoplysninger bliver slettet %(date)s. Svaret selv bliver i sagen, fordi "
            "det er en del af grundlaget for beslutningen."
        )
        % {"date": format_date(hearing.delete_personal_data_on)},
        _(
            "Enhver kan bede om aktindsigt i svaret. Beskyttede oplysninger bliver streget over, "
            "før det bliver udleveret."
        ),
    ]


def _variants(cells: Iterable[tuple[Choice, Sees]]) -> list[dict[str, Any]]:
    """Join the choices that give the same cell. Without :has() the strictest one shows."""
    choices: dict[Sees, list[Choice]] = {}
    for choice, cell in cells:
        choices.setdefault(cell, []).append(choice)
    if len(choices) == 1:
        return [{"sees": cell.sees, "text": cell.text} for cell in choices]
    return [
        {
            "sees": cell.sees,
            "text": cell.text,
            "when": " ".join(shown),
            "waits": Choice.HIDDEN not in shown,
        }
        for cell, shown in choices.items()
    ]


def _rows(hearing: Hearing, choice: Choice) -> list[tuple[str, tuple[Sees, Sees, Sees]]]:
    yes, no = Sees(True, _("Ja")), Sees(False, _("Nej"))
    never = Sees(False, _("Nej, aldrig"))
    protected = Sees(False, _("Nej, du er beskyttet"))
    is_protected = choice == Choice.PROTECTED
    is_public = hearing.publication_rule != Hearing.PublicationRule.NEVER
    area = (protected if is_protected else yes) if is_public else never
    whole, at_once = Sees(True, _("Ja, i sin helhed")), Sees(True, _("Ja, straks"))
    return [
        (_("Dit svar og bilag"), (_public_text(hearing), at_once, whole)),
        (
            _("Navn"),
            (
                _public_name(choice) if is_public else never,
                yes,
                protected if is_protected else yes,
            ),
        ),
        (_("Bydel"), (area, yes, protected if is_protected else yes)),
        (_("Adresse"), (never, yes, no)),
        (_("Mail"), (never, Sees(True, _("Ja, til kvittering")), no)),
    ]


def _public_text(hearing: Hearing) -> Sees:
    rule = Hearing.PublicationRule
    return {
        rule.AFTER_MODERATION: Sees(True, _("Ja, når det er læst igennem")),
        rule.WITH_WHITE_PAPER: Sees(True, _("Ja, sammen med hvidbogen efter fristen")),
        rule.NEVER: Sees(False, _("Nej, svarene bliver ikke lagt ud")),
    }[rule(hearing.publication_rule)]


def _public_name(choice: Choice) -> Sees:
    return {
        Choice.HIDDEN: Sees(False, _("Nej, der står »Borger«")),
        Choice.NAMED: Sees(True, _("Ja, du har valgt at vise det")),
        Choice.HOUSE: Sees(True, _("Ja, navnet på den, du svarer for, ikke dit eget")),
        Choice.PROTECTED: Sees(False, _("Nej, du er beskyttet")),
    }[choice]
