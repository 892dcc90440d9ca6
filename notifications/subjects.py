"""What a row of a message, a notice or an announcement is about, and who may still read it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Protocol

from django.apps import apps
from django.db import models

from core.owners import SHARED_APPS, owner_of, with_owners
from notifications.models import Feed, Subscriber


class AboutRow(Protocol):
    """A row that names what it is about: the label of a model, and a key as text."""

    about_model: str
    about_pk: str


def find_about(row: AboutRow) -> Any:
    """Return what the row is about, as it is now; None when it is gone or there is nothing."""
    return find_abouts([row]).get((row.about_model, row.about_pk))


def find_abouts(rows: Iterable[AboutRow]) -> dict[tuple[str, str], Any]:
    """Return what rows are about by model and key, with one question for each model."""
    keys = defaultdict(set)
    for row in rows:
        if row.about_model:
            keys[row.about_model].add(row.about_pk)
    return {
        (label, str(about.pk)): about
        for label, pks in keys.items()
        for about in _with_subjects(apps.get_model(label)).filter(pk__in=pks)
    }


def _with_subjects(model: type[models.Model]) -> models.QuerySet[Any]:
    """Return the rows of a model; those of a thread, or in one, with what their lines ask for."""
    rows: models.QuerySet[Any] = model._base_manager.all()  # noqa: SLF001 (no manager hides)
    if model._meta.app_label not in SHARED_APPS:
        return rows
    rows = with_owners(rows)
    for field in model._meta.concrete_fields:
        if field.related_model is model:
            rows = rows.select_related(field.name)
        elif field.related_model and field.related_model._meta.app_label == model._meta.app_label:
            rows = with_owners(rows.select_related(field.name), through=field.name)
    return rows


def subjects_of(feed_pks: Iterable[int]) -> dict[int, models.Model]:
    """Return the subject of each feed by its key, with one question; feeds of nobody are left out.

    A subject is what people follow: a hearing, a page, a plan (see core.owners).
    """
    feeds = with_owners(Feed.objects.filter(pk__in=set(feed_pks)))
    found = {feed.pk: owner_of(feed) for feed in feeds}
    return {pk: subject for pk, subject in found.items() if subject is not None}


def may_read(subscriber: Subscriber, subject: Any) -> bool:
    """Tell whether the subject is open to the subscriber at this moment.

    An address without an account sees what everybody sees. What has no rule of its own, such as
    a thread, is asked through its subject.
    """
    rule = getattr(subject, "is_visible_to", None)
    if rule is None:
        return True
    return bool(rule(subscriber.user))
