"""Pictures, files and films that editors put on pages; all on our own host."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role, departments_of
from core.danish import ascii_danish
from core.files import StoredFile
from core.languages import ORIGINAL, name_of
from core.transitions import TransitionNotAllowed
from information.models.page import PageVersion
from information.models.publication import Publication, PublicationQuerySet

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User


# The texts that name attachments, by what they are called from here; pages do it by version.
_PUBLICATIONS = ("news", "plans", "guides", "videos")


def _shown_versions(at: datetime) -> models.QuerySet[PageVersion]:
    """Return the versions that stand on the pages now: what an older one showed is gone."""
    come = PageVersion.objects.filter(public_from__lte=at)
    newer = come.filter(page=OuterRef("page"), number__gt=OuterRef("number"))
    return come.filter(page__status="stands").exclude(Exists(newer))


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def public(self, at: datetime | None = None) -> Self:
        """Return what a public text shows: an unused picture, or one of a draft, is nobody's."""
        at = at or timezone.now()
        seen = Q(page_versions__in=_shown_versions(at))
        for subject in _PUBLICATIONS:
            seen |= Q(**{f"{subject}__status": "published", f"{subject}__public_from__lte": at})
        return self.filter(seen).distinct()

    def used(self) -> Self:
        """Return what some text names, also one that nobody may read yet or any more."""
        named = Q(page_versions__isnull=False)
        for subject in _PUBLICATIONS:
            named |= Q(**{f"{subject}__isnull": False})
        return self.filter(named).distinct()

    def unused(self) -> Self:
        return self.exclude(pk__in=self.model.objects.used().values("pk"))

    def pictures(self) -> Self:
        return self.filter(content_type__startswith="image/")

    def of_departments_of(self, user: User | None) -> Self:
        return self.filter(department__in=departments_of(user, Role.EDITOR))

    def visible_to(self, user: User | None, at: datetime | None = None) -> Self:
        seen = Q(pk__in=self.model.objects.public(at).values("pk"))
        if user is not None and user.is_authenticated and user.is_staff:
            seen |= Q(department__in=departments_of(user, Role.EDITOR))
        return self.filter(seen)


class Attachment(StoredFile):
    """A picture or a file in the editors' library, named in texts by its own address."""

    title = models.CharField(_("titel"), max_length=120)
    alt = models.CharField(
        _("hvad billedet viser"),
        max_length=300,
        blank=True,
        help_text=_("Læses op for den, der ikke kan se billedet. Skal skrives til billeder."),
    )
    credit = models.CharField(_("kilde"), max_length=120, blank=True)
    width = models.PositiveIntegerField(_("bredde i pixel"), null=True, editable=False)
    height = models.PositiveIntegerField(_("højde i pixel"), null=True, editable=False)
    department = models.ForeignKey(
        "city.Department", on_delete=models.PROTECT, verbose_name=_("ansvarlig afdeling")
    )

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("billede eller fil")
        verbose_name_plural = _("billeder og filer")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(content_type__startswith="image/") | ~Q(alt=""),
                name="picture_has_a_text_for_who_cannot_see_it",
                violation_error_message=_("Skriv, hvad billedet viser."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_picture(self) -> bool:
        return self.content_type.startswith("image/")

    @property
    def facts(self) -> str:
        """What one wants to know before fetching it: "PDF, 120 kB"."""
        kind = {"docx": "Word", "jpeg": "JPG"}.get(self.extension, self.extension.upper())
        return f"{kind}, {filesizeformat(self.size)}".replace("\xa0", " ")

    def get_absolute_url(self) -> str:
        """The address under which texts name it: the number decides."""
        name = slugify(ascii_danish(self.original_name.rpartition(".")[0]))[:60] or "fil"
        name = f"{name}.{slugify(self.extension)}"
        return reverse("information:attachment", args=[self.pk, name])


class Video(StoredFile, Publication):
    """A film from our own host, with captions and its words to read (WCAG 1.2.1-1.2.3)."""

    title = models.CharField(_("titel"), max_length=120)
    lead = models.TextField(_("hvad filmen handler om"), max_length=500)
    transcript = models.TextField(
        _("filmen i ord"), help_text=_("Alt, hvad der siges og vises, til at læse.")
    )
    duration_seconds = models.PositiveIntegerField(_("varighed i sekunder"), default=0)
    poster = models.ForeignKey(
        Attachment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="videos",
        verbose_name=_("stillbillede"),
    )

    objects = PublicationQuerySet.as_manager()

    class Meta(Publication.Meta):
        verbose_name = _("film")
        verbose_name_plural = _("film")
        ordering = ["-public_from", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("information:video", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        return slugify(ascii_danish(self.title))[:60].strip("-") or "film"

    def missing(self) -> list[str]:
        """Return what must be there before anybody may see the film, as sentences."""
        sentences = []
        if not strip_tags(self.transcript).strip():
            sentences.append(_("Filmen mangler »Filmen i ord«."))
        if not self.captions.filter(language=ORIGINAL).exists():
            sentences.append(_("Filmen mangler danske undertekster."))
        return [str(sentence) for sentence in sentences]

    def publish(self, *, public_from: datetime) -> None:
        """Publish; a film that not everybody can follow stays where it is (WCAG 1.2.2)."""
        if missing := self.missing():
            raise TransitionNotAllowed(" ".join(missing))
        super().publish(public_from=public_from)


class Captions(models.Model):
    """The words of a film, shown while it runs, in one language (WebVTT)."""

    video = models.ForeignKey(
        Video, on_delete=models.CASCADE, related_name="captions", verbose_name=_("film")
    )
    language = models.CharField(_("sprog"), max_length=12, default="da")
    text = models.TextField(_("undertekster"), help_text=_("WebVTT: begynder med WEBVTT."))

    class Meta:
        verbose_name = _("undertekster")
        verbose_name_plural = _("undertekster")
        ordering = ["language", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["video", "language"],
                name="video_has_one_set_of_captions_per_language",
                violation_error_message=_("Filmen har undertekster på det sprog i forvejen."),
            )
        ]

    def __str__(self) -> str:
        return self.language

    @property
    def language_name(self) -> str:
        """The language's own name, for the player's list."""
        return name_of(self.language)
