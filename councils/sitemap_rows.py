"""The directory, bodies, members, calls and elections that everybody may see."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from core.sitemaps import SitemapRow, Source
from councils.models import Body, Call, Election, Member


def sources(at: datetime) -> list[Source]:
    """Return the directory, the bodies, and the members who are shown by name."""
    del at  # what is public here does not depend on the hour
    shown = Q(user=None) | Q(user__protected=False)
    members = Member.objects.public().filter(shown, is_protected=False).select_related("user")
    return [
        Source("councils", [reverse("councils:directory")]),
        Source("bodies", Body.objects.published().order_by("pk"), _row),
        Source("seats", [reverse("councils:calls"), reverse("councils:elections")]),
        Source("calls", Call.objects.visible_to(None).order_by("pk"), _row),
        Source("elections", Election.objects.visible_to(None).order_by("pk"), _row),
        Source("members", members.order_by("pk"), _row),
    ]


def sitemap_rows(at: datetime) -> Iterator[SitemapRow]:
    for source in sources(at):
        yield from source.every_row()


def _row(subject: Body | Call | Election | Member) -> SitemapRow:
    return SitemapRow(subject.get_absolute_url())
