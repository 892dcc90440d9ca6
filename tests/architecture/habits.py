"""Expressions that we do not write, each with the right one beside it."""

import ast
import re
from pathlib import Path

from tests.architecture.source import parsed, without_comments

_PUBLISHING = {"delay", "apply_async", "delay_on_commit", "send_task"}
_SIGNAL_MODULES = ("django.db.models.signals", "django.dispatch", "django.core.signals")
# Other people's events: allauth's, and the end of Django's own migrations.
_RECEIVERS = (Path("accounts/receivers.py"), Path("portal/receivers.py"))
_TEMPLATE_HABITS = {
    r"\|\s*safe(seq)?\b": "|safe: let core.html.rich_text clean it",
    r"\{%\s*autoescape\s+off": "autoescape off: let core.html.rich_text clean it",
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"(?:application/json|importmap)\")": "inline script",
    r"<style\b": "inline style sheet",
    r"<[^>]*\sstyle=": "inline style: a class in site.css",
    r"<[^>]*\son[a-z]+=": "inline event handler: a data- hook",
    r"<(?:script|img|iframe|source|video)\b[^>]*\ssrc=[\"'](?:https?:)?//": "something foreign",
    r"\{%\s*blocktrans(?:late)?\b(?![^%]*\btrimmed\b)": "blocktranslate without trimmed",
}
# A mail has no style sheet; plain text has no markup at all.
_NOT_IN_MAILS = {"inline style: a class in site.css", "inline style sheet"}
_NOT_IN_PLAIN_TEXT = {
    "|safe: let core.html.rich_text clean it",
    "autoescape off: let core.html.rich_text clean it",
}


def bad_template_habits(name: str, template: str) -> list[str]:
    text = without_comments(template)
    exempt = set()
    if "email/" in name:
        exempt |= _NOT_IN_MAILS
    if name.endswith(".txt"):
        exempt |= _NOT_IN_PLAIN_TEXT
    return [
        reason
        for pattern, reason in _TEMPLATE_HABITS.items()
        if reason not in exempt and re.search(pattern, text)
    ]


def bad_habits(path: Path, source: str) -> list[str]:
    """Return the forbidden expressions of a module."""
    habits = _Habits(path)
    habits.visit(parsed(source))
    return habits.found


class _Habits(ast.NodeVisitor):
    def __init__(self, path: Path) -> None:
        self.path = path
        self.found: list[str] = []
        self.in_models = path.name == "models.py" or "models" in path.parts
        self.in_views = path.name == "views.py" or "views" in path.parts
        self.may_receive = path in _RECEIVERS

    def say(self, node: ast.AST, reason: str) -> None:
        self.found.append(f"line {node.lineno}: {reason}")  # type: ignore[attr-defined]

    def visit_Call(self, node: ast.Call) -> None:
        name = _called(node)
        if name in _PUBLISHING and isinstance(node.func, ast.Attribute):
            self.say(node, f".{name}(: write a row, only beat publishes")
        if name == "mark_safe":
            self.say(node, "mark_safe(: use format_html or core.html.rich_text")
        if self.in_views and name == "all" and _is_manager(getattr(node.func, "value", None)):
            self.say(node, "objects.all() in a view: ask visible_to(user)")
        if self.in_views and name in ("get_or_create", "update_or_create"):
            self.say(node, f"{name} in a view: let a service do it")
        sets_status = any(keyword.arg == "status" for keyword in node.keywords)
        if name == "update" and sets_status and not self.in_models:
            self.say(node, "update(status=…) outside models: call the step")
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        is_data = isinstance(node.value, str) and "application/ld+json" in node.value
        if is_data and self.path != Path("core/html.py"):
            self.say(node, "application/ld+json: let {% structured_data %} write it")

    def visit_Assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            self._check_target(target)
        is_fields = any(getattr(target, "id", "") == "fields" for target in node.targets)
        if is_fields and getattr(node.value, "value", None) == "__all__":
            self.say(node, "fields = “__all__”: name the fields")
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self._check_target(node.target)
        self.generic_visit(node)

    def _check_target(self, target: ast.AST) -> None:
        parts = [part for part in ast.walk(target) if isinstance(part, ast.Attribute)]
        stored = [part for part in parts if isinstance(part.ctx, ast.Store)]
        if not self.in_models and any(part.attr == "status" for part in stored):
            self.say(target, "status = outside models: call the step")

    def visit_Name(self, node: ast.Name) -> None:
        if node.id == "GenericForeignKey":
            self.say(node, "GenericForeignKey: point with a real key")

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        if node.module in _SIGNAL_MODULES and not self.may_receive:
            self.say(node, f"{node.module}: call what you mean")
        if node.module == "django.contrib.contenttypes.fields":
            self.say(node, "GenericForeignKey: point with a real key")


def _called(node: ast.Call) -> str:
    return getattr(node.func, "attr", "") or getattr(node.func, "id", "")


def _is_manager(node: ast.AST | None) -> bool:
    return getattr(node, "attr", "") == "objects"
