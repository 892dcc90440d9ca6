"""What people write at a wall, and what its facilitator does."""

from walls.forms.notes import AnswerForm, HeadingForm, HideForm, MoveForm, NoteForm, RewriteForm
from walls.forms.running import (
    ColumnsForm,
    LineForm,
    OutcomeForm,
    PaperForm,
    PhotoForm,
    SettingsForm,
)

__all__ = [
    "AnswerForm",
    "ColumnsForm",
    "HeadingForm",
    "HideForm",
    "LineForm",
    "MoveForm",
    "NoteForm",
    "OutcomeForm",
    "PaperForm",
    "PhotoForm",
    "RewriteForm",
    "SettingsForm",
]
