import pypdf

from core.demo_pdf import demo_pdf
from hearings.demo.answers import ANSWERS
from hearings.demo.proposals import HEARINGS


def test_a_long_text_takes_more_pages_and_is_tagged():
    upload = demo_pdf("lang.pdf", "En titel (med paranteser)", ("Ord " * 300,) * 4)

    reader = pypdf.PdfReader(upload)

    assert len(reader.pages) > 1
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"] == pypdf.generic.BooleanObject(True)
    assert reader.trailer["/Root"]["/Lang"] == "da-DK"


def test_every_answer_belongs_to_a_hearing():
    codes = {hearing.code for hearing in HEARINGS}

    assert {answer.hearing for answer in ANSWERS} <= codes
