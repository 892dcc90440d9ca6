from datetime import UTC, datetime

from defusedxml import ElementTree

from core.sitemaps import SitemapRow, write_addresses, write_index

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def entries(xml: str) -> list[tuple[str, str | None, dict[str, str]]]:
    return [
        (
            entry.findtext(f"{SPACE}loc"),
            entry.findtext(f"{SPACE}lastmod"),
            {link.get("hreflang"): link.get("href") for link in entry.iter(LINK)},
        )
        for entry in ElementTree.fromstring(xml.encode())
    ]


def test_a_page_stands_once_in_each_language_with_the_others_beside_it() -> None:
    danish, english = "http://localhost:8000/a/", "http://localhost:8000/en/a/"
    others = {"da": danish, "en": english, "x-default": danish}

    found = entries(write_addresses([SitemapRow("/a/", NOON)]))

    assert found == [
        (danish, "2026-11-23T13:00:00+01:00", others),
        (english, "2026-11-23T13:00:00+01:00", others),
    ]


def test_a_text_in_a_third_language_stands_once() -> None:
    found = entries(write_addresses([SitemapRow("/a/sprog-ar/", None, in_every_language=False)]))

    assert found == [("http://localhost:8000/a/sprog-ar/", None, {})]


def test_no_path_makes_a_sitemap_that_is_no_xml() -> None:
    found = entries(
        write_addresses([SitemapRow("/a&b<\x00\x01\ufffe'\">/", in_every_language=False)])
    )

    assert found[0][0] == "http://localhost:8000/a&b<'\">/"


def test_an_index_names_its_parts() -> None:
    root = ElementTree.fromstring(write_index(["/sitemap-news-1.xml"]).encode())

    assert [part.findtext(f"{SPACE}loc") for part in root] == [
        "http://localhost:8000/sitemap-news-1.xml"
    ]


def test_a_sitemap_of_nothing_is_a_sitemap() -> None:
    assert entries(write_addresses([])) == []
