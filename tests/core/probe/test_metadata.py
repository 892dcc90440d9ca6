"""What a published copy no longer tells: who made it, when, with what, and where."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from core.probe.docx import probe_docx
from core.probe.image import probe_image
from core.probe.metadata import NoPicture, without_metadata
from core.probe.pdf import probe_pdf
from core.probe.report import Report
from tests.core import samples

MAKE, ORIENTATION, GPS = 0x010F, 0x0112, 0x8825
SECRET = "Ane Andeby"
XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{SECRET}</x:xmpmeta>".encode()


def exif(side: int = 6) -> Image.Exif:
    told = Image.Exif()
    told[MAKE], told[ORIENTATION] = SECRET, side
    told.get_ifd(GPS)[1] = "N"
    return told


def jpeg(size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    """Return a photo with EXIF, GPS, XMP, IPTC, a comment, and something behind it."""
    photo = samples.image("JPEG", size, exif=exif(), comment=SECRET.encode(), **options)
    xmp = b"http://ns.adobe.com/xap/1.0/\x00" + XMP
    iptc = b"Photoshop 3.0\x00" + SECRET.encode()
    segments = b"".join(
        b"\xff" + bytes([marker]) + (len(data) + 2).to_bytes(2, "big") + data
        for marker, data in [(0xE1, xmp), (0xED, iptc)]
    )
    return photo[:2] + segments + photo[2:] + SECRET.encode()


def png() -> bytes:
    info = PngInfo()
    info.add_text("Author", SECRET)
    info.add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=True)
    return samples.image("PNG", pnginfo=info, exif=exif().tobytes())


def chunks(content: bytes) -> set[bytes]:
    found, at = set(), 8
    while at < len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        found.add(content[at + 4 : at + 8])
        at += 12 + length
    return found


@pytest.mark.parametrize("content", [jpeg(), jpeg(progressive=True), png()])
def test_a_picture_loses_what_the_camera_and_the_program_wrote(
    look: Callable[..., Report], clean: Path, content: bytes
) -> None:
    look(probe_image, content)

    kept = clean.read_bytes()
    assert SECRET.encode() not in kept
    with Image.open(clean) as copy:
        assert (dict(copy.getexif()), copy.info.keys() & {"xmp", "comment", "Author"}) == (
            {},
            set(),
        )


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"icc_profile": b"profile"}])
def test_a_photo_within_a_document_keeps_each_pixel_and_which_side_is_up(
    options: dict[str, object],
) -> None:
    photo = jpeg((64, 48), **options)

    plain = without_metadata(photo)

    with Image.open(io.BytesIO(photo)) as before, Image.open(io.BytesIO(plain)) as after:
        assert after.tobytes() == before.tobytes()
        assert dict(after.getexif()) == {ORIENTATION: 6}
        assert after.info.get("icc_profile") == before.info.get("icc_profile")
    assert SECRET.encode() not in plain


def test_a_photo_that_says_nothing_gets_no_exif() -> None:
    assert b"Exif" not in without_metadata(samples.image("JPEG"))


def test_a_png_within_a_document_keeps_what_draws_it() -> None:
    plain = without_metadata(png())

    assert chunks(plain) == {b"IHDR", b"IDAT", b"IEND"}
    assert SECRET.encode() not in plain


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"<svg/>"])
def test_what_is_no_photo_is_left_alone(content: bytes) -> None:
    assert without_metadata(content) == content


@pytest.mark.parametrize(
    "content", [jpeg()[:200], b"\xff\xd8\xff\xe1\x00", png()[:40], b"\xff\xd8" + b"x" * 50]
)
def test_a_broken_picture_is_for_a_person(content: bytes) -> None:
    with pytest.raises(NoPicture):
        without_metadata(content)


# --- Word -----------------------------------------------------------------------------------------
TRACKED = (
    '<w:p w:rsidR="00A1B2C3" w:rsidRDefault="00D4E5F6">'
    f'<w:ins w:id="1" w:author="{SECRET}" w:date="2026-03-01T10:00:00Z"><w:r w:rsidR="00A1B2C3">'
    "<w:t>nyt</w:t></w:r></w:ins>"
    f'<w:del w:id="2" w:author="{SECRET}" w:date="2026-03-01T10:00:00Z" '
    'w16du:dateUtc="2026-03-01T09:00:00Z"><w:r><w:delText>gammelt</w:delText></w:r></w:del></w:p>'
)
WRITTEN = samples.docx(
    TRACKED,
    word__comments_xml=(
        f'<w:comments {samples.W}><w:comment w:id="0" w:author="{SECRET}" w:initials="AA" '
        f'w:date="2026-03-01T10:00:00Z">{samples.paragraph("Godt")}</w:comment></w:comments>'
    ),
    word__people_xml=(
        f"<w15:people xmlns:w15='p'><w15:person w15:author=\"{SECRET}\"><w15:presenceInfo "
        f'w15:providerId="AD" w15:userId="{SECRET}"/></w15:person></w15:people>'
    ),
    word__settings_xml=(
        f'<w:settings {samples.W}><w:rsids><w:rsidRoot w:val="00A1B2C3"/></w:rsids></w:settings>'
    ),
    word__media__photo_jpg=jpeg(),
    word__media__drawing_png=png(),
    docProps__core_xml=(
        f"<a><creator>{SECRET}</creator><lastModifiedBy>{SECRET}</lastModifiedBy></a>"
    ),
    docProps__app_xml=f"<a><Manager>{SECRET}</Manager><Company>{SECRET}</Company></a>",
    docProps__custom_xml=f"<a><b>{SECRET}</b></a>",
    docProps__thumbnail_jpeg=jpeg(),
)


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as copy:
        return {name: copy.read(name) for name in copy.namelist()}


def test_a_word_document_loses_its_authors_sittings_and_moments(
    look: Callable[..., Report], clean: Path
) -> None:
    look(probe_docx, WRITTEN)

    parts = parts_of(clean)
    everything = b"".join(parts.values())
    traces = [SECRET.encode(), b'"AA"', b"rsid", b"2026-03-01", b"Manager", b"GPS"]
    assert [trace for trace in traces if trace in everything] == []
    document = parts["word/document.xml"].decode()
    assert all(word in document for word in ("nyt", "gammelt"))
    with Image.open(io.BytesIO(parts["word/media/photo.jpg"])) as photo:
        assert dict(photo.getexif()) == {ORIENTATION: 6}
    with Image.open(io.BytesIO(parts["docProps/thumbnail.jpeg"])) as thumbnail:
        assert thumbnail.size == (1, 1)


def test_words_that_look_like_a_trace_stay(look: Callable[..., Report], clean: Path) -> None:
    words = 'Skriv w:author="mig" w:rsidR="12"'
    look(probe_docx, samples.docx(samples.paragraph(words)))

    assert words in parts_of(clean)["word/document.xml"].decode()


# --- PDF ------------------------------------------------------------------------------------------
def told_pdf() -> bytes:
    document = samples.pdf_document("Kære kommune")
    page = document.pages[0]
    document.docinfo["/Author"] = SECRET
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = [SECRET]
    photo = document.make_stream(
        jpeg(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=40, Height=30,
        ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
    )  # fmt: skip
    photo.Metadata = document.make_stream(XMP)
    page.Resources.XObject = pikepdf.Dictionary(Im1=photo)
    page.PieceInfo = pikepdf.Dictionary(Word=pikepdf.Dictionary(Private=SECRET))
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], T=SECRET,
        M="D:20260301100000", CreationDate="D:20260301100000", Contents="Godt",
    )  # fmt: skip
    page.Annots = pikepdf.Array([document.make_indirect(note)])
    return samples.saved(document)


def test_a_pdf_loses_its_authors_programs_and_places(
    look: Callable[..., Report], clean: Path
) -> None:
    look(probe_pdf, told_pdf())

    with pikepdf.open(clean) as copy:
        streams = [each for each in copy.objects if isinstance(each, pikepdf.Stream)]
        read = [
            each.read_raw_bytes() if each.get("/Filter") == "/DCTDecode" else each.read_bytes()
            for each in streams
        ]
        strings = str([dict(each) for each in copy.objects if isinstance(each, pikepdf.Dictionary)])
        note = copy.pages[0].Annots[0]
        assert ("/Info" in copy.trailer, "/Metadata" in copy.Root) == (False, False)
        assert (str(note.Contents), "/M" in note) == ("Godt", False)
    assert not any(SECRET.encode() in content for content in read)
    assert SECRET not in strings


def test_an_older_wording_of_a_pdf_stays_behind(look: Callable[..., Report], clean: Path) -> None:
    """A PDF keeps what was changed when it is saved by adding to its end."""
    first = samples.pdf("Hemmeligt")
    start = first.rindex(b"startxref") + 10
    place = int(first[start : first.index(b"\n", start)])
    number = first.index(b"/Contents ") + 10
    contents = int(first[number : first.index(b" ", number)])
    words = b"BT /F1 12 Tf 50 700 Td (Kendt) Tj ET"
    body = b"%d 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (
        contents, len(words), words
    )  # fmt: skip
    size = first.rindex(b"/Size ") + 6
    count = int(first[size : first.index(b" ", size)])
    root = first[first.rindex(b"/Root ") :].split(b"R")[0:2]
    added = body + b"xref\n%d 1\n%010d 00000 n \n" % (contents, len(first))
    added += b"trailer\n<< %sR%sR /Size %d /Prev %d >>\n" % (root[0], root[1], count, place)
    added += b"startxref\n%d\n%%%%EOF\n" % (len(first) + len(body))

    look(probe_pdf, first + added)

    with pikepdf.open(clean) as copy:
        read = b"".join(
            each.read_bytes() for each in copy.objects if isinstance(each, pikepdf.Stream)
        )
    assert (b"Kendt" in read, b"Hemmeligt" in read) == (True, False)


def test_a_photo_full_of_stuffed_bytes_is_followed_to_its_end_in_one_go():
    photo = samples.image("JPEG", (8, 8))
    begin = photo.index(b"\xff\xda")
    head = begin + 2 + int.from_bytes(photo[begin + 2 : begin + 4], "big")
    stuffed = photo[:head] + b"\xff\x00" * 1_000_000 + b"\xff\xd9"

    assert without_metadata(stuffed) == stuffed
    with pytest.raises(NoPicture):
        without_metadata(stuffed[:-2])
