"""Texts of information for search engines, each as what it is. Of what is not public, nothing."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from core.languages import ORIGINAL
from core.pictures import picture_path
from core.structured_data import Thing, absolute, authority, line, moment, thing, words
from information.models import (
    GlossaryTerm,
    Guide,
    News,
    Page,
    PageVersion,
    Plan,
    Publication,
    Right,
    Video,
)

MAX_HEADLINE = 110
# Plans that bind somebody are law; the others are texts.
LAW = {Plan.Kind.KOMMUNEPLAN, Plan.Kind.LOKALPLAN, Plan.Kind.REGULATIV}
IN_FORCE = {
    Plan.State.IN_FORCE: "https://schema.org/InForce",
    Plan.State.PROPOSAL: "https://schema.org/NotInForce",
    Plan.State.ADOPTED: "https://schema.org/NotInForce",
    Plan.State.LAPSED: "https://schema.org/NotInForce",
    Plan.State.REPLACED: "https://schema.org/NotInForce",
}


def of_news(news: News, at: datetime | None = None) -> Thing:
    if not news.is_public(at):
        return {}
    headline = line(news.title)[:MAX_HEADLINE]
    return thing(
        "NewsArticle", headline=headline, author=authority(), **_told(news, "news", news.lead)
    )


def of_plan(plan: Plan, at: datetime | None = None) -> Thing:
    """Return what binds as law, and a policy or budget as a text."""
    if not plan.is_public(at):
        return {}
    told = {"name": line(plan.title), **_told(plan, "plan", plan.lead)}
    if plan.kind not in LAW:
        return thing("CreativeWork", genre=str(plan.get_kind_display()), **told)
    return thing(
        "Legislation",
        legislationIdentifier=line(plan.number),
        legislationType=str(plan.get_kind_display()),
        legislationDate=_day(plan.adopted_on),
        legislationLegalForce=IN_FORCE[plan.state(at)],
        legislationPassedBy=authority() if plan.adopted_on else None,
        legislationJurisdiction=thing("AdministrativeArea", name=settings.CITY_NAME),
        **told,
    )


def of_page(page: Page, version: PageVersion, at: datetime | None = None) -> Thing:
    """Return a page in the wording that is public; in any other, nothing."""
    at = at or timezone.now()
    is_public = version.public_from is not None and version.public_from <= at
    if not is_public or page.status != Page.Status.STANDS or version.page_id != page.pk:
        return {}
    return thing(
        "WebPage",
        name=line(version.title),
        description=line(version.lead),
        dateModified=moment(version.public_from),
        **_address(page, "page"),
    )


def of_right(right: Right, at: datetime | None = None) -> Thing:
    """Return the page about a right or duty, with the law that says so."""
    if not right.is_public(at):
        return {}
    law = thing("Legislation", name=line(right.legal_basis), url=right.legal_url)
    about = thing("Thing", name=line(right.title), description=line(right.for_whom))
    return thing(
        "WebPage",
        name=line(right.title),
        about=about,
        citation=law,
        expires=_day(right.valid_until),
        **_told(right, "right", right.what),
    )


def of_guide(guide: Guide, at: datetime | None = None) -> Thing:
    """Return the question that people come with, and what the page answers."""
    if not guide.is_public(at):
        return {}
    answer = thing("Answer", text=" ".join(filter(None, [line(guide.lead), words(guide.body)])))
    question = thing("Question", name=line(guide.title), acceptedAnswer=answer)
    return thing(
        "FAQPage",
        name=line(guide.title),
        mainEntity=[question],
        **_told(guide, "guide", guide.lead),
    )


def of_video(video: Video, at: datetime | None = None) -> Thing:
    """Return a film with its words."""
    if not video.is_public(at):
        return {}
    film = reverse("information:video_file", args=[video.pk, video.slug])
    return thing(
        "VideoObject",
        name=line(video.title),
        uploadDate=moment(video.public_from),
        duration=f"PT{video.duration_seconds}S" if video.duration_seconds else None,
        contentUrl=absolute(film),
        encodingFormat=video.content_type,
        thumbnailUrl=absolute(picture_path("video", video.pk)),
        transcript=words(video.transcript),
        **_told(video, "video", video.lead),
    )


def of_glossary(terms: Iterable[GlossaryTerm]) -> Thing:
    """Return the words that are explained."""
    defined = [
        thing(
            "DefinedTerm",
            name=line(term.term),
            description=line(term.explanation),
            url=absolute(term.get_absolute_url()),
        )
        for term in terms
        if term.is_active
    ]
    page = absolute(reverse("information:glossary"))
    return thing("DefinedTermSet", url=page, inLanguage=ORIGINAL, hasDefinedTerm=defined)


def _told(text: Publication, kind: str, lead: str) -> dict[str, Any]:
    """Return what all texts of an editor have."""
    return {
        "description": line(lead),
        "datePublished": moment(text.public_from),
        "dateModified": moment(max(text.changed_at, text.public_from or text.changed_at)),
        **_address(text, kind),
    }


def _address(subject: Any, kind: str) -> dict[str, Any]:
    return {
        "url": absolute(subject.get_absolute_url()),
        "image": absolute(picture_path(kind, subject.pk)),
        "inLanguage": ORIGINAL,
        "publisher": authority(),
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
