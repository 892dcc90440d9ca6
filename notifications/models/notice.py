"""What people are told on the portal and in digests, and what waits to be told to many."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.owners import has_visible_owner
from notifications.models.following import Channel, Feed

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def waiting(self) -> AnnouncementQuerySet:
        """Return what is not told to everybody yet, oldest first."""
        return self.filter(finished_at=None).order_by("pk")

    def due(self, at: datetime) -> AnnouncementQuerySet:
        """Return what is to be told now: not what failed a moment ago."""
        return self.waiting().filter(Q(not_before=None) | Q(not_before__lte=at))

    def given_up(self) -> AnnouncementQuerySet:
        return self.exclude(finished_at=None).filter(faults__gte=Announcement.MAX_FAULTS)

    def holding_up_digests(self, *, before: datetime) -> AnnouncementQuerySet:
        """Return what happened before a moment, and is being told; not what keeps failing."""
        return self.waiting().filter(created_at__lt=before, faults=0)

    def revive(self) -> int:
        """Let what was given up try again, from where it was; return how many."""
        return self.given_up().update(faults=0, not_before=None, finished_at=None)

    def finished_before(self, moment: datetime) -> AnnouncementQuerySet:
        return self.filter(finished_at__lt=moment)


class Announcement(models.Model):
    """Something that happened, to be told to many.

    Written once, in the transaction of what happened; the worker writes a notice for each member
    of the kind's audience, some hundred at a time, and remembers how far it came. So a citizen's
    comment costs one row, however many follow.
    """

    kind = models.CharField(_("slags"), max_length=60)
    about_model = models.CharField(max_length=100)
    about_pk = models.CharField(max_length=40)
    context = models.JSONField(default=dict, blank=True)
    feed = models.ForeignKey(
        "notifications.Feed",
        on_delete=models.CASCADE,
        null=True,
        related_name="announcements",
        verbose_name=_("emne"),
    )
    dedup_key = models.CharField(max_length=200, unique=True)
    created_at = models.DateTimeField(_("sket"), default=timezone.now)
    # Everybody up to this subscriber has been told.
    last_subscriber_pk = models.PositiveBigIntegerField(default=0)
    told = models.PositiveIntegerField(_("fortalt til"), default=0)
    faults = models.PositiveSmallIntegerField(_("egne fejl"), default=0)
    not_before = models.DateTimeField(_("tidligst"), null=True, blank=True)
    finished_at = models.DateTimeField(_("afsluttet"), null=True, blank=True)

    objects = AnnouncementQuerySet.as_manager()

    # A fault of our own (an audience that cannot be asked) is not tried for ever.
    MAX_FAULTS = 5
    FIRST_DELAY = timedelta(seconds=30)

    class Meta:
        verbose_name = _("nyt at fortælle")
        verbose_name_plural = _("nyt at fortælle")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=Q(finished_at=None),
                name="announcement_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.dedup_key

    @property
    def was_given_up(self) -> bool:
        return self.finished_at is not None and self.faults >= self.MAX_FAULTS

    def advance(self, *, to: int, told: int) -> None:
        """Remember that everybody up to a subscriber has been told."""
        self.last_subscriber_pk = to
        self.told += told
        self.save(update_fields=["last_subscriber_pk", "told"])

    def finish(self, *, at: datetime) -> None:
        self.finished_at = at
        self.save(update_fields=["finished_at"])

    def note_fault(self, *, at: datetime, is_ours: bool) -> bool:
        """Count a fault; True when it was the last one of our own, and it is given up.

        Some forty minutes lie between the first and the last: a release that is taken back at
        once costs nobody the news. A fault of the database is waited for, however often it comes.
        """
        last = self.MAX_FAULTS if is_ours else self.MAX_FAULTS - 1
        self.not_before = at + self.FIRST_DELAY * 4**self.faults
        self.faults = min(self.faults + 1, last)
        if is_given_up := self.faults >= self.MAX_FAULTS:
            self.finished_at = at
        self.save(update_fields=["faults", "not_before", "finished_at"])
        return is_given_up


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of_subscriber(self, subscriber_pk: int) -> NoticeQuerySet:
        return self.filter(subscriber_id=subscriber_pk)

    def visible_to(self, user: AbstractBaseUser | None) -> NoticeQuerySet:
        """Leave out what belongs to a subject that the person may not see at this moment."""
        return self.filter(Q(feed=None) | has_visible_owner(Feed, "feed", user))

    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at=None)

    def waiting_for_digest(self, rhythm: Channel, *, before: datetime) -> NoticeQuerySet:
        """Return what a digest of this rhythm, made for the time before a moment, has to tell."""
        return self.filter(channel=rhythm, digest=None, created_at__lt=before)


class Notice(models.Model):
    """One thing that one person is told once: a line of the list on the portal, and of a digest.

    `channel` is what the person had chosen when it happened; with AT_ONCE a message of the same
    key stands beside it in the outbox.
    """

    subscriber = models.ForeignKey(
        "notifications.Subscriber", on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(_("slags"), max_length=60)
    about_model = models.CharField(max_length=100)
    about_pk = models.CharField(max_length=40)
    context = models.JSONField(default=dict, blank=True)
    # The subject it belongs to: a digest has a heading for each.
    feed = models.ForeignKey(
        "notifications.Feed", on_delete=models.SET_NULL, null=True, related_name="notices"
    )
    channel = models.CharField(max_length=10, choices=Channel)
    dedup_key = models.CharField(max_length=250, unique=True)
    created_at = models.DateTimeField(_("sket"), default=timezone.now)
    read_at = models.DateTimeField(_("læst"), null=True, blank=True)
    digest = models.ForeignKey(
        "notifications.Message", on_delete=models.SET_NULL, null=True, related_name="notices"
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("besked på siden")
        verbose_name_plural = _("beskeder på siden")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["subscriber", "-created_at"], name="notice_by_subscriber"),
            models.Index(fields=["subscriber"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(
                fields=["channel", "subscriber", "created_at"],
                condition=Q(digest=None, channel__in=["daily", "weekly"]),
                name="notice_waiting_for_digest",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(channel__in=["at_once", "daily", "weekly", "site"]),
                name="notice_channel_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.dedup_key
