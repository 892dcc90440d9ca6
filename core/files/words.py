"""The words of a stored PDF or Word file, read in the process that looks into uploads."""

import logging
import shutil
import tempfile
from pathlib import Path

from django.core.exceptions import ValidationError

from core.files.stored import StoredFile
from core.files.upload import probe

logger = logging.getLogger(__name__)

READABLE = frozenset({"pdf", "docx"})
# Too slow, killed, not started: a machine that is less busy may read it. What else the probe
# says (damaged, encrypted, refused) is said of the file itself.
_PASSING = frozenset({"too_complex", "failed"})


def text_of(stored: StoredFile) -> str | None:
    """Return the text of a file, bounded; "" when it has none; None when another try may help."""
    if stored.extension not in READABLE:
        return ""
    try:
        return _read(stored)
    except ValidationError as error:
        return None if error.code in _PASSING else ""
    except Exception as error:  # noqa: BLE001  (each kind of storage has errors of its own)
        logger.warning("%s %s: not read: %s", stored._meta.label, stored.pk, type(error).__name__)
        return None


def _read(stored: StoredFile) -> str:
    with tempfile.TemporaryDirectory(prefix="words-") as folder:
        source, target = Path(folder, "source"), Path(folder, "target")
        with stored.file.storage.open(str(stored.file.name)) as file, source.open("wb") as copy:
            shutil.copyfileobj(file, copy)
        probe(f"words-{stored.extension}", source, target)
        return target.read_text(encoding="utf-8")
