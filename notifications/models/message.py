"""The outbox: the row is the message, and what is written here leaves, once."""

import uuid
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MessageQuerySet(models.QuerySet["Message"]):
    def pending(self) -> "MessageQuerySet":
        return self.filter(state=Message.State.PENDING)

    def due(self, at: datetime | None = None) -> "MessageQuerySet":
        return self.pending().filter(not_before__lte=at or timezone.now())

    def done(self) -> "MessageQuerySet":
        return self.filter(state__in=Message.DONE)

    def failed(self) -> "MessageQuerySet":
        return self.filter(state=Message.State.FAILED)

    def stale(self, at: datetime | None = None) -> "MessageQuerySet":
        """Return claims whose worker must be dead."""
        limit = (at or timezone.now()) - timedelta(seconds=settings.MAIL_CLAIM_SECONDS)
        return self.filter(state=Message.State.CLAIMED, claimed_at__lte=limit)

    def of_person(self, person: AbstractBaseUser) -> "MessageQuerySet":
        """Return the messages to an account, as itself, as subscriber, or to its address."""
        to_account = Q(user=person) | Q(subscriber__user=person)
        return self.filter(to_account | Q(email__iexact=person.get_username()))

    def finished_before(self, moment: datetime) -> "MessageQuerySet":
        return self.done().filter(finished_at__lt=moment)

    def empty(self) -> int:
        """Remove who and what; that something was sent, and its key, stay."""
        full = self.exclude(email="", subject="", context={}, user=None, subscriber=None)
        return full.update(
            email="",
            subject="",
            limit_key="",
            text="",
            html="",
            context={},
            user=None,
            subscriber=None,
        )

    def latest_to(self, limit_key: str, *, since: datetime) -> list[datetime]:
        """Return when the latest limited mails to a mailbox left or will leave, newest first."""
        mails = self.filter(limit_key=limit_key, not_before__gt=since)
        mails = mails.exclude(state=Message.State.CANCELLED).order_by("-not_before")
        return list(mails.values_list("not_before", flat=True))

    def cancel_waiting(self, reason: "Message.Reason", *, at: datetime) -> int:
        """Cancel those of these that have not been taken by a worker yet; return how many."""
        return self.pending().update(
            state=Message.State.CANCELLED, reason=reason, finished_at=at, text="", html=""
        )

    def withdraw(self, reason: "Message.Reason", *, at: datetime) -> list[str]:
        """Cancel those that have not been taken by a worker yet; return their keys.

        Called in a transaction: a worker that claims one of the rows comes first or too late.
        """
        waiting = dict(self.pending().select_for_update().values_list("pk", "dedup_key"))
        Message.objects.filter(pk__in=waiting).cancel_waiting(reason, at=at)
        return [key for key in waiting.values() if key]

    def waiting_since(self) -> datetime | None:
        """Return since when the oldest due message has waited, for the readiness page."""
        return self.due().aggregate(oldest=models.Min("not_before"))["oldest"]

    def claim(self, pk: int) -> "Message | None":
        """Take one pending row; None when another worker was faster.

        The conditional update with a token is the lock, the same on both databases.
        """
        token = uuid.uuid4()
        taken = (
            self.due()
            .filter(pk=pk)
            .update(state=Message.State.CLAIMED, claim_token=token, claimed_at=timezone.now())
        )
        return self.get(pk=pk, claim_token=token) if taken else None


