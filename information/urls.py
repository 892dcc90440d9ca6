from django.urls import path

from core import converters  # noqa: F401  (registers "dbint")
from information import views

app_name = "information"
urlpatterns = [
    path("", views.front, name="front"),
    path("nyheder/", views.news_list, name="news_list"),
    path("nyheder/feed/", views.news_feed, name="news_feed"),
    path("nyheder/<dbint:number>-<slug:slug>/", views.news, name="news"),
    path("planer/", views.plans, name="plans"),
    path("planer/feed/", views.plans_feed, name="plans_feed"),
    path("planer/<dbint:number>-<slug:slug>/", views.plan, name="plan"),
    path(
        "planer/<dbint:number>-<slug:slug>/dokument/<dbint:pk>/",
        views.plan_document,
        name="plan_document",
    ),
    # A case that another app keeps: `source` is that app's word, such as "hoering".
    path("planer/<slug:source>/<dbint:number>-<slug:slug>/", views.case, name="case"),
    path("rettigheder/", views.rights, name="rights"),
    path("rettigheder/<dbint:number>-<slug:slug>/", views.right, name="right"),
    path(
        "rettigheder/<dbint:number>-<slug:slug>/sprog-<language:language>/",
        views.right_translation,
        name="right_translation",
    ),
    path("hvad-kan-jeg-goere/", views.guides, name="guides"),
    path("hvad-kan-jeg-goere/<slug:slug>/", views.guide, name="guide"),
    path("ord/", views.glossary, name="glossary"),
    path("videoer/", views.videos, name="videos"),
    path("videoer/<dbint:number>-<slug:slug>/", views.video, name="video"),
    path("videoer/<dbint:number>-<slug:slug>/film/", views.video_file, name="video_file"),
    path(
        "videoer/<dbint:number>-<slug:slug>/undertekster/<language:language>.vtt",
        views.captions,
        name="captions",
    ),
    path("filer/<dbint:number>/<str:name>", views.attachment, name="attachment"),
    path("side/feed/", views.pages_feed, name="pages_feed"),
    path("side/<dbint:number>/nyttig/", views.feedback, name="feedback"),
    path("side/<dbint:number>/tak/", views.feedback_thanks, name="feedback_thanks"),
    path(
        "<treepath:path>/sprog-<language:language>/",
        views.page_translation,
        name="page_translation",
    ),
    path("<treepath:path>/", views.page, name="page"),
]
