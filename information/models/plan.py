"""The register of plans: what is valid now, what it replaced, and how it came about."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from comments.models import moderates
from core.clock import local_date
from core.danish import ascii_danish
from core.files import StoredFile
from councils.speaking import council_role
from information.models.publication import Publication, PublicationQuerySet
from notifications.models import Feed

if TYPE_CHECKING:
    from accounts.models import User


class PlanQuerySet(PublicationQuerySet):
    """The states of a plan as lists; each has its twin on Plan."""

    def in_state(self, state: str, at: datetime | None = None) -> Self:
        """Return the plans whose `state(at)` this is."""
        today = local_date(at or timezone.now())
        replaced = Q(replaced_by__isnull=False)
        lapsed = ~replaced & Q(lapsed_on__lte=today)
        stands = ~replaced & (Q(lapsed_on=None) | Q(lapsed_on__gt=today))
        in_force = Q(in_force_on__lte=today) | Q(in_force_on=None, adopted_on__lte=today)
        adopted = ~Q(in_force_on__lte=today) & Q(adopted_on__lte=today, in_force_on__gt=today)
        lists = {
            Plan.State.REPLACED: replaced,
            Plan.State.LAPSED: lapsed,
            Plan.State.IN_FORCE: stands & in_force,
            Plan.State.ADOPTED: stands & adopted,
            Plan.State.PROPOSAL: stands
            & (Q(adopted_on=None) | Q(adopted_on__gt=today))
            & (Q(in_force_on=None) | Q(in_force_on__gt=today)),
        }
        return self.filter(lists[Plan.State(state)])


class Plan(Publication):
    """A plan, policy or strategy that the municipality has made or proposes (plan)."""

    class Kind(models.TextChoices):
        KOMMUNEPLAN = "kommuneplan", _("kommuneplan")
        LOKALPLAN = "lokalplan", _("lokalplan")
        POLITIK = "politik", _("politik")
        STRATEGI = "strategi", _("strategi")
        HANDLINGSPLAN = "handlingsplan", _("handlingsplan")
        BUDGET = "budget", _("budget")
        REGULATIV = "regulativ", _("regulativ")
        ANDET = "andet", _("anden plan")

    class State(models.TextChoices):
        """Where the plan stands: the dates and its successor say so."""

        PROPOSAL = "proposal", _("forslag")
        ADOPTED = "adopted", _("vedtaget")
        IN_FORCE = "in_force", _("gælder")
        LAPSED = "lapsed", _("ophævet")
        REPLACED = "replaced", _("erstattet")

    kind = models.CharField(_("slags"), max_length=20, choices=Kind)
    number = models.CharField(_("nummer"), max_length=40, blank=True, help_text=_("Fx: 9.9"))
    title = models.CharField(_("titel"), max_length=200)
    lead = models.TextField(_("hvad planen bestemmer"), max_length=500)
    body = models.TextField(_("tekst"), blank=True)
    areas = models.ManyToManyField("city.Area", blank=True, verbose_name=_("bydele"))
    topics = models.ManyToManyField("city.Topic", blank=True, verbose_name=_("emner"))
    proposed_on = models.DateField(_("foreslået"), null=True, blank=True)
    adopted_on = models.DateField(_("vedtaget"), null=True, blank=True)
    in_force_on = models.DateField(_("gælder fra"), null=True, blank=True)
    lapsed_on = models.DateField(_("ophævet"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("erstattet af"),
    )
    hearings = models.ManyToManyField(
        "hearings.Hearing", blank=True, related_name="plans", verbose_name=_("høringer")
    )
    attachments = models.ManyToManyField(
        "information.Attachment", editable=False, related_name="plans"
    )
    # What readers follow; made with the first save.
    feed = models.OneToOneField(
        "notifications.Feed",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="plan",
    )
    # Only where an editor has opened for comments.
    thread = models.OneToOneField(
        "comments.Thread",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="plan",
    )

    objects = PlanQuerySet.as_manager()

    class Meta(Publication.Meta):
        verbose_name = _("plan")
        verbose_name_plural = _("planer")
        ordering = ["-adopted_on", "-pk"]
        constraints = [
            *Publication.Meta.constraints,
            models.CheckConstraint(
                condition=Q(replaced_by=None) | ~Q(replaced_by=F("pk")),
                name="plan_does_not_replace_itself",
                violation_error_message=_("En plan kan ikke erstatte sig selv."),
            ),
            models.CheckConstraint(
                condition=Q(adopted_on=None)
                | Q(in_force_on=None)
                | Q(in_force_on__gte=F("adopted_on")),
                name="plan_is_in_force_after_it_is_adopted",
                violation_error_message=_("En plan kan først gælde, når den er vedtaget."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with a feed that people can follow."""
        if self.feed_id is None and self._state.adding:
            self.feed = Feed.objects.create()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("information:plan", args=[self.pk, self.slug])

    # --- What an owner offers to the shared apps ------------------------------------------
    def heading(self) -> str:
        return self.title

    def allows(self, user: User | None, verb: str) -> bool:
        return bool(user and user.is_active and user.has_perm(f"information.{verb}_plan", self))

    def role_of(self, user: User | None) -> str:
        """Return the words under which a person speaks here, "" for a citizen."""
        return str(self.department) if moderates(user, self.department) else council_role(user)

    @property
    def slug(self) -> str:
        return slugify(ascii_danish(self.title))[:60].strip("-") or "plan"

    def state(self, at: datetime | None = None) -> State:
        """Return where the plan stands on the day (default: today)."""
        today = local_date(at or timezone.now())
        if self.replaced_by_id is not None:
            return self.State.REPLACED
        if _has_come(self.lapsed_on, today):
            return self.State.LAPSED
        if _has_come(self.in_force_on, today):
            return self.State.IN_FORCE
        if _has_come(self.adopted_on, today):
            return self.State.IN_FORCE if self.in_force_on is None else self.State.ADOPTED
        return self.State.PROPOSAL


def _has_come(day: date | None, today: date) -> bool:
    return day is not None and day <= today


class PlanDocument(StoredFile):
    """A document of a plan: the text that was adopted, a map, a report."""

    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="documents", verbose_name=_("plan")
    )
    title = models.CharField(_("titel"), max_length=200)
    position = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)

    class Meta:
        verbose_name = _("dokument")
        verbose_name_plural = _("dokumenter")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class PlanStep(models.Model):
    """Something on a plan's way that no other part of the portal knows: a decision on paper."""

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="steps", verbose_name=_("plan")
    )
    on = models.DateField(_("dag"))
    title = models.CharField(_("hvad skete"), max_length=120)
    text = models.TextField(_("mere om det"), max_length=1000, blank=True)
    url = models.URLField(_("link"), blank=True)

    class Meta:
        verbose_name = _("skridt")
        verbose_name_plural = _("skridt")
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return self.title
