"""What somebody follows, as the pages show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.owners import headings_by, visible_owners
from notifications.models import Feed, Subscription

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


@dataclass(frozen=True)
class Followed:
    """One thing on the list: what it is, what it is called, where it stands, where one stops."""

    row: Subscription
    what: str
    title: str
    url: str
    stop_url: str
    # The name of a hearing is Danish on every page; that of an area is a name.
    is_content: bool = True


def followed_of(person: AbstractBaseUser) -> list[Followed]:
    """Return what an account follows, the newest first: six questions at most."""
    rows = Subscription.objects.filter(subscriber__user=person.pk)
    return followed_by(rows.select_related("area", "topic"), person=person)


def followed_by(rows: Iterable[Subscription], *, person: AbstractBaseUser | None) -> list[Followed]:
    """Return what these subscriptions follow, the newest first, with their areas and topics read.

    What the person may not see at this moment has neither name nor address, but can be stopped.
    """
    found = sorted(rows, key=lambda row: row.pk, reverse=True)
    feeds = [row.feed_id for row in found if row.feed_id]
    owners = visible_owners(Feed, feeds, person)
    names = headings_by(owners)
    return [_followed(row, owners.get(row.feed_id), names.get(row.feed_id, "")) for row in found]


def _followed(row: Subscription, owner: Any, name: str) -> Followed:
    if row.area is not None or row.topic is not None:
        return _place(row)
    stop_url = reverse("notifications:unfollow_feed", args=[row.feed_id])
    if owner is None:
        title = _("Noget, der ikke er offentligt lige nu")
        return Followed(row, "", title, "", stop_url, is_content=False)
    what = capfirst(owner._meta.verbose_name)
    return Followed(row, what, name, owner.get_absolute_url(), stop_url)


def _place(row: Subscription) -> Followed:
    place: Any = row.area or row.topic
    word = "area" if row.area else "topic"
    url = reverse(f"notifications:follow_{word}", args=[place.slug])
    stop_url = reverse(f"notifications:unfollow_{word}", args=[place.slug])
    what = capfirst(place._meta.verbose_name)
    return Followed(row, what, place.name, url, stop_url, is_content=False)
