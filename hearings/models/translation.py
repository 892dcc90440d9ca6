"""A hearing's Kort fortalt in the languages that people of the town read best."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core.languages import Translation, portal_language
from hearings.models.hearing import Hearing


class HearingTranslationQuerySet(models.QuerySet["HearingTranslation"]):
    def outdated(self) -> list[HearingTranslation]:
        """Return those that are older than the Danish, with their hearings: one question."""
        return [
            translation
            for translation in self.select_related("hearing")
            if translation.is_outdated(translation.hearing.translated_texts())
        ]


class HearingTranslation(Translation):
    """A hearing's title and Kort fortalt in another language. The Danish text decides."""

    # The order in which Hearing.translated_texts gives the Danish.
    TEXTS = (
        "title",
        "lead",
        "brief_what",
        "brief_why",
        "brief_who",
        "brief_influence",
        "brief_decided",
        "brief_next",
    )

    hearing = models.ForeignKey(
        Hearing,
        on_delete=models.CASCADE,
        related_name="translations",
        verbose_name=_("høring"),
    )
    title = models.CharField(_("titel"), max_length=300)
    lead = models.TextField(_("indledning"), max_length=800)
    brief_what = models.TextField(_("hvad"), blank=True)
    brief_why = models.TextField(_("hvorfor"), blank=True)
    brief_who = models.TextField(_("hvem mærker det"), blank=True)
    brief_influence = models.TextField(_("det kan du påvirke"), blank=True)
    brief_decided = models.TextField(_("det er allerede besluttet"), blank=True)
    brief_next = models.TextField(_("bagefter"), blank=True)

    objects = HearingTranslationQuerySet.as_manager()

    class Meta:
        verbose_name = _("oversættelse")
        verbose_name_plural = _("oversættelser")
        ordering = ["language", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["hearing", "language"],
                name="hearing_has_one_translation_per_language",
                violation_error_message=_("Høringen findes allerede på det sprog."),
            ),
            models.CheckConstraint(
                condition=~Q(language="da"), name="hearing_is_not_translated_into_danish"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"

    def get_absolute_url(self) -> str:
        """Return its page; English stands in the English frame, where the form is English too."""
        with override(portal_language(self.language)):
            return reverse(
                "hearings:translation",
                args=[self.hearing.number, self.hearing.slug, self.language],
            )

    @property
    def original(self) -> Hearing:
        return self.hearing
