"""Texts of information with what belongs to them, and one of each kind."""

from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from core.languages import digest_of
from hearings.models import Hearing
from information.models import (
    Attachment,
    Captions,
    Guide,
    News,
    OldAddress,
    Page,
    PageTranslation,
    Plan,
    PlanDocument,
    PlanStep,
    Right,
    RightTranslation,
    Video,
)
from tests.information.factories import (
    AttachmentFactory,
    GlossaryTermFactory,
    GuideFactory,
    NewsFactory,
    PlanFactory,
    RightFactory,
    VideoFactory,
    make_page,
)


def translate_page(page: Page, language: str = "ar", **texts: Any) -> PageTranslation:
    version = page.public_version()
    values = {
        "title": "كيف تجيب",
        "lead": "خمس دقائق.",
        "body": "<h2>أولا</h2><p>اكتب.</p>",
        **texts,
    }
    return PageTranslation.objects.create(
        page=page,
        language=language,
        original_digest=digest_of(version.translated_texts()),
        translated_at=timezone.now(),
        **values,
    )


def translate_right(right: Right, language: str = "ar", **texts: str) -> RightTranslation:
    values = {"title": "حق الرد", "what": "يمكنك الرد.", "for_whom": "الجميع.", "how": "اكتب."}
    return RightTranslation.objects.create(
        right=right,
        language=language,
        original_digest=digest_of(right.translated_texts()),
        translated_at=timezone.now(),
        **{**values, **texts},
    )


def add_document(plan: Plan, title: str = "Planens tekst") -> PlanDocument:
    return PlanDocument.objects.create(
        plan=plan,
        title=title,
        file=ContentFile(b"%PDF-1.4 " + title.encode(), name="plan.pdf"),
        original_name="plan.pdf",
        content_type="application/pdf",
        size=20,
        sha256=f"{plan.pk:064d}",
        pages=3,
        uploaded_at=timezone.now(),
    )


def add_captions(video: Video, language: str = "da") -> Captions:
    text = "WEBVTT\n\n00:00.000 --> 00:02.000\nHej\n"
    return Captions.objects.create(video=video, language=language, text=text)


def add_step(plan: Plan, on: Any, title: str = "Borgermøde", **values: Any) -> PlanStep:
    return PlanStep.objects.create(plan=plan, on=on, title=title, **values)


def move_away(page: Page, old_path: str) -> OldAddress:
    return OldAddress.objects.create(page=page, path=old_path)


@dataclass
class Texts:
    """One public text of each kind, to which the addresses under /information/ lead."""

    page: Page
    news: News
    plan: Plan
    document: PlanDocument
    right: Right
    guide: Guide
    video: Video
    picture: Attachment
    hearing: Hearing

    def values_for(self, name: str) -> dict[str, Any]:
        """Return the parameters of an address, by its name without the app's."""
        kind = name.partition("_")[0]
        if name in ("page", "page_translation"):
            return {"path": self.page.path, "language": "ar"}
        if kind == "feedback":
            return {"number": self.page.pk}
        if kind == "attachment":
            return {"number": self.picture.pk, "name": "kanalen.png"}
        if kind == "case":
            return {"source": "hoering", "number": self.hearing.pk, "slug": self.hearing.slug}
        kinds = {"captions": self.video, "plan": self.plan, "guide": self.guide}
        row = kinds.get(kind) or getattr(self, kind, None)
        if row is None:
            return {}
        language = "da" if kind == "captions" else "ar"
        return {
            "number": row.pk, "slug": row.slug, "pk": self.document.pk, "language": language
        }  # fmt: skip


def make_texts(hearing: Hearing) -> Texts:
    picture = AttachmentFactory()
    page, plan, right, video = make_page(), PlanFactory(), RightFactory(), VideoFactory()
    page.public_version().attachments.add(picture)
    translate_page(page)
    translate_right(right)
    add_captions(video)
    GlossaryTermFactory()
    return Texts(
        page=page,
        news=NewsFactory(),
        plan=plan,
        document=add_document(plan),
        right=right,
        guide=GuideFactory(),
        video=video,
        picture=picture,
        hearing=hearing,
    )
