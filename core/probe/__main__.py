"""The door of the probe: limits first, then the file. Answers one line of JSON.

8 s of processor time, 1 GB of memory, 80 MB for the copy, 210 MB for that of a film
(RLIMIT_CPU, _AS, _FSIZE).
"""

import json
import resource
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from core.probe.docx import probe_docx
from core.probe.film import probe_mp4, probe_webm
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
    "mp4": probe_mp4,
    "webm": probe_webm,
}
_FILMS = {"mp4", "webm"}
_FILM_BYTES = 210 * MEGABYTE
_MAX_WIDTH = "--max-width="


def main(kind: str, source: str, target: str, *options: str) -> dict[str, object]:
    keep_metadata = "--keep-metadata" in options
    probe = _PROBES[kind]
    for option in options:
        if option.startswith(_MAX_WIDTH) and probe is probe_image:
            probe = partial(probe_image, max_width=int(option.removeprefix(_MAX_WIDTH)))
    try:
        return probe(Path(source), Path(target), keep_metadata).as_dict()
    except Refused as refusal:
        return {"refused": refusal.code}
    except MemoryError:
        return {"refused": "too_complex"}


if __name__ == "__main__":
    if sys.argv[1] in _FILMS:
        _LIMITS[resource.RLIMIT_FSIZE] = _FILM_BYTES
    for limit, value in _LIMITS.items():
        resource.setrlimit(limit, (value, value))
    sys.stdout.write(json.dumps(main(*sys.argv[1:])))
