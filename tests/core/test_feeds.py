from datetime import UTC, datetime

import pytest
from defusedxml import ElementTree

from core.feeds import Entry, tag_uri, write_feed

ATOM = "{http://www.w3.org/2005/Atom}"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def write(*texts: str) -> str:
    entries = [Entry(key="a", at=NOON, title=text, text=text, path="/a/") for text in texts]
    return write_feed(entries, key="k", title="Titel", subtitle="Om", path="/f/", link="/")


@pytest.mark.parametrize("odd", ["\x00", "\x01", "\x08", "\ufffe", "\uffff", "\ud800"])
def test_no_character_makes_a_feed_that_is_no_xml(odd: str) -> None:
    root = ElementTree.fromstring(write(f"a{odd}b").encode())

    assert root.findtext(f"{ATOM}entry/{ATOM}title") == "ab"
    assert root.findtext(f"{ATOM}entry/{ATOM}summary") == "ab"


def test_what_was_typed_is_no_markup_in_a_reader_of_feeds() -> None:
    root = ElementTree.fromstring(write("<img src=x onerror=alert(1)>"))

    assert root.findtext(f"{ATOM}entry/{ATOM}title") == "<img src=x onerror=alert(1)>"
    assert root.findtext(f"{ATOM}entry/{ATOM}summary") == "&lt;img src=x onerror=alert(1)&gt;"


def test_an_empty_feed_says_the_same_every_time() -> None:
    assert write() == write()


def test_a_thing_keeps_its_name_whatever_the_address_becomes() -> None:
    assert tag_uri("news-3") == "tag:localhost,2026:news-3"
