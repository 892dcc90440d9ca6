"""The words of a stored PDF or Word file, read in the process that looks into uploads."""

import shutil
import tempfile
from pathlib import Path

from django.core.exceptions import ValidationError

from core.files.stored import StoredFile
from core.files.upload import probe

READABLE = frozenset({"pdf", "docx"})


def text_of(stored: StoredFile) -> str:
    """Return the text of a file, bounded; "" when it has none that can be read."""
    if stored.extension not in READABLE:
        return ""
    with tempfile.TemporaryDirectory(prefix="words-") as folder:
        source, target = Path(folder, "source"), Path(folder, "target")
        try:
            with stored.file.storage.open(str(stored.file.name)) as file, source.open("wb") as copy:
                shutil.copyfileobj(file, copy)
            probe(f"words-{stored.extension}", source, target)
            return target.read_text(encoding="utf-8")
        except (ValidationError, OSError):
            return ""
