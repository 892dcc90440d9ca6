"""What is new among the bodies as Atom: which came and went, and who got a seat."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from core.clock import local_date, start_of_day
from core.feeds import MAX_ENTRIES, Entry, write_feed
from councils.models import Body, Membership


def feed_of_bodies(*, path: str, at: datetime) -> str:
    return write_feed(
        [*_bodies(at), *_seated(at)],
        key="councils",
        title=_("Råd, udvalg og bestyrelser"),
        subtitle=_("Nye råd og udvalg, og hvem der har fået en plads."),
        path=path,
        link=reverse("councils:directory"),
    )


def _bodies(at: datetime) -> Iterator[Entry]:
    today = local_date(at)
    for body in Body.objects.published().order_by("-created_at", "-pk")[:MAX_ENTRIES]:
        yield Entry(
            key=f"body-{body.pk}",
            at=body.created_at,
            title=body.name,
            text=body.lead,
            path=body.get_absolute_url(),
        )
        if body.ended_on and body.ended_on <= today:
            yield Entry(
                key=f"body-{body.pk}-ended",
                at=start_of_day(body.ended_on),
                title=_("Nedlagt: %(name)s") % {"name": body.name},
                text=body.lead,
                path=body.get_absolute_url(),
            )


def _seated(at: datetime) -> Iterator[Entry]:
    """People who are hidden are told of without a name."""
    rows = Membership.objects.seated(at).filter(body__is_published=True)
    for row in rows.select_related("body", "member__user").order_by("-starts_at", "-pk")[
        :MAX_ENTRIES
    ]:
        told = {"name": row.member.display_name, "body": row.body.name}
        yield Entry(
            key=f"membership-{row.pk}",
            at=row.starts_at,
            title=_("%(name)s har fået plads i %(body)s") % told,
            text=row.title,
            path=row.body.get_absolute_url(),
        )
