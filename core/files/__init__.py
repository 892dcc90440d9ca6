"""Files that people hand in: looked into, cleaned, stored under our own name, given back safely."""

from core.files.messages import REFUSALS
from core.files.names import clean_file_name
from core.files.ranges import serve_range
from core.files.serve import serve_file
from core.files.stored import StoredFile
from core.files.told import file_detail
from core.files.upload import (
    ALLOWED,
    MAX_BYTES,
    MAX_FILM_BYTES,
    FileHit,
    InspectedFile,
    inspect_film,
    inspect_upload,
)

__all__ = [
    "ALLOWED",
    "MAX_BYTES",
    "MAX_FILM_BYTES",
    "REFUSALS",
    "FileHit",
    "InspectedFile",
    "StoredFile",
    "clean_file_name",
    "file_detail",
    "inspect_film",
    "inspect_upload",
    "serve_file",
    "serve_range",
]
