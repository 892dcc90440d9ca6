"""The rows of the house stand here, once. Everything that uses something else is checked."""

from pathlib import Path

from django.apps import apps as django_apps

from tests.architecture import arrows, habits, sizes, source

# An app may know the rows below its own; never its own row, never one above.
ROWS: arrows.Rows = (
    ("albertslund",),
    ("portal",),
    ("seminars",),
    ("information",),
    ("hearings",),
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


def test_there_is_something_to_look_at() -> None:
    assert len(MODULES) > 300
    assert len(TEMPLATES) > 200


def test_a_module_imports_only_from_rows_below() -> None:
    def rule(path: Path) -> list[str]:
        return arrows.wrong_imports(ROWS, source.app_of(path), source.read(path))

    assert source.broken(MODULES, rule) == {}


def test_a_module_imports_only_from_layers_below() -> None:
    def rule(path: Path) -> list[str]:
        layer = path.parts[1].removesuffix(".py")
        return arrows.wrong_layers(source.app_of(path), layer, source.read(path))

    assert source.broken(MODULES, rule) == {}


def test_a_module_imports_at_its_top() -> None:
    assert source.broken(MODULES, lambda path: arrows.late_imports(source.read(path))) == {}


def test_a_model_points_only_at_rows_below() -> None:
    assert arrows.wrong_relations(ROWS, django_apps.get_models(include_auto_created=True)) == []


def test_a_template_uses_only_rows_below() -> None:
    def rule(path: Path) -> list[str]:
        name = source.template_name(path)
        return arrows.wrong_template_uses(ROWS, name, source.read(path), LIBRARIES)

    assert source.broken(TEMPLATES, rule) == {}


def test_a_module_has_no_bad_habits() -> None:
    def rule(path: Path) -> list[str]:
        found = habits.bad_habits(path, source.read(path))
        return [habit for habit in found if str(path) not in SAFE_HTML or "mark_safe" not in habit]

    assert source.broken(MODULES, rule) == {}


def test_a_template_has_no_bad_habits() -> None:
    def rule(path: Path) -> list[str]:
        return habits.bad_template_habits(source.template_name(path), source.read(path))

    assert source.broken(TEMPLATES, rule) == {}


def test_a_module_and_its_functions_are_short() -> None:
    def rule(path: Path) -> list[str]:
        text = source.read(path)
        is_view = path.parts[1] in ("views", "views.py")
        limit = sizes.MODULE if str(path) not in LONG_BY_DECISION else 500
        return sizes.too_long(text, limit) + sizes.long_functions(text, is_view=is_view)

    assert source.broken(MODULES, rule) == {}


def test_a_template_is_short() -> None:
    def rule(path: Path) -> list[str]:
        return sizes.too_long(source.read(path), sizes.TEMPLATE)

    assert source.broken(TEMPLATES, rule) == {}


def test_every_app_that_exists_stands_in_a_row() -> None:
    existing = {path.parent.name for path in source.ROOT.glob("*/apps.py")}

    assert existing <= set(APPS)


def test_an_exception_for_safe_html_is_still_needed() -> None:
    assert [name for name in SAFE_HTML if "mark_safe(" not in source.read(Path(name))] == []
