"""Pictures inside documents lose who took them, where and with what; not one pixel is changed."""

import io
import struct

from PIL import Image

_JPEG, _PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
_ORIENTATION = 0x0112
# APP0 is the frame (JFIF), APP2 may be a colour profile, APP14 says how colours are coded.
_APP0, _APP1, _APP2, _APP14, _APP15, _COMMENT = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE
_START_OF_SCAN, _END = 0xDA, 0xD9
_ALONE = {0x01, *range(0xD0, 0xD8)}
_PNG_KEPT = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"pHYs",
    b"sBIT", b"bKGD", b"hIST", b"sPLT", b"acTL", b"fcTL", b"fdAT",
}  # fmt: skip


class NoPicture(ValueError):
    """It begins as a picture and is none: a person must look at it."""


def without_metadata(content: bytes) -> bytes:
    """Return a JPEG or PNG without EXIF, GPS, XMP, IPTC and comments; anything else as it is.

    Which side is up stays: it is kept as the one line of an EXIF of our own.

    Raises:
        NoPicture: it begins as a picture, but cannot be followed to its end.
    """
    try:
        if content.startswith(_JPEG):
            return _plain_jpeg(content)
        return _plain_png(content) if content.startswith(_PNG) else content
    except (struct.error, IndexError) as error:
        raise NoPicture from error


def _plain_jpeg(content: bytes) -> bytes:
    kept = [_JPEG, _upright(content)]
    at = 2
    while True:
        while content[at] == 0xFF and content[at + 1] == 0xFF:
            at += 1  # fill bytes
        if content[at] != 0xFF:
            raise NoPicture
        marker = content[at + 1]
        if marker == _END:
            # What hangs behind the picture (a second one, a film) stays behind.
            return b"".join([*kept, b"\xff\xd9"])
        end = at + 2
        if marker not in _ALONE:
            end += struct.unpack(">H", content[at + 2 : at + 4])[0]
        if marker == _START_OF_SCAN:
            end = _end_of_scan(content, end)
        if not _tells(marker, content[at + 4 : end]):
            kept.append(content[at:end])
        at = end


def _tells(marker: int, segment: bytes) -> bool:
    if marker == _APP2:
        return not segment.startswith(b"ICC_PROFILE")
    is_own = marker in (_APP0, _APP14)
    return marker == _COMMENT or (_APP1 <= marker <= _APP15 and not is_own)


def _end_of_scan(content: bytes, at: int) -> int:
    """Return where the next marker stands: in the picture's own bytes FF is followed by 00."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0:
            raise NoPicture
        if content[at + 1] == 0 or content[at + 1] in _ALONE:
            at += 2
        else:
            return at


def _upright(content: bytes) -> bytes:
    """Return an EXIF that says which side is up and nothing else; empty when nothing says it."""
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG",)) as picture:
            side = picture.getexif().get(_ORIENTATION)
    except (OSError, ValueError, SyntaxError) as error:
        raise NoPicture from error
    if side not in range(2, 9):
        return b""
    exif = Image.Exif()
    exif[_ORIENTATION] = side
    told = exif.tobytes()
    return b"\xff\xe1" + struct.pack(">H", len(told) + 2) + told


def _plain_png(content: bytes) -> bytes:
    kept, at = [_PNG], len(_PNG)
    while True:
        length, name = struct.unpack(">I4s", content[at : at + 8])
        end = at + 12 + length
        if end > len(content):
            raise NoPicture
        if name in _PNG_KEPT:
            kept.append(content[at:end])
        if name == b"IEND":
            return b"".join(kept)
        at = end
