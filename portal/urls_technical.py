"""Addresses for machines: no language, no log-in."""

from django.urls import path

from portal.views import technical

urlpatterns = [
    path("healthz", technical.healthz, name="healthz"),
    path("readyz", technical.readyz, name="readyz"),
    path("robots.txt", technical.robots, name="robots"),
]
