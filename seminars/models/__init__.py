"""Seminars every second year: their programme, who came, and what became of the conclusions."""

from seminars.models.asking import Question, QuestionSupport
from seminars.models.collected import SeminarFocus, SeminarLesson
from seminars.models.conclusion import Conclusion, ConclusionStatus
from seminars.models.evaluation import (
    TIME_TO_ANSWER,
    Evaluation,
    EvaluationAsk,
    EvaluationText,
)
from seminars.models.history import SeminarEvent
from seminars.models.material import Material, MaterialFile, ReportFile
from seminars.models.people import SeminarMessage, SessionChoice
from seminars.models.programme import (
    SeminarDay,
    Session,
    Speaker,
    SpeakerPortrait,
    Track,
)
from seminars.models.seminar import STAFF_WHO_RUN_SEMINARS, Seminar, SeminarQuerySet

__all__ = [
    "STAFF_WHO_RUN_SEMINARS",
    "TIME_TO_ANSWER",
    "Conclusion",
    "ConclusionStatus",
    "Evaluation",
    "EvaluationAsk",
    "EvaluationText",
    "Material",
    "MaterialFile",
    "Question",
    "QuestionSupport",
    "ReportFile",
    "Seminar",
    "SeminarDay",
    "SeminarEvent",
    "SeminarFocus",
    "SeminarLesson",
    "SeminarMessage",
    "SeminarQuerySet",
    "Session",
    "SessionChoice",
    "Speaker",
    "SpeakerPortrait",
    "Track",
]
