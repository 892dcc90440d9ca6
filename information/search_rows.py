"""What information gives to the search: pages, news, plans, rights, guides, words, films, files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comments.found import comment_source
from core.clock import local_date, start_of_day
from core.html import plain_text
from core.search import DOCUMENT, Hit, SearchKind, SearchRow, SearchSource
from core.search.stamps import joined
from core.templatetags.dates import day_date
from information.models import (
    Attachment,
    GlossaryTerm,
    Guide,
    News,
    Page,
    PageTranslation,
    PageVersion,
    Plan,
    PlanDocument,
    Right,
    RightTranslation,
    Video,
)

PAGE = SearchKind("side", _("Side"), _("Sider"), 20)
NEWS = SearchKind("nyhed", _("Nyhed"), _("Nyheder"), 60)
PLAN = SearchKind("plan", _("Plan"), _("Planer"), 50)
RIGHT = SearchKind("rettighed", _("Rettighed"), _("Rettigheder og pligter"), 40)
GUIDE = SearchKind("vejledning", _("Vejledning"), _("Vejledninger"), 30)
TERM = SearchKind("ord", _("Ordforklaring"), _("Ordforklaringer"), 100)
VIDEO = SearchKind("film", _("Film"), _("Film"), 90)
# A word has no date: everything else is newer.
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_READABLE = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)


def search_sources() -> list[SearchSource]:
    return [
        _source(
            "page", PAGE, public_pages, page_rows, ("path", "version"),
            sets=("topics",), guards=("version",),
        ),
        _source(
            "page_translation", PAGE, public_page_translations, page_translation_rows,
            ("language", "title", "lead", "body", "page__path"),
            guards=(),
        ),
        _source(
            "news", NEWS, _edited(News), news_rows,
            ("title", "lead", "body", "public_from"), sets=("areas", "topics"),
        ),
        _source(
            "plan", PLAN, public_plans, plan_rows,
            ("kind", "number", "title", "lead", "body", "adopted_on", "state_code"),
            sets=("areas", "topics"), told=told_of_plan,
        ),
        _source(
            "plan_document", DOCUMENT, public_plan_documents, plan_document_rows,
            ("title", "plan__title"), sets=("plan__areas",),
        ),
        _source(
            "right", RIGHT, _edited(Right), right_rows,
            ("kind", "title", "what", "for_whom", "how", "legal_basis", "deadline", "public_from"),
            sets=("topics",), told=told_of_right,
        ),
        _source(
            "right_translation", RIGHT, public_right_translations, right_translation_rows,
            (
                "language", "title", "what", "for_whom", "how", "deadline",
                "right__title", "right__kind",
            ),
            guards=(), told=told_of_right,
        ),
        _source(
            "guide", GUIDE, _edited(Guide), guide_rows,
            ("slug", "title", "question", "lead", "body", "public_from"), sets=("topics",),
        ),
        _source(
            "term", TERM, active_terms, term_rows, ("term", "slug", "forms", "explanation"),
            guards=(), told=told_of_term,
        ),
        _source("video", VIDEO, _edited(Video), video_rows, ("title", "lead", "transcript")),
        _source("attachment", DOCUMENT, public_attachments, attachment_rows, ("title",)),
        *_comment_sources(),
    ]  # fmt: skip


def _comment_sources() -> list[SearchSource]:
    return [
        comment_source(
            "page_comment",
            public_threads=lambda at: {"thread__page__in": Page.objects.public(at)},
        ),
        comment_source(
            "plan_comment",
            public_threads=lambda at: {"thread__plan__in": Plan.objects.public(at)},
            titles=("thread__plan__title",),
        ),
    ]


def _source(
    name: str,
    kind: SearchKind,
    public: Callable[[datetime], QuerySet[Any]],
    rows: Callable[[Any], list[SearchRow]],
    columns: tuple[str, ...],
    *,
    guards: tuple[str, ...] = ("guard",),
    **more: Any,
) -> SearchSource:
    """Put a source together: its rows are the public ones with these keys."""

    def rows_of(keys: Sequence[int], at: datetime) -> list[SearchRow]:
        return rows(public(at).filter(pk__in=keys))

    return SearchSource(
        name=name,
        kind=kind,
        public=public,
        rows=rows_of,
        columns=columns,
        guards=guards,
        **more,
    )


def _edited(model: type[Any]) -> Callable[[datetime], QuerySet[Any]]:
    """A text that was changed is found again when its new wording has been read."""

    def public(at: datetime) -> QuerySet[Any]:
        return model.objects.public(at).annotate(guard=joined("changed_at"))

    return public


def _text(*parts: str) -> str:
    return "\n".join(filter(None, parts))


def _names(*sets: Iterable[object]) -> str:
    return " ".join(str(row) for rows in sets for row in rows)


# --- Pages ------------------------------------------------------------------------------------
def public_pages(at: datetime) -> QuerySet[Page]:
    """Add which version is read: one that is public, and none that is public comes after it.

    Says the same as `Page.objects.public`, in a form that a database can ask of all pages at once.
    """
    public = Page.objects.filter(status=Page.Status.STANDS, versions__public_from__lte=at)
    numbered = public.annotate(version=F("versions__pk"), number=F("versions__number"))
    later = PageVersion.objects.filter(
        page=OuterRef("pk"), public_from__lte=at, number__gt=OuterRef("number")
    )
    return numbered.filter(~Exists(later))


def page_rows(pages: QuerySet[Page]) -> list[SearchRow]:
    found = {page.pk: page for page in pages.prefetch_related("topics")}
    versions = PageVersion.objects.filter(
        pk__in=[page.version for page in found.values()]  # type: ignore[attr-defined]
    )
    rows = []
    for version in versions:
        page = found[version.page_id]
        rows.append(
            SearchRow(
                subject=page.pk,
                title=version.title,
                text=_text(version.lead, plain_text(version.body)),
                keywords=_names(page.topics.all()),
                path=page.get_absolute_url(),
                at=version.public_from or LONG_AGO,
                version=version.pk,
            )
        )
    return rows


def public_page_translations(at: datetime) -> QuerySet[PageTranslation]:
    return PageTranslation.objects.filter(page__in=Page.objects.public(at))


def page_translation_rows(translations: QuerySet[PageTranslation]) -> list[SearchRow]:
    return [
        SearchRow(
            subject=row.pk,
            title=row.title,
            text=_text(row.lead, plain_text(row.body)),
            path=reverse("information:page_translation", args=[row.page.path, row.language]),
            at=row.translated_at,
            language=row.language,
        )
        for row in translations.select_related("page")
    ]


# --- News, guides, films ----------------------------------------------------------------------
def news_rows(news: QuerySet[News]) -> list[SearchRow]:
    return [
        SearchRow(
            subject=row.pk,
            title=row.title,
            text=_text(row.lead, plain_text(row.body)),
            keywords=_names(row.areas.all(), row.topics.all()),
            path=row.get_absolute_url(),
            areas=tuple(area.pk for area in row.areas.all()),
            at=row.public_from or LONG_AGO,
            guard=row.guard,  # type: ignore[attr-defined]
        )
        for row in news.prefetch_related("areas", "topics")
    ]


def guide_rows(guides: QuerySet[Guide]) -> list[SearchRow]:
    return [
        SearchRow(
            subject=row.pk,
            title=row.title,
            text=_text(row.lead, plain_text(row.body)),
            keywords=f"{row.question} {_names(row.topics.all())}",
            path=row.get_absolute_url(),
            at=row.public_from or LONG_AGO,
            guard=row.guard,  # type: ignore[attr-defined]
        )
        for row in guides.prefetch_related("topics")
    ]


def video_rows(videos: QuerySet[Video]) -> list[SearchRow]:
    return [
        SearchRow(
            subject=row.pk,
            title=row.title,
            text=_text(row.lead, plain_text(row.transcript)),
            path=row.get_absolute_url(),
            at=row.public_from or LONG_AGO,
            guard=row.guard,  # type: ignore[attr-defined]
        )
        for row in videos
    ]


# --- Plans ------------------------------------------------------------------------------------
def public_plans(at: datetime) -> QuerySet[Plan]:
    """Add `state_code`: the kind, and whether something has taken the plan's place."""
    ended = Case(
        When(replaced_by__isnull=False, then=Value(f" {Plan.State.REPLACED}")),
        When(lapsed_on__lte=local_date(at), then=Value(f" {Plan.State.LAPSED}")),
        default=Value(""),
        output_field=CharField(),
    )
    return _edited(Plan)(at).annotate(state_code=joined("kind", ended))


