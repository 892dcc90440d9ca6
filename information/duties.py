"""What waits for an editor: a constant number of questions, however many texts there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Role, departments_of
from core.clock import end_of_day, format_date, format_moment, local_date
from core.duties import Duty
from information.models import (
    Guide,
    News,
    Page,
    PageTranslation,
    PageVersion,
    Plan,
    Publication,
    Right,
    RightTranslation,
    Video,
)

if TYPE_CHECKING:
    from accounts.models import User

SOON = timedelta(days=7)
# More of one kind are one line that leads to their list.
SHOWN = 5
REVIEWED = (News, Plan, Guide, Right, Video)


def duties_of(user: User, at: datetime | None = None) -> list[Duty]:
    """Return what waits in the texts of a person's departments, earliest deadline first."""
    at = at or timezone.now()
    departments = list(departments_of(user, Role.EDITOR))
    if not departments:
        return []
    pages = Page.objects.filter(department__in=departments).annotate(
        newest_title=PageVersion.objects.newest_of()("title")
    )
    found = [
        *_to_review(pages.due_for_review(at), at),
        *_messages(pages),
        *_outdated_pages(departments, at),
        *_outdated_rights(departments),
        *_planned_pages(departments, at),
    ]
    for model in REVIEWED:
        texts: Any = model._default_manager.filter(  # noqa: SLF001 (Django's own name)
            department__in=departments
        )
        found += _to_review(texts.due_for_review(at), at)
        found += _planned(texts.scheduled(at).filter(public_from__lte=at + SOON))
    return sorted(found, key=lambda duty: duty.order)


def _to_review(texts: QuerySet[Any], at: datetime) -> Iterable[Duty]:
    rows = list(texts.order_by("review_on", "pk"))
    if len(rows) > SHOWN:
        meta = texts.model._meta
        text = _("%(count)d skal ses efter: %(kind)s")
        yield Duty(
            title=text % {"count": len(rows), "kind": meta.verbose_name_plural},
            url=f"{reverse(f'admin:information_{meta.model_name}_changelist')}?stage=due",
            text=_("Den første skulle være set efter senest %(day)s.")
            % {"day": format_date(rows[0].review_on)},
            deadline=_end_of(rows[0]),
            is_overdue=rows[0].review_on < local_date(at),
        )
        return
    for row in rows:
        yield Duty(
            title=_("Se efter, om det stadig passer: %(title)s") % {"title": _title(row)},
            url=_change(row),
            text=_("Ret teksten, eller tryk »Set efter«, og vælg en ny dag."),
            deadline=_end_of(row),
            is_overdue=row.review_on < local_date(at),
        )


def _messages(pages: QuerySet[Page]) -> Iterable[Duty]:
    waiting = Q(feedback__handled_at=None) & ~Q(feedback__text="")
    counted = pages.annotate(unread=Count("feedback", filter=waiting, distinct=True))
    for page in counted.filter(unread__gt=0).order_by("pk"):
        yield Duty(
            title=ngettext(
                "%(count)d besked fra en læser: %(title)s",
                "%(count)d beskeder fra læsere: %(title)s",
                page.unread,
            )
            % {"count": page.unread, "title": _title(page)},
            url=f"{reverse('admin:information_feedback_changelist')}?page={page.pk}&unread=yes",
            text=_("Læs, og markér som set. Måske skal siden rettes."),
        )


def _outdated_pages(departments: Sequence[Any], at: datetime) -> Iterable[Duty]:
    """Compare with what visitors read now; a page that is not public waits for nobody."""
    public = PageVersion.objects.public_of(OuterRef("page"), at)
    translations = (
        PageTranslation.objects.filter(
            page__department__in=departments, page__status=Page.Status.STANDS
        )
        .annotate(version_pk=Subquery(public.values("pk")[:1]))
        .exclude(version_pk=None)
        .order_by("page", "language")
    )
    rows = list(translations)
    versions = PageVersion.objects.in_bulk([row.version_pk for row in rows])
    for row in rows:
        version = versions[row.version_pk]
        if row.is_outdated(version.translated_texts()):
            address = reverse("admin:information_page_translate", args=[row.page_id, row.language])
            yield _outdated(row, version.title, address)


def _outdated_rights(departments: Sequence[Any]) -> Iterable[Duty]:
    rows = RightTranslation.objects.filter(
        right__department__in=departments, right__status=Publication.Status.PUBLISHED
    )
    for row in rows.select_related("right").order_by("right", "language"):
        if row.is_outdated(row.right.translated_texts()):
            address = reverse(
                "admin:information_right_translate", args=[row.right_id, row.language]
            )
            yield _outdated(row, row.right.title, address)


def _outdated(row: PageTranslation | RightTranslation, title: str, address: str) -> Duty:
    return Duty(
        title=_("Oversættelsen til %(language)s er ældre end den danske tekst: %(title)s")
        % {"language": row.language_name, "title": title},
        url=address,
        text=_("Læserne får det at vide, til den er rettet."),
        waits_since=row.translated_at,
    )


def _planned_pages(departments: Sequence[Any], at: datetime) -> Iterable[Duty]:
    """Return versions that will take over; one that a newer public one has overtaken will not."""
    public = PageVersion.objects.public_of(OuterRef("page"), at)
    versions = PageVersion.objects.filter(
        page__department__in=departments,
        page__status=Page.Status.STANDS,
        public_from__gt=at,
        public_from__lte=at + SOON,
    ).annotate(public_number=Subquery(public.values("number")[:1]))
    coming = versions.filter(Q(public_number=None) | Q(number__gt=F("public_number")))
    for version in coming.order_by("public_from", "pk"):
        address = reverse("admin:information_page_change", args=[version.page_id])
        yield _comes(version.title, address, version.public_from)


def _planned(texts: QuerySet[Any]) -> Iterable[Duty]:
    for text in texts.order_by("public_from", "pk"):
        yield _comes(str(text), _change(text), text.public_from)


def _comes(title: str, address: str, moment: datetime | None) -> Duty:
    return Duty(
        title=_("Bliver offentlig: %(title)s") % {"title": title},
        url=address,
        text=_("Det sker af sig selv %(moment)s. Se teksten en sidste gang.")
        % {"moment": format_moment(moment) if moment else ""},
        deadline=moment,
    )


def _title(row: Any) -> str:
    return str(getattr(row, "newest_title", None) or row)


def _change(row: Any) -> str:
    return reverse(f"admin:information_{row._meta.model_name}_change", args=[row.pk])


def _end_of(row: Any) -> datetime:
    return end_of_day(row.review_on) - timedelta(minutes=1)
