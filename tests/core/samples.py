"""Small files made on the spot: good ones, and ones that somebody might try."""

import io
import zipfile
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

NUMBER = "010190-1234"
CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def word_part(body: str, root: str = "document") -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {W}><w:body>{body}</w:body></w:{root}>'


def archive(parts: dict[str, str | bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return content.getvalue()


def docx(body: str = paragraph("Kære kommune"), **parts: str | bytes) -> bytes:
    """A Word document; further parts by name, with __ for / and _ for the last dot."""
    named = {".".join(name.replace("__", "/").rsplit("_", 1)): part for name, part in parts.items()}
    return archive(
        {"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": word_part(body), **named}
    )


def image(kind: str, size: tuple[int, int] = (40, 30), mode: str = "RGB", **options: Any) -> bytes:
    content = io.BytesIO()
    Image.new(mode, size).save(content, kind, **options)
    return content.getvalue()


def pdf(text: str = "", *, info: dict[str, str] | None = None, **saving: Any) -> bytes:
    document = pdf_document(text)
    for key, value in (info or {}).items():
        document.docinfo[f"/{key}"] = value
    return saved(document, **saving)


def pdf_document(*texts: str) -> pikepdf.Pdf:
    """A document with one page per text, drawn with Helvetica."""
    document = pikepdf.new()
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )
    for text in texts:
        page = document.add_blank_page(page_size=(595, 842))
        page.Resources = Dictionary(Font=Dictionary(F1=document.make_indirect(font)))
        lines = text.encode("cp1252", "replace").split(b"\n")
        drawn = b" T* ".join(b"(" + line.replace(b"(", b"\\(") + b") Tj" for line in lines)
        page.Contents = document.make_stream(b"BT /F1 12 Tf 14 TL 50 700 Td " + drawn + b" ET")
    return document


def saved(document: pikepdf.Pdf, **saving: Any) -> bytes:
    content = io.BytesIO()
    document.save(content, **saving)
    return content.getvalue()


def with_script() -> bytes:
    document = pdf_document("a")
    document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
    return saved(document)


def with_launch() -> bytes:
    document = pdf_document("a")
    action = Dictionary(S=Name.Launch, F="calc.exe")
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)
    document.pages[0].Annots = Array([link])
    return saved(document)


def with_attachment() -> bytes:
    document = pdf_document("a")
    document.attachments["x.exe"] = pikepdf.AttachedFileSpec(document, b"MZ")
    return saved(document)


def with_annotation(**entries: Any) -> bytes:
    document = pdf_document("a")
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], **entries)
    document.pages[0].Annots = Array([document.make_indirect(note)])
    return saved(document)


def scanned() -> bytes:
    """A page that is only a picture."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(100, 100))
    picture = document.make_stream(b"\x00" * 100)
    for key, value in {
        "/Type": Name.XObject, "/Subtype": Name.Image, "/Width": 10, "/Height": 10,
        "/ColorSpace": Name.DeviceGray, "/BitsPerComponent": 8,
    }.items():  # fmt: skip
        picture[key] = value
    page.Resources = Dictionary(XObject=Dictionary(Im1=picture))
    page.Contents = document.make_stream(b"q 90 0 0 90 5 5 cm /Im1 Do Q")
    return saved(document)