def plan_rows(plans: QuerySet[Plan]) -> list[SearchRow]:
    return [
        SearchRow(
            subject=row.pk,
            title=row.title,
            text=_text(row.lead, plain_text(row.body)),
            keywords=f"{row.number} {row.get_kind_display()} "
            f"{_names(row.areas.all(), row.topics.all())}",
            path=row.get_absolute_url(),
            areas=tuple(area.pk for area in row.areas.all()),
            at=start_of_day(row.adopted_on) if row.adopted_on else row.public_from or LONG_AGO,
            state=" ".join(row.state_code.split()),  # type: ignore[attr-defined]
            guard=row.guard,  # type: ignore[attr-defined]
        )
        for row in plans.prefetch_related("areas", "topics")
    ]


def told_of_plan(hit: Hit, _at: datetime) -> str:
    kind, _space, ended = hit.state.partition(" ")
    name = str(Plan.Kind(kind).label).capitalize()
    return f"{name}, {Plan.State(ended).label}" if ended else f"{name}, {day_date(hit.at)}"


def public_plan_documents(at: datetime) -> QuerySet[PlanDocument]:
    documents = PlanDocument.objects.filter(plan__in=Plan.objects.public(at))
    return documents.annotate(guard=F("sha256"))


def plan_document_rows(documents: QuerySet[PlanDocument]) -> list[SearchRow]:
    return [
        SearchRow(
            subject=row.pk,
            title=row.title,
            text="",
            context=row.plan.title,
            keywords=row.plan.title,
            path=reverse("information:plan_document", args=[row.plan_id, row.plan.slug, row.pk]),
            areas=tuple(area.pk for area in row.plan.areas.all()),
            at=row.uploaded_at,
            guard=row.sha256,
            file=row,
        )
        for row in documents.select_related("plan").prefetch_related("plan__areas")
    ]


