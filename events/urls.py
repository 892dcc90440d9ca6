from django.urls import URLPattern, URLResolver

from core import converters  # noqa: F401  (registers "dbint")

app_name = "events"
urlpatterns: list[URLPattern | URLResolver] = []
