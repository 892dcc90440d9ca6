from information.models.feedback import Feedback
from information.models.glossary import GlossaryTerm
from information.models.history import InformationEvent
from information.models.media import Attachment, Captions, Video
from information.models.news import News
from information.models.page import OldAddress, Page, PageTranslation, PageVersion
from information.models.plan import Plan, PlanDocument, PlanStep
from information.models.publication import Publication
from information.models.right import Guide, Right, RightTranslation

__all__ = [
    "Attachment",
    "Captions",
    "Feedback",
    "GlossaryTerm",
    "Guide",
    "InformationEvent",
    "News",
    "OldAddress",
    "Page",
    "PageTranslation",
    "PageVersion",
    "Plan",
    "PlanDocument",
    "PlanStep",
    "Publication",
    "Right",
    "RightTranslation",
    "Video",
]
