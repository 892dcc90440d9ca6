"""What axe finds on a page. It is run from outside, so that the strict CSP stays in force."""

from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import Page

# A phone last: what a test goes on to press is then pressed where there is least room.
WIDTHS = (1280, 390)
_SOURCE = (Path(__file__).parent.parent / "vendor" / "axe-core-4.14.1" / "axe.min.js").read_text(
    encoding="utf-8"
)
# Every rule is asked; only the violations are written out. Stylesheets are fetched again for one
# rule alone, which is experimental and not asked; what plays by itself is still looked at.
_RUN = """async () => (await axe.run({
    resultTypes: ["violations"], preload: {assets: ["media"]},
})).violations.map(
    found => `${found.id}: ${found.nodes.map(node => node.html).join(" ")}`
)"""


def violations(page: Page) -> list[str]:
    """Return one line for each rule that the page breaks, with the elements that do."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_SOURCE)
    return page.evaluate(_RUN)


def faults(page: Page, path: str = "") -> list[str]:
    """Open a page (or take the one that is open) and return what is wrong with it at both widths.

    The page is laid out anew and not loaded anew: only stylesheets ask how wide the window is.
    """
    if path:
        page.goto(path)
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        sideways = [f"{wide} px too wide"] if wide > 0 else []
        found += [f"at {width}: {fault}" for fault in (*violations(page), *sideways)]
    return found


def faults_of(page: Page, paths: Iterable[str]) -> dict[str, list[str]]:
    return {path: found for path in paths if (found := faults(page, path))}
