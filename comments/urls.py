from django.urls import path

from comments import moderation_urls
from comments.views import acting, feeds, reading, writing
from core import converters  # noqa: F401  (registers "dbint")

app_name = "comments"
urlpatterns = [
    path("<dbint:thread>/", reading.thread, name="thread"),
    path("<dbint:thread>/atom/", feeds.thread_feed, name="feed"),
    path("<dbint:thread>/skriv/", writing.write, name="write"),
    path("<dbint:thread>/skriv/<uuid:key>/", writing.write, name="write_again"),
    # A comment: its number within the thread never changes.
    path("<dbint:thread>/<dbint:number>/", reading.comment, name="comment"),
    path("<dbint:thread>/<dbint:number>/svar/", writing.reply, name="reply"),
    path("<dbint:thread>/<dbint:number>/ret/", acting.edit, name="edit"),
    path("<dbint:thread>/<dbint:number>/slet/", acting.delete, name="delete"),
    path("<dbint:thread>/<dbint:number>/enig/", acting.support, name="support"),
    *moderation_urls.urlpatterns,
]
