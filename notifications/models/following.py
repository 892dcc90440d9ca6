"""Who gets messages, what they follow, and how they want to be told."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How a person is told about one kind of thing."""

    AT_ONCE = "at_once", _("en mail med det samme")
    DAILY = "daily", _("samlet i en mail hver dag")
    WEEKLY = "weekly", _("samlet i en mail hver uge")
    SITE = "site", _("kun her på siden")
    NONE = "none", _("slet ikke")


class Subscriber(models.Model):
    """Somebody who gets messages: a person with an account, or a confirmed mail address."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="subscriber",
        verbose_name=_("konto"),
    )
    email = models.EmailField(_("mailadresse"), blank=True, max_length=254)
    confirmed_at = models.DateTimeField(_("bekræftet"), null=True, blank=True)
    language = models.CharField(_("sprog"), max_length=2, default="da")
    created_at = models.DateTimeField(_("oprettet"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("modtager")
        verbose_name_plural = _("modtagere")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None) ^ Q(email=""),
                name="subscriber_is_an_account_or_an_address",
            ),
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="address_is_one_subscriber",
            ),
        ]

    def __str__(self) -> str:
        return self.email or str(self.user)


class Feed(models.Model):
    """What can be followed. The subject (a hearing, a project) points at it."""

    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("nyhedsstrøm")
        verbose_name_plural = _("nyhedsstrømme")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def subscribers(self) -> models.QuerySet[Subscriber]:
        return Subscriber.objects.filter(subscriptions__feed=self)


class Subscription(models.Model):
    """That somebody follows one subject, one area or one topic (følge)."""

    subscriber = models.ForeignKey(
        Subscriber, on_delete=models.CASCADE, related_name="subscriptions"
    )
    feed = models.ForeignKey(
        Feed, on_delete=models.CASCADE, null=True, blank=True, related_name="subscriptions"
    )
    area = models.ForeignKey(
        "city.Area", on_delete=models.CASCADE, null=True, blank=True, related_name="subscriptions"
    )
    topic = models.ForeignKey(
        "city.Topic", on_delete=models.CASCADE, null=True, blank=True, related_name="subscriptions"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("følge")
        verbose_name_plural = _("følger")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(feed__isnull=False, area=None, topic=None)
                    | Q(feed=None, area__isnull=False, topic=None)
                    | Q(feed=None, area=None, topic__isnull=False)
                ),
                name="subscription_follows_exactly_one_thing",
            ),
            models.UniqueConstraint(
                fields=["subscriber", "feed"], name="feed_is_followed_once_by_a_subscriber"
            ),
            models.UniqueConstraint(
                fields=["subscriber", "area"], name="area_is_followed_once_by_a_subscriber"
            ),
            models.UniqueConstraint(
                fields=["subscriber", "topic"], name="topic_is_followed_once_by_a_subscriber"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subscriber}: {self.feed or self.area or self.topic}"


class Preference(models.Model):
    """How a subscriber wants to be told about one kind; without a row the kind's default holds."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="preferences")
    kind = models.CharField(_("slags"), max_length=60)
    channel = models.CharField(_("hvordan"), max_length=10, choices=Channel)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("valg af beskeder")
        verbose_name_plural = _("valg af beskeder")
        ordering = ["subscriber", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["subscriber", "kind"], name="kind_is_chosen_once_by_a_subscriber"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["at_once", "daily", "weekly", "site", "none"]),
                name="preference_channel_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subscriber}: {self.kind} {self.channel}"
