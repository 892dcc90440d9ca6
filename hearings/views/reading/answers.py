"""The published answers of a hearing: by pages, one by one, with their files."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.files import file_detail, serve_file
from hearings import facts
from hearings.forms.filters import SENDERS
from hearings.models import Hearing, Response
from hearings.published import (
    LONG_EXCERPT,
    answers_to,
    excerpt,
    files_told,
    named_files,
    post_of,
    shown_parts,
)
from hearings.tally import Tally, bar_rows, sender_labels, tally_of, tell
from hearings.views.reading.fetching import hearing_page

PER_PAGE = 20


@hearing_page("responses", "kinds", "areas")
def responses(request: HttpRequest, hearing: Hearing) -> HttpResponse:
    sender = SENDERS.get(request.GET.get("afsender", ""))
    answers = answers_to(hearing)
    if sender:
        answers = answers.filter(sender_kind=sender)
    page = Paginator(answers, PER_PAGE).get_page(request.GET.get("side"))
    tally = tally_of(hearing)
    context = {
        "hearing": hearing,
        "label": facts.label_of(hearing),
        "told": tell(tally, hearing),
        "bars": bar_rows(tally),
        "senders": _senders(hearing, tally, sender),
        "page_obj": page,
        "posts": [_post(answer) for answer in page],
    }
    return render(request, "hearings/response_list.html", context)


def _senders(
    hearing: Hearing, tally: Tally, chosen: Response.SenderKind | None
) -> list[dict[str, Any]]:
    """Return the links that show answers of one kind of sender, with their numbers."""
    path = reverse("hearings:responses", args=[hearing.number, hearing.slug])
    labels, counts = sender_labels(), dict(tally.published_by_sender)
    everybody = {"text": _("Alle"), "count": tally.published, "url": path, "is_on": not chosen}
    return [everybody] + [
        {
            "text": labels[kind],
            "count": counts[kind],
            "url": f"{path}?afsender={word}",
            "is_on": kind == chosen,
        }
        for word, kind in SENDERS.items()
        if kind in counts
    ]


def _post(answer: Response) -> dict[str, Any]:
    url = answer.get_absolute_url()
    parts = shown_parts(answer)
    short = excerpt(parts, LONG_EXCERPT)
    links = [{"text": _("Læs hele svaret") if short != parts else _("Link til svaret"), "url": url}]
    if count := len(answer.approved_files):
        links.append({"text": files_told(count), "url": f"{url}#bilag"})
    return {**post_of(answer, short), "links": links}


@hearing_page("response", "kinds", "areas")
def response(request: HttpRequest, hearing: Hearing, response_number: int) -> HttpResponse:
    answer = get_object_or_404(answers_to(hearing), number=response_number)
    context = {
        "hearing": hearing,
        "label": facts.label_of(hearing),
        "response": answer,
        "post": post_of(answer, shown_parts(answer)),
        "documents": [
            {
                "url": reverse(
                    "hearings:response_file",
                    args=[hearing.number, hearing.slug, answer.number, named["file"].pk],
                ),
                "title": named["name"],
                "detail": file_detail(named["file"]),
                "name": named["name"],
            }
            for named in named_files(answer, answer.approved_files)
        ],
    }
    return render(request, "hearings/response_detail.html", context)


@hearing_page("response_file")
def response_file(
    request: HttpRequest, hearing: Hearing, response_number: int, pk: int
) -> HttpResponseBase:
    answer = get_object_or_404(answers_to(hearing), number=response_number)
    for named in named_files(answer, answer.approved_files):
        if named["file"].pk == pk:
            named["file"].original_name = named["name"]
            return serve_file(named["file"], request, public=True)
    raise Http404
