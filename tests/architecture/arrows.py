"""An app knows only the rows below its own."""

import ast
import re
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db import models

from tests.architecture.source import FRAME, app_of_template, parsed, without_comments

Rows = tuple[tuple[str, ...], ...]
_LOAD = re.compile(r"\{%\s*load\s+(?P<names>[^%]+?)\s*%\}")
_INCLUDED = re.compile(r"\{%\s*(?:include|extends)\s+[\"'](?P<name>[^\"']+)[\"']")
_URL = re.compile(r"\{%\s*url\s+[\"'](?P<space>\w+):")
# Inside an app: who may not be known by whom.
_ABOVE_IN_THE_APP = {
    "models": {"services", "views", "forms", "admin", "tasks", "rules"},
    "rules": {"services", "views", "forms", "admin", "tasks"},
    "forms": {"views", "admin", "tasks", "services"},
    "services": {"views", "forms", "admin", "tasks"},
    "tasks": {"views", "forms", "admin"},
}


def names(rows: Rows) -> list[str]:
    return [app for row in rows for app in row]


def may_know(rows: Rows, app: str, other: str) -> bool:
    """Tell whether an app may use another: itself, and everything in a row below."""
    level = {name: number for number, row in enumerate(rows) for name in row}
    return app == other or level[app] < level[other]


def imported_modules(source: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(parsed(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def wrong_imports(rows: Rows, app: str, source: str) -> list[str]:
    found = {
        (line, other)
        for line, module in imported_modules(source)
        if (other := module.partition(".")[0]) in names(rows) and not may_know(rows, app, other)
    }
    return [f"line {line}: {app} imports {other}" for line, other in sorted(found)]


def wrong_layers(app: str, module: str, source: str) -> list[str]:
    """Inside an app: views -> services -> models, never back."""
    forbidden = _ABOVE_IN_THE_APP.get(module, set())
    found = {
        (line, name.split(".")[1])
        for line, name in imported_modules(source)
        if name.startswith(f"{app}.") and name.split(".")[1] in forbidden
    }
    return [f"line {line}: {module} imports {other}" for line, other in sorted(found)]


def late_imports(source: str) -> list[str]:
    """An import inside a function says that the code stands in the wrong app."""
    return [
        f"line {node.lineno}: import inside {function.name}"
        for function in ast.walk(parsed(source))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) and function.name != "ready"
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


def wrong_relations(rows: Rows, all_models: Iterable[type[models.Model]]) -> list[str]:
    known = names(rows)
    found = []
    for model in all_models:
        for field in [*model._meta.fields, *model._meta.many_to_many]:
            target = field.related_model
            if target is None or target._meta.label == settings.AUTH_USER_MODEL:
                continue
            app, other = model._meta.app_label, target._meta.app_label
            if app in known and other in known and not may_know(rows, app, other):
                found.append(f"{model._meta.label}.{field.name} points at {target._meta.label}")
    return found


def wrong_template_uses(
    rows: Rows, name: str, template: str, libraries: dict[str, str]
) -> list[str]:
    """A template loads, includes and links only what its app may know.

    The frame (base, components, error pages) may link to every page, but include no app's part.
    """
    apps = names(rows)
    owner = app_of_template(name, apps)
    text = without_comments(template)
    included = {app_of_template(match["name"], apps) for match in _INCLUDED.finditer(text)}
    loaded = {
        libraries[word]
        for match in _LOAD.finditer(text)
        for word in match["names"].partition(" from ")[2].split() or match["names"].split()
        if word in libraries
    }
    linked = {match["space"] for match in _URL.finditer(text) if match["space"] in apps}
    if owner == FRAME:
        return [f"the frame includes {other}" for other in sorted(included - {FRAME})]
    used = (included | loaded | linked) - {FRAME}
    return [f"{owner} uses {other}" for other in sorted(used) if not may_know(rows, owner, other)]
