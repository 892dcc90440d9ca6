from django.urls import path

from core import converters  # noqa: F401  (registers "dbint")
from notifications.views import (
    addresses,
    choosing,
    following,
    notices,
    places,
    unsubscribing,
)

app_name = "notifications"

urlpatterns = [
    path("afmeld/<str:token>/", unsubscribing.unsubscribe, name="unsubscribe"),
    # Following. What has words stands before what has a number.
    path("foelg/", places.choose, name="choose"),
    path("foelg/bydel/<slug:slug>/", places.follow_area, name="follow_area"),
    path("foelg/bydel/<slug:slug>/stop/", places.unfollow_area, name="unfollow_area"),
    path("foelg/emne/<slug:slug>/", places.follow_topic, name="follow_topic"),
    path("foelg/emne/<slug:slug>/stop/", places.unfollow_topic, name="unfollow_topic"),
    path("foelg/bekraeft/<str:token>/", following.confirm_follow, name="confirm_follow"),
    path("foelg/mine/<str:token>/", choosing.manage, name="manage"),
    path("foelg/<dbint:pk>/", following.follow_feed, name="follow_feed"),
    path("foelg/<dbint:pk>/tjek-din-mail/", following.follow_sent, name="follow_sent"),
    path("foelg/<dbint:pk>/stop/", following.unfollow_feed, name="unfollow_feed"),
    # What a person was told, and how they want to be told.
    path("beskeder/", notices.notices, name="notices"),
    path("beskeder/laest/", notices.mark_all_read, name="mark_all_read"),
    path("beskeder/indstillinger/", choosing.preferences, name="preferences"),
    path("beskeder/<dbint:pk>/", notices.open_notice, name="open_notice"),
    path("beskeder/proev-adressen/", addresses.try_again, name="try_address"),
]
