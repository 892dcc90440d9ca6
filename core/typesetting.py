"""Setting a PDF from a template and data, without risk for the process that asks for it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

TIMEOUT_SECONDS = 150
SAY_EVERY_SECONDS = 5
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


def typeset(
    folder: Path, *, fonts: Path, target: Path, at: datetime, still_at_it: Callable[[], object]
) -> TypesetFile:
    """Set folder/main.typ as a tagged PDF in a process of its own; `at` is its date.

    `still_at_it` is called every few seconds meanwhile.

    Raises:
        TypesettingFailed: an error in it, or it took more time or memory than it may
            (`is_too_large`).
    """
    arguments = [str(folder), str(fonts), str(target), str(int(at.timestamp()))]
    return _run(["set", *arguments], folder, still_at_it)


def join(volumes: list[Path], *, target: Path, still_at_it: Callable[[], object]) -> TypesetFile:
    """Make one tagged PDF of volumes that were set one by one.

    Raises:
        TypesettingFailed: as for `typeset`.
    """
    return _run(["join", str(target), *map(str, volumes)], target.parent, still_at_it)


def _run(arguments: list[str], folder: Path, still_at_it: Callable[[], object]) -> TypesetFile:
    command = [sys.executable, "-m", "core.typeset"]
    environment = {
        "PATH": os.defpath,
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(_PROJECT),
        # Few threads with few heaps: address space is limited, and other work goes on beside.
        "RAYON_NUM_THREADS": "2",
        "MALLOC_ARENA_MAX": "2",
    }
    process = subprocess.Popen(  # noqa: S603  (our own interpreter, paths we made ourselves)
        [*command, *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder, env=environment,
    )  # fmt: skip
    with process:
        try:
            answer = _wait(process, still_at_it)
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        raise TypesettingFailed(f"ended with {process.returncode}", is_too_large=True)
    report = json.loads(answer)
    if "error" in report:
        raise TypesettingFailed(report["error"])
    return TypesetFile(**report)


def _wait(process: subprocess.Popen[bytes], still_at_it: Callable[[], object]) -> bytes:
    ends_at = time.monotonic() + TIMEOUT_SECONDS
    while True:
        try:
            return process.communicate(timeout=SAY_EVERY_SECONDS)[0]
        except subprocess.TimeoutExpired as error:
            if time.monotonic() > ends_at:
                raise TypesettingFailed("out of time", is_too_large=True) from error
            still_at_it()
