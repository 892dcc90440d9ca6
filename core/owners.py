"""A shared row (thread, wall, feed) finds its subject without importing it.

The subject points down with a one-to-one key; this follows that key backwards. An owner
offers `get_absolute_url()`, `heading()`, `is_visible_to(user)`, `allows(user, verb)`,
`role_of(user)`.
"""

from collections.abc import Iterator
from typing import TypeVar

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


def with_owners(rows: models.QuerySet[Row]) -> models.QuerySet[Row]:
    """Return the rows of a shared model with their subjects: `owner_of` then asks no question."""
    accessors = [
        name for relation in _owning_relations(rows.model) if (name := relation.get_accessor_name())
    ]
    return rows.select_related(*accessors) if accessors else rows


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
