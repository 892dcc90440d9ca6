"""What comes after: evaluation, conclusions, report, materials, and the archive."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
