"""The editors' workplace: one module per page of their day."""

from information.admin.feedback import FeedbackAdmin
from information.admin.glossary import GlossaryTermAdmin
from information.admin.history import InformationEventAdmin
from information.admin.media import AttachmentAdmin
from information.admin.news import GuideAdmin, NewsAdmin
from information.admin.page import PageAdmin
from information.admin.plan import PlanAdmin
from information.admin.right import RightAdmin
from information.admin.video import VideoAdmin

__all__ = [
    "AttachmentAdmin",
    "FeedbackAdmin",
    "GlossaryTermAdmin",
    "GuideAdmin",
    "InformationEventAdmin",
    "NewsAdmin",
    "PageAdmin",
    "PlanAdmin",
    "RightAdmin",
    "VideoAdmin",
]
