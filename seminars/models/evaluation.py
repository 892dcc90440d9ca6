"""What those who came thought of it, without who they are."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seminars.models.seminar import Seminar

# The result is told when nobody answers any more: from a count that grows by one, one could read
# what the last one said.
TIME_TO_ANSWER = timedelta(days=14)
_STEP = [MinValueValidator(1), MaxValueValidator(5)]


class EvaluationAsk(models.Model):
    """That one of those who came is asked, until they answer or it lapses.

    Whoever answers is deleted from here: neither a moment nor an order leads from an answer to a
    person, also not for who reads the database.
    """

    seminar = models.ForeignKey(Seminar, on_delete=models.CASCADE, related_name="asks")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    # Who came without an account.
    email = models.EmailField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("spørgsmål om seminaret")
        verbose_name_plural = _("spørgsmål om seminaret")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seminar", "user"],
                condition=Q(user__isnull=False),
                name="person_is_asked_once_about_a_seminar",
            ),
            models.UniqueConstraint(
                fields=["seminar", "email"],
                condition=~Q(email=""),
                name="address_is_asked_once_about_a_seminar",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seminar}"


class Evaluation(models.Model):
    """Three answers from 1 (slet ikke) to 5 (i høj grad), of one person, without who it was."""

    SCALES = ("useful", "heard", "again")

    seminar = models.ForeignKey(Seminar, on_delete=models.CASCADE, related_name="evaluations")
    useful = models.PositiveSmallIntegerField(
        _("Jeg fik noget med hjem, som jeg kan bruge"), validators=_STEP
    )
    heard = models.PositiveSmallIntegerField(_("Der blev lyttet til mig"), validators=_STEP)
    again = models.PositiveSmallIntegerField(_("Jeg vil gerne være med igen"), validators=_STEP)

    class Meta:
        verbose_name = _("evaluering")
        verbose_name_plural = _("evalueringer")
        ordering = ["useful", "heard", "again"]
        constraints = [
            models.CheckConstraint(
                condition=Q(useful__range=(1, 5), heard__range=(1, 5), again__range=(1, 5)),
                name="evaluation_is_from_one_to_five",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.useful}, {self.heard}, {self.again}"


class EvaluationText(models.Model):
    """What somebody wrote beside; apart from the numbers, so that one does not give the other.

    Shown when somebody at work has read that it names nobody.
    """

    class About(models.TextChoices):
        BEST = "best", _("Hvad var bedst?")
        BETTER = "better", _("Hvad kan blive bedre?")

    class State(models.TextChoices):
        NEW = "new", _("ikke læst")
        SHOWN = "shown", _("vist")
        HIDDEN = "hidden", _("ikke vist: der står noget om en person")

    seminar = models.ForeignKey(Seminar, on_delete=models.CASCADE, related_name="texts")
    about = models.CharField(_("om"), max_length=10, choices=About)
    text = models.TextField(_("tekst"), max_length=1000)
    state = models.CharField(_("tilstand"), max_length=10, choices=State, default=State.NEW)

    class Meta:
        verbose_name = _("ord om seminaret")
        verbose_name_plural = _("ord om seminaret")
        # In the order of the alphabet: the order in which they came says something of who wrote.
        ordering = ["about", "text"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["new", "shown", "hidden"]),
                name="evaluation_text_state_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.text
