"""Themes: made on the way, renamed, ordered, merged and split. No answer is lost by it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core.text import name_key, normalise_line
from hearings.models import Hearing, Point, Theme
from hearings.services.treatment.answers import copy_answer, discard_answer
from hearings.services.treatment.locking import fetch_theme, lock_hearing, note_point

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def add_theme(hearing: Hearing, *, title: str, by: User, at: datetime) -> Theme:
    """Add a theme after the others.

    Raises:
        ValidationError: no title, a title that is too long, or one that is taken.
        TransitionNotAllowed: the hearing is a draft or withdrawn.
    """
    hearing = lock_hearing(hearing.pk)
    last = hearing.themes.aggregate(last=Max("position"))["last"] or 0
    theme = Theme(hearing=hearing, title=normalise_line(title), position=last + 1, created_at=at)
    require_free_title(theme)
    theme.save()
    note_point(hearing, _("Nyt tema: %(theme)s") % {"theme": theme}, by=by, at=at)
    return theme


def theme_called(hearing: Hearing, title: str, *, by: User, at: datetime) -> Theme:
    """Return the theme with this title, whatever its case; make it when there is none."""
    wanted = name_key(title)
    for theme in hearing.themes.all():
        if name_key(theme.title) == wanted:
            return theme
    return add_theme(hearing, title=title, by=by, at=at)


@transaction.atomic
def rename_theme(theme: Theme, *, title: str, by: User, at: datetime) -> Theme:
    """Give a theme another title.

    Raises:
        ValidationError: no title, too long, or taken; or the theme is gone.
    """
    hearing = lock_hearing(theme.hearing_id)
    theme = fetch_theme(hearing, theme)
    old, theme.title = theme.title, normalise_line(title)
    if theme.title == old:
        return theme
    require_free_title(theme)
    theme.save(update_fields=["title"])
    note = _("Tema omdøbt: %(old)s -> %(new)s") % {"old": old, "new": theme.title}
    note_point(hearing, note, by=by, at=at)
    return theme


@transaction.atomic
def order_themes(hearing: Hearing, *, order: Sequence[int], by: User, at: datetime) -> list[Theme]:
    """Put the themes in the order of these keys; those not named come after, as they stood.

    Raises:
        ValidationError: a key is no theme of this hearing.
    """
    hearing = lock_hearing(hearing.pk)
    themes = {theme.pk: theme for theme in hearing.themes.all()}
    if not set(order) <= set(themes):
        raise ValidationError(_("Et af temaerne findes ikke mere. Se rækkefølgen igen."))
    wanted = list(dict.fromkeys([*order, *themes]))
    moved = []
    for position, key in enumerate(wanted, start=1):
        if themes[key].position != position:
            themes[key].position = position
            moved.append(themes[key])
    if moved:
        Theme.objects.bulk_update(moved, ["position"])
        note = _("Temaernes rækkefølge: %(themes)s") % {
            "themes": "; ".join(str(themes[key]) for key in wanted)
        }
        note_point(hearing, note, by=by, at=at)
    return [themes[key] for key in wanted]


@transaction.atomic
def merge_themes(theme: Theme, *, into: Theme, by: User, at: datetime) -> Theme:
    """Move all points of a theme into another, and remove it. Each point keeps its answer.

    What the theme answered its points follows them: as the answer of the other theme when nothing
    there waits for one, else as each point's own.

    Raises:
        ValidationError: into itself, into another hearing's theme, or one of them is gone.
        TransitionNotAllowed: a change was promised by the theme's answer.
    """
    hearing = lock_hearing(theme.hearing_id)
    theme, into = fetch_theme(hearing, theme), fetch_theme(hearing, into)
    if theme.pk == into.pk:
        raise ValidationError(_("Et tema kan ikke lægges sammen med sig selv."))
    _hand_over_answer(theme, into)
    theme.points.update(theme=into)
    note = _("Tema »%(theme)s« lagt ind under »%(into)s«") % {"theme": theme, "into": into}
    theme.delete()
    note_point(hearing, note, by=by, at=at)
    return into


@transaction.atomic
def split_theme(
    theme: Theme, *, title: str, points: Iterable[Point], by: User, at: datetime
) -> Theme:
    """Move some points of a theme to a new one, which takes the answer along as a copy.

    Raises:
        ValidationError: no point chosen, a point of another theme, or the title cannot be used.
    """
    hearing = lock_hearing(theme.hearing_id)
    theme = fetch_theme(hearing, theme)
    keys = {point.pk for point in points}
    moved = theme.points.filter(pk__in=keys)
    if not keys:
        raise ValidationError(_("Vælg mindst én pointe, der skal med over i det nye tema."))
    if moved.count() != len(keys):
        raise ValidationError(_("En af pointerne står ikke under temaet mere. Se listen igen."))
    new = add_theme(hearing, title=title, by=by, at=at)
    if answer := getattr(theme, "answer", None):
        copy_answer(answer, theme=new)
    numbers = ", ".join(f"P{point.number}" for point in moved)
    Point.objects.filter(pk__in=keys).update(theme=new)
    note = _("Fra »%(theme)s« til »%(new)s«: %(points)s") % {
        "theme": theme,
        "new": new,
        "points": numbers,
    }
    note_point(hearing, note, by=by, at=at)
    return new


@transaction.atomic
def remove_theme(theme: Theme, *, by: User, at: datetime) -> None:
    """Remove a theme without points; the history keeps what it answered.

    Raises:
        ValidationError: points stand under it, or it is gone.
        TransitionNotAllowed: a change was promised by its answer.
    """
    hearing = lock_hearing(theme.hearing_id)
    theme = fetch_theme(hearing, theme)
    if theme.points.exists():
        raise ValidationError(_("Der står pointer under temaet. Flyt dem først."))
    note = _("Tema fjernet: %(theme)s") % {"theme": theme}
    if answer := getattr(theme, "answer", None):
        note = f"{note}. {discard_answer(answer)}"
    theme.delete()
    note_point(hearing, note, by=by, at=at)


def require_free_title(theme: Theme) -> None:
    """Refuse a title that is empty, too long, or another theme's but for its case."""
    theme.clean_fields(exclude=["hearing"])
    others = Theme.objects.filter(hearing=theme.hearing_id).exclude(pk=theme.pk)
    wanted = name_key(theme.title)
    if any(name_key(title) == wanted for title in others.values_list("title", flat=True)):
        raise ValidationError({"title": _("Temaet findes i forvejen.")})


def _hand_over_answer(theme: Theme, into: Theme) -> None:
    answer = getattr(theme, "answer", None)
    if answer is None:
        return
    waiting = into.points.filter(answer=None).exists()
    if getattr(into, "answer", None) is None and not waiting:
        answer.theme = into
        answer.save(update_fields=["theme"])
        return
    for point in theme.points.filter(answer=None):
        copy_answer(answer, point=point)
    discard_answer(answer)
