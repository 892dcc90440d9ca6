"""A row behind each address of walls, for the tests that open them all."""

from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from city.models import Department
from tests.projects.factories import ActivityFactory
from tests.walls.factories import HeadingFactory, NoteFactory
from walls.models import Heading, Note, WallPhoto

PUBLIC = {
    "walls:wall", "walls:state", "walls:csv", "walls:picture", "walls:photo", "walls:write",
    "walls:write_again", "walls:written", "walls:note",
}  # fmt: skip
OWN = {"walls:move", "walls:dots", "walls:rewrite", "walls:take_down", "walls:heading"}
DESK = {
    "walls:desk", "walls:step", "walls:line", "walls:settings", "walls:columns", "walls:paper",
    "walls:photo_add", "walls:conclude", "walls:reopen", "walls:answers", "walls:answer",
    "walls:hide", "walls:restore",
}  # fmt: skip


@dataclass
class WallWorld:
    """A wall on which notes are grouped, with a nameless note and a photograph."""

    note: Note
    nameless: Note
    heading: Heading
    photo: WallPhoto

    def values_for(self, _name: str) -> dict[str, Any]:
        wall = self.note.wall
        return {
            "pk": wall.pk,
            "slug": wall.slug,
            "number": self.note.number,
            "heading": self.heading.pk,
            "photo": self.photo.pk,
            "key": self.nameless.key,
            "object_id": wall.pk,
        }


def make_wall(department: Department) -> WallWorld:
    wall = ActivityFactory(
        on_wall=True,
        wall__step="group",
        wall__department=department,
        project__department=department,
    ).wall
    heading = HeadingFactory(column__wall=wall)
    notes = [
        NoteFactory(column=heading.column, heading=heading, nameless=nameless)
        for nameless in (False, True)
    ]
    photo = WallPhoto(
        wall=wall, alt="Gule sedler på en væg", original_name="vaeg.png", content_type="image/png",
        size=4, sha256="0" * 64, uploaded_at=timezone.now(),
    )  # fmt: skip
    photo.file.save("vaeg.png", ContentFile(b"\x89PNG"), save=True)
    return WallWorld(*notes, heading, photo)
