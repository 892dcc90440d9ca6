"""Where a page stands in the tree. Whoever changes the tree locks it in one order: by key."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from information.addresses import check_place, taken
from information.models import InformationEvent, OldAddress, Page
from information.services.history import record

if TYPE_CHECKING:
    from accounts.models import User


def place_new_page(page: Page) -> None:
    """Save a new page at its address, in the caller's transaction.

    Raises:
        AddressNotPossible: the address is taken, reserved or too long.
    """
    parent = _locked_parent(page.parent_id)
    check_place(parent, page.slug)
    page.stand_at(parent, slug=page.slug, position=page.position)
    _save_or_refuse([page], is_new=True)
    OldAddress.objects.filter(path=page.path).delete()


@transaction.atomic
def move_page(
    page: Page, *, parent: Page | None, slug: str, position: int, by: User | None, at: datetime
) -> Page:
    """Move a page with all that stands below it; who asks at an old address is led on.

    The whole tree is locked by key: two moves at once follow each other and make no circle.

    Raises:
        AddressNotPossible: below itself, or the address is taken, reserved or too long.
    """
    list(Page.objects.select_for_update().order_by("pk").values_list("pk"))
    page = Page.objects.get(pk=page.pk)
    parent = Page.objects.get(pk=parent.pk) if parent else None
    check_place(parent, slug, page=page)
    old_path = page.path
    moving = [page, *Page.objects.below(page).order_by("pk")]
    old_paths = [each.path for each in moving]
    page.stand_at(parent, slug=slug, position=position)
    for each in moving[1:]:
        each.path = page.path + each.path[len(old_path) :]
    _save_or_refuse(moving)
    _remember(moving, old_paths, at=at)
    note = "" if page.path == old_path else f"/{old_path}/ -> /{page.path}/"
    record(page, InformationEvent.Action.MOVED, by=by, at=at, note=note)
    return page


def _remember(moved: list[Page], old_paths: list[str], *, at: datetime) -> None:
    """Keep the addresses left behind, and free those that are a page's own again."""
    for page, old_path in zip(moved, old_paths, strict=True):
        if page.path != old_path:
            OldAddress.objects.update_or_create(
                path=old_path, defaults={"page": page, "moved_at": at}
            )
    OldAddress.objects.filter(path__in=[page.path for page in moved]).delete()


def _locked_parent(pk: int | None) -> Page | None:
    """Hold the parent where it is, until the page stands below it."""
    return Page.objects.select_for_update().get(pk=pk) if pk else None


def _save_or_refuse(pages: list[Page], *, is_new: bool = False) -> None:
    """Save; a page that came to the same address at the same moment was first."""
    try:
        with transaction.atomic():
            for page in pages:
                page.save(update_fields=None if is_new else ["parent", "slug", "position", "path"])
    except IntegrityError as error:
        raise taken() from error
