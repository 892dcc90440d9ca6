"""Every place in a document in which a CPR number has hidden, or might."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from core.probe.docx import probe_docx
from core.probe.pdf import probe_pdf
from core.probe.report import Report
from tests.core import samples
from tests.core.samples import NUMBER, docx, paragraph

MASKED = "01••••-••••"
RUN = f"<w:r><w:t>{NUMBER}</w:t></w:r>"
WORD = f"<w:p>{RUN}</w:p>"
RELATIONS = "word___rels__document.xml_rels"


def runs(*pieces: str) -> str:
    """Return a paragraph of runs; what begins with < is an element between them."""
    return "<w:p>" + "".join(
        f"<w:r>{piece}</w:r>" if piece.startswith("<") else f"<w:r><w:t>{piece}</w:t></w:r>"
        for piece in pieces
    ) + "</w:p>"  # fmt: skip


def part(root: str, inside: str = WORD) -> str:
    return f"<w:{root} {samples.W}>{inside}</w:{root}>"


def drawn(inside: str) -> str:
    return f'<w:p><w:r><w:drawing xmlns:wp="p" xmlns:a="a">{inside}</w:drawing></w:r></w:p>'


def link(target: str) -> str:
    return (
        '<Relationships><Relationship Id="r1" TargetMode="External" Type="http://schemas.openxml'
        f'formats.org/officeDocument/2006/relationships/hyperlink" Target="{target}"/>'
        "</Relationships>"
    )


def field(code: str) -> str:
    return (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        + "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in code.split("|"))
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def content_control(properties: str, inside: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def row(*cells: str) -> str:
    inside = "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells)
    return f"<w:tbl><w:tr>{inside}</w:tr></w:tbl>"


BOX = f"<w:txbxContent>{WORD}</w:txbxContent>"
TABLE = samples.archive(
    {"xl/sharedStrings.xml": "<sst><si><r><t>0101</t></r><r><t>90-1234</t></r></si></sst>"}
)
SHEET = samples.archive({"xl/worksheets/sheet1.xml": "<c><v>0101901234</v></c>"})

WORD_PLACES = {
    "text": docx(WORD),
    "table": docx(row("Cpr", NUMBER)),
    "table in a table": docx(f"<w:tbl><w:tr><w:tc>{row(NUMBER)}</w:tc></w:tr></w:tbl>"),
    "a box for each digit": docx(row(*"0101901234")),
    "header": docx(word__header1_xml=part("hdr")),
    "footer": docx(word__footer3_xml=part("ftr")),
    "footnote": docx(word__footnotes_xml=part("footnotes", f"<w:footnote>{WORD}</w:footnote>")),
    "endnote": docx(word__endnotes_xml=part("endnotes", f"<w:endnote>{WORD}</w:endnote>")),
    "comment": docx(word__comments_xml=part("comments", f"<w:comment>{WORD}</w:comment>")),
    "author of a comment": docx(
        word__comments_xml=part("comments", f'<w:comment w:author="{NUMBER}"/>')
    ),
    "text box": docx(f"<w:p><w:pict><v:textbox xmlns:v='v'>{BOX}</v:textbox></w:pict></w:p>"),
    "text box of a drawing": docx(drawn(f"<wps:txbx xmlns:wps='w'>{BOX}</wps:txbx>")),
    "text box in the middle of a number": docx(
        runs("0101", f"<w:txbxContent>{paragraph('hej')}</w:txbxContent>", "90-1234")
    ),
    "word art": docx(f'<w:p><v:textpath xmlns:v="v" string="{NUMBER}"/></w:p>'),
    "old drawing": docx(word__drawings__vmlDrawing1_vml=f"<xml><div>{NUMBER}</div></xml>"),
    "form field": docx(
        f'<w:p><w:fldChar><w:ffData><w:textInput><w:default w:val="{NUMBER}"/></w:textInput>'
        "</w:ffData></w:fldChar></w:p>"
    ),
    "choice of a form": docx(f'<w:p><w:ddList><w:listEntry w:val="{NUMBER}"/></w:ddList></w:p>'),
    "content control": docx(content_control("", WORD)),
    "name of a content control": docx(content_control(f'<w:alias w:val="{NUMBER}"/>')),
    "tag of a content control": docx(content_control(f'<w:tag w:val="{NUMBER}"/>')),
    "choice of a content control": docx(
        content_control(f'<w:dropDownList><w:listItem w:displayText="{NUMBER}"/></w:dropDownList>')
    ),
    "title of the document": docx(docProps__core_xml=f"<a><title>{NUMBER}</title></a>"),
    "company": docx(docProps__app_xml=f"<Properties><Company>{NUMBER}</Company></Properties>"),
    "property of one's own": docx(
        docProps__custom_xml=f"<a><vt:lpwstr xmlns:vt='v'>{NUMBER}</vt:lpwstr></a>"
    ),
    "variable": docx(word__settings_xml=part("settings", f'<w:docVar w:val="{NUMBER}"/>')),
    "data behind the form": docx(customXml__item1_xml=f"<a><cpr>{NUMBER}</cpr></a>"),
    "attribute of the data": docx(customXml__item1_xml=f'<a cpr="{NUMBER}"/>'),
    "alternative text": docx(drawn(f'<wp:docPr id="1" name="x" descr="{NUMBER}"/>')),
    "title of a picture": docx(drawn(f'<wp:docPr id="1" name="x" title="{NUMBER}"/>')),
    "name of a picture": docx(drawn(f'<wp:docPr id="1" name="{NUMBER}.jpg"/>')),
    "link": docx(f"<w:p><w:hyperlink>{RUN}</w:hyperlink></w:p>"),
    "target of a link": docx(**{RELATIONS: link(f"https://x.dk/?cpr={NUMBER}")}),
    "coded target of a link": docx(**{RELATIONS: link("mailto:x@x.dk?subject=010190%2D1234")}),
    "tip of a link": docx(f'<w:p><w:hyperlink w:tooltip="{NUMBER}"/></w:p>'),
    "bookmark": docx(f'<w:p><w:bookmarkStart w:name="cpr_{NUMBER}"/></w:p>'),
    "field code": docx(field(f'HYPERLINK "mailto:{NUMBER}"')),
    "field code in pieces": docx(field("QUOTE 0101|90-12|34")),
    "simple field": docx(f'<w:p><w:fldSimple w:instr=" QUOTE {NUMBER} "/></w:p>'),
    "deleted": docx(f"<w:p><w:del><w:r><w:delText>{NUMBER}</w:delText></w:r></w:del></w:p>"),
    "moved away": docx(f"<w:p><w:moveFrom>{RUN}</w:moveFrom></w:p>"),
    "partly deleted": docx(
        "<w:p><w:r><w:t>01</w:t></w:r><w:del><w:r><w:delText>0190-</w:delText></w:r></w:del>"
        "<w:r><w:t>1234</w:t></w:r></w:p>"
    ),
    "written over": docx(
        "<w:p><w:r><w:t>0101</w:t></w:r><w:del><w:r><w:delText>88</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>90</w:t></w:r></w:ins><w:r><w:t>-1234</w:t></w:r></w:p>"
    ),
    "hidden text": docx(
        f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{NUMBER}</w:t></w:r></w:p>"
    ),
    "split runs": docx(runs("0101", "9", "0-12", "34")),
    "split by a tab": docx(runs("010190", "<w:tab/>", "1234")),
    "split by a line break": docx(runs("010190", "<w:br/>", "1234")),
    "split by a soft hyphen": docx(runs("0101", "<w:softHyphen/>", "901234")),
    "split by a hyphen that does not break": docx(runs("010190", "<w:noBreakHyphen/>", "1234")),
    "split by a bookmark": docx(
        "<w:p><w:r><w:t>0101</w:t></w:r><w:bookmarkEnd/><w:r><w:t>90-1234</w:t></w:r></w:p>"
    ),
    "split by a mark of the spelling": docx(
        "<w:p><w:r><w:t>0101</w:t></w:r><w:proofErr/><w:r><w:t>90-1234</w:t></w:r></w:p>"
    ),
    "symbols": docx(
        "<w:p><w:r>"
        + "".join(f'<w:sym w:font="Wingdings" w:char="F03{digit}"/>' for digit in "0101901234")
        + "</w:r></w:p>"
    ),
    "odd hyphen": docx(paragraph("010190\u20101234")),
    "minus": docx(paragraph("010190\u22121234")),
    "no-break space": docx(paragraph("010190\u00a01234")),
    "full-width digits": docx(paragraph("０１０１９０-１２３４")),
    "invisible characters": docx(paragraph("01\u200b01\u206090-12\u200d34")),
    "turned around in sight": docx(paragraph("\u202d010190-1234\u202c")),
    "spaced out": docx(paragraph("0 1 0 1 9 0 - 1 2 3 4")),
    "chart": docx(word__charts__chart1_xml=f"<c:c xmlns:c='c'><c:v>{NUMBER}</c:v></c:c>"),
    "title of a chart": docx(
        word__charts__chart2_xml=(
            "<c:c xmlns:c='c' xmlns:a='a'><a:p><a:r><a:t>0101</a:t></a:r>"
            "<a:r><a:t>90-1234</a:t></a:r></a:p></c:c>"
        )
    ),
    "diagram": docx(
        word__diagrams__data1_xml=(
            f"<d:x xmlns:d='d' xmlns:a='a'><d:t><a:p><a:t>{NUMBER}</a:t></a:p></d:t></d:x>"
        )
    ),
    "table of a chart": docx(word__embeddings__t_xlsx=TABLE),
    "cell of that table": docx(word__embeddings__t_xlsx=SHEET),
    "another spelling of the name": docx(word__HEADER9_XML=part("hdr")),
    "another prefix": docx(word__a_xml="<n:p xmlns:n='w'><n:t>0101</n:t><n:t>90-1234</n:t></n:p>"),
    "building block": docx(word__glossary__document_xml=part("glossaryDocument")),
    "remark in the XML": docx(word__a_xml=f"<a><!-- {NUMBER} --></a>"),
    "instruction in the XML": docx(word__a_xml=f"<?x {NUMBER}?><a/>"),
    "vector drawing": docx(word__media__a_emf=NUMBER.encode("utf-16-le")),
    "what a camera wrote": docx(
        word__media__a_jpg=samples.image("JPEG", comment=NUMBER.encode())
    ),
    "imported text": docx(word__afchunk_mht=f"<p>{NUMBER}</p>".encode()),
}  # fmt: skip


@pytest.mark.parametrize("content", WORD_PLACES.values(), ids=WORD_PLACES)
def test_a_number_is_found_in_a_word_document(look: Callable[..., Report], content: bytes) -> None:
    hits = look(probe_docx, content).cpr_hits

    assert {masked for _where, masked in hits} == {MASKED}


@pytest.mark.parametrize(
    ("content", "is_read"),
    [
        (docx(WORD), True),
        (docx("<w:p/>"), True),
        (docx("<w:p/>", word__media__scan_png=samples.image("PNG")), False),
        (docx(paragraph("Kære"), word__media__scan_png=samples.image("PNG")), True),
        (docx(word__afchunk_txt="Hej"), False),
        (docx(word__x_rtf=rb"{\rtf1 hej}"), False),
        (docx(paragraph("Kære"), word__media__a_jpg=b"\xff\xd8\xff\xe1rubbish"), False),
    ],
)
def test_a_word_document_that_cannot_be_read_is_held(
    look: Callable[..., Report], content: bytes, is_read: bool
) -> None:
    assert look(probe_docx, content).text_read is is_read


@pytest.mark.parametrize(
    "body",
    [
        '<w:sdt><w:sdtPr><w:id w:val="0101901234"/></w:sdtPr></w:sdt>',
        drawn('<wp:docPr id="0101901234" name="Billede 1"/>'),
        drawn("<wp:posOffset>010190</wp:posOffset><wp:posOffset>1234</wp:posOffset>"),
        '<w:p w:rsidR="0101901234"><w:r><w:t>hej</w:t></w:r></w:p>',
        '<w:p><w:x w:val="{AB010190-1234-4ABC-9DEF-0123456789AB}"/></w:p>',
        paragraph("010190") + paragraph("1234"),
        row("1", "2", "3"),
    ],
)
def test_what_programs_count_is_no_number_of_a_person(
    look: Callable[..., Report], body: str
) -> None:
    assert look(probe_docx, docx(body)).cpr_hits == []


# --- PDF ------------------------------------------------------------------------------------------
def drawing(commands: str, **resources: object) -> bytes:
    """Return a page with these drawing commands, in Helvetica."""
    document = samples.pdf_document("")
    document.pages[0].Contents = document.make_stream(commands.encode("latin-1"))
    for key, value in resources.items():
        document.pages[0].Resources[f"/{key}"] = value
    return samples.saved(document)


def shown(text: str) -> str:
    return f"BT /F1 12 Tf 50 700 Td {text} ET"


def with_root(**entries: object) -> bytes:
    document = samples.pdf_document("a")
    for key, value in entries.items():
        document.Root[f"/{key}"] = value
    return samples.saved(document)


def with_field(**entries: object) -> bytes:
    document = samples.pdf_document("a")
    field = document.make_indirect(Dictionary(FT=Name.Tx, **entries))
    document.Root.AcroForm = Dictionary(Fields=[field])
    return samples.saved(document)


def with_field_of_a_stream() -> bytes:
    document = samples.pdf_document("a")
    long = document.make_stream(NUMBER.encode())
    field = document.make_indirect(Dictionary(FT=Name.Tx, T="felt", V=long))
    document.Root.AcroForm = Dictionary(Fields=[field])
    return samples.saved(document)


def with_xmp(text: str) -> bytes:
    document = samples.pdf_document("a")
    document.Root.Metadata = document.make_stream(text.encode())
    document.Root.Metadata.Type, document.Root.Metadata.Subtype = Name.Metadata, Name.XML
    return samples.saved(document, fix_metadata_version=False)


def with_metadata_of_a_picture() -> bytes:
    document = pikepdf.open(io.BytesIO(samples.scanned()))
    picture = document.pages[0].Resources.XObject.Im1
    picture.Metadata = document.make_stream(f"<x>{NUMBER}</x>".encode())
    picture.Metadata.Type = Name.Metadata
    return samples.saved(document)


def with_stamp() -> bytes:
    """A stamp whose words are in its drawing alone."""
    document = samples.pdf_document("Kære kommune")
    look = document.make_stream(f"BT /F1 12 Tf 5 5 Td ({NUMBER}) Tj ET".encode())
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, [0, 0, 200, 20]
    look.Resources = document.pages[0].Resources
    stamp = Dictionary(
        Type=Name.Annot, Subtype=Name.Stamp, Rect=[50, 50, 250, 70], F=4, AP=Dictionary(N=look)
    )
    document.pages[0].Annots = Array([document.make_indirect(stamp)])
    return samples.saved(document)


def with_form_drawing(name: str) -> bytes:
    document = samples.pdf_document("Kære kommune")
    inner = document.make_stream(f"BT /F1 12 Tf 50 600 Td ({NUMBER}) Tj ET".encode())
    inner.Type, inner.Subtype, inner.BBox = Name.XObject, Name.Form, [0, 0, 595, 842]
    inner.Resources = Dictionary(Font=document.pages[0].Resources.Font)
    document.pages[0].Resources.XObject = Dictionary({f"/{name}": inner})
    document.pages[0].Contents = document.make_stream(f"/{name} Do".encode())
    return samples.saved(document)


def with_alternative() -> bytes:
    document = samples.pdf_document("a")
    figure = Dictionary(Type=Name.StructElem, S=Name.Figure, Alt=String(NUMBER))
    document.Root.StructTreeRoot = document.make_indirect(
        Dictionary(Type=Name.StructTreeRoot, K=[document.make_indirect(figure)])
    )
    return samples.saved(document)


def with_bookmark() -> bytes:
    document = samples.pdf_document("a")
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(NUMBER, 0))
    return samples.saved(document)


def with_link(target: str) -> bytes:
    return samples.with_annotation(A=Dictionary(S=Name.URI, URI=String(target)))


def with_destination() -> bytes:
    return with_root(Names=Dictionary(Dests=Dictionary(Names=[String(NUMBER), Array([])])))


PDF_PLACES = {
    "text": samples.pdf(f"Mit nummer er {NUMBER}."),
    "second page": samples.saved(samples.pdf_document("intet", NUMBER)),
    "over two lines": samples.pdf("010190-\n1234"),
    "glyph by glyph": drawing(shown("".join(f"({letter}) Tj " for letter in NUMBER))),
    "kerned": drawing(shown("[(0101) -20 (90-1) 30 (234)] TJ")),
    "each digit placed": drawing(
        "BT /F1 12 Tf 50 700 Td "
        + "".join(f"({digit}) Tj 20 0 Td " for digit in "0101901234") + "ET"
    ),
    "white on white": drawing(f"1 1 1 rg {shown(f'({NUMBER}) Tj')}"),
    "invisible": drawing(shown(f"3 Tr ({NUMBER}) Tj")),
    "outside of the page": drawing(f"BT /F1 12 Tf 50 -900 Td ({NUMBER}) Tj ET"),
    "tiny": drawing(f"BT /F1 0.1 Tf 50 700 Td ({NUMBER}) Tj ET"),
    "turned": drawing(f"BT /F1 12 Tf 0 1 -1 0 50 300 Tm ({NUMBER}) Tj ET"),
    "odd hyphen": samples.pdf("010190–1234"),
    "drawing in a drawing": with_form_drawing("Fm1"),
    "behind another text": drawing(
        f"/Span <</ActualText (hej)>> BDC {shown('[(0101) -5 (90-1234)] TJ')} EMC"
    ),
    "actual text": drawing(f"/Span <</ActualText ({NUMBER})>> BDC {shown('(hej) Tj')} EMC"),
    "alternative text in the drawing": drawing(f"/Figure <</Alt ({NUMBER})>> BDC EMC"),
    "alternative text in hexadecimal": drawing(
        f"/Figure <</Alt <{NUMBER.encode().hex()}>>> BDC EMC"
    ),
    "alternative text of the structure": with_alternative(),
    "comment": samples.with_annotation(Contents=String(f"se {NUMBER}")),
    "author of a comment": samples.with_annotation(T=String(NUMBER)),
    "subject of a comment": samples.with_annotation(Subj=String(NUMBER)),
    "rich text of a comment": samples.with_annotation(RC=String(f"<p>{NUMBER}</p>")),
    "comment in UTF-16": samples.with_annotation(Contents=String(f"ægte \u4e2d {NUMBER}")),
    "stamp": with_stamp(),
    "field": with_field(T=String("cpr"), V=String(NUMBER)),
    "field of many lines": with_field_of_a_stream(),
    "choice of a field": with_field(T=String("cpr"), V=Name(f"/{NUMBER}")),
    "choices of a field": with_field(T=String("cpr"), Opt=Array([String("a"), String(NUMBER)])),
    "what the field had at first": with_field(T=String("cpr"), DV=String(NUMBER)),
    "name of a field": with_field(T=String(NUMBER)),
    "tip of a field": with_field(TU=String(NUMBER)),
    "bookmark": with_bookmark(),
    "named place": with_destination(),
    "link": with_link(f"mailto:x@x.dk?subject={NUMBER}"),
    "document information": samples.pdf("a", info={"Title": NUMBER}),
    "information of one's own": samples.pdf("a", info={"Cpr": NUMBER}),
    "metadata": with_xmp(f"<x:xmpmeta xmlns:x='x'>{NUMBER}</x:xmpmeta>"),
    "metadata in pieces": with_xmp("<x>0101<b>90</b>-1234</x>"),
    "coded metadata": with_xmp("<x>010190&#45;1234</x>"),
    "metadata of a picture": with_metadata_of_a_picture(),
    "page label": with_root(PageLabels=Dictionary(Nums=[0, Dictionary(P=String(NUMBER))])),
    "data of a program": with_root(PieceInfo=Dictionary(X=Dictionary(Private=String(NUMBER)))),
}  # fmt: skip


@pytest.mark.parametrize("content", PDF_PLACES.values(), ids=PDF_PLACES)
def test_a_number_is_found_in_a_pdf(look: Callable[..., Report], content: bytes) -> None:
    hits = look(probe_pdf, content).cpr_hits

    assert {masked for _where, masked in hits} == {MASKED}


def scan_with(text: str) -> bytes:
    """Return a page that is a picture, with some printed words on it."""
    document = pikepdf.open(io.BytesIO(samples.scanned()))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    document.pages[0].Resources.Font = Dictionary(F1=document.make_indirect(font))
    commands = f"q 90 0 0 90 5 5 cm /Im1 Do Q BT /F1 2 Tf 5 2 Td ({text}) Tj ET"
    document.pages[0].Contents = document.make_stream(commands.encode())
    return samples.saved(document)


@pytest.mark.parametrize(
    ("content", "is_read"),
    [
        (samples.scanned(), False),
        (scan_with("Side 1 af 2"), False),
        (scan_with("Et billede med en lang forklaring, som man kan læse uden om billedet."), True),
        (drawing("0 0 m 9 9 l S " * 30), False),
        (drawing("0 0 m 9 9 l S"), True),
        (drawing(shown(r"(\001\003\004\005\006\007\001\003\004\005\006\007) Tj")), False),
    ],
    ids=["scan", "stamped scan", "picture with words", "outlines", "line", "no letters"],
)
def test_a_page_that_cannot_be_read_is_held(
    look: Callable[..., Report], content: bytes, is_read: bool
) -> None:
    assert look(probe_pdf, content).text_read is is_read
