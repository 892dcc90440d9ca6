"""Films: the containers that every browser shows, read box by box. Nothing is decoded.

What is not picture and sound is overwritten in the copy (titles, places, cameras, programs,
padding), so that positions in the file stay what they were.
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from core.probe.report import EICAR, Refused, Report

MAX_PARTS = 50_000
_CHUNK = 1024 * 1024
_HEAD_MAX = 512
# --- MP4 (ISO/IEC 14496-12) --------------------------------------------------------------------
_BRANDS = {
    b"isom",
    b"mp41",
    b"mp42",
    b"avc1",
    b"M4V ",
    b"dash",
    *(b"iso%d" % n for n in range(2, 10)),
}
_TOP = {b"ftyp", b"moov", b"mdat", b"moof", b"mfra", b"sidx", b"styp", b"wide"}
_BLANKED = {b"free", b"skip", b"uuid", b"udta", b"meta"}
_HOLDERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl"}
_TRACKS = {b"vide", b"soun", b"subt", b"sbtl", b"text", b"clcp", b"tmcd"}
_MP4_CODECS = {b"avc1", b"avc3", b"av01", b"vp09", b"vp08"}
# --- WebM (Matroska, RFC 9559) -----------------------------------------------------------------
_EBML, _SEGMENT, _DOCTYPE = 0x1A45DFA3, 0x18538067, 0x4282
_INFO, _TRACKS_ID, _TRACK = 0x1549A966, 0x1654AE6B, 0xAE
_TRACK_TYPE, _CODEC = 0x83, 0x86
_SCALE, _DURATION = 0x2AD7B1, 0x4489
_TAGS, _CHAPTERS, _VOID, _CHECKSUM = 0x1254C367, 0x1043A770, 0xEC, 0xBF
_SEGMENT_PARTS = {0x114D9B74, _INFO, _TRACKS_ID, 0x1F43B675, 0x1C53BB6B}
# A checksum is wrong when something beside it was overwritten; no file must have one.
_EMPTIED = {_TAGS, _CHAPTERS, _VOID, _CHECKSUM}
# Which programs made the file: these two must be there, but may say nothing.
_PROGRAMS = {0x4D80, 0x5741}
# Names, and where to get the codec.
_WORDS_OF_TRACK = {0x536E, 0x258688, 0x3A9697, 0x3B4040, 0x26B240, _VOID, _CHECKSUM}
_WEBM_CODECS = {b"V_VP8", b"V_VP9", b"V_AV1"}
_PICTURE, _SOUND, _SUBTITLE = 1, 2, 17


class Part(NamedTuple):
    """A box or an element: what it is, where it begins, where its content begins and ends."""

    kind: bytes | int
    start: int
    body: int
    end: int


class Film:
    """What was found in the file, and what the copy shall have instead of some of it."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        self.file, self.size = file, size
        self.seconds = 0.0
        self.has_picture = False
        self.blanks: list[tuple[Part, bytes]] = []
        self._parts = 0

    def read(self, start: int, length: int) -> bytes:
        self.file.seek(start)
        return self.file.read(length)

    def count(self) -> None:
        self._parts += 1
        if self._parts > MAX_PARTS:
            raise Refused("too_complex")

    def note_track(self, *, is_known: bool, is_picture: bool, is_playable: bool) -> None:
        if not is_known:
            raise Refused("film_extra")
        if is_picture and not is_playable:
            raise Refused("film_codec")
        self.has_picture |= is_picture


def probe_mp4(source: Path, target: Path, _keep_metadata: bool) -> Report:
    return _probe(source, target, "video/mp4")


def probe_webm(source: Path, target: Path, _keep_metadata: bool) -> Report:
    return _probe(source, target, "video/webm")


def _probe(source: Path, target: Path, content_type: str) -> Report:
    with source.open("rb") as file:
        film = Film(file, source.stat().st_size)
        try:
            (_read_mp4 if content_type == "video/mp4" else _read_webm)(film)
        except (struct.error, IndexError, ValueError) as error:
            raise Refused("damaged") from error
        if not film.has_picture:
            raise Refused("film_no_picture")
        _copy(film, target)
    return Report(content_type, seconds=round(film.seconds))


def _copy(film: Film, target: Path) -> None:
    film.file.seek(0)
    tail = b""
    with target.open("wb") as copy:
        while chunk := film.file.read(_CHUNK):
            if EICAR in tail + chunk:
                raise Refused("virus")
            tail = chunk[-len(EICAR) :]
            copy.write(chunk)
        for part, head in film.blanks:
            copy.seek(part.start)
            copy.write(head)
            left = part.end - part.start - len(head)
            while left > 0:
                left -= copy.write(bytes(min(left, _CHUNK)))


# --- MP4 ---------------------------------------------------------------------------------------
def _read_mp4(film: Film) -> None:
    kinds: list[bytes | int] = []
    for box in _boxes(film, 0, film.size):
        if not kinds:
            _check_brand(film, box)
        kinds.append(box.kind)
        if box.kind in _BLANKED:
            _blank_box(film, box)
        elif box.kind not in _TOP:
            raise Refused("film_content")
        elif box.kind == b"moov":
            _read_movie(film, box)
    if kinds.count(b"moov") != 1 or not {b"mdat", b"moof"} & set(kinds):
        raise Refused("damaged")


def _boxes(film: Film, start: int, end: int) -> Iterator[Part]:
    while start < end:
        film.count()
        length, kind = struct.unpack(">I4s", film.read(start, 8))
        body = start + 8
        if length == 1:
            (length,) = struct.unpack(">Q", film.read(body, 8))
            body += 8
        elif length == 0:
            length = end - start
        if length < body - start or start + length > end:
            raise Refused("damaged")
        yield Part(kind, start, body, start + length)
        start += length


