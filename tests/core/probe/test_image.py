import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from core.probe.image import MAX_SIDE, probe_image
from core.probe.report import EICAR, Report
from tests.core import samples

GPS = 0x8825


def giant_png(width: int, height: int) -> bytes:
    """A picture that says it is huge; its pixels are never there."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content
            + struct.pack(">I", zlib.crc32(kind + content))
        )  # fmt: skip

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = chunk(b"IDAT", zlib.compress(b"\x00" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + data + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("kind", "mode", "mime"),
    [
        ("PNG", "RGB", "image/png"),
        ("PNG", "RGBA", "image/png"),
        ("PNG", "P", "image/png"),
        ("PNG", "I;16", "image/png"),
        ("JPEG", "RGB", "image/jpeg"),
        ("JPEG", "L", "image/jpeg"),
        ("JPEG", "CMYK", "image/jpeg"),
        ("WEBP", "RGB", "image/webp"),
        ("WEBP", "RGBA", "image/webp"),
    ],
)
def test_a_picture_is_written_anew_as_what_it_was(
    look: Callable[..., Report], clean: Path, kind: str, mode: str, mime: str
) -> None:
    report = look(probe_image, samples.image(kind, mode=mode))

    assert report == Report(mime, width=40, height=30)
    with Image.open(clean) as copy:
        assert (copy.format, copy.size) == (kind, (40, 30))


def test_place_and_camera_are_taken_out_and_the_picture_stands_upright(
    look: Callable[..., Report], clean: Path
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Kamera 7"
    exif.get_ifd(GPS)[1] = "N"

    look(probe_image, samples.image("JPEG", exif=exif, comment=b"Ane"))

    with Image.open(clean) as copy:
        assert dict(copy.getexif()) == {}
        assert copy.size == (30, 40)
    assert b"Kamera" not in clean.read_bytes()
    assert b"Ane" not in clean.read_bytes()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_what_hangs_behind_a_picture_stays_behind(
    look: Callable[..., Report], clean: Path, kind: str
) -> None:
    look(probe_image, samples.image(kind) + b"<script>alert(1)</script>")

    assert b"script" not in clean.read_bytes()


@pytest.mark.parametrize(
    "size", [(30_000, 30_000), (13_000, 13_000), (6_400, 6_300), (2**31 - 1, 1)]
)
def test_too_many_pixels_are_refused_before_one_is_unpacked(
    refusal: Callable[..., str], size: tuple[int, int]
) -> None:
    assert refusal(probe_image, giant_png(*size)) == "too_many_pixels"


def test_a_large_picture_becomes_smaller(look: Callable[..., Report], clean: Path) -> None:
    look(probe_image, samples.image("JPEG", (MAX_SIDE + 500, 100)))

    with Image.open(clean) as copy:
        assert copy.width == MAX_SIDE


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "damaged"),
        (b"<svg onload='alert(1)'/>", "damaged"),
        (samples.image("PNG")[:60], "damaged"),
        (samples.image("JPEG")[:200], "damaged"),
        (giant_png(50, 50), "damaged"),
        (samples.image("GIF"), "damaged"),
        (samples.image("PNG") + EICAR, "virus"),
    ],
)
def test_what_is_no_whole_picture_is_refused(
    refusal: Callable[..., str], content: bytes, code: str
) -> None:
    assert refusal(probe_image, content) == code
