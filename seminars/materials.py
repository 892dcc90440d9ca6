"""Materials of a seminar or a session, as components/documents.html reads them."""

from __future__ import annotations

from seminars.models import Seminar, Session


def materials_of(seminar: Seminar, session: Session | None = None) -> list[dict[str, str]]:
    del seminar, session
    return []
