from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from core.danish import ascii_danish
from information.models.publication import Publication, PublicationQuerySet

if TYPE_CHECKING:
    from city.models import Area


class NewsQuerySet(PublicationQuerySet):
    def concerning(self, area: Area | None) -> Self:
        """Return what concerns a part of the town: itself or the whole town; None is all."""
        return self.filter(Q(areas=area) | Q(areas=None)) if area else self


class News(Publication):
    """Something that has happened or will, told by the municipality (nyhed)."""

    title = models.CharField(_("titel"), max_length=120)
    lead = models.TextField(_("indledning"), max_length=500)
    body = models.TextField(_("tekst"), blank=True)
    areas = models.ManyToManyField("city.Area", blank=True, verbose_name=_("bydele"))
    topics = models.ManyToManyField("city.Topic", blank=True, verbose_name=_("emner"))
    hearing = models.ForeignKey(
        "hearings.Hearing",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="news",
        verbose_name=_("handler om høringen"),
    )
    attachments = models.ManyToManyField(
        "information.Attachment", editable=False, related_name="news"
    )

    objects = NewsQuerySet.as_manager()

    class Meta(Publication.Meta):
        verbose_name = _("nyhed")
        verbose_name_plural = _("nyheder")
        ordering = ["-public_from", "-pk"]
        indexes = [models.Index(fields=["status", "public_from"], name="news_by_its_moment")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("information:news", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        return slugify(ascii_danish(self.title))[:60].strip("-") or "nyhed"
