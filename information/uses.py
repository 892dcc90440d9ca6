"""Where a picture or a file is used: what an editor asks before changing or removing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from information.models import Attachment


@dataclass(frozen=True)
class Use:
    """A text that names it: what it is, its title, where it stands."""

    kind: str
    title: str
    url: str


def uses_of(attachment: Attachment) -> list[Use]:
    """Return the texts that name it, public or not; a page once for each of its versions."""
    versions = attachment.page_versions.select_related("page").order_by("page", "-number")
    found = [
        Use(
            _("side, udgave %(number)d") % {"number": version.number},
            version.title,
            version.page.get_absolute_url(),
        )
        for version in versions
    ]
    for kind, rows in (
        (_("nyhed"), attachment.news.all()),
        (_("plan"), attachment.plans.all()),
        (_("vejledning"), attachment.guides.all()),
        (_("stillbillede i filmen"), attachment.videos.all()),
    ):
        found += [Use(kind, row.title, row.get_absolute_url()) for row in rows]
    return found
