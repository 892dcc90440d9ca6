from hearings.models.decision import Change, ChangeMove, DecisionStep
from hearings.models.document import HearingDocument
from hearings.models.draft import DraftFile, ResponseDraft
from hearings.models.extension import DeadlineExtension
from hearings.models.hearing import Hearing
from hearings.models.history import HearingEvent
from hearings.models.kind import HearingKind
from hearings.models.material_change import MaterialChange
from hearings.models.meeting import HearingMeeting
from hearings.models.objection import Objection
from hearings.models.party import ConsultedParty, HearingRecommendation, Statement, StatementFile
from hearings.models.redaction import Redaction
from hearings.models.response import Response, ResponseVersion
from hearings.models.response_file import ResponseFile
from hearings.models.translation import HearingTranslation
from hearings.models.treatment import Answer, Mention, Point, Theme
from hearings.models.white_paper import WhitePaper, WhitePaperFile

__all__ = [
    "Answer",
    "Change",
    "ChangeMove",
    "ConsultedParty",
    "DeadlineExtension",
    "DecisionStep",
    "DraftFile",
    "Hearing",
    "HearingDocument",
    "HearingEvent",
    "HearingKind",
    "HearingMeeting",
    "HearingRecommendation",
    "HearingTranslation",
    "MaterialChange",
    "Mention",
    "Objection",
    "Point",
    "Redaction",
    "Response",
    "ResponseDraft",
    "ResponseFile",
    "ResponseVersion",
    "Statement",
    "StatementFile",
    "Theme",
    "WhitePaper",
    "WhitePaperFile",
]
