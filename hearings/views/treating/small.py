"""The one page for small hearings: all responses with theme, remark and outcome side by side."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from core.clock import received_at
from hearings.exceptions import AnswerChanged
from hearings.forms.small import RowForm
from hearings.models import Hearing
from hearings.services import treatment
from hearings.treating.conflicts import RowConflict
from hearings.treating.lacks import quick_lacks
from hearings.treating.points import gathered
from hearings.treating.queue import progress_of
from hearings.treating.small import SmallRow, small_rows
from hearings.views.treating.frame import (
    add_refusal,
    hearing_to_read,
    hearing_to_treat,
    treating_page,
)
from hearings.views.treating.marking import REFUSALS


@require_http_methods(["GET", "POST"])
def small(request: HttpRequest, number: int) -> HttpResponse:
    """Show the rows; a POST saves those that were changed, and shows the others again."""
    if request.method != "POST":
        return _show(request, hearing_to_read(request, number), {})
    hearing = hearing_to_treat(request, number)
    rows = small_rows(hearing, gathered(hearing))
    forms = {
        row.response.number: RowForm(request.POST, row=row)
        for row in rows
        if row.is_editable and f"r{row.response.number}-before" in request.POST
    }
    saved = sum(_save(request, form) for form in forms.values())
    refused = {number: form for number, form in forms.items() if form.errors}
    _tell(request, saved, len(refused))
    if refused:
        return _show(request, hearing, refused)
    return redirect("hearings:small", hearing.number)


def _save(request: HttpRequest, form: RowForm) -> bool:
    """Save a row that was changed; what is refused stands in the form."""
    if not form.is_valid() or not form.is_changed:
        return False
    if form.is_overtaken:
        form.conflict = RowConflict.of(form, form.row)
        form.add_error(None, _("En anden har ændret rækken, mens du skrev. Din tekst står her."))
        return False
    try:
        _treat(request, form, form.row)
    except AnswerChanged:
        told = _(
            "Pointen har allerede et svar fra forvaltningen med andre ord. Ret det i den række, "
            "hvor det står, eller gør det her til en pointe for sig."
        )
        form.add_error(None, told)
        return False
    except REFUSALS as refusal:
        add_refusal(form, refusal)
        return False
    return True


def _treat(request: HttpRequest, form: RowForm, row: SmallRow) -> None:
    values = form.values
    by, at = request.user, received_at(request)
    if row.is_outside and not any(values.values()):
        treatment.unmark_out_of_scope(row.response, by=by, at=at)
        return
    if row.point and not any(values[name] for name in ("theme", "title", "out_of_scope")):
        treatment.clear_row(row.response, point=row.point, by=by, at=at)
        return
    treatment.treat_row(
        row.response,
        version=row.response.current_version,
        row=treatment.Row(**values, seen_revision=row.answer.revision if row.answer else 0),
        point=row.point,
        by=by,
        at=at,
    )


def _tell(request: HttpRequest, saved: int, refused: int) -> None:
    if saved:
        told = ngettext("%(n)d række er gemt.", "%(n)d rækker er gemt.", saved) % {"n": saved}
        messages.success(request, told)
    if refused:
        told = ngettext(
            "%(n)d række er ikke gemt. Se hvorfor ved rækken.",
            "%(n)d rækker er ikke gemt. Se hvorfor ved rækkerne.",
            refused,
        )
        messages.error(request, told % {"n": refused})
    if not saved and not refused:
        messages.info(request, _("Der var ikke noget nyt at gemme."))


def _show(request: HttpRequest, hearing: Hearing, refused: dict[int, RowForm]) -> HttpResponse:
    """Show all rows as they stand now, and those that were refused as they were written."""
    everything = gathered(hearing)
    progress = progress_of(hearing)
    cards: list[dict[str, Any]] = [
        {"row": row, "form": refused.get(row.response.number) or RowForm(row=row)}
        for row in small_rows(hearing, everything)
    ]
    context = {
        "cards": cards,
        "refused": list(refused.values()),
        "everything": everything,
        "progress": progress,
        "lacks": quick_lacks(hearing, progress, everything),
    }
    return treating_page(request, "small.html", hearing, context)
