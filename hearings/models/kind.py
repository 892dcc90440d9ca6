from django.db import models
from django.utils.translation import gettext_lazy as _


class HearingKind(models.Model):
    """A kind of hearing with the law's rules for its period: data, so that a new law is an edit."""

    code = models.SlugField(_("kode"), max_length=40, unique=True)
    name = models.CharField(_("navn"), max_length=120)
    legal_basis = models.CharField(
        _("lovgrundlag"),
        max_length=120,
        help_text=_("Som det skal citeres: Planloven § 24, stk. 5"),
    )
    minimum_days = models.PositiveSmallIntegerField(
        _("mindste antal dage"),
        default=0,
        help_text=_(
            "0, når loven ikke sætter en mindste frist. Kortere frist kan ikke offentliggøres."
        ),
    )
    warn_below_days = models.PositiveSmallIntegerField(
        _("advar under antal dage"), default=0, help_text=_("En advarsel, ikke en spærring.")
    )
    warns_in_holidays = models.BooleanField(
        _("advar om juli og jul"),
        default=False,
        help_text=_("Planloven § 24, stk. 7: fristen skal også være passende."),
    )
    decision_wait_days = models.PositiveSmallIntegerField(
        _("dage fra frist til tidligste beslutning"), default=0
    )
    white_paper_days = models.PositiveSmallIntegerField(
        _("dage fra frist til hvidbog"),
        default=56,
        help_text=_("Det, der loves, når ingen dato er skrevet på høringen."),
    )
    is_prehearing = models.BooleanField(
        _("før-høring"),
        default=False,
        help_text=_("Et første udkast, før stregerne er tegnet. Følges af en høring."),
    )
    guiding_questions = models.TextField(
        _("spørgsmål, der hjælper"), blank=True, help_text=_("Ét på hver linje.")
    )
    complaint_days = models.PositiveSmallIntegerField(
        _("dage til at klage"),
        default=0,
        help_text=_("Fra beslutningen er offentliggjort. 0, når der ingen frist er."),
    )
    complaint_guidance = models.TextField(_("klagevejledning"), blank=True)
    position = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)

    class Meta:
        verbose_name = _("høringstype")
        verbose_name_plural = _("høringstyper")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name
