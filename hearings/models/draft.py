import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from core.files import StoredFile


class ResponseDraftQuerySet(models.QuerySet):
    def alive(self, at: datetime | None = None) -> "ResponseDraftQuerySet":
        return self.filter(expires_at__gt=at or timezone.now())

    def expired(self, at: datetime | None = None) -> "ResponseDraftQuerySet":
        return self.filter(expires_at__lte=at or timezone.now())


class ResponseDraft(models.Model):
    """What a person has typed but not sent: kept for 24 hours from the last change."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    hearing = models.ForeignKey("hearings.Hearing", on_delete=models.CASCADE, related_name="drafts")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    fields = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(db_index=True)

    objects = ResponseDraftQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "pk"]

    def __str__(self) -> str:
        return str(self.key)


class DraftFile(StoredFile):
    """A file of a draft, already inspected."""

    draft = models.ForeignKey(ResponseDraft, on_delete=models.CASCADE, related_name="files")
    is_held = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
