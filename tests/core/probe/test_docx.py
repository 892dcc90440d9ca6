import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from core.probe import archive as archive_module
from core.probe.docx import MIME, probe_docx
from core.probe.report import EICAR, Report
from tests.core import samples
from tests.core.samples import NUMBER, docx, paragraph, word_part

RELATIONS = "word___rels__document.xml_rels"


def test_a_plain_document_is_read_and_copied(look: Callable[..., Report], clean: Path) -> None:
    report = look(probe_docx, docx())

    assert report == Report(MIME)
    with zipfile.ZipFile(clean) as copy:
        assert copy.namelist() == ["[Content_Types].xml", "word/document.xml"]
        assert "Kære kommune" in copy.read("word/document.xml").decode()


TABLE = (
    f"<w:tbl><w:tr><w:tc>{paragraph('05')}</w:tc><w:tc>{paragraph(NUMBER)}</w:tc></w:tr></w:tbl>"
)
COMMENTS = (
    f'<w:comments {samples.W}><w:comment w:author="Ane">{paragraph(NUMBER)}</w:comment>'
    "</w:comments>"
)
AUTHORED = f'<w:comments {samples.W}><w:comment w:author="{NUMBER}"/></w:comments>'
CORE = (
    '<cp:coreProperties xmlns:cp="x" xmlns:dc="y">'
    f"<dc:creator>{NUMBER}</dc:creator><dc:title>5</dc:title></cp:coreProperties>"
)


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (docx(paragraph(f"Jeg er {NUMBER}.")), "teksten"),
        (docx(paragraph("0101", "90-12", "34")), "teksten"),
        (docx(paragraph("050590", "-1234") + paragraph("2024-05-01")), "teksten"),
        (docx(TABLE), "teksten"),
        (docx("<w:p><w:t>010190</w:t><w:noBreakHyphen/><w:t>1234</w:t></w:p>"), "teksten"),
        (docx("<w:p><w:t>0101</w:t><w:softHyphen/><w:t>901234</w:t></w:p>"), "teksten"),
        (docx(paragraph("010190\u20111234")), "teksten"),
        (docx(paragraph("010190\u20131234")), "teksten"),
        (docx(paragraph("010190 1234")), "teksten"),
        (docx(paragraph("01\u200b01901234")), "teksten"),
        (docx(f"<w:p><w:del><w:r><w:delText>{NUMBER}</w:delText></w:r></w:del></w:p>"), "teksten"),
        (docx(word__header2_xml=word_part(paragraph(NUMBER), "hdr")), "sidehoved"),
        (docx(word__footer1_xml=word_part(paragraph(NUMBER), "ftr")), "sidefod"),
        (docx(word__footnotes_xml=word_part(paragraph(NUMBER), "footnotes")), "fodnoter"),
        (docx(word__comments_xml=COMMENTS), "kommentarer"),
        (docx(word__comments_xml=AUTHORED), "kommentarer"),
        (docx(docProps__core_xml=CORE), "dokumentegenskaber"),
        (docx(word__charts__chart1_xml=f"<c:v xmlns:c='x'>{NUMBER}</c:v>"), "chart"),
    ],
)  # fmt: skip
def test_a_cpr_number_is_found_wherever_it_stands(
    look: Callable[..., Report], content: bytes, where: str
) -> None:
    hits = look(probe_docx, content).cpr_hits

    assert [place for place, _masked in hits] == [where]


def test_cells_and_paragraphs_are_not_glued_to_a_number(look: Callable[..., Report]) -> None:
    cells = f"<w:tc>{paragraph('010190')}</w:tc><w:tc>{paragraph('1234')}</w:tc>"

    assert look(probe_docx, docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")).cpr_hits == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04rubbish", "damaged"),
        (samples.archive({"a.txt": "x"}), "wrong_content"),
        (docx(word__vbaProject_bin=b"x"), "macros"),
        (docx(word__activeX__activeX1_xml="<a/>"), "macros"),
        (docx(word__embeddings__oleObject1_bin=b"x"), "macros"),
        (docx(word__media__inner_docx=docx()), "nested"),
        (docx("<w:p>"), "damaged"),
        (docx("&x;"), "damaged"),
        (docx(word__a_xml="\x00"), "damaged"),
        (docx(word__a_xml='<?xml version="1.0" encoding="x-ukendt"?><a/>'), "damaged"),
        (docx(paragraph(EICAR.decode().replace("&", "&amp;")), word__b_txt=EICAR), "virus"),
    ],
)
def test_what_does_not_belong_in_a_document_is_refused(
    refusal: Callable[..., str], content: bytes, code: str
) -> None:
    assert refusal(probe_docx, content) == code


def test_a_document_with_macros_by_its_kind_is_refused(refusal: Callable[..., str]) -> None:
    kinds = samples.CONTENT_TYPES.replace(
        "openxmlformats-officedocument.wordprocessingml.document.main",
        "ms-word.document.macroEnabled.main",
    )
    content = samples.archive({"[Content_Types].xml": kinds, "word/document.xml": word_part("")})

    assert refusal(probe_docx, content) == "macros"


ENTITY_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">'
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]><a>&i;</a>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
PARAMETER = '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]><a/>'


