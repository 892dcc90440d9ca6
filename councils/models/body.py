"""Bodies: who sits somewhere for others, by which law, and how many."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.roles import is_at_work
from comments.models import moderates
from core.clock import local_date
from core.danish import ascii_danish, sort_key
from core.transitions import TransitionNotAllowed
from notifications.models import Feed

if TYPE_CHECKING:
    from accounts.models import User


class BodyQuerySet(models.QuerySet["Body"]):
    def existing(self, on: date | None = None) -> BodyQuerySet:
        """Return the bodies that exist on a day (default: today)."""
        on = on or local_date(timezone.now())
        begun = Q(begins_on=None) | Q(begins_on__lte=on)
        return self.filter(begun, Q(ended_on=None) | Q(ended_on__gt=on), is_published=True)

    def published(self) -> BodyQuerySet:
        return self.filter(is_published=True)

    def served_by(self, user: User | None) -> BodyQuerySet:
        """Return the bodies of which a person at work is a secretary."""
        if user is None or not is_at_work(user):
            return self.none()
        return self.all() if user.is_superuser else self.filter(secretaries=user)

    def visible_to(self, user: User | None) -> BodyQuerySet:
        if user is None or not user.is_staff:
            return self.published()
        return self.filter(Q(is_published=True) | Q(pk__in=self.served_by(user).values("pk")))


class Body(models.Model):
    """A council, committee or board in which people sit for others (organ)."""

    class Kind(models.TextChoices):
        MUNICIPAL_COUNCIL = "municipal_council", _("kommunalbestyrelse")
        STANDING_COMMITTEE = "standing_committee", _("stående udvalg")
        SECTION_17_4 = "section_17_4", _("§ 17, stk. 4-udvalg")
        COUNCIL = "council", _("råd")
        BOARD = "board", _("bestyrelse")
        TRIBUNAL = "tribunal", _("nævn")

    class Concern(models.TextChoices):
        """Whom a council speaks for: a hearing that concerns them asks it for a statement."""

        ELDERLY = "elderly", _("ældre")
        DISABILITY = "disability", _("mennesker med handicap")
        SCHOOLS = "schools", _("skoler")
        YOUTH = "youth", _("unge")
        VULNERABLE = "vulnerable", _("udsatte")
        INTEGRATION = "integration", _("integration")
        SPORTS = "sports", _("idræt")

    class ChairRule(models.TextChoices):
        FIXED = "fixed", _("fast formand")
        MEETINGS = "meetings", _("formanden skifter efter et antal møder")
        MONTHS = "months", _("formanden skifter efter et antal måneder")

    # The kinds that meet in public (styrelsesloven § 10); the others choose it meeting by meeting.
    MEETS_IN_PUBLIC = frozenset({Kind.MUNICIPAL_COUNCIL})

    name = models.CharField(_("navn"), max_length=120, unique=True)
    sort_key = models.CharField(max_length=240, editable=False, db_index=True)
    kind = models.CharField(_("slags"), max_length=20, choices=Kind)
    concern = models.CharField(_("taler for"), max_length=20, choices=Concern, blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("hører under"),
    )
    is_published = models.BooleanField(_("offentlig"), default=False)
    lead = models.TextField(_("hvad det laver"), max_length=500, help_text=_("To-tre sætninger."))
    mandate = models.TextField(_("kommissorium"), blank=True)
    legal_basis = models.CharField(
        _("retsgrundlag"), max_length=200, blank=True, help_text=_("Fx: ældreloven §§ 34-37")
    )
    begins_on = models.DateField(_("oprettet"), null=True, blank=True)
    ended_on = models.DateField(_("nedlagt"), null=True, blank=True)
    department = models.ForeignKey(
        "city.Department",
        on_delete=models.PROTECT,
        related_name="bodies",
        verbose_name=_("sekretariat"),
    )
    secretaries = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="serves",
        verbose_name=_("sekretærer"),
        help_text=_("Medarbejdere, der passer netop dette organ."),
    )
    areas = models.ManyToManyField("city.Area", blank=True, verbose_name=_("bydele"))
    topics = models.ManyToManyField("city.Topic", blank=True, verbose_name=_("emner"))
    contact_name = models.CharField(_("kontaktperson"), max_length=120, blank=True)
    contact_phone = models.CharField(_("telefon"), max_length=30, blank=True)
    contact_email = models.EmailField(_("mailadresse"), blank=True)

    is_mandatory_party = models.BooleanField(
        _("skal høres"),
        default=False,
        help_text=_("En høring om det, organet taler for, advarer, når det ikke er spurgt."),
    )
    publishes_votes = models.BooleanField(_("viser, hvem der stemte hvad"), default=False)
    chair_rule = models.CharField(
        _("formandskab"), max_length=10, choices=ChairRule, default=ChairRule.FIXED
    )
    chair_length = models.PositiveSmallIntegerField(
        _("møder eller måneder for hver formand"), default=1
    )
    # Where a rotation begins to count: meetings from this day on, or months after it.
    chair_from = models.DateField(_("formandskabet skifter fra"), null=True, blank=True)
    last_recommendation_number = models.PositiveIntegerField(default=0, editable=False)

    feed = models.OneToOneField(
        "notifications.Feed", on_delete=models.PROTECT, editable=False, related_name="body"
    )
    thread = models.OneToOneField(
        "comments.Thread",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="body",
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("organ")
        verbose_name_plural = _("organer")
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(begins_on=None) | Q(ended_on=None) | Q(ended_on__gt=F("begins_on")),
                name="body_ends_after_it_begins",
                violation_error_message=_("Det kan først nedlægges efter, at det er oprettet."),
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("pk")),
                name="body_is_not_under_itself",
                violation_error_message=_("Et organ kan ikke høre under sig selv."),
            ),
            models.CheckConstraint(
                condition=Q(chair_length__gte=1),
                name="body_chair_sits_for_something",
                violation_error_message=_("Skriv mindst 1."),
            ),
            models.CheckConstraint(
                condition=Q(chair_rule="fixed") | Q(chair_from__isnull=False),
                name="body_rotation_has_a_beginning",
                violation_error_message=_("Skriv, hvornår formandskabet begynder at skifte."),
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind="municipal_council", ended_on=None),
                name="there_is_one_municipal_council",
                violation_error_message=_("Der er allerede en kommunalbestyrelse."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the key following the name, and a feed that people can follow."""
        self.sort_key = sort_key(self.name)
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "sort_key"}
        if self.feed_id is None and self._state.adding:
            self.feed = Feed.objects.create()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("councils:body", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        return slugify(ascii_danish(self.name))[:60].strip("-") or "organ"

    def exists_on(self, day: date | None = None) -> bool:
        day = day or local_date(timezone.now())
        has_begun = self.begins_on is None or self.begins_on <= day
        return self.is_published and has_begun and (self.ended_on is None or self.ended_on > day)

    @property
    def meets_in_public(self) -> bool:
        """Whether its meetings are public unless somebody says otherwise."""
        return self.kind in self.MEETS_IN_PUBLIC

    def clean(self) -> None:
        """Let no body stand below itself, however many others are between."""
        above, seen = self.parent, set()
        while above is not None and above.pk not in seen:
            if above.pk == self.pk:
                raise ValidationError({"parent": gettext("Et organ kan ikke høre under sig selv.")})
            seen.add(above.pk)
            above = above.parent

    # --- Steps ----------------------------------------------------------------------------
    def publish(self) -> None:
        if self.is_published:
            raise TransitionNotAllowed(_("Organet er allerede offentligt."))
        self.is_published = True
        self.save(update_fields=["is_published"])

    def end(self, *, on: date) -> None:
        """Let it exist no more from a day on. Raises TransitionNotAllowed when it has ended."""
        if self.ended_on is not None:
            raise TransitionNotAllowed(_("Organet er allerede nedlagt."))
        self.ended_on = on
        self.full_clean()
        self.save(update_fields=["ended_on"])

    def next_recommendation_number(self) -> int:
        """Take the next number. The caller holds the lock on this row."""
        self.last_recommendation_number += 1
        self.save(update_fields=["last_recommendation_number"])
        return self.last_recommendation_number

    # --- What an owner offers to the shared apps ------------------------------------------
    def heading(self) -> str:
        return self.name

    def is_visible_to(self, user: User | None) -> bool:
        return self.is_published or self.is_served_by(user)

    def allows(self, user: User | None, verb: str) -> bool:
        return bool(user and user.is_active and user.has_perm(f"councils.{verb}_body", self))

    def role_of(self, user: User | None) -> str:
        """Return the words under which a person speaks here, "" for a citizen."""
        if self.is_served_by(user) or moderates(user, self.department):
            return str(self.department)
        seat = self.memberships.of(user).acting().select_related("member__user").first()
        if seat is None or seat.member.is_hidden:
            return ""
        return gettext("%(role)s, %(body)s") % {
            "role": seat.title or gettext("medlem"),
            "body": self.name,
        }

    def has_acting_member(self, user: User | None) -> bool:
        """Whether an account acts as a member right now: on its seat, or called in."""
        return user is not None and self.memberships.of(user).acting().exists()

    def is_served_by(self, user: User | None) -> bool:
        """Whether a person at work is one of its secretaries."""
        if user is None or not is_at_work(user):
            return False
        return user.is_superuser or self.pk in served_by(user)


_SERVED = "_served_bodies"


def served_by(user: User) -> set[int]:
    """Return the keys of the bodies a person is secretary of, read once per person and request."""
    if not hasattr(user, _SERVED):
        setattr(user, _SERVED, set(user.serves.values_list("pk", flat=True)))
    served: set[int] = getattr(user, _SERVED)
    return served
