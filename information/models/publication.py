"""When a text of staff is public: a person decides, the calendar does the rest."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role, departments_of, has_role
from core.clock import local_date
from core.transitions import require_status

if TYPE_CHECKING:
    from accounts.models import User


# Columns for those who work here: "Senest ændret", feeds and sitemap do not speak of them.
UNSEEN = frozenset({"review_on"})


class PublicationQuerySet(models.QuerySet):
    """The stages of a publication as lists; each has its twin on Publication."""

    def public(self, at: datetime | None = None) -> Self:
        return self.filter(status="published", public_from__lte=at or timezone.now())

    def scheduled(self, at: datetime | None = None) -> Self:
        return self.filter(status="published", public_from__gt=at or timezone.now())

    def drafts(self) -> Self:
        return self.filter(status="draft")

    def withdrawn(self) -> Self:
        return self.filter(status="withdrawn")

    def at_stage(self, stage: str, at: datetime | None = None) -> Self:
        """Return the texts whose `stage(at)` this is."""
        at = at or timezone.now()
        lists = {
            Publication.Stage.DRAFT: Q(status="draft"),
            Publication.Stage.SCHEDULED: Q(status="published", public_from__gt=at),
            Publication.Stage.PUBLIC: Q(status="published", public_from__lte=at),
            Publication.Stage.WITHDRAWN: Q(status="withdrawn"),
        }
        return self.filter(lists[Publication.Stage(stage)])

    def due_for_review(self, at: datetime | None = None) -> Self:
        """Return texts that are not taken down and whose day of review has come."""
        today = local_date(at or timezone.now())
        return self.exclude(status="withdrawn").filter(review_on__lte=today)

    def of_departments_of(self, user: User | None) -> Self:
        """Return the rows that a person edits."""
        return self.filter(department__in=departments_of(user, Role.EDITOR))

    def visible_to(self, user: User | None, at: datetime | None = None) -> Self:
        """Return what a person may read: all that is public, and what they edit."""
        seen = Q(status="published", public_from__lte=at or timezone.now())
        if user is not None and user.is_authenticated and user.is_staff:
            seen |= Q(department__in=departments_of(user, Role.EDITOR))
        return self.filter(seen)


class Publication(models.Model):
    """A text that an editor writes, publishes now or on a day to come, and may take back."""

    class Status(models.TextChoices):
        """What a person has decided; what the calendar decides is `stage`."""

        DRAFT = "draft", _("kladde")
        PUBLISHED = "published", _("offentliggjort")
        WITHDRAWN = "withdrawn", _("taget ned")

    class Stage(models.TextChoices):
        DRAFT = "draft", _("kladde")
        SCHEDULED = "scheduled", _("planlagt")
        PUBLIC = "public", _("offentlig")
        WITHDRAWN = "withdrawn", _("taget ned")

    status = models.CharField(
        _("status"), max_length=20, choices=Status, default=Status.DRAFT, editable=False
    )
    public_from = models.DateTimeField(_("offentlig fra"), null=True, blank=True, editable=False)
    department = models.ForeignKey(
        "city.Department", on_delete=models.PROTECT, verbose_name=_("ansvarlig afdeling")
    )
    review_on = models.DateField(
        _("skal ses efter senest"),
        null=True,
        blank=True,
        help_text=_("Når dagen er gået, minder arbejdspladsen om det."),
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("rettet"), default=timezone.now, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published", "withdrawn"]),
                name="%(class)s_status_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(public_from__isnull=False),
                name="%(class)s_published_has_a_moment",
            ),
        ]

    # --- What the calendar says -----------------------------------------------------------
    def stage(self, at: datetime | None = None) -> Stage:
        if self.status != self.Status.PUBLISHED:
            return self.Stage(self.status)
        is_public = self.public_from is not None and self.public_from <= (at or timezone.now())
        return self.Stage.PUBLIC if is_public else self.Stage.SCHEDULED

    def is_public(self, at: datetime | None = None) -> bool:
        return self.stage(at) == self.Stage.PUBLIC

    def is_due_for_review(self, at: datetime | None = None) -> bool:
        if self.status == self.Status.WITHDRAWN or self.review_on is None:
            return False
        return self.review_on <= local_date(at or timezone.now())

    def is_visible_to(self, user: User | None, at: datetime | None = None) -> bool:
        return self.is_public(at) or has_role(user, Role.EDITOR, department=self.department)

    @property
    def saved_state(self) -> str:
        """What tells a form whether somebody saved meanwhile, also what readers do not see."""
        unseen = " ".join(str(getattr(self, name) or "") for name in sorted(UNSEEN))
        return f"{self.changed_at.isoformat()} {unseen}".strip()

    def missing(self) -> list[str]:
        """Return what must be there before anybody may read it, as sentences."""
        return []

    # --- Steps ----------------------------------------------------------------------------
    def publish(self, *, public_from: datetime) -> None:
        """Publish from a moment, which may lie in the future; also moves a moment planned."""
        require_status(self, self.Status.DRAFT, self.Status.WITHDRAWN, self.Status.PUBLISHED)
        self.status, self.public_from = self.Status.PUBLISHED, public_from
        self.save(update_fields=["status", "public_from"])

    def withdraw(self) -> None:
        require_status(self, self.Status.PUBLISHED)
        self.status = self.Status.WITHDRAWN
        self.save(update_fields=["status"])

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and remember when, unless readers see nothing of what was changed."""
        fields = kwargs.get("update_fields")
        if fields is None or not UNSEEN.issuperset(fields):
            self.changed_at = timezone.now()
            if fields is not None:
                kwargs["update_fields"] = {*fields, "changed_at"}
        super().save(*args, **kwargs)
