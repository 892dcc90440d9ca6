"""The files of a white paper opened again: what they hold, and what they keep to themselves."""

import csv
import re
import zipfile
from pathlib import Path

import docx
import pikepdf
import pypdfium2
import pytest
from django.utils import timezone
from django.utils.translation import override
from lxml import etree

from city.models import Area
from core.formulas import harmless
from hearings.models import Hearing, Redaction, Response
from hearings.services import approve_response, redact_response
from hearings.white_paper import pdf
from hearings.white_paper.content import content_of
from hearings.white_paper.docx import write_docx
from hearings.white_paper.pdf import write_pdf
from hearings.white_paper.sheets import MOST_LETTERS, cut, write_csv, write_xlsx
from tests.accounts.factories import UserFactory
from tests.hearings.factories import HearingFactory, ResponseFactory
from tests.hearings.papers import answer_to, approved_of, draft_of, point_in

pytestmark = pytest.mark.django_db
Kind, Rule = Response.SenderKind, Hearing.PublicationRule
WRITERS = {"pdf": write_pdf, "docx": write_docx, "xlsx": write_xlsx, "csv": write_csv}
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# Markup of typst, XML and sheets; letters without an end, without a font, and no letters at all.
HOSTILE = {
    "typst": "#import ('/etc/passwd'): * #panic() *fed* = Overskrift $x^2$ <mærke> @ref `r` \\",
    "xml": "<w:p>&amp;</w:p> ]]> <script>alert(1)</script>",
    "long": "a" * 20_000,
    "emoji": "👍🏽 👩‍👩‍👧 🇩🇰 1️⃣ ☺️ 🫠",
    "arabic": "لا تقطعوا الأشجار من فضلكم",
    "other": "你好 שלום สวัสดี",
    "control": "før\x01\x0b\x1f\ufffe\u202eefter",
    "lines": "en\n\n\n\nto\r\ntre\tfire",
    "breaks": "\u200b" * 300 + "\u00ad" * 300 + "e\u0301" * 100,
}


def written(paper, form: str, folder: Path) -> Path:
    target = folder / f"hvidbog.{form}"
    with override("da"):
        WRITERS[form](content_of(paper), target, lambda _done: None)
    return target


