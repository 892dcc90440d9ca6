"""The rich text editor under the strict policy: its import map is let in by its own hash."""

import base64
import hashlib
import re

from django_prose_editor.widgets import prose_editor_base_media

_CONTENT = re.compile(r"<script[^>]*>(.*)</script>", re.DOTALL)


def importmap_hash() -> str:
    """Return the source expression for the map as it is rendered now; static names change it."""
    rendered = "".join(prose_editor_base_media.render_importmap())
    content = _CONTENT.fullmatch(rendered)
    digest = hashlib.sha256(content[1].encode() if content else b"").digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def allow_editor(response):
    """Add the hash to the policy of a page with the editor."""
    response.csp_extra = {"script-src": [importmap_hash()]}
    return response
