"""Rights, duties and possibilities, and the questions that people come with."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from core.clock import local_date
from core.danish import ascii_danish
from core.languages import Translation
from information.models.publication import Publication, PublicationQuerySet

if TYPE_CHECKING:
    from accounts.models import User


class Guide(Publication):
    """ "Hvad kan jeg gøre ved …": a situation, what one can do, and what is open right now."""

    class Shows(models.TextChoices):
        OPEN = "open", _("det, der er åbent nu")
        DECIDED = "decided", _("det, der er besluttet for nylig")

    slug = models.SlugField(_("adressedel"), max_length=60, unique=True)
    question = models.CharField(
        _("hvad det gælder"),
        max_length=120,
        help_text=_("Fortsætter “Hvad kan jeg gøre ved …”"),
    )
    title = models.CharField(_("titel"), max_length=120)
    lead = models.TextField(_("indledning"), max_length=500)
    body = models.TextField(_("tekst"), blank=True)
    topics = models.ManyToManyField("city.Topic", blank=True, verbose_name=_("emner"))
    hearing_kinds = models.ManyToManyField(
        "hearings.HearingKind", blank=True, verbose_name=_("høringstyper")
    )
    shows = models.CharField(_("viser"), max_length=20, choices=Shows, default=Shows.OPEN)
    position = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)
    attachments = models.ManyToManyField(
        "information.Attachment", editable=False, related_name="guides"
    )

    objects = PublicationQuerySet.as_manager()

    class Meta(Publication.Meta):
        verbose_name = _("vejledning")
        verbose_name_plural = _("vejledninger")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("information:guide", args=[self.slug])


class RightQuerySet(PublicationQuerySet):
    def valid(self, at: datetime | None = None) -> Self:
        """Return what applies on the day."""
        today = local_date(at or timezone.now())
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=today),
            Q(valid_until=None) | Q(valid_until__gte=today),
        )

    def public(self, at: datetime | None = None) -> Self:
        return super().public(at).valid(at)

    def visible_to(self, user: User | None, at: datetime | None = None) -> Self:
        """Return what a person may read; what no longer applies is for its editors only."""
        edited = self.of_departments_of(user).values("pk")
        return self.filter(Q(pk__in=Right.objects.public(at).values("pk")) | Q(pk__in=edited))


class Right(Publication):
    """What somebody may, must or can do, with the law that says so (rettighed, pligt, mulighed)."""

    class Kind(models.TextChoices):
        RIGHT = "right", _("rettighed")
        DUTY = "duty", _("pligt")
        OPPORTUNITY = "opportunity", _("mulighed")

    key = models.SlugField(max_length=60, null=True, unique=True, editable=False)
    kind = models.CharField(_("slags"), max_length=20, choices=Kind)
    title = models.CharField(_("titel"), max_length=120)
    what = models.TextField(_("hvad"), max_length=2000)
    for_whom = models.TextField(_("for hvem"), max_length=500)
    legal_basis = models.CharField(_("hvor det står"), max_length=200)
    legal_url = models.URLField(_("link til loven"), blank=True)
    how = models.TextField(_("hvordan"), max_length=2000)
    deadline = models.CharField(_("frist"), max_length=200, blank=True)
    contact = models.CharField(_("kontakt"), max_length=300, blank=True)
    valid_from = models.DateField(_("gælder fra"), null=True, blank=True)
    valid_until = models.DateField(
        _("gælder til og med"), null=True, blank=True, help_text=_("Tomt: indtil videre.")
    )
    guides = models.ManyToManyField(
        Guide, blank=True, related_name="rights", verbose_name=_("vejledninger")
    )
    topics = models.ManyToManyField("city.Topic", blank=True, verbose_name=_("emner"))

    objects = RightQuerySet.as_manager()

    class Meta(Publication.Meta):
        verbose_name = _("rettighed, pligt eller mulighed")
        verbose_name_plural = _("rettigheder, pligter og muligheder")
        ordering = ["kind", "title", "pk"]
        constraints = [
            *Publication.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_until__gte=F("valid_from")),
                name="right_ends_after_it_begins",
                violation_error_message=_("Slutdagen skal ligge efter den første dag."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("information:right", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        return slugify(ascii_danish(self.title))[:60].strip("-") or "rettighed"

    def is_valid(self, at: datetime | None = None) -> bool:
        today = local_date(at or timezone.now())
        first, last = self.valid_from or date.min, self.valid_until or date.max
        return first <= today <= last

    def is_public(self, at: datetime | None = None) -> bool:
        return super().is_public(at) and self.is_valid(at)

    def translated_texts(self) -> list[str]:
        return [self.title, self.what, self.for_whom, self.how, self.deadline]


class RightTranslation(Translation):
    """A right, duty or possibility in another language."""

    right = models.ForeignKey(
        Right, on_delete=models.CASCADE, related_name="translations", verbose_name=_("rettighed")
    )
    title = models.CharField(_("titel"), max_length=160)
    what = models.TextField(_("hvad"), max_length=3000)
    for_whom = models.TextField(_("for hvem"), max_length=700)
    how = models.TextField(_("hvordan"), max_length=3000)
    deadline = models.CharField(_("frist"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("oversættelse")
        verbose_name_plural = _("oversættelser")
        ordering = ["language", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["right", "language"],
                name="right_has_one_translation_per_language",
                violation_error_message=_("Teksten findes allerede på det sprog."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"
