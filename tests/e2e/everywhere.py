"""Everything that people who are not staff can read of a hearing, in one place to search in."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator

import pikepdf
import pypdfium2
from django.db.models import CharField, Model, TextField
from django.test import Client
from django.utils import timezone

from hearings.models import Hearing, WhitePaper
from portal.models import SearchEntry, SearchText, SearchWord
from portal.search import index

FORMATS = ("pdf", "docx", "xlsx", "csv")
MACHINES = (
    "/hoeringer/atom/", "/hoeringer/vi-gjorde/atom/", "/hoeringer/tal/csv/", "/robots.txt",
)  # fmt: skip
PAGES = (
    "/", "/hoeringer/", "/hoeringer/vi-gjorde/", "/hoeringer/tal/", "/kalender/",
)  # fmt: skip


def everything_about(hearing: Hearing, *, responses: list[int]) -> dict[str, str]:
    """Return by address all text that is public; `responses` are read on their own pages too."""
    path, paper = hearing.get_absolute_url(), hearing.white_papers.published().get()
    lists = [f"{path}svar/?side={page}" for page in range(1, hearing.responses.count() // 20 + 2)]
    many = [f"{paper.get_absolute_url()}svar/?side={page}" for page in (1, 2, 3)]
    alone = [f"{path}svar/{number}/" for number in responses]
    own = [path, f"{path}hvidbog/", f"{path}aendringer/", f"{path}opslag/", f"{path}atom/"]
    addresses = [*PAGES, *MACHINES, *own, paper.get_absolute_url(), *lists, *many, *alone]
    client = Client()
    return {
        **{address: read(client, address) for address in addresses},
        **{f"/en{address}": read(client, f"/en{address}") for address in [*own[:2], *many]},
        **dict(sitemaps(client)),
        **{name: text_of_file(paper, name) for name in FORMATS},
        "search": all_that_is_found(),
    }


def read(client: Client, address: str) -> str:
    response = client.get(address, follow=True)
    assert response.status_code == 200, (address, response.status_code)
    return html.unescape(response.content.decode())


def sitemaps(client: Client) -> Iterator[tuple[str, str]]:
    listed = read(client, "/sitemap.xml")
    yield "/sitemap.xml", listed
    for address in re.findall(r"<loc>https?://[^/]+(/[^<]+)</loc>", listed):
        yield address, read(client, address)


def all_that_is_found() -> str:
    """Return every word in the index of the search, brought up to date first."""
    run = index.refresh(at=timezone.now(), documents=50)
    assert run is not None
    assert run.failed == []
    rows = (row for model in (SearchEntry, SearchText, SearchWord) for row in model.objects.all())
    return "\n".join(value for row in rows for value in _texts_of(row))


def _texts_of(row: Model) -> Iterator[str]:
    for column in row._meta.concrete_fields:
        if isinstance(column, CharField | TextField):
            yield str(getattr(row, column.attname))


# --- Files ------------------------------------------------------------------------------------
def file_of(paper: WhitePaper, form: str) -> bytes:
    """Return a file of the white paper as everybody gets it."""
    response = Client().get(f"{paper.get_absolute_url()}{form}/")
    assert response.status_code == 200, form
    return b"".join(response.streaming_content)


def text_of_file(paper: WhitePaper, form: str) -> str:
    content = file_of(paper, form)
    if form == "pdf":
        return f"{pdf_text(content)}\n{pdf_strings(content)}"
    return content.decode("utf-8-sig") if form == "csv" else archive_text(content)


def pdf_text(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as opened:
        return "\n".join(page.get_textpage().get_text_range() for page in opened)


def pdf_strings(content: bytes) -> str:
    """Return every string beside the text: information, metadata, bookmarks, alternatives."""
    with pikepdf.open(io.BytesIO(content)) as opened:
        metadata = opened.Root.Metadata.read_bytes().decode()
        information = [f"{key}: {value}" for key, value in opened.docinfo.items()]
        strings = [words for thing in opened.objects for words in _strings_in(thing)]
    return "\n".join([metadata, *information, *strings])


def _strings_in(thing: object, depth: int = 0) -> Iterator[str]:
    """Return the strings of an object; what it refers to stands among the objects itself."""
    if depth and isinstance(thing, pikepdf.Object) and thing.is_indirect:
        return
    if isinstance(thing, pikepdf.String):
        yield str(thing)
    elif isinstance(thing, pikepdf.Array):
        for inner in thing:
            yield from _strings_in(inner, depth + 1)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key in thing.keys():  # noqa: SIM118  (a stream is no mapping)
            yield from _strings_in(thing[key], depth + 1)


def archive_text(content: bytes) -> str:
    """Return every part of a DOCX or XLSX: as it stands, and without its tags."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    plain = [html.unescape(re.sub(r"<[^>]+>", "", part)) for part in parts]
    return "\n".join([*parts, *plain])
