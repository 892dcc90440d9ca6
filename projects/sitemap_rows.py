"""What search engines may know of this app, from each part."""

from datetime import datetime

from core.sitemaps import Source
from projects import sitemap_focus, sitemap_problems, sitemap_projects


def sources(at: datetime) -> list[Source]:
    del at  # what is public here does not depend on the hour
    return [
        *sitemap_problems.sources(),
        *sitemap_projects.sources(),
        *sitemap_focus.sources(),
    ]
