"""The rows of the house stand here, once. Everything that uses something else is checked."""

from pathlib import Path

import pytest
from django.apps import apps as django_apps

from tests.architecture import arrows, habits, sizes, source

# An app may know the rows below its own; never its own row, never one above.
ROWS: arrows.Rows = (
    ("albertslund",),
    ("portal",),
    ("information",),
    ("hearings", "seminars"),
    ("projects",),
    ("councils",),
    ("events", "walls", "comments"),
    ("accounts",),
    ("notifications",),
    ("city",),
    ("core",),
)
APPS = arrows.names(ROWS)
# The only places that may declare HTML safe, and why.
SAFE_HTML = {
    "core/html.py": "what nh3 has cleaned just before",
}

# Modules that are one by decision, and why.
LONG_BY_DECISION = {
    "albertslund/settings.py": "one settings file, whatever runs it",
}

MODULES = list(source.python_files(APPS))
TEMPLATES = list(source.template_files(APPS))
LIBRARIES = source.tag_libraries(APPS)

modules = pytest.mark.parametrize("path", MODULES, ids=str)
templates = pytest.mark.parametrize("path", TEMPLATES, ids=str)


@modules
def test_a_module_imports_only_from_rows_below(path: Path) -> None:
    assert arrows.wrong_imports(ROWS, source.app_of(path), source.read(path)) == []


@modules
def test_a_module_imports_only_from_layers_below(path: Path) -> None:
    layer = path.parts[1].removesuffix(".py")

    assert arrows.wrong_layers(source.app_of(path), layer, source.read(path)) == []


@modules
def test_a_module_imports_at_its_top(path: Path) -> None:
    assert arrows.late_imports(source.read(path)) == []


def test_a_model_points_only_at_rows_below() -> None:
    assert arrows.wrong_relations(ROWS, django_apps.get_models(include_auto_created=True)) == []


@templates
def test_a_template_uses_only_rows_below(path: Path) -> None:
    name = source.template_name(path)

    assert arrows.wrong_template_uses(ROWS, name, source.read(path), LIBRARIES) == []


@modules
def test_a_module_has_no_bad_habits(path: Path) -> None:
    found = habits.bad_habits(path, source.read(path))

    assert [
        habit for habit in found if str(path) not in SAFE_HTML or "mark_safe" not in habit
    ] == []


@templates
def test_a_template_has_no_bad_habits(path: Path) -> None:
    assert habits.bad_template_habits(source.template_name(path), source.read(path)) == []


@modules
def test_a_module_and_its_functions_are_short(path: Path) -> None:
    text = source.read(path)
    is_view = path.parts[1] in ("views", "views.py")
    limit = sizes.MODULE if str(path) not in LONG_BY_DECISION else 500

    assert sizes.too_long(text, limit) + sizes.long_functions(text, is_view=is_view) == []


@templates
def test_a_template_is_short(path: Path) -> None:
    assert sizes.too_long(source.read(path), sizes.TEMPLATE) == []


def test_every_app_that_exists_stands_in_a_row() -> None:
    existing = {path.parent.name for path in source.ROOT.glob("*/apps.py")}

    assert existing <= set(APPS)


def test_an_exception_for_safe_html_is_still_needed() -> None:
    assert [name for name in SAFE_HTML if "mark_safe(" not in source.read(Path(name))] == []
