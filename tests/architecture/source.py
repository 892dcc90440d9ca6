"""Which files there are, whose they are, and what they say."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FRAME = "frame"
# Templates of allauth stand under its names, but belong to the app that dresses them.
_ADOPTED = {"account": "accounts", "mfa": "accounts", "allauth": "accounts"}


def python_files(apps: list[str]) -> Iterator[Path]:
    """Return the code of the apps that exist, without migrations."""
    for app in apps:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT)


def template_files(apps: list[str]) -> Iterator[Path]:
    folders = [ROOT / "templates", *(ROOT / app / "templates" for app in apps)]
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".html", ".txt") and path.is_file():
                yield path.relative_to(ROOT)


def app_of(path: Path) -> str:
    return path.parts[0]


def app_of_template(name: str, apps: list[str]) -> str:
    """Return the app of a template's name; what belongs to none is the frame."""
    first, _, rest = name.partition("/")
    if first == "admin":
        first = rest.partition("/")[0]
    first = _ADOPTED.get(first, first)
    return first if first in apps else FRAME


def template_name(path: Path) -> str:
    return str(path).rpartition("templates/")[2]


def tag_libraries(apps: list[str]) -> dict[str, str]:
    """Return which app a library of template tags belongs to."""
    return {
        path.stem: app
        for app in apps
        for path in (ROOT / app / "templatetags").glob("*.py")
        if path.stem != "__init__"
    }


@cache
def read(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def parsed(text: str) -> ast.Module:
    """Return the tree of a module, read once for all that is asked of it."""
    return ast.parse(text)


def broken(paths: Iterable[Path], rule: Callable[[Path], list[str]]) -> dict[str, list[str]]:
    """Return what a rule finds, by file: one test for all of them, which names each."""
    return {str(path): found for path in paths if (found := rule(path))}


def without_comments(template: str) -> str:
    template = re.sub(r"\{#.*?#\}", "", template)
    return re.sub(r"\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}", "", template, flags=re.DOTALL)
