"""The editors' workplace: one module per page of their day."""

from information.admin.feedback import FeedbackAdmin
from information.admin.glossary import GlossaryTermAdmin
from information.admin.history import InformationEventAdmin
from information.admin.news import GuideAdmin, NewsAdmin
from information.admin.page import PageAdmin
from information.admin.plan import PlanAdmin
from information.admin.right import RightAdmin

__all__ = [
    "FeedbackAdmin",
    "GlossaryTermAdmin",
    "GuideAdmin",
    "InformationEventAdmin",
    "NewsAdmin",
    "PageAdmin",
    "PlanAdmin",
    "RightAdmin",
]
