"""What seminars give to the sitemap: the list, each of them, and what they left."""

from datetime import datetime

from django.urls import reverse

from core.sitemaps import SitemapRow, Source
from seminars.models import Seminar, Session


def sources(_at: datetime) -> list[Source]:
    known = Seminar.objects.standing().order_by("pk")
    sessions = Session.objects.filter(seminar__in=known.order_by().values("pk"))
    sessions = sessions.exclude(kind=Session.Kind.BREAK).select_related("seminar")
    return [
        Source("seminar-lists", [reverse("seminars:seminars"), reverse("seminars:lessons")]),
        Source("seminars", known, _seminar),
        Source("seminar-sessions", sessions.order_by("pk"), _session),
    ]


def _seminar(seminar: Seminar) -> SitemapRow:
    return SitemapRow(seminar.get_absolute_url(), seminar.published_at)


def _session(session: Session) -> SitemapRow:
    return SitemapRow(session.get_absolute_url())
