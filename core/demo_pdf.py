"""Small PDF files of the demo: real text, tagged, with title and language."""

import textwrap
from io import BytesIO

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Array, Dictionary, Name, Pdf, String

_WIDTH, _HEIGHT, _MARGIN = 595, 842, 64
_LINE, _LINES_ON_A_PAGE, _LETTERS = 17, 40, 82


def demo_pdf(name: str, title: str, paragraphs: tuple[str, ...]) -> SimpleUploadedFile:
    """Return an upload: a heading and paragraphs, as many pages as they need."""
    pdf = Pdf.new()
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array()))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    root.K.append(document)
    document.K = Array()
    parents = Array()
    for number, blocks in enumerate(_pages(title, paragraphs)):
        page = _add_page(pdf, number, blocks)
        elements = _elements(pdf, document, page, [kind for kind, _lines in blocks])
        parents.append(number)
        parents.append(pdf.make_indirect(Array(elements)))
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=parents))
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String("da-DK")
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    with pdf.open_metadata() as metadata:
        metadata["dc:title"] = title
        metadata["dc:language"] = ["da-DK"]
    content = BytesIO()
    pdf.save(content)
    return SimpleUploadedFile(name, content.getvalue(), content_type="application/pdf")


Block = tuple[str, list[str]]


def _pages(title: str, paragraphs: tuple[str, ...]) -> list[list[Block]]:
    """Break the text into pages of blocks; a block stands on one page."""
    pages: list[list[Block]] = [[("H1", textwrap.wrap(title, _LETTERS // 2))]]
    used = 2 * len(pages[0][0][1]) + 1
    for paragraph in paragraphs:
        lines = textwrap.wrap(paragraph, _LETTERS)
        if used + len(lines) > _LINES_ON_A_PAGE:
            pages.append([])
            used = 0
        pages[-1].append(("P", lines))
        used += len(lines) + 1
    return pages


def _add_page(pdf: Pdf, number: int, blocks: list[Block]) -> pikepdf.Page:
    page = pdf.add_blank_page(page_size=(_WIDTH, _HEIGHT))
    page.obj.Resources = Dictionary(
        Font=Dictionary(F1=_font("/Helvetica"), F2=_font("/Helvetica-Bold"))
    )
    page.obj.StructParents = number
    page.obj.Tabs = Name.S
    page.obj.Contents = pdf.make_stream(_content(blocks))
    return page


def _font(base: str) -> Dictionary:
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(base), Encoding=Name.WinAnsiEncoding
    )


def _content(blocks: list[Block]) -> bytes:
    y = _HEIGHT - _MARGIN
    parts: list[bytes] = []
    for mark, (kind, lines) in enumerate(blocks):
        font, size, step = ("F2", 20, 26) if kind == "H1" else ("F1", 11, _LINE)
        parts.append(f"/{kind} <</MCID {mark}>> BDC BT /{font} {size} Tf".encode())
        for line in lines:
            y -= step
            parts.append(f"1 0 0 1 {_MARGIN} {y} Tm (".encode() + _escaped(line) + b") Tj")
        parts.append(b"ET EMC")
        y -= _LINE
    return b"\n".join(parts)


def _escaped(line: str) -> bytes:
    raw = line.encode("cp1252", "replace")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _elements(
    pdf: Pdf, document: Dictionary, page: pikepdf.Page, kinds: list[str]
) -> list[Dictionary]:
    """Return the structure elements of a page's blocks, hung under the document."""
    elements = []
    for mark, kind in enumerate(kinds):
        element = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), P=document, Pg=page.obj, K=mark)
        )
        document.K.append(element)
        elements.append(element)
    return elements