def _check_brand(film: Film, box: Part) -> None:
    content = film.read(box.body, box.end - box.body) if box.end <= _HEAD_MAX else b""
    brands = {content[at : at + 4] for at in (0, *range(8, len(content), 4))}
    if box.kind != b"ftyp" or content[:4] == b"qt  " or not brands & _BRANDS:
        raise Refused("film_content")


def _read_movie(film: Film, movie: Part) -> None:
    """Read moov, and each track in it."""
    for box in _boxes(film, movie.body, movie.end):
        if box.kind in _BLANKED:
            _blank_box(film, box)
        elif box.kind == b"mvhd":
            film.seconds = _movie_length(film.read(box.body, box.end - box.body))
        elif box.kind == b"trak":
            _read_track(film, box)


def _read_track(film: Film, track: Part) -> None:
    handler, codec = b"", b""
    waiting = [track]
    while waiting:
        for box in _boxes(film, *waiting.pop()[2:]):
            if box.kind in _HOLDERS:
                waiting.append(box)
            elif box.kind in _BLANKED:
                _blank_box(film, box)
            elif box.kind == b"hdlr" and not handler:
                handler = film.read(box.body + 8, 4)
            elif box.kind == b"stsd":
                codec = film.read(box.body + 12, 4)
    film.note_track(
        is_known=handler in _TRACKS,
        is_picture=handler == b"vide",
        is_playable=codec in _MP4_CODECS,
    )


def _movie_length(content: bytes) -> float:
    is_long = content[0] == 1
    scale, length = struct.unpack_from(">IQ" if is_long else ">II", content, 20 if is_long else 12)
    return length / scale if scale else 0.0


def _blank_box(film: Film, box: Part) -> None:
    """Let it be an empty box of its length."""
    head = film.read(box.start, box.body - box.start)
    film.blanks.append((box, head[:4] + b"free" + head[8:]))


# --- WebM --------------------------------------------------------------------------------------
def _read_webm(film: Film) -> None:
    head, *rest = _elements(film, 0, film.size)
    doctypes = [
        film.read(part.body, part.end - part.body)
        for part in _elements(film, head.body, head.end)
        if part.kind == _DOCTYPE
    ]
    if head.kind != _EBML or head.end > _HEAD_MAX or doctypes != [b"webm"]:
        raise Refused("film_content")
    if [part.kind for part in rest] != [_SEGMENT]:
        raise Refused("film_content")
    for part in _elements(film, rest[0].body, rest[0].end):
        if part.kind in _EMPTIED:
            _blank_element(film, part)
        elif part.kind not in _SEGMENT_PARTS:
            raise Refused("film_extra")
        elif part.kind == _INFO:
            film.seconds = _read_info(film, part)
        elif part.kind == _TRACKS_ID:
            _read_webm_tracks(film, part)


def _elements(film: Film, start: int, end: int) -> Iterator[Part]:
    while start < end:
        film.count()
        head = film.read(start, 12)
        id_length = 9 - head[0].bit_length()
        size_length = 9 - head[id_length].bit_length()
        body = start + id_length + size_length
        if id_length > 4 or size_length > 8 or len(head) < id_length + size_length:
            raise Refused("damaged")
        size = int.from_bytes(head[id_length : id_length + size_length], "big")
        size -= 1 << (7 * size_length)
        if size == (1 << (7 * size_length)) - 1:  # of unknown length: written while it was recorded
            raise Refused("film_unfinished")
        if body + size > end:
            raise Refused("damaged")
        yield Part(int.from_bytes(head[:id_length], "big"), start, body, body + size)
        start = body + size


def _read_info(film: Film, info: Part) -> float:
    """Return how long the film is, and let nothing stand but that."""
    scale, length = 1_000_000, 0.0
    for part in _elements(film, info.body, info.end):
        content = film.read(part.body, min(part.end - part.body, 8))
        if part.kind == _SCALE:
            scale = int.from_bytes(content, "big")
        elif part.kind == _DURATION:
            (length,) = struct.unpack(">f" if len(content) == 4 else ">d", content)
        elif part.kind in _PROGRAMS:
            film.blanks.append((part, film.read(part.start, part.body - part.start)))
        else:
            _blank_element(film, part)
    seconds = length * scale / 1_000_000_000
    return seconds if 0 <= seconds < 10**6 else 0.0


def _read_webm_tracks(film: Film, tracks: Part) -> None:
    for track in _elements(film, tracks.body, tracks.end):
        if track.kind != _TRACK:
            _blank_element(film, track)
            continue
        found: dict[bytes | int, bytes] = {}
        for part in _elements(film, track.body, track.end):
            found[part.kind] = film.read(part.body, min(part.end - part.body, 32))
            if part.kind in _WORDS_OF_TRACK:
                _blank_element(film, part)
        kind = int.from_bytes(found.get(_TRACK_TYPE, b""), "big")
        film.note_track(
            is_known=kind in (_PICTURE, _SOUND, _SUBTITLE),
            is_picture=kind == _PICTURE,
            is_playable=found.get(_CODEC, b"") in _WEBM_CODECS,
        )


def _blank_element(film: Film, part: Part) -> None:
    film.blanks.append((part, _void_of(part.end - part.start)))


def _void_of(length: int) -> bytes:
    """Return the head of an empty element that is so long as a whole."""
    if length < 9:
        return bytes([_VOID, 0x80 | (length - 2)])
    return bytes([_VOID, 0x01]) + (length - 9).to_bytes(7, "big")
