"""A file and what is known of it: the abstract row that each app makes a table of."""

import uuid
from datetime import datetime
from functools import partial
from typing import Any, Self

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from core.files.upload import InspectedFile


def generated_path(instance: models.Model, filename: str) -> str:
    """Return a path of our own making: nothing that a person wrote is in it."""
    meta = instance._meta
    extension = filename.rpartition(".")[2].lower()
    key = uuid.uuid4().hex
    return f"{meta.app_label}/{meta.model_name}/{key[:2]}/{key}.{extension}"


class StoredFile(models.Model):
    """A file that somebody handed in. Each app has its own table of them."""

    file = models.FileField(_("fil"), upload_to=generated_path, max_length=200)
    original_name = models.CharField(_("filnavn"), max_length=200)
    content_type = models.CharField(_("type"), max_length=100, editable=False)
    size = models.PositiveIntegerField(_("størrelse i byte"), editable=False)
    sha256 = models.CharField(_("kontrolsum"), max_length=64, editable=False)
    pages = models.PositiveIntegerField(_("sider"), null=True, blank=True, editable=False)
    uploaded_at = models.DateTimeField(_("modtaget"), editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.original_name

    @property
    def extension(self) -> str:
        return self.original_name.rpartition(".")[2].lower()

    @classmethod
    def from_inspected(cls, inspected: InspectedFile, *, at: datetime, **fields: Any) -> Self:
        """Return an unsaved row for a file that was looked into; `fields` are the app's own."""
        row = cls(
            original_name=inspected.name,
            content_type=inspected.content_type,
            size=inspected.size,
            sha256=inspected.sha256,
            pages=inspected.pages,
            uploaded_at=at,
            **fields,
        )
        inspected.content.seek(0)
        row.file.save(f"content.{inspected.extension}", inspected.content, save=False)
        return row

    def move_to(self, row: "StoredFile") -> None:
        """Let an unsaved row of another table take over the stored file; this row is gone."""
        for name in ("original_name", "content_type", "size", "sha256", "pages", "uploaded_at"):
            setattr(row, name, getattr(self, name))
        row.file.name = self.file.name
        row.save()
        self.delete()

    def discard(self) -> None:
        """Delete the row, and the stored file once that is certain."""
        storage, name = self.file.storage, self.file.name
        self.delete()
        transaction.on_commit(partial(storage.delete, str(name)))
