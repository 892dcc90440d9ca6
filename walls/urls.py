from django.urls import URLPattern, URLResolver, path

from core import converters  # noqa: F401  (registers "dbint")
from walls.views import reading

app_name = "walls"
urlpatterns: list[URLPattern | URLResolver] = [
    path("<dbint:pk>-<slug:slug>/", reading.wall, name="wall"),
    # A note: its number on the wall never changes.
    path("<dbint:pk>/sedler/<dbint:number>/", reading.note, name="note"),
]
