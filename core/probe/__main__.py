"""The door of the probe: limits first, then the file. Answers one line of JSON.

8 s of processor time, 1 GB of memory, 80 MB for the copy (RLIMIT_CPU, _AS, _FSIZE).
"""

import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path

from core.probe.docx import probe_docx
from core.probe.image import probe_image
from core.probe.pdf import probe_pdf
from core.probe.report import Refused, Report
from core.probe.words import words_of_docx, words_of_pdf

MEGABYTE = 1024 * 1024
CPU_SECONDS = 8
_LIMITS = {
    resource.RLIMIT_CPU: CPU_SECONDS,
    resource.RLIMIT_AS: 1024 * MEGABYTE,
    resource.RLIMIT_FSIZE: 80 * MEGABYTE,
    resource.RLIMIT_NOFILE: 64,
    resource.RLIMIT_CORE: 0,
}
_PROBES: dict[str, Callable[[Path, Path, bool], Report]] = {
    "pdf": probe_pdf,
    "docx": probe_docx,
    "png": probe_image,
    "jpg": probe_image,
    "webp": probe_image,
    # The words alone, of a file that was looked into when it came.
    "words-pdf": words_of_pdf,
    "words-docx": words_of_docx,
}


def main(kind: str, source: str, target: str, *options: str) -> dict[str, object]:
    keep_metadata = "--keep-metadata" in options
    try:
        return _PROBES[kind](Path(source), Path(target), keep_metadata).as_dict()
    except Refused as refusal:
        return {"refused": refusal.code}
    except MemoryError:
        return {"refused": "too_complex"}


if __name__ == "__main__":
    for limit, value in _LIMITS.items():
        resource.setrlimit(limit, (value, value))
    sys.stdout.write(json.dumps(main(*sys.argv[1:])))
