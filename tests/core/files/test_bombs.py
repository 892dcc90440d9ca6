"""Files made to choke whoever opens them: each ends within its limits, in a process of its own."""

import io
import multiprocessing
import resource
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor

import django
import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Array, Dictionary, Name

from core.files import inspect_upload
from core.files.upload import MAX_BYTES
from tests.core import samples
from tests.core.probe.test_docx import ENTITY_BOMB, OUTSIDE

MEGABYTE = 1024 * 1024


def many_pages(count: int) -> bytes:
    document = pikepdf.new()
    for _ in range(count):
        document.add_blank_page(page_size=(10, 10))
    return samples.saved(document, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def deep_pages(depth: int) -> bytes:
    """A tree of pages in which each branch holds one branch."""
    lines = [b"%PDF-1.7", b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj"]
    lines += [
        b"%d 0 obj<</Type/Pages/Count 1/Kids[%d 0 R]>>endobj" % (number, number + 1)
        for number in range(2, depth)
    ]
    lines.append(b"%d 0 obj<</Type/Page/MediaBox[0 0 9 9]>>endobj" % depth)
    return b"\n".join([*lines, b"trailer<</Root 1 0 R>>", b"%%EOF", b""])


def looping_pages() -> bytes:
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count 1/Kids[2 0 R]/Parent 2 0 R>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )


def looping_objects() -> bytes:
    document = samples.pdf_document("a")
    one, two = document.make_indirect(Dictionary()), document.make_indirect(Dictionary())
    one.Next, two.Next = two, one
    document.Root.Loop = one
    form = document.make_stream(b"/Fm Do /Fm Do")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, [0, 0, 9, 9]
    form.Resources = Dictionary(XObject=Dictionary(Fm=form))
    document.pages[0].Resources.XObject = Dictionary(Fm=form)
    document.pages[0].Contents = document.make_stream(b"/Fm Do")
    return samples.saved(document)


def huge_stream(megabytes: int, *, times: int = 1) -> bytes:
    """A drawing of millions of blanks, packed, and packed again."""
    packed = b" " * (megabytes * MEGABYTE)
    for _ in range(times):
        packed = zlib.compress(packed, 9)
    document = samples.pdf_document("a")
    stream = document.make_stream(packed)
    stream.Filter = Array([Name.FlateDecode] * times)
    content = io.BytesIO()
    document.pages[0].Contents = stream
    document.save(content, compress_streams=False, recompress_flate=False)
    return content.getvalue()


def long_drawing() -> bytes:
    return samples.pdf("x" * 2_000_000)


def nested_zip() -> bytes:
    inner = samples.archive({"a": b"0" * 50_000_000})
    for _ in range(5):
        inner = samples.archive({"a.zip": inner})
    return samples.docx(word__embeddings__a_xlsx=inner)


BOMBS: dict[str, tuple[str, Callable[[], bytes], set[str]]] = {
    "zip of 300 MB": (
        "a.docx", lambda: samples.docx(word__media__a_png=b"0" * 300_000_000), {"bomb"},
    ),
    "zip in a zip": ("a.docx", nested_zip, {"nested", "bomb"}),
    "entities": ("a.docx", lambda: samples.docx(word__settings_xml=ENTITY_BOMB), {"damaged"}),
    "entity from outside": (
        "a.docx", lambda: samples.docx(word__settings_xml=OUTSIDE), {"damaged"},
    ),
    "deep XML": (
        "a.docx", lambda: samples.docx("<w:p>" * 200_000 + "</w:p>" * 200_000),
        {"taken", "damaged", "too_complex"},
    ),
    "one long paragraph": (
        "a.docx", lambda: samples.docx(samples.paragraph("1 " * 2_000_000)),
        {"taken", "too_complex"},
    ),
    "many parts": (
        "a.docx", lambda: samples.docx(**{f"word__p{n}_xml": "<a/>" for n in range(3100)}),
        {"bomb"},
    ),
    "10,000 pages": ("a.pdf", lambda: many_pages(10_000), {"too_complex"}),
    "2,000 pages": ("a.pdf", lambda: many_pages(2000), {"taken"}),
    "deep tree of pages": (
        "a.pdf", lambda: deep_pages(50_000), {"taken", "damaged", "too_complex"},
    ),
    "pages in a ring": ("a.pdf", looping_pages, {"damaged", "too_complex"}),
    "objects in a ring": ("a.pdf", looping_objects, {"taken", "too_complex"}),
    "stream of 500 MB": ("a.pdf", lambda: huge_stream(500), {"too_complex", "damaged"}),
    "stream packed twice": (
        "a.pdf", lambda: huge_stream(200, times=2), {"taken", "too_complex", "damaged"},
    ),
    "long drawing": ("a.pdf", long_drawing, {"taken", "too_complex"}),
}  # fmt: skip


def looked_into(name: str, content: bytes) -> tuple[str, float, int]:
    """Return how it ended, the seconds of processor time, and the most memory of any child, in kB.

    Runs in a process of its own: the kernel counts for a child what its parent held when it was
    started, and a process that has run thousands of tests holds a lot.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        inspect_upload(SimpleUploadedFile(name, content))
        outcome = "taken"
    except ValidationError as error:
        outcome = str(error.code)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return outcome, used, after.ru_maxrss


@pytest.fixture(scope="module")
def apart() -> Iterator[ProcessPoolExecutor]:
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn, initializer=django.setup) as pool:
        yield pool


@pytest.mark.parametrize(("name", "made", "outcomes"), BOMBS.values(), ids=BOMBS)
def test_a_bomb_ends_within_its_limits(
    name: str, made: Callable[[], bytes], outcomes: set[str], apart: ProcessPoolExecutor
) -> None:
    content = made()
    assert len(content) <= MAX_BYTES

    outcome, used, most = apart.submit(looked_into, name, content).result()

    assert outcome in outcomes
    assert used <= 12
    assert most <= MEGABYTE  # in kB: what RLIMIT_AS leaves it
