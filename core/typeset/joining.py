"""Volumes that were set one by one become one tagged PDF: pages, structure, bookmarks.

ISO 32000-1:2008, 14.7.4: each page and annotation has a key in the parent tree, each header cell
a name in the tree of names; both are given anew, so that no two volumes share one.
"""

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import OutlineItem


def join(parts: list[str], target: str) -> int:
    """Write the parts, of which the first leads, as one PDF; return its number of pages."""
    with pikepdf.open(parts[0]) as whole:
        bookmarks: list[tuple[int, list[OutlineItem]]] = []
        for number, path in enumerate(parts[1:], start=2):
            with pikepdf.open(path) as part:
                bookmarks.append((len(whole.pages), _bookmarks_of(part)))
                _append(whole, part, f"V{number}-")
        with whole.open_outline() as outline:
            for first_page, items in bookmarks:
                outline.root.extend(_moved(item, first_page) for item in items)
        pages = len(whole.pages)
        whole.save(
            target,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
    return pages


def _append(whole: pikepdf.Pdf, part: pikepdf.Pdf, prefix: str) -> None:
    tree = whole.Root.StructTreeRoot
    offset = int(tree.ParentTreeNextKey)
    foreign = part.Root.StructTreeRoot
    _rename(part, prefix)
    for page in part.pages:
        page.StructParents = int(page.StructParents) + offset
        for annotation in page.get("/Annots", []):
            if "/StructParent" in annotation:
                annotation.StructParent = int(annotation.StructParent) + offset
    whole.pages.extend(part.pages)
    # The pages are known by now: what points at them points at the copies.
    copied = whole.copy_foreign(foreign)
    document, more = _document(tree), _document(copied)
    for element in more.K:
        element.P = document
        document.K.append(element)
    for key, value in _pairs(copied.ParentTree.Nums):
        tree.ParentTree.Nums.append(int(key) + offset)
        tree.ParentTree.Nums.append(value)
    tree.ParentTreeNextKey = offset + int(copied.ParentTreeNextKey)
    _join_names(tree, copied)
    for role, standard in copied.get("/RoleMap", {}).items():
        if role not in tree.RoleMap:
            tree.RoleMap[role] = standard


def _document(tree: Any) -> Any:
    """Return the one element at the top."""
    return tree.K[0] if isinstance(tree.K, pikepdf.Array) else tree.K


def _pairs(flat: Any) -> Iterator[tuple[Any, Any]]:
    values = list(flat)
    return zip(values[::2], values[1::2], strict=True)


def _join_names(tree: Any, copied: Any) -> None:
    if "/IDTree" not in copied:
        return
    if "/IDTree" not in tree:
        tree.IDTree = copied.IDTree
        return
    names = [*_pairs(tree.IDTree.Names), *_pairs(copied.IDTree.Names)]
    names.sort(key=lambda pair: bytes(pair[0]))
    tree.IDTree.Names = pikepdf.Array([value for pair in names for value in pair])


def _rename(part: pikepdf.Pdf, prefix: str) -> None:
    """Give the header cells, and the cells that name them, names of this volume's own."""
    for thing in part.objects:
        if not isinstance(thing, pikepdf.Dictionary):
            continue
        if thing.get("/Type") == "/StructElem" and "/ID" in thing:
            thing.ID = _prefixed(thing.ID, prefix)
        attributes = thing.get("/A")
        if thing.get("/Type") == "/StructElem" and attributes is not None:
            _rename_headers(attributes, prefix)
    tree = part.Root.StructTreeRoot
    if "/IDTree" in tree:
        names = [(_prefixed(name, prefix), value) for name, value in _pairs(tree.IDTree.Names)]
        tree.IDTree.Names = pikepdf.Array([value for pair in names for value in pair])


def _rename_headers(attributes: Any, prefix: str) -> None:
    for attribute in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
        if isinstance(attribute, pikepdf.Dictionary) and "/Headers" in attribute:
            attribute.Headers = pikepdf.Array(
                [_prefixed(name, prefix) for name in attribute.Headers]
            )


def _prefixed(name: Any, prefix: str) -> pikepdf.String:
    return pikepdf.String(prefix.encode() + bytes(name))


# --- Bookmarks --------------------------------------------------------------------------------
def _bookmarks_of(part: pikepdf.Pdf) -> list[OutlineItem]:
    """Return the bookmarks with the number of their page in this part instead of the page."""
    numbers = {page.objgen: number for number, page in enumerate(part.pages)}
    with part.open_outline() as outline:
        return [_numbered(item, numbers) for item in outline.root]


def _numbered(item: OutlineItem, numbers: dict[Any, int]) -> OutlineItem:
    place: Any = item.destination
    page, _xyz, left, top, *_zoom = list(place)
    copy = OutlineItem(item.title, numbers[page.objgen], "XYZ", left=float(left), top=float(top))
    copy.is_closed = True
    copy.children = [_numbered(child, numbers) for child in item.children]
    return copy


def _moved(item: OutlineItem, first_page: int) -> OutlineItem:
    number: Any = item.destination
    item.destination = number + first_page
    for child in item.children:
        _moved(child, first_page)
    return item
