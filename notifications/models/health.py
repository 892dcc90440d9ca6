"""What staff must know about the machinery: signs of life, and addresses that take no mail."""

from datetime import datetime

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Heartbeat(models.Model):
    """When a part of the machinery was last known to be alive."""

    class Part(models.TextChoices):
        WORKER = "worker", _("arbejder")
        BEAT = "beat", _("taktgiver")

    part = models.CharField(max_length=10, choices=Part, unique=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("livstegn")
        verbose_name_plural = _("livstegn")
        ordering = ["part"]

    def __str__(self) -> str:
        return f"{self.part} {self.at}"


class AddressTroubleQuerySet(models.QuerySet["AddressTrouble"]):
    def stopped(self) -> "AddressTroubleQuerySet":
        return self.exclude(stopped_at=None)

    def unchanged_since(self, moment: datetime) -> "AddressTroubleQuerySet":
        return self.filter(last_at__lt=moment)


class AddressTrouble(models.Model):
    """A mail address whose server has refused our mails for good (RFC 5321: 5xx), and how often.

    After `MAX_REFUSALS` in a row, nothing but what its owner asks for (log-in, password) is sent
    there, until somebody says that it works again. A mail that is taken removes the row.
    """

    MAX_REFUSALS = 3

    email = models.EmailField(_("mailadresse"), max_length=254)
    refusals = models.PositiveSmallIntegerField(_("afvisninger i træk"), default=0)
    first_at = models.DateTimeField(_("første gang"), default=timezone.now)
    last_at = models.DateTimeField(_("seneste gang"), default=timezone.now)
    last_answer = models.CharField(_("mailserverens svar"), max_length=200, blank=True)
    stopped_at = models.DateTimeField(_("standset"), null=True, blank=True)

    objects = AddressTroubleQuerySet.as_manager()

    class Meta:
        verbose_name = _("adresse, der afviser mails")
        verbose_name_plural = _("adresser, der afviser mails")
        ordering = ["-last_at", "-pk"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="address_has_one_row_of_trouble"),
        ]

    def __str__(self) -> str:
        # No address: the name is written into the administration's history.
        return f"{self._meta.verbose_name} {self.pk}"
