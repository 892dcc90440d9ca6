"""A shared row (thread, wall, feed) finds its subject without importing it.

The subject points down with a one-to-one key; this follows that key backwards. An owner
offers `get_absolute_url()`, `heading()`, `is_visible_to(user)`, `allows(user, verb)`,
`role_of(user)`, and its queryset `visible_to(user)`. Where a heading takes a question, it offers
`headings_of(owners)` too, by key. An owner of a wall offers `back_url()`, where its heading leads.
An owner of a thread that takes formal answers may offer `formal_answer_page(at)`, where one is
written now ("" when none can be), and `formal_answer_url(comment, at=)`, which makes a comment
the beginning of one by POST.
An owner of an event that takes the sign-up itself offers `sign_up_url()`, where one signs up, and
`registration_path(registration, page)`, where a registration's own page stands ("" for the
event's own): registration, registration_change, registration_cancel or registration_ics.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

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
    return headings_by({row.pk: owner_of(row) for row in rows})


def headings_by(owners: Mapping[Any, Any]) -> dict[Any, str]:
    """Return what subjects are called, by the same keys: a question for each model at most."""
    by_model: dict[type, dict[Any, Any]] = defaultdict(dict)
    for owner in owners.values():
        by_model[type(owner)][getattr(owner, "pk", None)] = owner
    told: dict[type, dict[Any, str]] = {
        model: model.headings_of(list(found.values()))
        if hasattr(model, "headings_of")
        else {pk: owner.heading() if owner else "" for pk, owner in found.items()}
        for model, found in by_model.items()
    }
    return {key: told[type(owner)][getattr(owner, "pk", None)] for key, owner in owners.items()}


def visible_owners(
    model: type[models.Model], keys: Iterable[Any], person: Any
) -> dict[Any, models.Model]:
    """Return the subjects that a person may see, by the key of their shared row of this model.

    One question for each model that owns such rows, however many keys there are. `person` is a
    user or None.
    """
    wanted = set(keys)
    found: dict[Any, models.Model] = {}
    for relation in _owning_relations(model) if wanted else ():
        owners = _visible(relation, person).filter(**{f"{relation.field.name}__in": wanted})
        found |= {getattr(owner, relation.field.attname): owner for owner in owners}
    return found


def has_visible_owner(model: type[models.Model], row: str, person: Any) -> Q:
    """Return the condition that the subject of a shared row may be seen by a person.

    `row` is the name of the key that leads from the rows asked for to the shared row.
    """
    condition = Q(pk__in=[])
    for relation in _owning_relations(model):
        owners = _visible(relation, person).order_by()
        condition |= Q(Exists(owners.filter(**{relation.field.name: OuterRef(row)})))
    return condition


def _visible(relation: models.OneToOneRel, person: Any) -> Any:
    objects: Any = relation.related_model._default_manager  # noqa: SLF001  (it has visible_to)
    return objects.visible_to(person)


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
