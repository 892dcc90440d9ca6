"""Advice, and what became of it."""

from django.urls import URLPattern, URLResolver, path

from core import converters  # noqa: F401  (registers "dbint")
from councils.views import recommendations, recommending

urlpatterns: list[URLPattern | URLResolver] = [
    path("anbefalinger/", recommendations.recommendations, name="recommendations"),
    path("anbefalinger/atom/", recommendations.recommendations_feed, name="recommendations_feed"),
    path(
        "<dbint:body_pk>-<slug:slug>/anbefalinger/",
        recommendations.of_body,
        name="body_recommendations",
    ),
    path(
        "<dbint:body_pk>-<slug:slug>/anbefalinger/<dbint:number>/",
        recommendations.recommendation,
        name="recommendation",
    ),
    # Secretaries at work (STAFF_PATHS in the settings).
    path("behandling/anbefalinger/ny/<dbint:body_pk>/", recommending.recommend, name="recommend"),
    path(
        "behandling/anbefalinger/<dbint:pk>/svar/",
        recommending.answer,
        name="recommendation_answer",
    ),
    path(
        "behandling/anbefalinger/<dbint:pk>/status/",
        recommending.status,
        name="recommendation_status",
    ),
    path(
        "behandling/anbefalinger/<dbint:pk>/gennemfoert/",
        recommending.finish,
        name="recommendation_finish",
    ),
    path(
        "behandling/anbefalinger/<dbint:pk>/traek-tilbage/",
        recommending.withdraw,
        name="recommendation_withdraw",
    ),
]
