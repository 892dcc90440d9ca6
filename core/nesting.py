"""How deeply the tags of a typed text stand in each other: beyond a limit the inner ones go.

A parser that follows the standard of HTML takes time by the square of the depth. So the text is
written anew for it, tag by tag, and both mean the same by what they read. An end tag at the
wrong place closes nothing here: what is counted is never less than what is open.
"""

import re
from collections import Counter
from html import escape
from html.parser import HTMLParser

MOST_DEPTH = 60
Attributes = list[tuple[str, str | None]]
_VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
}  # fmt: skip
_SILENT = {"script", "style"}
# In these the standard reads by other rules; no text has them when it is clean.
_OTHER_RULES = {
    "body", "frameset", "head", "html", "iframe", "math", "noembed", "noframes", "noscript",
    "plaintext", "select", "svg", "template", "textarea", "title", "xmp",
}  # fmt: skip
# Comments and declarations, closed or not.
_REMARK = re.compile(r"<!--.*?(?:-->|\Z)|<[!?][^>]*(?:>|\Z)", re.DOTALL)
_NAME = re.compile(r"[a-z][a-z0-9:-]*")
# What may be left open, and which tags end it when it is.
_LEFT_OPEN = {"p", "li", "dd", "dt", "td", "th", "tr", "tbody", "thead", "tfoot"}
_CELLS = {"p", "td", "th"}
_HOLDERS = {
    "aside", "blockquote", "details", "div", "dl", "figure", "li", "ol", "table", "tbody", "td",
    "th", "thead", "tr", "ul",
}  # fmt: skip
_ENDS = {
    **{tag: {"p"} for tag in [*_HOLDERS, "h1", "h2", "h3", "h4", "h5", "h6", "p"]},
    **{tag: {"p", "dd", "dt"} for tag in ["dd", "dt"]},
    "li": {"p", "li"},
    **dict.fromkeys(["td", "th"], _CELLS),
    "tr": _CELLS | {"tr"},
    **dict.fromkeys(["tbody", "thead", "tfoot"], _LEFT_OPEN),
}


class _Flattener(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.written: list[str] = []
        self.is_too_deep = False
        self._open: list[str] = []
        self._dropped: Counter[str] = Counter()
        self._silent = False

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag in _SILENT:
            self._silent = True
        elif tag in _VOID:
            self._write(tag, attrs)
        elif _is_written(tag):
            self._end_left_open(_ENDS.get(tag, set()))
            if len(self._open) < MOST_DEPTH:
                self._open.append(tag)
                self._write(tag, attrs)
            else:
                self._dropped[tag] += 1
                self.is_too_deep = True

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)  # the stroke at its end means nothing in HTML

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = False
        elif self._dropped[tag]:
            self._dropped[tag] -= 1
        elif _is_written(tag) and tag not in _VOID:
            if tag in _HOLDERS and tag in self._open:
                self._end_left_open(_LEFT_OPEN - {tag})
            if self._open and self._open[-1] == tag:
                self._open.pop()
            self.written.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.written.append(escape(data, quote=False))

    def _end_left_open(self, tags: set[str]) -> None:
        while self._open and self._open[-1] in tags:
            self._open.pop()

    def _write(self, tag: str, attrs: Attributes) -> None:
        known = (
            f' {name}="{escape(value or "")}"' for name, value in attrs if _NAME.fullmatch(name)
        )
        self.written.append(f"<{tag}{''.join(known)}>")


def readable(text: str) -> str:
    """Return a typed text without what Python's reader of HTML stumbles over, or reads slowly.

    These are declarations, and beginnings of tags that end nowhere.
    """
    text = _REMARK.sub(" ", text)
    end = text.rfind(">") + 1
    return text[:end] + text[end:].replace("<", "&lt;")


def flattened(text: str) -> str:
    """Return a text in which no tag stands more than `MOST_DEPTH` deep; its words stay."""
    return "".join(_read(text).written) if text.count("<") > MOST_DEPTH else text


def is_too_deep(text: str) -> bool:
    return text.count("<") > MOST_DEPTH and _read(text).is_too_deep


def _is_written(tag: str) -> bool:
    return tag not in _OTHER_RULES and _NAME.fullmatch(tag) is not None


def _read(text: str) -> _Flattener:
    flattener = _Flattener()
    flattener.feed(readable(text))
    flattener.close()
    return flattener
