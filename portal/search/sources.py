"""What can be found: pulled from every app that has `search_rows`."""

from functools import cache
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from core.search import SearchKind, SearchSource


@cache
def sources() -> dict[str, SearchSource]:
    """Return every source by its name."""
    found: dict[str, SearchSource] = {}
    for config in apps.get_app_configs():
        if module_has_submodule(config.module, "search_rows"):
            for source in import_module(f"{config.name}.search_rows").search_sources():
                found[source.name] = source
    return found


@cache
def kinds() -> dict[str, SearchKind]:
    """Return every kind by the word that stands in the address."""
    found = sorted((source.kind for source in sources().values()), key=lambda kind: kind.position)
    return {kind.code: kind for kind in found}