@pytest.mark.parametrize("part", [ENTITY_BOMB, OUTSIDE, PARAMETER, "<!DOCTYPE html><a/>"])
@pytest.mark.parametrize(
    "name", ["word__settings_xml", "docProps__core_xml", "customXml__item1_xml"]
)
def test_entities_are_never_unfolded_nor_fetched(
    refusal: Callable[..., str], part: str, name: str
) -> None:
    assert refusal(probe_docx, docx(**{name: part})) == "damaged"


def relations(kind: str, target: str) -> str:
    return (
        '<Relationships><Relationship Id="r1" TargetMode="External" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        f'Target="{target}"/></Relationships>'
    )


@pytest.mark.parametrize("kind", ["attachedTemplate", "oleObject", "image", "subDocument", "frame"])
def test_content_from_elsewhere_is_refused(refusal: Callable[..., str], kind: str) -> None:
    content = docx(**{RELATIONS: relations(kind, "http://evil.dk/x")})

    assert refusal(probe_docx, content) == "external_content"


def test_a_link_is_no_content_from_elsewhere(look: Callable[..., Report]) -> None:
    content = docx(**{RELATIONS: relations("hyperlink", "https://x.dk/")})

    assert look(probe_docx, content).cpr_hits == []


def test_a_bomb_is_refused_by_what_it_declares(refusal: Callable[..., str]) -> None:
    assert refusal(probe_docx, docx(word__media__a_png=b"0" * 300_000_000)) == "bomb"


def test_a_bomb_of_many_parts_is_refused(
    refusal: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_module, "MAX_ENTRIES", 3)

    assert refusal(probe_docx, docx(a="1", b="2")) == "bomb"


def test_a_bomb_in_the_file_within_the_file_is_refused(refusal: Callable[..., str]) -> None:
    inner = samples.archive({f"a{number}": b"0" * 30_000_000 for number in range(3)})

    assert refusal(probe_docx, docx(word__embeddings__table_xlsx=inner)) == "bomb"


def embedded(content: bytes) -> bytes:
    return samples.archive(
        {
            "[Content_Types].xml": samples.CONTENT_TYPES,
            "word/document.xml": word_part(""),
            "word/embeddings/table.xlsx": content,
        }
    )


def test_the_table_of_a_chart_may_be_in_a_document(look: Callable[..., Report]) -> None:
    look(probe_docx, embedded(samples.archive({"xl/workbook.xml": "<a/>"})))


@pytest.mark.parametrize(
    ("inner", "code"),
    [
        (samples.archive({"xl/vbaProject.bin": b"x"}), "nested"),
        (samples.archive({"a.zip": samples.archive({"a": b"x"})}), "nested"),
        (samples.archive({"a": b"0" * 100_000_000}), "bomb"),
        (b"PK\x03\x04", "damaged"),
    ],
)
def test_a_table_with_more_in_it_is_refused(
    refusal: Callable[..., str], inner: bytes, code: str
) -> None:
    assert refusal(probe_docx, embedded(inner)) == code


NAMED = docx(
    '<w:p><w:ins w:author="Ane Andeby" w:initials="AA"><w:r><w:t>ny</w:t></w:r></w:ins></w:p>',
    word__comments_xml=COMMENTS.replace(NUMBER, "hej"),
    docProps__core_xml=CORE.replace(NUMBER, "Ane Andeby"),
    docProps__app_xml="<Properties><Company>Andeby</Company></Properties>",
)


def test_the_author_is_taken_out_of_a_citizens_document(
    look: Callable[..., Report], clean: Path
) -> None:
    report = look(probe_docx, NAMED)

    with zipfile.ZipFile(clean) as copy:
        everything = b"".join(copy.read(name) for name in copy.namelist()).decode()
    assert "Andeby" not in everything
    assert "ny" in everything
    assert report.notes == ["tracked_changes", "comments"]


def test_the_municipality_keeps_its_own_metadata(look: Callable[..., Report], clean: Path) -> None:
    look(probe_docx, NAMED, keep=True)

    with zipfile.ZipFile(clean) as copy:
        assert "Ane Andeby" in copy.read("docProps/core.xml").decode()


def tampered(content: bytes, *, flag: int = 0, method: int | None = None) -> bytes:
    """Change what the list of contents says about the first part."""
    at = content.index(b"PK\x01\x02")
    changed = bytearray(content)
    changed[at + 8] |= flag
    if method is not None:
        changed[at + 10] = method
    return bytes(changed)


def broken_stream() -> bytes:
    content = bytearray(docx())
    start = content.index(b"[Content_Types].xml") + len("[Content_Types].xml")
    content[start : start + 20] = b"\xff" * 20
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (tampered(docx(), flag=1), "encrypted"),
        (tampered(docx(), method=99), "damaged"),
        (broken_stream(), "damaged"),
        (
            samples.archive({"[Content_Types].xml": "", "word/document.xml": "", "../x": ""}),
            "damaged",
        ),
        (
            samples.archive({"[Content_Types].xml": "", "word/document.xml": "", "/x": ""}),
            "damaged",
        ),
    ],
)
def test_an_archive_that_was_tampered_with_is_refused(
    refusal: Callable[..., str], content: bytes, code: str
) -> None:
    assert refusal(probe_docx, content) == code


def test_what_a_part_declares_is_not_believed(
    refusal: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_module.SafeArchive, "_check_declared", lambda *_args: None)

    assert refusal(probe_docx, docx(word__media__a_png=b"0" * 70_000_000)) == "bomb"
