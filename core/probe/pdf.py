"""PDF: no scripts, no launching, no files within the file; authors are taken out."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from core.probe.metadata import NoPicture, without_metadata
from core.probe.pdfwords import drawn_readings, search_pages, stream_readings
from core.probe.report import Refused, Report, refuse_virus

MIME = "application/pdf"
MAX_PAGES = 2000
MAX_OBJECTS = 400_000
MAX_DEPTH = 40
_ACTIVE_KEYS = {
    "/JS", "/JavaScript", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/EF", "/RichMedia", "/XFA",
}  # fmt: skip
_ACTIVE_ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/GoToE", "/SubmitForm", "/Rendition"}
_ACTIVE_KINDS = {
    "/EmbeddedFile", "/FileAttachment", "/RichMedia", "/3D", "/Movie", "/Screen", "/Sound",
}  # fmt: skip
# What people choose in a form is kept as a name; all other names are the format's own.
_CHOSEN = {"/V", "/DV", "/AS"}
# What tells of the maker and the making, wherever it hangs.
_TRACES = ("/Metadata", "/PieceInfo", "/Thumb", "/LastModified")
_OF_A_NOTE = ("/T", "/M", "/CreationDate")
_BROKEN = (
    pikepdf.PdfError,
    ValueError,
    LookupError,
    TypeError,
    RuntimeError,
    AttributeError,
    NotImplementedError,
)


def probe_pdf(source: Path, target: Path, keep_metadata: bool) -> Report:
    _check_frame(source)
    report = Report(MIME)
    try:
        with pikepdf.open(source) as pdf:
            _check_document(pdf)
            report.pages = len(pdf.pages)
            report.search("dokumentets felter", _walk(pdf))
            _search_streams(report, pdf)
            report.search("dokumentegenskaber", _properties(pdf))
            if not keep_metadata:
                _take_out_traces(report, pdf)
            # The same upload gives the same file, so that one sent twice is known again.
            pdf.save(
                target,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                deterministic_id=True,
            )
    except pikepdf.PasswordError as error:
        raise Refused("encrypted") from error
    except _BROKEN as error:
        raise Refused("damaged") from error
    search_pages(report, source)
    return report


def _check_frame(source: Path) -> None:
    """A file that is a PDF and something else as well is refused."""
    content = source.read_bytes()
    refuse_virus(content)
    tail = content[content.rfind(b"%%EOF") + 5 :] if b"%%EOF" in content else b""
    head = content[:1024].lower()
    if not content.startswith(b"%PDF-") or b"<html" in head or b"<script" in head:
        raise Refused("wrong_content")
    if tail.strip(b"\x00\t\n\x0c\r ") or zipfile.is_zipfile(source):
        raise Refused("wrong_content")


def _check_document(pdf: pikepdf.Pdf) -> None:
    if pdf.is_encrypted:
        raise Refused("encrypted")
    if len(pdf.pages) > MAX_PAGES or len(pdf.objects) > MAX_OBJECTS:
        raise Refused("too_complex")
    if not len(pdf.pages):
        raise Refused("damaged")


# --- What stands in the objects: form fields, comments, bookmarks, alternative texts, links ------
def _walk(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Go through every object; refuse what acts, yield every string there is."""
    info = pdf.trailer.get("/Info")
    told = info.objgen if isinstance(info, pikepdf.Dictionary) else None
    yield from _inspect(pdf.trailer, 0)
    for obj in pdf.objects:
        if obj.objgen != told:  # its words are found as properties
            yield from _inspect(obj, 0)


def _inspect(obj: Any, depth: int) -> Iterator[str]:
    if depth > MAX_DEPTH:
        raise Refused("too_complex")
    if isinstance(obj, pikepdf.Dictionary | pikepdf.Stream):
        is_signature = "/ByteRange" in obj
        for key, value in obj.items():
            _refuse_active(key, value)
            # An identity and a signature are bytes, no words.
            if key != "/ID" and not (is_signature and key == "/Contents"):
                yield from _words_of(key, value, depth)
    elif isinstance(obj, pikepdf.Array):
        for value in obj:
            yield from _words_of("", value, depth)


def _words_of(key: str, value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, pikepdf.String):
        yield str(value)
    elif isinstance(value, pikepdf.Name) and key in _CHOSEN:
        yield str(value)[1:]
    elif _is_direct_container(value):
        yield from _inspect(value, depth + 1)


def _is_direct_container(value: Any) -> bool:
    """Indirect objects are visited on their own."""
    return isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect


def _refuse_active(key: str, value: Any) -> None:
    if key in _ACTIVE_KEYS:
        raise Refused("active_content")
    if key == "/S" and isinstance(value, pikepdf.Name) and str(value) in _ACTIVE_ACTIONS:
        raise Refused("active_content")
    if (
        key in ("/Subtype", "/Type")
        and isinstance(value, pikepdf.Name)
        and str(value) in _ACTIVE_KINDS
    ):
        raise Refused("active_content")


# --- What stands in the streams ------------------------------------------------------------------
def _search_streams(report: Report, pdf: pikepdf.Pdf) -> None:
    """Read what is written into the drawing itself, long field values, and all metadata."""
    pages = {page.obj.objgen for page in pdf.pages}
    drawn = [page.Contents for page in pdf.pages if "/Contents" in page]
    for contents in drawn:
        for stream in contents if isinstance(contents, pikepdf.Array) else [contents]:
            if isinstance(stream, pikepdf.Stream):
                report.search_places("alternativ tekst", drawn_readings(stream))
    for obj in pdf.objects:
        if isinstance(obj, pikepdf.Stream):
            where = "dokumentegenskaber" if obj.get("/Type") == "/Metadata" else "alternativ tekst"
            report.search_places(where, stream_readings(obj))
        elif isinstance(obj, pikepdf.Dictionary) and obj.objgen not in pages:
            for key in ("/V", "/RV", "/RC"):
                if isinstance(obj.get(key), pikepdf.Stream):
                    text = obj[key].read_bytes().decode("utf-8", "replace")
                    report.search("dokumentets felter", [text])


def _properties(pdf: pikepdf.Pdf) -> Iterator[str]:
    if "/Info" in pdf.trailer:
        yield from (str(value) for value in pdf.docinfo.values())


# --- What is taken out ---------------------------------------------------------------------------
def _take_out_traces(report: Report, pdf: pikepdf.Pdf) -> None:
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    for obj in pdf.objects:
        if isinstance(obj, pikepdf.Dictionary | pikepdf.Stream):
            _take_out(obj, _TRACES)
        if isinstance(obj, pikepdf.Stream):
            _take_out_of_picture(report, obj)
    for page in pdf.pages:
        for annotation in page.get("/Annots") or []:
            # /T is the author of a comment, but the name of a form field.
            is_dictionary = isinstance(annotation, pikepdf.Dictionary)
            if is_dictionary and annotation.get("/Subtype") != "/Widget":
                _take_out(annotation, _OF_A_NOTE)


def _take_out(obj: Any, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in obj:
            del obj[key]


def _take_out_of_picture(report: Report, stream: pikepdf.Stream) -> None:
    """A photo keeps what its camera wrote also inside a PDF."""
    is_photo = stream.get("/Subtype") == "/Image" and stream.get("/Filter") == "/DCTDecode"
    if not is_photo or "/DecodeParms" in stream:
        return
    photo = stream.read_raw_bytes()
    try:
        plain = without_metadata(photo)
    except NoPicture:
        report.text_read = False
        return
    if plain != photo:
        stream.write(plain, filter=pikepdf.Name.DCTDecode)
