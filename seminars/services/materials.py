"""Presentations and films that stay to be read and seen."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from core.files import InspectedFile
from seminars.models import Material, MaterialFile, Seminar, SeminarEvent, Session
from seminars.services.history import record
from seminars.services.locking import locked_seminar

if TYPE_CHECKING:
    from accounts.models import User
    from information.models import Video

Action = SeminarEvent.Action


@transaction.atomic
def add_material(
    seminar: Seminar,
    *,
    title: str,
    inspected: InspectedFile | None = None,
    video: Video | None = None,
    session: Session | None = None,
    by: User | None,
    at: datetime,
) -> Material:
    """Put up a file, or a film of our own. The same file twice is one."""
    seminar = locked_seminar(seminar.pk)
    if inspected:
        known = seminar.materials.filter(stored__sha256=inspected.sha256, session=session).first()
        if known:
            return known
    material = Material.objects.create(
        seminar=seminar,
        session=session,
        title=title,
        video=video,
        position=seminar.materials.count(),
        created_at=at,
    )
    if inspected:
        MaterialFile.from_inspected(inspected, at=at, material=material).save()
    record(seminar, Action.MATERIAL_ADDED, by=by, at=at, note=title)
    return material


@transaction.atomic
def remove_material(material: Material, *, by: User, at: datetime) -> None:
    """Take it down; the history keeps its name and the fingerprint of its content."""
    seminar = locked_seminar(material.seminar_id)
    stored = MaterialFile.objects.filter(material=material).first()
    note = f"{material.title}, SHA-256 {stored.sha256}" if stored else material.title
    if stored:
        stored.discard()
    material.delete()
    record(seminar, Action.MATERIAL_REMOVED, by=by, at=at, note=note)
