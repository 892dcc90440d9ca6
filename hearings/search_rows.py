"""What hearings give to the search: proposals, translations, published answers, documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comments.found import comment_source
from core.clock import start_of_day
from core.html import plain_text
from core.search import DOCUMENT, Hit, SearchKind, SearchRow, SearchSource
from core.templatetags.dates import day_date, long_date
from hearings.models import (
    Hearing,
    HearingDocument,
    HearingTranslation,
    Redaction,
    Response,
    ResponseFile,
    WhitePaper,
)
from hearings.white_paper.words import words_of

if TYPE_CHECKING:
    from hearings.models.response import ResponseQuerySet

HEARING = SearchKind("hoering", _("Høring"), _("Høringer"), 10, "democracy")
ANSWER = SearchKind("svar", _("Høringssvar"), _("Høringssvar"), 80, "democracy")


def search_sources() -> list[SearchSource]:
    return [
        SearchSource(
            name="hearing",
            kind=HEARING,
            public=public_hearings,
            rows=hearing_rows,
            columns=(*TEXTS, *FACTS),
            sets=("areas", "topics", "kinds"),
            told=told_of_hearing,
        ),
        SearchSource(
            name="hearing_translation",
            kind=HEARING,
            public=public_translations,
            rows=translation_rows,
            columns=("language", *HearingTranslation.TEXTS, *OF_THE_HEARING),
            sets=("hearing__areas",),
            told=told_of_hearing,
        ),
        SearchSource(
            name="answer",
            kind=ANSWER,
            public=public_answers,
            rows=answer_rows,
            columns=("hearing__title", "number", "language", "received_at", *WHOSE),
            titled=title_of_answer,
            guards=("version", "newest"),
        ),
        comment_source(
            "hearing_comment",
            public_threads=lambda at: {"thread__hearing__in": public_hearings(at)},
            titles=("thread__hearing__title",),
        ),
        *_document_sources(),
    ]


def _document_sources() -> list[SearchSource]:
    return [
        SearchSource(
            name="white_paper",
            kind=DOCUMENT,
            public=public_white_papers,
            rows=white_paper_rows,
            columns=("hearing__title", "hearing__case_number", "published_at"),
            sets=("hearing__areas",),
            titled=title_of_white_paper,
            way="democracy",
        ),
        SearchSource(
            name="hearing_document",
            kind=DOCUMENT,
            public=public_documents,
            rows=document_rows,
            columns=("title", "note", "hearing__title"),
            sets=("hearing__areas",),
            guards=("guard",),
            way="democracy",
        ),
        SearchSource(
            name="answer_file",
            kind=DOCUMENT,
            public=public_files,
            rows=file_rows,
            columns=("sha256", "response__hearing__title", "response__number"),
            titled=title_of_file,
            way="democracy",
        ),
    ]


# --- Hearings ---------------------------------------------------------------------------------
TEXTS = (
    "formal_title", "lead", "brief_what", "brief_why", "brief_who", "brief_influence",
    "brief_decided", "brief_next", "remark", "decision", "withdrawn_reason",
)  # fmt: skip
FACTS = ("title", "status", "body", "third_party", "case_number", "opens_at", "closes_at",
         "decided_on", "white_paper_published_at")  # fmt: skip


def public_hearings(_at: datetime) -> QuerySet[Hearing]:
    return Hearing.objects.visible_to(None)


def hearing_rows(keys: Sequence[int], at: datetime) -> list[SearchRow]:
    found = public_hearings(at).filter(pk__in=keys)
    return [_hearing_row(row) for row in found.prefetch_related("areas", "topics", "kinds")]


def _hearing_row(hearing: Hearing) -> SearchRow:
    texts = [getattr(hearing, name) for name in TEXTS]
    named = [*hearing.kinds.all(), *hearing.areas.all(), *hearing.topics.all()]
    return SearchRow(
        subject=hearing.pk,
        title=hearing.title,
        title_words=f"{hearing.title} {hearing.formal_title}",
        text="\n".join(filter(None, [*texts, plain_text(hearing.body)])),
        keywords=" ".join([hearing.case_number, hearing.third_party, *map(str, named)]),
        path=hearing.get_absolute_url(),
        **_standing(hearing),
    )


def _standing(hearing: Hearing) -> dict[str, Any]:
    """Return where the hearing stands; the same for its translations."""
    is_running = hearing.status == Hearing.Status.PUBLISHED
    decided = start_of_day(hearing.decided_on) if hearing.decided_on else None
    return {
        "areas": tuple(area.pk for area in hearing.areas.all()),
        "at": decided or hearing.opens_at,
        "opens_at": hearing.opens_at if is_running else None,
        "closes_at": hearing.closes_at if is_running else None,
        "state": _state_of(hearing),
    }


def _state_of(hearing: Hearing) -> str:
    """Return what a person decided, with the white paper between the deadline and the decision."""
    if hearing.status == Hearing.Status.PUBLISHED and hearing.white_paper_published_at:
        return Hearing.Stage.ANSWERED
    return hearing.status


OF_THE_HEARING = (
    "hearing__title", "hearing__status", "hearing__opens_at", "hearing__closes_at",
    "hearing__decided_on", "hearing__white_paper_published_at",
)  # fmt: skip


def public_translations(at: datetime) -> QuerySet[HearingTranslation]:
    return HearingTranslation.objects.filter(hearing__in=public_hearings(at))


def translation_rows(keys: Sequence[int], at: datetime) -> list[SearchRow]:
    found = public_translations(at).filter(pk__in=keys).select_related("hearing")
    return [
        SearchRow(
            subject=row.pk,
            title=row.title,
            text="\n".join(filter(None, (getattr(row, name) for name in row.TEXTS[1:]))),
            path=reverse(
                "hearings:translation", args=[row.hearing.number, row.hearing.slug, row.language]
            ),
            language=row.language,
            **_standing(row.hearing),
        )
        for row in found.prefetch_related("hearing__areas")
    ]


def told_of_hearing(hit: Hit, at: datetime) -> str:
    """Return where the hearing stands, from what the index holds."""
    if hit.state == Hearing.Status.WITHDRAWN:
        return gettext("Trukket tilbage")
    if hit.state == Hearing.Stage.ANSWERED:
        return gettext("Besvaret i hvidbogen")
    if hit.state == Hearing.Status.DECIDED or hit.opens_at is None or hit.closes_at is None:
        return gettext("Besluttet %(date)s") % {"date": day_date(hit.at)}
    hearing = Hearing(status=hit.state, opens_at=hit.opens_at, closes_at=hit.closes_at)
    stage = hearing.stage(at)
    if stage == Hearing.Stage.COMING:
        return gettext("Åbner %(date)s") % {"date": long_date(hit.opens_at)}
    last_day = {"date": long_date(hearing.last_day)}
    if stage == Hearing.Stage.OPEN:
        return gettext("Åben til %(date)s") % last_day
    return gettext("Fristen var %(date)s") % last_day


# --- Answers ----------------------------------------------------------------------------------
WHOSE = ("name", "on_behalf_of", "sender_kind", "is_protected", "show_name", "area_id")


def public_answers(_at: datetime) -> ResponseQuerySet:
    """Add which text is read, with its newest mask, and whether a name stands over it.

    `_answer_row` has the twins. Keys only grow, so a mask that was added is the newest. Few
    answers have any: which ones is asked once for all of them.
    """
    masks = Redaction.objects.filter(version=OuterRef("published_version")).order_by("-pk")
    newest = When(
        published_version__in=Redaction.objects.values("version"),
        then=Subquery(masks.values("pk")[:1]),
    )
    has_name = ~Q(name="") & (Q(show_name=True) | ~Q(sender_kind=Response.SenderKind.CITIZEN))
    named = Case(When(has_name, is_protected=False, then=1), default=0)
    return Response.objects.public().annotate(
        version=F("published_version_id") * 2 + named,
        newest=Case(newest, default=0),
    )


def _version_of(answer: Response) -> int:
    is_named = bool(answer.name) and answer.is_named_in_public
    return (answer.published_version_id or 0) * 2 + is_named


def answer_rows(keys: Sequence[int], at: datetime) -> list[SearchRow]:
    found = public_answers(at).filter(pk__in=keys)
    return [
        _answer_row(row)
        for row in found.select_related("hearing", "published_version").prefetch_related(
            "published_version__redactions"
        )
    ]


def _answer_row(answer: Response) -> SearchRow:
    version = answer.published_version
    parts = version.public_parts() if version else []
    masks = version.redactions.all() if version else ()
    area = None if answer.is_protected else answer.area_id
    return SearchRow(
        subject=answer.pk,
        title=answer.public_name,
        # A mask is a gap, not a word that somebody could look for.
        text=" … ".join(text.strip() for text, reason in parts if not reason),
        context=answer.hearing.title,
        path=answer.get_absolute_url(),
        areas=(area,) if area else (),
        at=answer.received_at,
        state=str(answer.number),
        language=answer.language,
        version=_version_of(answer),
        newest=max((mask.pk for mask in masks), default=0),
    )


def title_of_answer(hit: Hit) -> str:
    title = gettext("Svar nr. %(number)d") % {"number": int(hit.state)}
    if hit.title:
        title = gettext("%(answer)s fra %(name)s") % {"answer": title, "name": hit.title}
    return title


# --- White papers -----------------------------------------------------------------------------
def public_white_papers(at: datetime) -> QuerySet[WhitePaper]:
    """Return the newest published version of each hearing: what is found is what applies."""
    published = WhitePaper.objects.published()
    newer = published.filter(hearing=OuterRef("hearing"), version__gt=OuterRef("version"))
    return published.filter(~Exists(newer), hearing__in=public_hearings(at))


def white_paper_rows(keys: Sequence[int], at: datetime) -> list[SearchRow]:
    """The administration's words alone: a response is found as itself, masked as it is then."""
    found = public_white_papers(at).filter(pk__in=keys).select_related("hearing")
    return [
        SearchRow(
            subject=paper.pk,
            title="",
            text="\n".join(words_of(paper.content or {})),
            title_words=f"hvidbog {paper.hearing.title}",
            context=paper.hearing.title,
            keywords=paper.hearing.case_number,
            path=reverse("hearings:white_paper", args=[paper.hearing.number, paper.hearing.slug]),
            areas=tuple(area.pk for area in paper.hearing.areas.all()),
            at=paper.published_at or paper.created_at,
            state=str(paper.version),
        )
        for paper in found.prefetch_related("hearing__areas")
    ]


