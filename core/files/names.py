"""The name a person gave a file: kept for showing, never used as a path."""

import re
import unicodedata

from core.text import normalise_line

MAX_STEM = 80
MAX_BYTES = 150
_NOT_IN_NAMES = re.compile(r"[<>:\"|?*;%&$`'\x00-\x1f\x7f]+")
_WINDOWS = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)


def clean_file_name(name: str) -> str:
    """Return the last part of a path without control, direction and shell characters."""
    name = re.split(r"[/\\]", name)[-1]
    name = _NOT_IN_NAMES.sub("_", normalise_line(unicodedata.normalize("NFC", name)))
    stem, dot, extension = name.strip().rstrip(" .").rpartition(".")
    if not dot:
        stem, extension = extension, ""
    stem = _shortened(stem.strip(" ._")) or "fil"
    if _WINDOWS.match(stem.partition(".")[0]):
        stem = f"fil-{stem}"
    return f"{stem}.{extension[:10].lower()}" if extension else stem


def extension_of(name: str) -> str:
    """Return the last extension, small and without its dot."""
    _stem, dot, extension = clean_file_name(name).rpartition(".")
    return extension if dot else ""


def _shortened(stem: str) -> str:
    return stem[:MAX_STEM].encode()[:MAX_BYTES].decode(errors="ignore").strip(" .")
