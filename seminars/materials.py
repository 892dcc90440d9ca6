"""Materials of a seminar or a session, as components/documents.html reads them: one question."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from core.files import file_detail
from seminars.models import Material, Seminar, Session


def materials_of(seminar: Seminar, session: Session | None = None) -> list[dict[str, str]]:
    """Return what hangs on the session; without one, all of the seminar's."""
    rows = Material.objects.filter(seminar=seminar).select_related("stored", "video")
    if session is not None:
        rows = rows.filter(session=session)
    return [shown for row in rows if (shown := _shown(seminar, row))]


def _shown(seminar: Seminar, row: Material) -> dict[str, str] | None:
    stored = getattr(row, "stored", None)
    if stored is not None:
        path = reverse("seminars:material", args=[seminar.pk, seminar.slug, row.pk])
        detail, name = file_detail(stored), stored.original_name
        return {"url": path, "title": row.title, "detail": detail, "name": name}
    if row.video is not None:
        url = row.video.get_absolute_url()
        return {"url": url, "title": row.title, "detail": _("Film med undertekster"), "name": ""}
    return None