# --- Rights -----------------------------------------------------------------------------------
def right_rows(rights: QuerySet[Right]) -> list[SearchRow]:
    return [
        SearchRow(
            subject=row.pk,
            title=row.title,
            text=_text(row.what, row.for_whom, row.how, row.deadline, row.legal_basis),
            keywords=_names(row.topics.all()),
            path=row.get_absolute_url(),
            at=row.public_from or LONG_AGO,
            state=row.kind,
            guard=row.guard,  # type: ignore[attr-defined]
        )
        for row in rights.prefetch_related("topics")
    ]


def told_of_right(hit: Hit, _at: datetime) -> str:
    return str(Right.Kind(hit.state).label).capitalize()


def public_right_translations(at: datetime) -> QuerySet[RightTranslation]:
    return RightTranslation.objects.filter(right__in=Right.objects.public(at))


def right_translation_rows(translations: QuerySet[RightTranslation]) -> list[SearchRow]:
    return [
        SearchRow(
            subject=row.pk,
            title=row.title,
            text=_text(row.what, row.for_whom, row.how, row.deadline),
            path=reverse(
                "information:right_translation", args=[row.right_id, row.right.slug, row.language]
            ),
            at=row.translated_at,
            state=row.right.kind,
            language=row.language,
        )
        for row in translations.select_related("right")
    ]


# --- Words and files --------------------------------------------------------------------------
def active_terms(_at: datetime) -> QuerySet[GlossaryTerm]:
    return GlossaryTerm.objects.filter(is_active=True)


def term_rows(terms: QuerySet[GlossaryTerm]) -> list[SearchRow]:
    return [
        SearchRow(
            subject=row.pk,
            title=row.term,
            text=row.explanation,
            keywords=" ".join(row.spellings),
            path=row.get_absolute_url(),
            at=LONG_AGO,
        )
        for row in terms
    ]


def told_of_term(_hit: Hit, _at: datetime) -> str:
    return ""


def public_attachments(at: datetime) -> QuerySet[Attachment]:
    return (
        Attachment.objects.public(at).filter(content_type__in=_READABLE).annotate(guard=F("sha256"))
    )


def attachment_rows(attachments: QuerySet[Attachment]) -> list[SearchRow]:
    return [
        SearchRow(
            subject=row.pk,
            title=row.title,
            text="",
            path=row.get_absolute_url(),
            at=row.uploaded_at,
            guard=row.sha256,
            file=row,
        )
        for row in attachments
    ]
