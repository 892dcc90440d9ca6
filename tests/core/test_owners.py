from typing import Any

import pytest
from django.db import models
from django.test.utils import isolate_apps

from core.owners import OWNER_METHODS, _owning_relations, owner_models, owner_of


@pytest.mark.parametrize(
    ("model", "method"),
    [
        pytest.param(model, method, id=f"{model._meta.label}.{method}")
        for model in sorted(owner_models(), key=lambda model: model._meta.label)
        for method in OWNER_METHODS
    ],
)
def test_every_owner_offers_what_the_shared_apps_ask(
    model: type[models.Model], method: str
) -> None:
    assert callable(getattr(model, method, None))


@isolate_apps("core", "hearings")
def test_a_row_finds_the_subject_that_points_at_it() -> None:
    thread, hearing = _shared_thread()

    row, subject = thread(pk=1), hearing(pk=2)
    subject.thread = row

    assert owner_of(row) is subject


@isolate_apps("core", "hearings")
def test_a_row_that_belongs_to_nobody_has_no_owner(monkeypatch: pytest.MonkeyPatch) -> None:
    thread, hearing = _shared_thread()

    def nobody(*_args: Any, **_options: Any) -> None:
        raise hearing.DoesNotExist

    monkeypatch.setattr(models.QuerySet, "get", nobody)

    assert owner_of(thread(pk=1)) is None


@isolate_apps("core", "hearings")
def test_a_key_within_the_app_is_no_owner() -> None:
    shared, hearing = _shared_thread()

    class Archive(models.Model):  # noqa: DJ008  (never shown)
        thread = models.OneToOneField(shared, models.PROTECT)

        class Meta:
            app_label = "core"

    assert Archive._meta.app_label == "core"
    assert [relation.related_model for relation in _owning_relations(shared)] == [hearing]


def _shared_thread() -> tuple[type[models.Model], type[models.Model]]:
    class Thread(models.Model):  # noqa: DJ008  (never shown)
        class Meta:
            app_label = "core"

    class Hearing(models.Model):  # noqa: DJ008  (never shown)
        thread = models.OneToOneField(Thread, models.PROTECT)
        other = models.ForeignKey(Thread, models.PROTECT, related_name="+")

        class Meta:
            app_label = "hearings"

    return Thread, Hearing
