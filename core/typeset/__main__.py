"""The door of the typesetter: limits first, then the text. Answers one line of JSON.

120 s of processor time, 1.5 GB of address space, 200 MB for the file (RLIMIT_CPU, _AS, _FSIZE).
"""

import contextlib
import json
import resource
import sys
from pathlib import Path

import pikepdf
import typst

from core.typeset.joining import join

MEGABYTE = 1024 * 1024
_LIMITS = {
    resource.RLIMIT_CPU: 120,
    resource.RLIMIT_AS: 1536 * MEGABYTE,
    resource.RLIMIT_FSIZE: 200 * MEGABYTE,
    resource.RLIMIT_NOFILE: 64,
    resource.RLIMIT_CORE: 0,
}


def typeset(folder: str, fonts: str, target: str, moment: str) -> int:
    """Set a text and return the number of its pages.

    Raises:
        typst.TypstError: there is an error in it.
    """
    typst.compile(
        Path(folder, "main.typ"),
        output=Path(target),
        root=Path(folder),
        font_paths=[Path(fonts)],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=int(moment),
    )
    with pikepdf.open(target) as pdf:
        return len(pdf.pages)


def main(work: str, *arguments: str) -> dict[str, object]:
    try:
        if work == "join":
            target, *parts = arguments
            pages = join(parts, target)
        else:
            pages = typeset(*arguments)
    except typst.TypstError as error:
        return {"error": str(error)[:500]}
    return {"pages": pages, "peak_bytes": _peak_bytes()}


def _peak_bytes() -> int:
    """Return how much memory this program held at most, in bytes.

    Linux hands `ru_maxrss` on from who started it; VmHWM (proc(5)) is this program's own.
    """
    with contextlib.suppress(OSError, ValueError):
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    for limit, value in _LIMITS.items():
        resource.setrlimit(limit, (value, value))
    sys.stdout.write(json.dumps(main(*sys.argv[1:])))
