"""What seminars give to the sitemap."""

from datetime import datetime

from django.urls import reverse

from core.sitemaps import Source


def sources(_at: datetime) -> list[Source]:
    return [Source("seminars", [reverse("seminars:seminars")])]
