"""A cleaned piece of HTML as a tree, so that the server can draw something into it."""

from html.parser import HTMLParser
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder, tostring

from core.nesting import readable

VOID = {"br", "hr", "img", "track"}
# What is saved is flatter (core.nesting); what was saved before is shown nevertheless.
DEEPEST = 100
Attributes = list[tuple[str, str | None]]


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tree = TreeBuilder()
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self.depth += tag not in VOID
        if self.depth > DEEPEST:
            return
        self.tree.start(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self.tree.end(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self.depth <= DEEPEST:
            self.tree.end(tag)
        self.depth -= 1

    def handle_data(self, data: str) -> None:
        self.tree.data(data)


class _Scanner(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def parse(markup: str) -> Element:
    """Return the tree of what core.html has cleaned: every tag in it is closed.

    Of tags that stand deeper than the writing of a tree can follow, the words are kept.
    """
    builder = _Builder()
    builder.tree.start("div", {})
    builder.feed(markup)
    builder.close()
    builder.tree.end("div")
    return builder.tree.close()


def to_html(root: Element) -> str:
    """Return the tree's content as HTML, without the element that holds it."""
    text: str = tostring(root, encoding="unicode", method="html")
    return text[text.index(">") + 1 : text.rindex("<")]


def tags_in(text: str) -> list[tuple[str, dict[str, str]]]:
    """Return the tags of any text, clean or not, with their attributes; for messages only."""
    scanner = _Scanner()
    scanner.feed(readable(text))
    scanner.close()
    return scanner.found


def text_of(element: Element) -> str:
    """Return the words in an element, on one line."""
    return " ".join("".join(element.itertext()).split())


def replace(parent: Element, old: Element, new: Element) -> None:
    """Put another element in the place of a child; the text behind it stays."""
    new.tail, old.tail = old.tail, None
    parent[list(parent).index(old)] = new


def remove(parent: Element, child: Element) -> None:
    """Take a child away; the text behind it stays."""
    before = list(parent).index(child)
    if before:
        parent[before - 1].tail = (parent[before - 1].tail or "") + (child.tail or "")
    else:
        parent.text = (parent.text or "") + (child.tail or "")
    parent.remove(child)


def insert_after(parent: Element, child: Element, new: Element, *, space: str = "") -> None:
    """Put a new element behind a child, before the text behind it."""
    new.tail, child.tail = child.tail, space
    parent.insert(list(parent).index(child) + 1, new)


def pairs(root: Element) -> list[tuple[Element, Element]]:
    """Return every element with its parent, in the order of the text."""
    return [(parent, child) for parent in root.iter() for child in parent]


def element(tag: str, text: str = "", **attributes: Any) -> Element:
    """Return a new element; `class_` and `aria_label` are written as HTML has them."""
    named = {name.strip("_").replace("_", "-"): str(value) for name, value in attributes.items()}
    made = Element(tag, named)
    made.text = text
    return made
