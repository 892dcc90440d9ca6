"""One hearing, from notice to decision, and its notice for the door of the stairway."""

from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.models import User
from comments.showing import section_of
from core.access import person_of
from core.clock import received_at
from core.html import rich_text
from hearings import facts, material
from hearings.answer_clock import lines_of
from hearings.chain import BEFORE, chain_of, with_what_follows
from hearings.complaints import complaints_of
from hearings.decision_way import way_of
from hearings.models import Hearing, Response
from hearings.promises import with_newest_white_paper
from hearings.published import excerpt, files_told, newest_answers_to, post_of, shown_parts
from hearings.said_and_done import has_an_outcome, promised_changes, said_and_done
from hearings.structured_data import of_hearing
from hearings.tally import Tally, bar_rows, tally_of, tell
from hearings.timeline import spoken_meeting, steps_of
from hearings.translated import own_translation, translated_paths, translations_of
from hearings.views.reading.fetching import fetch, hearing_page, public_view, read_names

NEWEST = 3
MOST_LINES = 5  # of what can be influenced: the notice is one sheet
NARROW_TIMELINE = 8  # more steps than this do not fit side by side


@public_view
def short(request: HttpRequest, number: int) -> HttpResponseBase:
    return redirect(fetch(request, number))


@hearing_page(
    "detail",
    "kinds",
    "documents",
    "extensions",
    "decision_steps",
    hearings=with_newest_white_paper(
        with_what_follows(Hearing.objects.select_related(BEFORE, "thread"))
    ),
)
def detail(request: HttpRequest, hearing: Hearing) -> HttpResponse:
    """All of one hearing: at most twelve questions to the database, however much there is."""
    read_names(hearing)
    at = received_at(request)
    tally = tally_of(hearing)
    steps = steps_of(hearing, at=at, received=tally.received)
    context = {
        "hearing": hearing,
        "stage": hearing.stage(at),
        "drawn_stage": facts.calendar_stage(hearing, at),
        "label": facts.label_of(hearing),
        "steps": steps,
        "wide_timeline": len(steps) < NARROW_TIMELINE,
        "meetings": _meetings(hearing, at),
        "parties": hearing.asked_parties,  # type: ignore[attr-defined]
        "recommendations": hearing.told_recommendations,  # type: ignore[attr-defined]
        "short_address": facts.short_address(hearing),
        "structured": of_hearing(hearing, at),
        **_proposal(hearing, at),
        **_answers(hearing, tally),
        **_afterwards(hearing, tally, at),
        **_relatives(hearing, person_of(request), at),
        **_languages(hearing),
        **_conversation(hearing, at),
    }
    return render(request, "hearings/hearing_detail.html", context)


def _conversation(hearing: Hearing, at: datetime) -> dict[str, Any]:
    """Return the newest comments. When the outcome is there, it comes first: a link is enough."""
    is_over = hearing.stage(at) in (Hearing.Stage.ANSWERED, Hearing.Stage.DECIDED)
    thread = hearing.thread if hearing.is_published else None
    return {
        "conversation": section_of(thread, hearing, at=at, newest_shown=not is_over),
        "formal_page": hearing.formal_answer_page(at),
    }


def _languages(hearing: Hearing) -> dict[str, Any]:
    """Return the ways to Kort fortalt in other languages; the reader's own stands by itself."""
    own = own_translation(hearing)
    return {
        "own_translation": own,
        "translations": [row for row in translations_of(hearing) if row != own],
        "translated_paths": translated_paths(hearing),
    }


def _proposal(hearing: Hearing, at: datetime) -> dict[str, Any]:
    """Return what is proposed: in short, in full, and the facts of the case."""
    return {
        "brief": facts.brief_rows(hearing),
        "influence": facts.lines_of(hearing.brief_influence),
        "decided": facts.lines_of(hearing.brief_decided),
        "guiding_questions": facts.guiding_questions_of(hearing),
        "body": rich_text(hearing.body, top_heading=3),
        "documents": facts.documents_of(hearing),
        "facts": facts.facts_of(hearing),
        "tools": facts.tools_of(hearing, at=at),
        "complaints": complaints_of(hearing),
    }


def _answers(hearing: Hearing, tally: Tally) -> dict[str, Any]:
    """Return how many have answered, and the newest published answers."""
    return {
        "tally": tally,
        "told": tell(tally, hearing),
        "bars": bar_rows(tally),
        "newest": _newest(hearing),
    }


def _afterwards(hearing: Hearing, tally: Tally, at: datetime) -> dict[str, Any]:
    """Return how long people wait, the way to the decision, and what came of what they said."""
    is_told = has_an_outcome(hearing, at)
    if is_told:
        prefetch_related_objects([hearing], promised_changes())
    return {
        "clock": lines_of(hearing, at) if tally.received or not hearing.is_closed(at) else [],
        "decision_way": way_of(hearing, at),
        "entry": said_and_done(hearing, received=tally.received, at=at) if is_told else None,
    }


def _relatives(hearing: Hearing, person: User | None, at: datetime) -> dict[str, Any]:
    """Return the hearings about the same matter, and what an earlier one changed."""
    chain = chain_of(hearing, person=person, at=at)
    return {
        "chain": chain,
        "prehearing_changes": facts.lines_of(hearing.prehearing_changes),
        "prehearing": hearing.follows
        if any(row.hearing == hearing.follows for row in chain)
        else None,
    }


def _meetings(hearing: Hearing, at: datetime) -> list[dict[str, Any]]:
    """Return the meetings that are still to come, with those that were to come."""
    return [
        {"meeting": meeting, "when": spoken_meeting(meeting, at)}
        for meeting in hearing.meetings.all()
        if meeting.ends_at > at
    ]


def _newest(hearing: Hearing) -> list[dict[str, Any]]:
    """Return the newest published answers: the beginning, and a link to the rest."""
    return [
        {
            **post_of(answer, excerpt(shown_parts(answer))),
            "links": [
                {"text": _("Læs hele svaret"), "url": answer.get_absolute_url()},
                *_files_link(answer),
            ],
        }
        for answer in newest_answers_to(hearing, NEWEST)
    ]


def _files_link(answer: Response) -> list[dict[str, str]]:
    count = answer.approved_file_count
    url = f"{answer.get_absolute_url()}#bilag"
    return [{"text": files_told(count), "url": url}] if count else []


@hearing_page("notice", "kinds", "areas")
def notice(request: HttpRequest, hearing: Hearing) -> HttpResponse:
    """One sheet of paper for the door of the stairway."""
    at = received_at(request)
    context = {
        "hearing": hearing,
        "label": facts.label_of(hearing),
        "stage": facts.calendar_stage(hearing, at),
        "guiding_questions": facts.guiding_questions_of(hearing),
        "is_withdrawn": hearing.status == Hearing.Status.WITHDRAWN,
        "meetings": [row for row in _meetings(hearing, at) if not row["meeting"].is_cancelled],
        "influence": facts.lines_of(hearing.brief_influence)[:MOST_LINES],
        "short_address": facts.short_address(hearing),
    }
    return render(request, "hearings/hearing_notice.html", context)


@hearing_page("changes", "kinds", "areas", "material_changes")
def changes(request: HttpRequest, hearing: Hearing) -> HttpResponse:
    """Everything that was changed after the opening, with the difference."""
    context = {
        "hearing": hearing,
        "label": facts.label_of(hearing),
        "change_sets": material.sets_of(hearing.material_changes.all(), with_differences=True),
    }
    return render(request, "hearings/hearing_changes.html", context)
