"""What comes after: evaluation, conclusions, report, materials, and the lessons told."""

from django.urls import URLPattern, URLResolver, path

from core import converters  # noqa: F401  (registers "dbint")
from seminars.views import afterwards

_SEMINAR = "<dbint:pk>-<slug:slug>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("erfaringer/", afterwards.lessons, name="lessons"),
    path(f"{_SEMINAR}konklusioner/", afterwards.conclusions, name="conclusions"),
    path(f"{_SEMINAR}siden-sidst/", afterwards.since, name="since"),
    path(f"{_SEMINAR}rapport/", afterwards.report, name="report"),
    path(f"{_SEMINAR}rapport.pdf", afterwards.report_pdf, name="report_pdf"),
    path(f"{_SEMINAR}materiale/<dbint:number>/", afterwards.material, name="material"),
    # Reached by the link in the mail: the token is the secret.
    path("evaluering/<str:token>/", afterwards.evaluate, name="evaluate"),
]
