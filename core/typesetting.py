"""Setting a PDF from a template and data, without risk for the process that asks for it."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

TIMEOUT_SECONDS = 150
_PROJECT = Path(__file__).resolve().parent.parent


class TypesettingFailed(Exception):
    """The PDF was not made. The message is for the log: it may quote the template, not the data."""

    def __init__(self, message: str, *, is_too_large: bool = False) -> None:
        super().__init__(message)
        self.is_too_large = is_too_large


@dataclass(frozen=True)
class TypesetFile:
    """How many pages the PDF has, and how much memory setting it took at most."""

    pages: int
    peak_bytes: int


def typeset(folder: Path, *, fonts: Path, target: Path, at: datetime) -> TypesetFile:
    """Set folder/main.typ as a tagged PDF in a process of its own; `at` is its date.

    Raises:
        TypesettingFailed: an error in it, or it took more time or memory than it may
            (`is_too_large`).
    """
    command = [sys.executable, "-m", "core.typeset"]
    arguments = [str(folder), str(fonts), str(target), str(int(at.timestamp()))]
    environment = {
        "PATH": os.defpath,
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(_PROJECT),
        # Few threads with few heaps: address space is limited, and other work goes on beside.
        "RAYON_NUM_THREADS": "2",
        "MALLOC_ARENA_MAX": "2",
    }
    try:
        result = subprocess.run(  # noqa: S603  (our own interpreter, paths we made ourselves)
            [*command, *arguments], capture_output=True, check=False, cwd=folder,
            env=environment, timeout=TIMEOUT_SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise TypesettingFailed("out of time", is_too_large=True) from error
    if result.returncode:
        raise TypesettingFailed(f"ended with {result.returncode}", is_too_large=True)
    report = json.loads(result.stdout)
    if "error" in report:
        raise TypesettingFailed(report["error"])
    return TypesetFile(**report)
