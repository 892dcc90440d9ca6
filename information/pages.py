"""What a page of information shows, for visitors and in the preview."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from information.body import render_body
from information.models import Page, PageVersion

if TYPE_CHECKING:
    from accounts.models import User


def page_context(
    page: Page, version: PageVersion, *, at: datetime, person: User | None
) -> dict[str, Any]:
    """Return the context of information/page_detail.html."""
    del person
    children = Page.objects.filter(parent=page).public(at).with_public_text(at)
    return {
        "page": page,
        "version": version,
        "body": render_body(version.body, at=at),
        "terms": [],
        "children": children.order_by("position", "path"),
    }
