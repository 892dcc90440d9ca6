"""What everybody may read under /information/, and the form of "Var siden nyttig?"."""

from information.views.feedback import feedback, feedback_thanks
from information.views.feeds import news_feed, pages_feed, plans_feed
from information.views.front import front
from information.views.glossary import glossary
from information.views.guides import guide, guides
from information.views.media import attachment, captions, video_file
from information.views.news import news, news_list
from information.views.pages import page, page_translation
from information.views.plans import case, plan, plan_document, plans
from information.views.rights import right, right_translation, rights
from information.views.videos import video, videos

__all__ = [
    "attachment",
    "captions",
    "case",
    "feedback",
    "feedback_thanks",
    "front",
    "glossary",
    "guide",
    "guides",
    "news",
    "news_feed",
    "news_list",
    "page",
    "page_translation",
    "pages_feed",
    "plan",
    "plan_document",
    "plans",
    "plans_feed",
    "right",
    "right_translation",
    "rights",
    "video",
    "video_file",
    "videos",
]
