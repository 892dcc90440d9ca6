"""Who sits where, from when until when, and who steps in."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.danish import ascii_danish, sort_key
from core.files import StoredFile
from core.transitions import TransitionNotAllowed
from councils.models.body import Body

if TYPE_CHECKING:
    from accounts.models import User


class MemberQuerySet(models.QuerySet["Member"]):
    def public(self) -> MemberQuerySet:
        """Return those who sit, or have sat, in a body that everybody may see."""
        seated = Membership.objects.filter(member=OuterRef("pk"), body__is_published=True)
        return self.filter(Exists(seated), forgotten_at=None)

    def of_secretary(self, user: User) -> MemberQuerySet:
        """Return those who sit or have sat in a person's own bodies, and those in none yet."""
        seated = Membership.objects.filter(member=OuterRef("pk"))
        served = seated.filter(body__in=Body.objects.served_by(user))
        return self.filter(Exists(served) | ~Exists(seated))


class Member(models.Model):
    """A person who holds seats, with an account or without one (medlem)."""

    class Gender(models.TextChoices):
        WOMAN = "woman", _("Kvinde")
        MAN = "man", _("Mand")
        OTHER = "other", _("Andet")

    name = models.CharField(_("navn"), max_length=120)
    sort_key = models.CharField(max_length=240, editable=False, db_index=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="member",
        verbose_name=_("konto"),
        help_text=_("Kontoen får medlemmets rettigheder, så længe pladsen varer."),
    )
    party = models.CharField(_("parti, forening eller stilling"), max_length=120, blank=True)
    text = models.TextField(_("om medlemmet"), max_length=1000, blank=True)
    email = models.EmailField(_("offentlig mailadresse"), blank=True)
    phone = models.CharField(_("offentlig telefon"), max_length=30, blank=True)
    is_protected = models.BooleanField(
        _("navne- og adressebeskyttelse"),
        default=False,
        help_text=_("Navn, billede og tekst vises for ingen andre end sekretæren."),
    )
    # Voluntary, and only ever shown as counts of five or more.
    gender = models.CharField(_("køn"), max_length=10, choices=Gender, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("fødselsår"), null=True, blank=True)
    area = models.ForeignKey(
        "city.Area",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("bydel"),
    )
    forgotten_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("medlem")
        verbose_name_plural = _("medlemmer")
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_year=None) | Q(birth_year__gte=1900, birth_year__lte=2100),
                name="member_birth_year_is_possible",
                violation_error_message=_("Skriv et årstal med fire cifre, fx 1984."),
            ),
            models.CheckConstraint(
                condition=Q(gender__in=["", "woman", "man", "other"]),
                name="member_gender_is_known_or_unsaid",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the key following the name."""
        self.sort_key = sort_key(self.name)
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "sort_key"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("councils:member", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        if self.is_hidden:
            return "medlem"
        return slugify(ascii_danish(self.name))[:60].strip("-") or "medlem"

    @property
    def is_hidden(self) -> bool:
        """Whether the name is shown to nobody: protected here or on the account, or forgotten."""
        has_protected_account = self.user is not None and self.user.protected
        return self.is_protected or self.forgotten_at is not None or has_protected_account

    @property
    def display_name(self) -> str:
        """The name that others see. Asks for the account: select `user` along."""
        return gettext("Medlem") if self.is_hidden else self.name

    @property
    def initials(self) -> str:
        """Return at most two letters, for where there is no picture."""
        words = self.display_name.split()
        return "".join(word[0] for word in [*words[:1], *words[1:][-1:]]).upper()


class Portrait(StoredFile):
    """A picture of a member."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="portrait")
    credit = models.CharField(_("fotograf"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("portræt")
        verbose_name_plural = _("portrætter")


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Every list is of a moment: who sat on 3 March 2027 is as answerable as who sits now."""

    def at(self, moment: datetime | None = None) -> MembershipQuerySet:
        """Return the memberships that last at a moment, members and substitutes."""
        moment = moment or timezone.now()
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=moment), starts_at__lte=moment)

    def seated(self, moment: datetime | None = None) -> MembershipQuerySet:
        """Return those who hold a seat at a moment, also while a substitute sits on it."""
        return self.at(moment).filter(seat__isnull=False)

    def substitutes(self, moment: datetime | None = None) -> MembershipQuerySet:
        return self.at(moment).filter(seat=None)

    def acting(self, moment: datetime | None = None) -> MembershipQuerySet:
        """Return who acts as a member at a moment (see `Membership.acts`)."""
        moment = moment or timezone.now()
        away = CallIn.objects.at(moment).filter(absent=OuterRef("pk"))
        called = CallIn.objects.at(moment).filter(substitute=OuterRef("pk"))
        here = self.at(moment)
        return here.filter(
            (Q(seat__isnull=False) & ~Exists(away)) | (Q(seat=None) & Exists(called))
        )

    def of(self, user: User | None) -> MembershipQuerySet:
        """Return the memberships of an account."""
        if user is None or not user.is_active:
            return self.none()
        return self.filter(member__user=user)


class Membership(models.Model):
    """A person on a seat, or on the list of substitutes, from a moment until another (medlemskab).

    Half-open: the right ends in the very second of `ends_at`. Never deleted: history is asked.
    """

    body = models.ForeignKey(
        "councils.Body",
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("organ"),
    )
    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("medlem")
    )
    # Empty for a substitute (stedfortræder), who stands on a list for a group.
    seat = models.ForeignKey(
        "councils.Seat",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("plads"),
    )
    group = models.ForeignKey(
        "councils.SeatGroup",
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("gruppe"),
    )
    rank = models.PositiveSmallIntegerField(
        _("nummer på listen over stedfortrædere"), null=True, blank=True
    )
    title = models.CharField(
        _("hverv"), max_length=80, blank=True, help_text=_("Fx: borgmester, næstformand")
    )
    nominated_by = models.CharField(_("indstillet af"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("fra"))
    ends_at = models.DateTimeField(_("til"), null=True, blank=True)
    end_reason = models.CharField(_("hvorfor fratrådt"), max_length=200, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("medlemskab")
        verbose_name_plural = _("medlemskaber")
        ordering = ["group__position", "group", "seat__number", "rank", "starts_at", "pk"]
        indexes = [
            models.Index(fields=["body", "starts_at", "ends_at"], name="membership_by_body"),
            models.Index(fields=["member", "starts_at"], name="membership_by_member"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="membership_ends_after_it_starts",
                violation_error_message=_("Det skal slutte, efter at det er begyndt."),
            ),
            models.CheckConstraint(
                condition=Q(seat=None, rank__isnull=False) | Q(seat__isnull=False, rank=None),
                name="membership_is_a_seat_or_a_place_on_the_list",
            ),
            models.UniqueConstraint(
                fields=["seat"],
                condition=Q(ends_at=None),
                name="seat_is_held_by_one_without_an_end",
                violation_error_message=_("Pladsen er besat."),
            ),
            models.UniqueConstraint(
                fields=["body", "member"],
                condition=Q(ends_at=None),
                name="member_sits_once_in_a_body_without_an_end",
                violation_error_message=_("Personen sidder der allerede."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}, {self.body}"

    @property
    def is_substitute(self) -> bool:
        return self.seat_id is None

    def lasts_at(self, moment: datetime | None = None) -> bool:
        moment = moment or timezone.now()
        return self.starts_at <= moment and (self.ends_at is None or self.ends_at > moment)

    def acts_at(self, moment: datetime | None = None) -> bool:
        """Whether the person acts as a member: on the seat and not replaced, or called in."""
        moment = moment or timezone.now()
        if not self.lasts_at(moment):
            return False
        calls = self.times_called if self.is_substitute else self.times_away
        # In Python, so that what was fetched along is not asked for again.
        is_called = any(call.lasts_at(moment) for call in calls.all())
        return is_called is self.is_substitute

    def end(self, *, at: datetime, reason: str) -> None:
        """Let it end at a moment: the rights are gone in that second.

        Raises:
            TransitionNotAllowed: it has ended by then, or had not begun.
        """
        if not self.lasts_at(at) or at <= self.starts_at:
            raise TransitionNotAllowed(_("Medlemskabet er ikke i gang."))
        self.ends_at, self.end_reason = at, reason
        self.save(update_fields=["ends_at", "end_reason"])


class CallInQuerySet(models.QuerySet["CallIn"]):
    def at(self, moment: datetime | None = None) -> CallInQuerySet:
        moment = moment or timezone.now()
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=moment), starts_at__lte=moment)


class CallIn(models.Model):
    """A substitute who sits for a member that is away (indkaldt stedfortræder). Half-open."""

    absent = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="times_away", verbose_name=_("for")
    )
    substitute = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        related_name="times_called",
        verbose_name=_("stedfortræder"),
    )
    starts_at = models.DateTimeField(_("fra"))
    ends_at = models.DateTimeField(_("til"), null=True, blank=True)
    reason = models.CharField(_("årsag"), max_length=200, blank=True, help_text=_("Fx: orlov"))

    objects = CallInQuerySet.as_manager()

    class Meta:
        verbose_name = _("indkaldelse")
        verbose_name_plural = _("indkaldelser")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="call_in_ends_after_it_starts",
                violation_error_message=_("Det skal slutte, efter at det er begyndt."),
            ),
            models.CheckConstraint(
                condition=~Q(absent=F("substitute")), name="nobody_is_called_in_for_themselves"
            ),
            models.UniqueConstraint(
                fields=["absent"],
                condition=Q(ends_at=None),
                name="one_substitute_sits_for_a_member",
                violation_error_message=_("Der er allerede indkaldt en stedfortræder."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.substitute.member} for {self.absent.member}"

    def end(self, *, at: datetime) -> None:
        self.ends_at = at
        self.save(update_fields=["ends_at"])

    def lasts_at(self, moment: datetime | None = None) -> bool:
        moment = moment or timezone.now()
        return self.starts_at <= moment and (self.ends_at is None or self.ends_at > moment)


class ChairTurn(models.Model):
    """A turn as chair: the fixed chair's from a day on, or a place in the rotation.

    In a rotation the turns follow each other by `position`, again from the first after the last.
    """

    body = models.ForeignKey("councils.Body", on_delete=models.PROTECT, related_name="chair_turns")
    position = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)
    chair = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", verbose_name=_("formand")
    )
    substitute = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("stedfortræder"),
    )
    # A fixed chair's first and (not included) last day; empty in a rotation.
    from_day = models.DateField(_("fra"), null=True, blank=True)
    until_day = models.DateField(_("til"), null=True, blank=True)

    class Meta:
        verbose_name = _("formandstur")
        verbose_name_plural = _("formandsture")
        ordering = ["from_day", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_day=None) | Q(until_day__gt=F("from_day")),
                name="chair_turn_ends_after_it_starts",
                violation_error_message=_("Det skal slutte, efter at det er begyndt."),
            ),
            models.UniqueConstraint(
                fields=["body", "position"],
                condition=Q(from_day=None),
                name="one_chair_at_each_place_of_a_rotation",
            ),
        ]

    def __str__(self) -> str:
        return str(self.chair.member)

    def is_fixed_on(self, day: date) -> bool:
        if self.from_day is None:
            return False
        return self.from_day <= day and (self.until_day is None or self.until_day > day)
