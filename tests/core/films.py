"""Tiny films: frames of the containers, with nothing in them that a player could show."""

import struct


def box(kind: bytes, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return struct.pack(">I4s", 8 + len(content), kind) + content


def mp4_track(handler: bytes = b"vide", codec: bytes = b"avc1", *more: bytes) -> bytes:
    table = box(b"stbl", box(b"stsd", struct.pack(">II", 0, 1), box(codec, bytes(70))))
    media = box(b"mdia", box(b"hdlr", bytes(8), handler, bytes(13)), box(b"minf", table))
    return box(b"trak", box(b"tkhd", bytes(84)), media, *more)


def mp4(
    *tracks: bytes,
    brand: bytes = b"isom",
    behind: bytes = b"",
    in_movie: bytes = b"",
    seconds: int = 24,
) -> bytes:
    length = struct.pack(">II", 1000, 24_000)
    movie = box(b"mvhd", bytes(12), length, bytes(80))
    return (
        box(b"ftyp", brand, bytes(4), brand)
        + box(b"moov", movie, *(tracks or (mp4_track(),)), in_movie)
        + box(b"mdat", bytes(100))
        + behind
    )


def element(number: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    name = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return name + b"\x01" + len(content).to_bytes(7, "big") + content


def webm_track(kind: int = 1, codec: bytes = b"V_VP9") -> bytes:
    return element(0xAE, element(0x83, bytes([kind])), element(0x86, codec))


def webm(
    *tracks: bytes,
    doctype: bytes = b"webm",
    in_info: bytes = b"",
    in_segment: bytes = b"",
    behind: bytes = b"",
) -> bytes:
    info = element(
        0x1549A966,
        element(0x2AD7B1, b"\x0f\x42\x40"),
        element(0x4489, struct.pack(">d", 24_000)),
        in_info,
    )
    segment = element(
        0x18538067,
        info,
        element(0x1654AE6B, *(tracks or (webm_track(),))),
        in_segment,
        element(0x1F43B675, bytes(100)),
    )
    return element(0x1A45DFA3, element(0x4282, doctype)) + segment + behind