class Message(models.Model):
    """One message to one person. The row is the message: what is written here leaves, once."""

    class State(models.TextChoices):
        PENDING = "pending", _("venter")
        CLAIMED = "claimed", _("er ved at blive sendt")
        SENT = "sent", _("sendt")
        FAILED = "failed", _("kunne ikke sendes")
        CANCELLED = "cancelled", _("aflyst")

    class Lane(models.TextChoices):
        IMMEDIATE = "immediate", _("straks")
        BULK = "bulk", _("når der er tid")

    class Reason(models.TextChoices):
        NO_RECIPIENT = "no_recipient", _("modtageren har ingen bekræftet adresse")
        SUBJECT_GONE = "subject_gone", _("emnet findes ikke længere")
        NOT_DUE = "not_due", _("beskeden er ikke længere aktuel")
        LIMIT = "limit", _("for mange mails til adressen")
        NOT_WANTED = "not_wanted", _("modtageren har valgt mailen fra")
        ADDRESS_STOPPED = "address_stopped", _("mails til adressen er standset")
        REFUSED = "refused", _("modtagerens mailserver afviste mailen")
        GAVE_UP = "gave_up", _("opgivet efter gentagne forsøg")

    DONE = (State.SENT, State.FAILED, State.CANCELLED)
    MAX_LOST_CLAIMS = 5
    # A mail that cannot be made (our own fault) is not tried for days.
    MAX_FAULTS = 5
    FIRST_DELAY = timedelta(seconds=30)
    LONGEST_DELAY = timedelta(minutes=10)
    # With the longest delay between them this is three days.
    MAX_ATTEMPTS = 440

    kind = models.CharField(_("slags"), max_length=60)
    lane = models.CharField(_("bane"), max_length=10, choices=Lane)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("konto"),
    )
    subscriber = models.ForeignKey(
        "notifications.Subscriber",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("modtager"),
    )
    email = models.EmailField(_("mailadresse"), max_length=254, blank=True)
    about_model = models.CharField(max_length=100, blank=True)
    about_pk = models.CharField(max_length=40, blank=True)
    context = models.JSONField(default=dict, blank=True)
    language = models.CharField(_("sprog"), max_length=2, default="da")
    # Only mails that Django or allauth rendered; emptied as soon as they have left.
    subject = models.CharField(_("emne"), max_length=250, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    dedup_key = models.CharField(max_length=250, null=True, blank=True)
    limit_key = models.CharField(max_length=254, blank=True)
    state = models.CharField(_("tilstand"), max_length=10, choices=State, default=State.PENDING)
    reason = models.CharField(_("grund"), max_length=20, choices=Reason, blank=True)
    attempts = models.PositiveSmallIntegerField(_("forsøg"), default=0)
    lost_claims = models.PositiveSmallIntegerField(_("afbrudte forsøg"), default=0)
    faults = models.PositiveSmallIntegerField(_("egne fejl"), default=0)
    created_at = models.DateTimeField(_("oprettet"), default=timezone.now, editable=False)
    not_before = models.DateTimeField(_("tidligst"), default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    claim_token = models.UUIDField(null=True, blank=True)
    finished_at = models.DateTimeField(_("afsluttet"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("besked")
        verbose_name_plural = _("beskeder")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["lane", "not_before", "id"],
                condition=Q(state="pending"),
                name="message_waiting_by_lane",
            ),
            models.Index(fields=["state", "finished_at"], name="message_by_state"),
            models.Index(
                fields=["limit_key", "not_before"],
                condition=~Q(limit_key=""),
                name="message_by_limit_key",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["dedup_key"], name="message_is_written_once"),
            models.CheckConstraint(
                condition=Q(state__in=["pending", "claimed", "sent", "failed", "cancelled"]),
                name="message_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(lane__in=["immediate", "bulk"]), name="message_lane_is_known"
            ),
            models.CheckConstraint(
                condition=(
                    ~Q(state__in=["pending", "claimed"])
                    | Q(user__isnull=False, subscriber=None, email="")
                    | Q(user=None, subscriber__isnull=False, email="")
                    | (Q(user=None, subscriber=None) & ~Q(email=""))
                ),
                name="waiting_message_has_exactly_one_recipient",
            ),
            models.CheckConstraint(
                condition=~Q(state="claimed")
                | Q(claim_token__isnull=False, claimed_at__isnull=False),
                name="claimed_message_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["pending", "claimed"], finished_at=None)
                | Q(state__in=["sent", "failed", "cancelled"], finished_at__isnull=False),
                name="finished_message_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def message_id(self) -> str:
        """The same at every attempt, so that mail programs fold a mail that came twice."""
        return f"<{self.pk}.{self.created_at:%Y%m%d%H%M%S}@{urlsplit(settings.SITE_URL).hostname}>"

    def refuse_for_limit(self) -> None:
        """Make a row that is not written yet one that will never leave."""
        self.state, self.reason = self.State.CANCELLED, self.Reason.LIMIT
        self.finished_at = timezone.now()
        self.text = self.html = ""

    def finish(self, state: "Message.State", reason: str = "") -> bool:
        """End a claim; False when the claim was taken from us in the meantime.

        Rendered mails carry links that open accounts: they are emptied at once.
        """
        return self._end_claim(
            state=state, reason=reason, finished_at=timezone.now(), text="", html=""
        )

    def retry_later(self, *, at: datetime | None = None) -> bool:
        """Give the row back after a passing error, later each time, and not for ever."""
        at = at or timezone.now()
        if self.attempts + 1 >= self.MAX_ATTEMPTS:
            self.finish(self.State.FAILED, self.Reason.GAVE_UP)
            return False
        delay = min(self.FIRST_DELAY * 2 ** min(self.attempts, 10), self.LONGEST_DELAY)
        self._end_claim(state=self.State.PENDING, attempts=F("attempts") + 1, not_before=at + delay)
        return True

    def note_fault(self, *, at: datetime | None = None) -> bool:
        """Give the row back after a fault of ours, a template or a kind; False after the fifth.

        Twenty minutes lie between the first and the last: a release that is taken back at once
        costs no mail.
        """
        if self.faults + 1 >= self.MAX_FAULTS:
            self.faults += 1
            self._end_claim(
                state=self.State.FAILED,
                reason=self.Reason.GAVE_UP,
                faults=self.faults,
                finished_at=at or timezone.now(),
                text="",
                html="",
            )
            return False
        delay = min(self.FIRST_DELAY * 4**self.faults, self.LONGEST_DELAY)
        self._end_claim(
            state=self.State.PENDING,
            faults=F("faults") + 1,
            not_before=(at or timezone.now()) + delay,
        )
        return True

    def free_lost_claim(self) -> bool:
        """Give the row back after its worker died; after five deaths it is to blame itself."""
        if self.lost_claims + 1 >= self.MAX_LOST_CLAIMS:
            self.finish(self.State.FAILED, self.Reason.GAVE_UP)
            return False
        self._end_claim(
            state=self.State.PENDING,
            attempts=F("attempts") + 1,
            lost_claims=F("lost_claims") + 1,
        )
        return True

    def revive(self) -> bool:
        """Let a failed message try again; not one whose text was emptied when it failed."""
        if not (self.email or self.user_id or self.subscriber_id) or self.subject:
            return False
        failed = Message.objects.filter(pk=self.pk, state=self.State.FAILED)
        return bool(
            failed.update(
                state=self.State.PENDING,
                reason="",
                attempts=0,
                lost_claims=0,
                faults=0,
                not_before=timezone.now(),
                finished_at=None,
            )
        )

    def cancel(self, reason: "Message.Reason") -> bool:
        return self.finish(self.State.CANCELLED, reason)

    def _end_claim(self, **values: object) -> bool:
        mine = Message.objects.filter(
            pk=self.pk, state=self.State.CLAIMED, claim_token=self.claim_token
        )
        return bool(mine.update(claim_token=None, claimed_at=None, **values))