def title_of_white_paper(hit: Hit) -> str:
    if hit.state == "1":
        return gettext("Hvidbog")
    return gettext("Hvidbog, version %(version)s") % {"version": hit.state}


# --- Documents --------------------------------------------------------------------------------
def public_documents(at: datetime) -> QuerySet[HearingDocument]:
    documents = HearingDocument.objects.filter(hearing__in=public_hearings(at))
    return documents.annotate(guard=F("sha256"))


def document_rows(keys: Sequence[int], at: datetime) -> list[SearchRow]:
    found = public_documents(at).filter(pk__in=keys).select_related("hearing")
    return [
        SearchRow(
            subject=document.pk,
            title=document.title,
            text=document.note,
            context=document.hearing.title,
            keywords=document.hearing.title,
            path=reverse(
                "hearings:document",
                args=[document.hearing.number, document.hearing.slug, document.pk],
            ),
            areas=tuple(area.pk for area in document.hearing.areas.all()),
            at=document.uploaded_at,
            guard=document.sha256,
            file=document,
        )
        for document in found.prefetch_related("hearing__areas")
    ]


def public_files(_at: datetime) -> QuerySet[ResponseFile]:
    """Return the files of published answers that whoever approved them has seen."""
    return ResponseFile.objects.approved().filter(response__in=Response.objects.public())


def file_rows(keys: Sequence[int], at: datetime) -> list[SearchRow]:
    """The name that its sender gave a file may tell who the sender is: it is not used."""
    found = public_files(at).filter(pk__in=keys).select_related("response__hearing")
    return [
        SearchRow(
            subject=file.pk,
            title="",
            text="",
            context=file.response.hearing.title,
            path=reverse(
                "hearings:response_file",
                args=[
                    file.response.hearing.number,
                    file.response.hearing.slug,
                    file.response.number,
                    file.pk,
                ],
            ),
            at=file.uploaded_at,
            state=str(file.response.number),
            file=file,
        )
        for file in found
    ]


def title_of_file(hit: Hit) -> str:
    return gettext("Bilag til svar nr. %(number)d") % {"number": int(hit.state)}
