"""An upload is looked into before anything of it is kept."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import filetype
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat

from core.cpr import find_cpr
from core.files.messages import REFUSALS
from core.files.names import clean_file_name, extension_of

MAX_BYTES = 10 * 1024 * 1024
MAX_FILM_BYTES = 200 * 1024 * 1024
TIMEOUT_SECONDS = 12
_IN_MEMORY = 1024 * 1024
_PROJECT = Path(__file__).resolve().parent.parent.parent
# Each look costs a process; more than this at once would starve the pages.
_AT_ONCE = threading.BoundedSemaphore(2)


def _is(*mimes: str) -> Callable[[bytes], bool]:
    return lambda head: filetype.guess_mime(head) in mimes


# Extension -> kind of probe, and whether the first bytes agree with it.
Kinds = dict[str, tuple[str, Callable[[bytes], bool]]]
ALLOWED: Kinds = {
    "pdf": ("pdf", lambda head: head.startswith(b"%PDF-")),
    "docx": ("docx", lambda head: head.startswith(b"PK\x03\x04")),
    "png": ("png", _is("image/png", "image/apng")),
    "jpg": ("jpg", _is("image/jpeg")),
    "jpeg": ("jpg", _is("image/jpeg")),
    "webp": ("webp", _is("image/webp")),
}
FILMS: Kinds = {
    "mp4": ("mp4", lambda head: head[4:8] == b"ftyp"),
    "webm": ("webm", lambda head: head.startswith(b"\x1a\x45\xdf\xa3")),
}


@dataclass(frozen=True)
class FileHit:
    """Where in a file something stands that looks like a CPR number."""

    where: str
    masked: str


@dataclass
class InspectedFile:
    """A clean copy of an upload and what is known about it."""

    name: str
    extension: str
    content_type: str
    size: int
    sha256: str
    content: File
    pages: int | None = None
    width: int | None = None
    height: int | None = None
    seconds: int | None = None
    cpr_hits: list[FileHit] = field(default_factory=list)
    text_read: bool = True
    notes: list[str] = field(default_factory=list)

    @property
    def must_be_held(self) -> bool:
        """Tell whether a person must look before anybody else may: a CPR number, or no text."""
        return bool(self.cpr_hits) or not self.text_read


# What the probe says in the words of InspectedFile.
_TOLD = ("content_type", "pages", "width", "height", "seconds", "text_read", "notes")


class _CleanCopy(tempfile.SpooledTemporaryFile[bytes]):
    """Small copies stay in memory, large ones on disk; gone when nobody holds it any more."""

    def __del__(self) -> None:
        self.close()


def inspect_upload(
    upload: UploadedFile,
    *,
    max_bytes: int = MAX_BYTES,
    keep_metadata: bool = False,
    max_width: int | None = None,
) -> InspectedFile:
    """Look into an upload of at most `max_bytes` and return a clean copy of it.

    Pictures lose their metadata always, and pixels beyond `max_width`; PDF and DOCX lose
    theirs unless `keep_metadata` (staff's own).

    Raises:
        ValidationError: the file is not taken; the message says why and what to do.
    """
    _check_outside(upload, max_bytes, ALLOWED)
    options = ["--keep-metadata"] if keep_metadata else []
    options += [f"--max-width={max_width}"] if max_width else []
    return _inspect(upload, ALLOWED, options)


def inspect_film(upload: UploadedFile, *, max_bytes: int = MAX_FILM_BYTES) -> InspectedFile:
    """Look into a film (MP4 or WebM) and return a copy without what is not picture and sound.

    Raises:
        ValidationError: the film is not taken; the message says why and what to do.
    """
    try:
        _check_outside(upload, max_bytes, FILMS)
    except ValidationError as error:
        code = {"wrong_type": "film_type", "wrong_content": "film_content"}.get(error.code or "")
        raise (refusal(code) if code else error) from error
    return _inspect(upload, FILMS, [])


def _inspect(upload: UploadedFile, kinds: Kinds, options: list[str]) -> InspectedFile:
    name, extension = clean_file_name(upload.name or ""), extension_of(upload.name or "")
    with tempfile.TemporaryDirectory(prefix="upload-") as folder:
        source, target = Path(folder, "source"), Path(folder, "target")
        _write(upload, source)
        report = probe(kinds[extension][0], source, target, options)
        content, size, digest = _take_over(target)
    hits = [FileHit("filnavn", hit.masked) for hit in find_cpr(upload.name or "")]
    hits += [FileHit(where, masked) for where, masked in report["cpr_hits"]]
    return InspectedFile(
        name=name,
        extension=extension,
        size=size,
        sha256=digest,
        content=content,
        cpr_hits=hits,
        **{key: report[key] for key in _TOLD},
    )


def refusal(code: str, **values: Any) -> ValidationError:
    """Return the error for a refused file; an unknown code reads as "failed"."""
    return ValidationError(REFUSALS.get(code, REFUSALS["failed"]), code=code, params=values or None)


def _check_outside(upload: UploadedFile, max_bytes: int, kinds: Kinds) -> None:
    """What can be seen without opening the file."""
    extension = extension_of(upload.name or "")
    if not upload.size:
        raise refusal("empty")
    if upload.size > max_bytes:
        raise refusal("too_large", limit=filesizeformat(max_bytes))
    if extension not in kinds:
        raise refusal("wrong_type")
    upload.seek(0)
    head = upload.read(8192)
    if not kinds[extension][1](head):
        raise refusal("wrong_content")


def _write(upload: UploadedFile, path: Path) -> None:
    upload.seek(0)
    with path.open("wb") as file:
        for chunk in upload.chunks():
            file.write(chunk)


def probe(kind: str, source: Path, target: Path, options: Sequence[str] = ()) -> dict[str, Any]:
    """Let a process of its own, without our secrets, do what a hostile file could abuse."""
    command = [sys.executable, "-m", "core.probe", kind, str(source), str(target), *options]
    environment = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(_PROJECT)}
    try:
        with _AT_ONCE:
            result = subprocess.run(  # noqa: S603  (our own interpreter, paths we made ourselves)
                command, capture_output=True, check=False, cwd=source.parent,
                env=environment, timeout=TIMEOUT_SECONDS,
            )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise refusal("too_complex") from error
    except OSError as error:
        raise refusal("failed") from error
    return _read_report(result)


def _read_report(result: subprocess.CompletedProcess[bytes]) -> dict[str, Any]:
    if result.returncode:
        # Killed by its limits, or a parser crashed: the file did it, and another try is in vain.
        raise refusal("too_complex")
    report: dict[str, Any] = json.loads(result.stdout)
    if "refused" in report:
        raise refusal(report["refused"])
    return report


def _take_over(target: Path) -> tuple[File, int, str]:
    """Move the clean copy out of the folder that is about to vanish."""
    content = _CleanCopy(max_size=_IN_MEMORY)
    with target.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        shutil.copyfileobj(file, content)
    content.seek(0)
    return File(content, name="content"), target.stat().st_size, digest
