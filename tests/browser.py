"""Where the machine's Chromium is."""

import os
import shutil
from functools import cache

# The shell has no windows, tabs and menus to draw: the same pages at half the processor time.
NAMES = (
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome",
    "google-chrome-stable",
)  # fmt: skip


@cache
def find_chromium() -> str | None:
    """Return the browser named in CHROMIUM, or the first one on the path."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)
