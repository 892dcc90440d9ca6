import pytest

from core.files import clean_file_name
from core.files.names import extension_of


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Indsigelse mod lokalplan.pdf", "Indsigelse mod lokalplan.pdf"),
        ("Øl & æbler på år.DOCX", "Øl _ æbler på år.docx"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\windows\\x.pdf", "x.pdf"),
        ("C:\\fil.pdf", "fil.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie_ x.pdf"),
        ("faktura\u202efdp.exe", "fakturafdp.exe"),
        ("a\x00b.pdf", "ab.pdf"),
        ("con.pdf", "fil-con.pdf"),
        ("COM1.pdf", "fil-COM1.pdf"),
        ("aux", "fil-aux"),
        ("nul.tar.gz", "fil-nul.tar.gz"),
        ("concert.pdf", "concert.pdf"),
        ("👍 ja.pdf", "👍 ja.pdf"),
        ("<img src=x onerror=alert(1)>.pdf", "img src=x onerror=alert(1).pdf"),
        ("a;rm -rf ~.pdf", "a_rm -rf ~.pdf"),
        ("$(reboot)`x`.pdf", "(reboot)_x.pdf"),
        ("", "fil"),
        (".", "fil"),
        ("...pdf", "fil.pdf"),
        (".htaccess", "fil.htaccess"),
        ("   .pdf", "fil.pdf"),
        ("a.pdf.html", "a.pdf.html"),
        ("\u200b.pdf", "fil.pdf"),
        ("ａ.pdf", "a.pdf"),
    ],
)
def test_a_name_keeps_what_can_be_read_and_nothing_that_acts(given: str, kept: str) -> None:
    assert clean_file_name(given) == kept


@pytest.mark.parametrize("letter", ["a", "æ", "👍", "漢"])
def test_a_long_name_is_shortened_between_letters(letter: str) -> None:
    name = clean_file_name(letter * 300 + ".pdf")

    assert name.endswith(".pdf")
    assert len(name.encode()) <= 154
    assert set(name.removesuffix(".pdf")) == {letter}


@pytest.mark.parametrize(
    ("name", "extension"),
    [
        ("a.PDF", "pdf"),
        ("a.pdf.html", "html"),
        ("pdf", ""),
        ("a.", ""),
        ("", ""),
        ("a.pdf\u202e", "pdf"),
    ],
)
def test_the_last_extension_counts(name: str, extension: str) -> None:
    assert extension_of(name) == extension
