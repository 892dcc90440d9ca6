"""What everybody may read: no log-in, no cookie, nothing that a shared cache may not keep."""

from hearings.views.reading.answers import response, response_file, responses
from hearings.views.reading.detail import changes, detail, notice, short
from hearings.views.reading.files import deadline_ics, document, hearing_feed, list_feed
from hearings.views.reading.lists import hearing_list
from hearings.views.reading.statements import statement_file, statements
from hearings.views.reading.to_decide import to_decide
from hearings.views.reading.translations import translation
from hearings.views.reading.white_paper_files import white_paper_file
from hearings.views.reading.white_papers import (
    white_paper,
    white_paper_responses,
    white_paper_version,
)

__all__ = [
    "changes",
    "deadline_ics",
    "detail",
    "document",
    "hearing_feed",
    "hearing_list",
    "list_feed",
    "notice",
    "response",
    "response_file",
    "responses",
    "short",
    "statement_file",
    "statements",
    "to_decide",
    "translation",
    "white_paper",
    "white_paper_file",
    "white_paper_responses",
    "white_paper_version",
]
