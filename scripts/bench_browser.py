"""How many bytes a page brings over the wire in a real browser."""

from playwright.sync_api import BrowserContext, sync_playwright

from tests.browser import find_chromium

ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]


def measure_views(addresses: dict[str, str]) -> dict[str, tuple[int, int]]:
    """Return the bytes of a first and of a second view; nothing without a Chromium."""
    if not find_chromium():
        print("\nNo Chromium was found: bytes of a view were not measured.")
        return {}
    views = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        for label, address in addresses.items():
            context = browser.new_context()
            views[label] = (view(context, address), view(context, address))
            context.close()
        browser.close()
    return views


def view(context: BrowserContext, address: str) -> int:
    """Return the bytes that one view of a page brings, headers included."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(address, wait_until="networkidle")
    page.close()
    return int(sum(sizes))
