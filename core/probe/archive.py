"""Archives are measured before and while they are unpacked."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from core.probe.report import Refused, refuse_virus

MAX_ENTRIES = 3000
MAX_UNPACKED = 60 * 1024 * 1024
MAX_RATIO = 150
# Below this size a ratio says nothing: a blank page compresses a thousandfold.
RATIO_COUNTS_FROM = 5 * 1024 * 1024
_CHUNK = 64 * 1024
_DAMAGES = (
    zipfile.BadZipFile,
    NotImplementedError,
    OSError,
    EOFError,
    ValueError,
    zlib.error,
    lzma.LZMAError,
)


class SafeArchive:
    """A zip file whose parts can be read without fear of their size."""

    def __init__(self, stream: IO[bytes], packed_size: int, *, budget: int = MAX_UNPACKED) -> None:
        try:
            self._zip = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, struct.error, ValueError, OSError) as error:
            raise Refused("damaged") from error
        self._budget = budget
        self.entries = self._zip.infolist()
        self._check_declared(packed_size)

    def _check_declared(self, packed_size: int) -> None:
        names = [entry.filename for entry in self.entries]
        if len(names) > MAX_ENTRIES or len(names) != len(set(names)):
            raise Refused("bomb")
        if any(_is_odd_name(name) for name in names):
            raise Refused("damaged")
        if any(entry.flag_bits & 0x1 for entry in self.entries):
            raise Refused("encrypted")
        declared = sum(entry.file_size for entry in self.entries)
        too_dense = declared > RATIO_COUNTS_FROM and declared > MAX_RATIO * max(packed_size, 1)
        if declared > self._budget or too_dense:
            raise Refused("bomb")

    @property
    def names(self) -> set[str]:
        return {entry.filename for entry in self.entries}

    def read(self, name: str) -> bytes:
        """Unpack one part; what was declared is not believed."""
        parts = io.BytesIO()
        try:
            with self._zip.open(name) as part:
                while chunk := part.read(_CHUNK):
                    self._budget -= len(chunk)
                    if self._budget < 0:
                        raise Refused("bomb")
                    parts.write(chunk)
        except _DAMAGES as error:
            raise Refused("damaged") from error
        content = parts.getvalue()
        refuse_virus(content)
        return content

    def files(self) -> Iterator[str]:
        return (entry.filename for entry in self.entries if not entry.is_dir())

    @property
    def budget(self) -> int:
        return self._budget


def _is_odd_name(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.split("/") or "\x00" in name
