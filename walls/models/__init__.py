"""Walls of post-it notes, and the dots that people give them."""

from walls.models.history import WallEvent
from walls.models.note import Note, NoteQuerySet
from walls.models.people import Dot, WallPerson
from walls.models.wall import Heading, Wall, WallColumn, WallPhoto, WallQuerySet

__all__ = [
    "Dot",
    "Heading",
    "Note",
    "NoteQuerySet",
    "Wall",
    "WallColumn",
    "WallEvent",
    "WallPerson",
    "WallPhoto",
    "WallQuerySet",
]
