"""Signing up for a seminar and its sessions, and a registration's own pages."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
