"""What must always be true, pulled from every app: tables that agree, files that are there."""

from collections.abc import Iterator
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from core.files import StoredFile


def broken() -> Iterator[str]:
    """Yield one sentence for each promise that the data does not keep."""
    for config in apps.get_app_configs():
        if not module_has_submodule(config.module, "invariants") or config.label == "portal":
            continue
        for text, rows in import_module(f"{config.name}.invariants").violations().items():
            if count := rows.count():
                yield f"{config.label}: {text} ({count})"
    yield from _files()


def _files() -> Iterator[str]:
    """Ask the storage for each file that a row names: is it there, and whole?"""
    for model in apps.get_models():
        if not issubclass(model, StoredFile):
            continue
        for row in model._default_manager.iterator():  # noqa: SLF001 (Django's own name)
            storage, name = row.file.storage, str(row.file.name)
            if not storage.exists(name):
                yield f"{model._meta.label_lower} {row.pk}: its file is missing"
            elif storage.size(name) != row.size:
                yield f"{model._meta.label_lower} {row.pk}: its file is not whole"