def text_of_pdf(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as opened:
        return "\n".join(page.get_textpage().get_text_range() for page in opened)


def text_of_docx(path: Path) -> str:
    body = docx.Document(str(path)).element.body
    return "\n".join(node.text or "" for node in body.iter() if node.tag.endswith("}t"))


def text_of_xlsx(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        sheets = [
            name for name in archive.namelist() if re.search(r"(sheet\d+|strings)\.xml", name)
        ]
        return "\n".join(
            "".join(etree.fromstring(archive.read(name)).itertext()) for name in sheets
        )


def text_of_csv(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")


READERS = {"pdf": text_of_pdf, "docx": text_of_docx, "xlsx": text_of_xlsx, "csv": text_of_csv}


def text(paper, form: str, folder: Path) -> str:
    return READERS[form](written(paper, form, folder))


def everything(path: Path) -> bytes:
    """Return all that stands in a file, also in its metadata."""
    if path.suffix == ".pdf":
        with pikepdf.open(path) as opened:
            info = repr(dict(opened.docinfo)).encode()
            return info + opened.Root.Metadata.read_bytes() + text_of_pdf(path).encode()
    if path.suffix == ".csv":
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


@pytest.fixture
def hearing() -> Hearing:
    """A hearing with a response of each sort, treated."""
    hearing = HearingFactory(closed=True, title="Lokalplan *Skallerne* #let")
    shown = ResponseFactory(
        hearing=hearing, approved=True, show_name=True, name="Asta Æblegren", text="Bevar træerne."
    )
    area = Area.objects.create(name="Skovkvarteret", slug="skovkvarteret")
    guarded = ResponseFactory(
        hearing=hearing,
        approved=True,
        name="Ea Beskyttet",
        on_behalf_of="Eas Hemmelige Forening",
        sender_kind=Kind.ASSOCIATION,
        show_name=True,
        is_protected=True,
        area=area,
        text="Jeg støtter planen.",
    )
    council = ResponseFactory(
        hearing=hearing,
        approved=True,
        sender_kind=Kind.COUNCIL,
        on_behalf_of="Seniorrådet",
        text="Rådet støtter stien.",
    )
    declined = ResponseFactory(
        hearing=hearing, declined=True, show_name=True, name="Ib Afvist", text="Afvist indhold."
    )
    ResponseFactory(
        hearing=hearing,
        withdrawn=True,
        show_name=True,
        name="Bo Fortryder",
        text="Fortrudt indhold.",
    )
    masked = ResponseFactory(
        hearing=hearing, approved=True, name="Ida Skjult", text="Ring 11223344. Bevar stien."
    )
    redact_response(
        masked,
        version=masked.current_version,
        passages=[(5, 13, Redaction.Reason.PERSONAL)],
        by=UserFactory(),
        at=timezone.now(),
    )
    point = point_in(shown, guarded, council, declined, masked, title="Bevar poppelrækken")
    answer_to(point.theme, summary="Svarene vil bevare rækken.", change="Rækken bevares.")
    return hearing


HIDDEN = [
    "Ea Beskyttet", "Eas Hemmelige Forening", "Skovkvarteret", "Ib Afvist", "Afvist indhold",
    "Bo Fortryder", "Fortrudt indhold", "Ida Skjult", "11223344", "@example.dk",
]  # fmt: skip


# --- Who is in it, in every format ------------------------------------------------------------
@pytest.mark.parametrize("form", WRITERS)
def test_nobody_is_named_who_is_not_to_be_and_masks_hold(form, hearing, tmp_path):
    path = written(approved_of(hearing), form, tmp_path)

    found = everything(path).decode("utf-8", "replace")
    shown = READERS[form](path)

    assert [word for word in HIDDEN if word in found or word in shown] == []
    assert [
        word for word in ("Asta Æblegren", "Bevar træerne.", "Seniorrådet") if word not in shown
    ] == []
    assert "[maskeret: personoplysninger]" in shown


@pytest.mark.parametrize("form", WRITERS)
def test_with_the_rule_never_number_and_theme_are_left(form, hearing, tmp_path):
    Hearing.objects.update(publication_rule=Rule.NEVER)

    shown = text(draft_of(Hearing.objects.get()), form, tmp_path)

    words = ("Asta Æblegren", "Bevar træerne.", "Seniorrådet", "Rådet støtter", "Bevar stien")
    assert [word for word in words if word in shown] == []
    assert "Beplantning" in shown


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_every_number_stands_once_in_the_appendix(form, hearing, tmp_path):
    shown = text(approved_of(hearing), form, tmp_path)

    assert re.findall(r"Svar nr\. (\d+)", shown) == ["1", "2", "3", "4", "5", "6"]
    assert shown.count("Rådet støtter stien.") == 1


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_sheets_hold_every_number_once(form, hearing, tmp_path):
    path = written(approved_of(hearing), form, tmp_path)

    if form == "csv":
        numbers = [row[0] for row in rows_of_csv(path)[1:]]
    else:
        numbers = [row[0] for row in rows_of_xlsx(path, 2)[1:]]

    assert numbers == ["1", "2", "3", "4", "5", "6"]


# --- PDF --------------------------------------------------------------------------------------
def test_the_pdf_is_tagged_and_says_its_language_and_title(hearing, tmp_path):
    path = written(approved_of(hearing), "pdf", tmp_path)

    with pikepdf.open(path) as opened:
        root = opened.Root
        with opened.open_metadata() as metadata:
            part = metadata.get("pdfuaid:part")
        with opened.open_outline() as outline:
            chapters = [item.title for item in outline.root]
        title, author = str(opened.docinfo.Title), str(opened.docinfo.Author)
        assert bool(root.MarkInfo.Marked)
        assert "/StructTreeRoot" in root
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert str(root.Lang).lower() == "da-dk"

    assert part == "1"
    assert (title, author) == ("Hvidbog: Lokalplan *Skallerne* #let", "Albertslund Kommune")
    assert chapters == [
        "Sammenfatning", "Om høringen", "Svarene i tal", "Pointer og svar efter tema",
        "Rådenes udtalelser", "Oversigt over svarene", "Bilag: Svarene",
    ]  # fmt: skip


def test_the_pdf_has_tables_with_headers_and_a_drawing_with_words(hearing, tmp_path):
    path = written(approved_of(hearing), "pdf", tmp_path)

    tags, words = set(), []
    with pikepdf.open(path) as opened:
        for thing in opened.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/S" in thing and "/P" in thing:
                tags.add(str(thing.S))
                if "/Alt" in thing:
                    words.append(str(thing.Alt))

    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/THead", "/Figure"} <= tags
    assert "Svar efter afsender: Borgere 4, Foreninger 1, Råd 1." in words


def test_the_fonts_of_the_pdf_are_those_of_the_portal(hearing, tmp_path):
    path = written(approved_of(hearing), "pdf", tmp_path)

    with pikepdf.open(path) as opened:
        names = {
            str(thing.BaseFont).partition("+")[2]
            for thing in opened.objects
            if isinstance(thing, pikepdf.Dictionary) and "/BaseFont" in thing
        }

    assert names == {"IBMPlexSans-Regular", "IBMPlexSans-SemiBold"}


def test_a_long_white_paper_is_set_in_volumes_and_is_one_tagged_pdf(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "VOLUME_BYTES", 12_000)
    hearing = HearingFactory(closed=True)
    responses = [
        ResponseFactory(hearing=hearing, approved=True, text=f"Bevar træ {number}. " * 40)
        for number in range(30)
    ]
    answer_to(point_in(*responses).theme)

    path = written(approved_of(hearing), "pdf", tmp_path)

    with pikepdf.open(path) as whole:
        tree = whole.Root.StructTreeRoot
        keys = [int(key) for key in list(tree.ParentTree.Nums)[::2]]
        names = [bytes(name) for name in list(tree.IDTree.Names)[::2]]
        on_pages = [int(page.StructParents) for page in whole.pages]
        known = {page.objgen for page in whole.pages}
        tagged = {
            thing.Pg.objgen
            for thing in whole.objects
            if isinstance(thing, pikepdf.Dictionary) and "/Pg" in thing
        }
        headers = [
            bytes(name)
            for thing in whole.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/TD"
            for attribute in thing.A
            for name in attribute.get("/Headers", [])
        ]
        with whole.open_outline() as outline:
            bookmarks = [item.title for part in outline.root for item in part.children]
        assert whole.check_pdf_syntax() == []
        assert (
            str(tree.K.S if not isinstance(tree.K, pikepdf.Array) else tree.K[0].S) == "/Document"
        )
    assert len(on_pages) >= 4
    assert keys == sorted(set(keys))
    assert sorted(on_pages) == sorted(set(on_pages))
    assert set(on_pages) <= set(keys)
    assert names == sorted(set(names))
    assert set(headers) <= set(names)
    assert tagged <= known
    assert bookmarks == ["Beplantning", *(f"Svar nr. {number}" for number in range(1, 31))]
    shown = text_of_pdf(path)
    assert re.findall(r"Svar nr\. (\d+)", shown) == [str(number) for number in range(1, 31)]
    assert re.findall(r"side (\d+)", shown) == [str(n) for n in range(1, len(on_pages) + 1)]
    assert "Bilag: Svarene (fortsat)" in shown


@pytest.mark.parametrize("form", WRITERS)
def test_whatever_people_write_is_text_and_nothing_stops_the_file(form, tmp_path):
    hearing = HearingFactory(closed=True)
    for words in HOSTILE.values():
        response = ResponseFactory(
            hearing=hearing, approved=True, text=words, show_name=True, name=words[:100]
        )
        point = point_in(response, title=words[:300], theme=words[:100])
        answer_to(point, remark=words, change=words)

    shown = text(draft_of(hearing, summary="\n\n".join(HOSTILE.values())), form, tmp_path)

    assert "#import ('/etc/passwd'): * #panic() *fed*" in shown.replace("\r\n", " ")
    assert "<w:p>&amp;</w:p> ]]>" in shown
    assert "\x01" not in shown


def test_letters_that_no_font_of_the_pdf_has_are_replaced_and_that_is_told(tmp_path):
    hearing = HearingFactory(closed=True)
    answered = ResponseFactory(hearing=hearing, approved=True, text="Hej 你好 farvel 👍")
    point_in(answered)

    shown = text(draft_of(hearing), "pdf", tmp_path)

    assert "Hej �� farvel 👍 [� står for tegn" in shown.replace("\r\n", " ")


# --- Word -------------------------------------------------------------------------------------
def test_the_word_file_has_headings_tables_and_properties(hearing, tmp_path):
    document = docx.Document(str(written(approved_of(hearing), "docx", tmp_path)))

    styles = [paragraph.style.name for paragraph in document.paragraphs]
    headers = [table.rows[0]._tr.trPr.find("{*}tblHeader") is not None for table in document.tables]
    language = document.styles.element.find(".//{*}lang").get(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val"
    )
    properties = document.core_properties

    assert (styles.count("Title"), styles.count("Heading 1")) == (1, 7)
    assert len(headers) == 4
    assert all(headers)
    assert language == "da-DK"
    assert properties.title == "Hvidbog: Lokalplan *Skallerne* #let"
    assert properties.author == properties.last_modified_by == "Albertslund Kommune"
    assert [cell.text for cell in document.tables[2].rows[1].cells][2:] == [
        "imødekommes",
        "Rækken bevares.",
    ]


# --- Sheets -----------------------------------------------------------------------------------
def rows_of_xlsx(path: Path, number: int) -> list[list[str]]:
    """Read a sheet cell by cell; a formula would be no text."""
    with zipfile.ZipFile(path) as archive:
        sheet = etree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
        assert not list(sheet.iter(f"{SHEET}f"))
        assert not list(sheet.iter(f"{SHEET}hyperlink"))
        return [
            ["".join(cell.itertext()) for cell in row.iter(f"{SHEET}c")]
            for row in sheet.iter(f"{SHEET}row")
        ]


def rows_of_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    "＋1",
    "－1",
    "＠1",
    "  =1",
    "\u200b=1",
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_the_csv_is_a_formula(formula):
    assert harmless(formula)[0] == "'"
    assert harmless("Bevar = alt") == "Bevar = alt"


def test_formulas_come_back_as_text(tmp_path):
    hearing = HearingFactory(closed=True)
    words = '=HYPERLINK("http://example.dk";"Klik")'
    point_in(
        ResponseFactory(hearing=hearing, approved=True, text=words, show_name=True, name=words),
        title=words,
    )
    paper = draft_of(hearing)

    [_headers, row] = rows_of_csv(written(paper, "csv", tmp_path))
    excel = rows_of_xlsx(written(paper, "xlsx", tmp_path), 2)[1]

    assert (row[2], row[10]) == (f"'{words}", f"'{words}")
    assert (excel[2], words in excel[-1]) == (words, True)


def test_the_csv_is_as_danish_excel_reads_it(hearing, tmp_path):
    path = written(approved_of(hearing), "csv", tmp_path)

    assert path.read_bytes().startswith(b'\xef\xbb\xbf"Svar nr.";"Tilstand";"Navn"')


def test_the_workbook_has_points_responses_and_counts(hearing, tmp_path):
    path = written(approved_of(hearing), "xlsx", tmp_path)

    [headers, point] = rows_of_xlsx(path, 1)
    counts = rows_of_xlsx(path, 3)

    assert headers[:3] == ["Tema", "Pointe nr.", "Pointe"]
    assert (point[2], point[-2], point[-1]) == ("Bevar poppelrækken", "5", "1, 2, 3, 6")
    assert counts[-1][1:] == ["I alt", "6", "5", "0", "1", "4", "1"]


def test_a_cell_holds_what_excel_can_hold():
    assert cut("a" * MOST_LETTERS) == "a" * MOST_LETTERS
    assert len(cut("a" * 40_000)) < 32_767
    assert len(cut("🌳" * 20_000).encode("utf-16-le")) < 2 * 32_767
    assert cut("a" * 40_000).endswith("[forkortet: hele teksten står i hvidbogen]")


def test_writing_tells_how_far_it_is(hearing, tmp_path):
    content = content_of(approved_of(hearing))

    for form, write in WRITERS.items():
        told: list[int] = []
        write(content, tmp_path / form, told.append)
        assert (form, [*dict.fromkeys(told)]) == (form, [1, 2, 3, 4, 5, 6])


def test_an_old_version_of_a_response_is_not_shown(tmp_path):
    hearing = HearingFactory(closed=True)
    response = ResponseFactory(hearing=hearing, approved=True, text="Første ord.")
    response.add_version("Nye ord.", by=None, at=timezone.now())
    approve_response(response, by=UserFactory(), at=timezone.now())

    shown = text(draft_of(hearing), "csv", tmp_path)

    assert ("Nye ord." in shown, "Første ord." in shown) == (True, False)
