"""The panel beside the text: how plain it is. Made by the server, saved or just typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from core.blocks import blocks_of, texts_of
from core.plain_language import LONG_SENTENCE, TARGET, Band, Reading, read
from information.models import GlossaryTerm

# Letters that are read of all fields together, and signs of each with its markup.
MOST_READ = 50_000
MAX_TEXT = 200_000
BANDS = {
    Band.VERY_EASY: _("meget let at læse"),
    Band.EASY: _("let at læse"),
    Band.MEDIUM: _("middel"),
    Band.HARD: _("svær at læse"),
    Band.VERY_HARD: _("meget svær at læse"),
}
SHOWN_SENTENCES = 8


@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Return the panel for what stands in the form now; nothing is kept."""
    if not request.user.has_perm("information.view_glossaryterm"):
        raise PermissionDenied
    plain, rich = request.POST.getlist("plain"), request.POST.getlist("rich")
    context = {"language": panel_of(plain=plain[:20], rich=rich[:20])}
    response = render(request, "admin/information/_language_panel.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def panel_of(*, plain: Iterable[str], rich: Iterable[str]) -> dict[str, Any]:
    """Return what the panel shows of texts without and with markup."""
    blocks = [line for text in plain for line in text[:MAX_TEXT].splitlines() if line.strip()]
    for text in rich:
        blocks += texts_of(blocks_of(text[:MAX_TEXT]))
    shown = list(_beginning(blocks))
    reading = read(shown, known=_spellings())
    return {
        "most_read": MOST_READ if shown != blocks else 0,
        "reading": reading,
        "band": BANDS.get(reading.band) if reading.band else "",
        "target": TARGET,
        "long_sentence": LONG_SENTENCE,
        "sentences": reading.long_sentences[:SHOWN_SENTENCES],
        "is_all_well": _is_all_well(reading),
    }


def _beginning(blocks: Iterable[str]) -> Iterator[str]:
    left = MOST_READ
    for block in blocks:
        if left <= 0:
            return
        yield block[:left]
        left -= len(block)


def panel_of_form(form: Any, *, plain: Sequence[str], rich: Sequence[str] = ()) -> dict[str, Any]:
    """Return the panel of what a form shows, and which fields it listens to."""
    texts = [[str(form[name].value() or "") for name in names] for names in (plain, rich)]
    return {
        "language": panel_of(plain=texts[0], rich=texts[1]),
        "plain_fields": " ".join(form[name].id_for_label for name in plain),
        "rich_fields": " ".join(form[name].id_for_label for name in rich),
    }


def _is_all_well(reading: Reading) -> bool:
    found = reading.long_sentences or reading.stiff_words or reading.unexplained or reading.passives
    return bool(reading.words) and reading.is_easy_enough and not found


def _spellings() -> list[str]:
    terms = GlossaryTerm.objects.filter(is_active=True).only("term", "forms")
    return [spelling for term in terms for spelling in term.spellings]
