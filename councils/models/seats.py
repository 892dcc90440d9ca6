"""For how long and on which seats: terms, groups of seats, and each seat."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.transitions import TransitionNotAllowed
from councils.models.body import Body


class Term(models.Model):
    """The time for which the members of a body are chosen (valgperiode). Half-open."""

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="terms", verbose_name=_("organ")
    )
    starts_on = models.DateField(_("fra og med"))
    ends_on = models.DateField(_("til (dagen efter den sidste)"), null=True, blank=True)
    uneven_reason = models.TextField(
        _("hvorfor kønnene ikke er ligeligt indstillet"),
        blank=True,
        help_text=_("Begrundelsen vises ved sammensætningen."),
    )

    class Meta:
        verbose_name = _("valgperiode")
        verbose_name_plural = _("valgperioder")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
                name="term_ends_after_it_starts",
                violation_error_message=_("Perioden skal slutte, efter at den er begyndt."),
            ),
            models.UniqueConstraint(
                fields=["body", "starts_on"],
                name="term_of_a_body_starts_once",
                violation_error_message=_("Der begynder allerede en periode den dag."),
            ),
        ]

    def __str__(self) -> str:
        until = self.ends_on.year if self.ends_on else ""
        return f"{self.starts_on.year}-{until}"


class SeatGroup(models.Model):
    """Who fills a part of a body's seats: citizens, politicians, administration (pladser)."""

    class Kind(models.TextChoices):
        CITIZENS = "citizens", _("borgere")
        POLITICIANS = "politicians", _("politikere")
        ADMINISTRATION = "administration", _("forvaltningen")
        ORGANISATIONS = "organisations", _("organisationer")
        PARENTS = "parents", _("forældre")
        STAFF = "staff", _("medarbejdere")
        PUPILS = "pupils", _("elever")
        OTHERS = "others", _("andre")

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="groups", verbose_name=_("organ")
    )
    kind = models.CharField(_("slags"), max_length=20, choices=Kind)
    name = models.CharField(
        _("navn"), max_length=120, blank=True, help_text=_("Tomt: som slagsen. Fx: Lejernes LO")
    )
    appointed_by = models.CharField(
        _("udpeges af"),
        max_length=200,
        blank=True,
        help_text=_("Fx: Danske Handicaporganisationer"),
    )
    is_elected = models.BooleanField(_("vælges ved valg"), default=False)
    position = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)

    class Meta:
        verbose_name = _("gruppe af pladser")
        verbose_name_plural = _("grupper af pladser")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name or str(self.get_kind_display()).capitalize()


class Seat(models.Model):
    """One seat of a body. Its row is the lock under which somebody is given it (plads)."""

    group = models.ForeignKey(
        SeatGroup, on_delete=models.PROTECT, related_name="seats", verbose_name=_("gruppe")
    )
    number = models.PositiveSmallIntegerField(_("nummer"))
    # A seat that was taken away stays, for who has sat on it.
    abolished_at = models.DateTimeField(_("nedlagt"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("plads")
        verbose_name_plural = _("pladser")
        ordering = ["group__position", "group", "number"]
        constraints = [
            models.UniqueConstraint(fields=["group", "number"], name="seat_has_its_own_number"),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.number}"

    def abolish(self, *, at: datetime) -> None:
        """Let nobody sit here any more. Raises TransitionNotAllowed when that is so."""
        if self.abolished_at is not None:
            raise TransitionNotAllowed(_("Pladsen er allerede nedlagt."))
        self.abolished_at = at
        self.save(update_fields=["abolished_at"])
