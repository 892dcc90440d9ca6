"""Staff's pages of the white paper: write, submit, approve, publish, letters for the post."""

from hearings.views.white_papers.letters import letters
from hearings.views.white_papers.preview import preview, preview_responses
from hearings.views.white_papers.steps import approve, publish, submit, take_back
from hearings.views.white_papers.writing import begin, desk, retry

__all__ = [
    "approve",
    "begin",
    "desk",
    "letters",
    "preview",
    "preview_responses",
    "publish",
    "retry",
    "submit",
    "take_back",
]
