"""A real browser against a real server. Nothing that a page's policy forbids may happen."""

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, sync_playwright

from tests.browser import find_chromium


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    # Playwright runs a loop of its own in this thread; Django would take it for an async view.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        yield playwright
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    chromium = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
    yield chromium
    chromium.close()


@pytest.fixture
def open_page(browser: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page in a new session: `open_page(width=390)`."""
    contexts, refused = [], []

    def note(message: ConsoleMessage) -> None:
        # axe reads a stylesheet that imports another in a document of its own, without an address.
        is_axe = not message.location.get("url")
        if "Content Security Policy" in message.text and not is_axe:
            refused.append(f"{message.location}: {message.text}")

    def open_page(width: int = 1280, height: int = 900, javascript: bool = True) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            locale="da-DK",
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", note)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert refused == []
