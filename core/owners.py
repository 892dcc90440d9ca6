"""A shared row (thread, wall, feed) finds its subject without importing it.

The subject points down with a one-to-one key; this follows that key backwards. An owner
offers `get_absolute_url()`, `heading()`, `is_visible_to(user)`, `allows(user, verb)`,
`role_of(user)`. Where a heading takes a question, it offers `headings_of(owners)` too, by key.
An owner of a thread that takes formal answers may offer `formal_answer_page(at)`, where one is
written now ("" when none can be), and `formal_answer_url(comment, at=)`, which makes a comment
the beginning of one by POST.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from django.apps import apps
from django.db import models

Row = TypeVar("Row", bound=models.Model)
SHARED_APPS = ("notifications", "events", "walls", "comments")
OWNER_METHODS = ("get_absolute_url", "heading", "is_visible_to", "allows", "role_of")


def owner_of(row: models.Model) -> models.Model | None:
    """Return the subject that a shared row belongs to, or None while it belongs to nobody."""
    for relation in _owning_relations(type(row)):
        owner = getattr(row, relation.get_accessor_name() or "", None)
        if owner is not None:
            return owner
    return None


def with_owners(rows: models.QuerySet[Row], *, through: str = "") -> models.QuerySet[Row]:
    """Return the rows of a shared model with their subjects: `owner_of` then asks no question.

    With `through`, a key of the model, the subjects of what that key points at.
    """
    model: Any = rows.model._meta.get_field(through).related_model if through else rows.model
    way = f"{through}__" if through else ""
    paths = [
        f"{way}{name}"
        for relation in _owning_relations(model)
        if (name := relation.get_accessor_name())
    ]
    return rows.select_related(*paths) if paths else rows


def headings(rows: Iterable[models.Model]) -> dict[Any, str]:
    """Return what shared rows are about by key, "" for nobody's: a question per model at most."""
    owners: dict[Any, Any] = {row.pk: owner_of(row) for row in rows}
    by_model: dict[type, dict[Any, Any]] = defaultdict(dict)
    for owner in owners.values():
        by_model[type(owner)][getattr(owner, "pk", None)] = owner
    told: dict[type, dict[Any, str]] = {
        model: model.headings_of(list(found.values()))
        if hasattr(model, "headings_of")
        else {pk: owner.heading() if owner else "" for pk, owner in found.items()}
        for model, found in by_model.items()
    }
    return {pk: told[type(owner)][getattr(owner, "pk", None)] for pk, owner in owners.items()}


def owner_models() -> set[type[models.Model]]:
    """Return every model that owns a row of a shared app."""
    return {
        relation.related_model
        for app_label in SHARED_APPS
        if apps.is_installed(app_label)
        for model in apps.get_app_config(app_label).get_models()
        for relation in _owning_relations(model)
    }


def _owning_relations(model: type[models.Model]) -> Iterator[models.OneToOneRel]:
    for relation in model._meta.related_objects:
        if not isinstance(relation, models.OneToOneRel) or relation.parent_link:
            continue
        if relation.related_model._meta.app_label != model._meta.app_label:
            yield relation
