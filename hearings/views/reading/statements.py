"""What those who were asked have said, and what councils have recommended: in full."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from core.files import serve_file
from hearings import facts
from hearings.models import ConsultedParty, Hearing, StatementFile
from hearings.parties import asked_parties
from hearings.recommended import recommendations_to
from hearings.views.reading.fetching import hearing_page


@hearing_page("statements", "kinds", asked_parties(with_files=True))
def statements(request: HttpRequest, hearing: Hearing) -> HttpResponse:
    context = {
        "hearing": hearing,
        "label": facts.label_of(hearing),
        "parties": hearing.asked_parties,  # type: ignore[attr-defined]
        "recommendations": recommendations_to(hearing),
    }
    return render(request, "hearings/statement_list.html", context)


@hearing_page("statement_file")
def statement_file(request: HttpRequest, hearing: Hearing, pk: int) -> HttpResponseBase:
    given = StatementFile.objects.filter(statement__party__hearing=hearing)
    shown = given.exclude(statement__party__status=ConsultedParty.Status.TAKEN_BACK)
    return serve_file(get_object_or_404(shown, pk=pk), request, public=hearing.is_published)
