"""Addresses for machines: no language, no log-in."""

from django.urls import path

from core import converters  # noqa: F401  (registers "dbint")
from portal.views import sitemap, technical

urlpatterns = [
    path("healthz", technical.healthz, name="healthz"),
    path("readyz", technical.readyz, name="readyz"),
    path("robots.txt", technical.robots, name="robots"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("sitemap-<slug:name>-<dbint:number>.xml", sitemap.sitemap_part, name="sitemap_part"),
]
