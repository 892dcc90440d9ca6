from hearings.models.document import HearingDocument
from hearings.models.draft import DraftFile, ResponseDraft
from hearings.models.extension import DeadlineExtension
from hearings.models.hearing import Hearing
from hearings.models.history import HearingEvent
from hearings.models.kind import HearingKind
from hearings.models.meeting import HearingMeeting
from hearings.models.redaction import Redaction
from hearings.models.response import Response, ResponseFile, ResponseVersion
from hearings.models.translation import HearingTranslation

__all__ = [
    "DeadlineExtension",
    "DraftFile",
    "Hearing",
    "HearingDocument",
    "HearingEvent",
    "HearingKind",
    "HearingMeeting",
    "HearingTranslation",
    "Redaction",
    "Response",
    "ResponseDraft",
    "ResponseFile",
    "ResponseVersion",
]
