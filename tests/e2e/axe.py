"""What axe finds on a page. It is run from outside, so that the strict CSP stays in force."""

from pathlib import Path

from playwright.sync_api import Page

_SOURCE = (Path(__file__).parent.parent / "vendor" / "axe-core-4.14.1" / "axe.min.js").read_text(
    encoding="utf-8"
)
_RUN = """async () => (await axe.run()).violations.map(
    found => `${found.id}: ${found.nodes.map(node => node.html).join(" ")}`
)"""


def violations(page: Page) -> list[str]:
    """Return one line for each rule that the page breaks, with the elements that do."""
    page.evaluate(_SOURCE)
    return page.evaluate(_RUN)
