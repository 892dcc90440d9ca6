"""The stylesheets and templates keep the promises that docs/look.md makes."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
CSS = sorted((ROOT / "static").rglob("*.css"))
# Mails are read where no CSP applies and no stylesheet is fetched.
TEMPLATES = [
    path for path in sorted((ROOT / "templates").rglob("*.html")) if "email" not in path.parts
]
SCRIPTS = sorted((ROOT / "static/js").glob("*.js"))
SITE = (ROOT / "static/css/site.css").read_text(encoding="utf-8")
ADMIN = (ROOT / "static/css/admin.css").read_text(encoding="utf-8")


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tokens(css: str) -> dict[str, str]:
    """Return the colours that a stylesheet names, as it names them first."""
    return dict(reversed(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})\b", css)))


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_page_has_no_style_and_no_script_of_its_own(path: Path) -> None:
    source = path.read_text(encoding="utf-8")

    assert re.findall(r"<style|\sstyle=|javascript:|\son[a-z]+=", source) == []
    assert re.findall(r"<script(?![^>]*\ssrc=)", source) == []
    assert "data:image" not in source


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_page_fetches_nothing_from_another_host(path: Path) -> None:
    source = path.read_text(encoding="utf-8")

    assert re.findall(r"""(?:src|<link[^>]*href)=["'](?:https?:)?//""", source) == []


@pytest.mark.parametrize("path", CSS, ids=name_of)
def test_a_stylesheet_points_at_files_that_exist(path: Path) -> None:
    addresses = re.findall(r"""url\(["']?([^)"']+)["']?\)""", path.read_text(encoding="utf-8"))

    missing = [address for address in addresses if not (path.parent / address).resolve().is_file()]

    assert missing == []


@pytest.mark.parametrize("path", SCRIPTS, ids=name_of)
def test_a_script_of_ours_evaluates_no_text(path: Path) -> None:
    assert re.findall(r"\beval\(|new Function|innerHTML", path.read_text(encoding="utf-8")) == []


def test_the_admin_has_the_colours_of_the_portal() -> None:
    site, admin = tokens(SITE), tokens(ADMIN)

    assert {name: site[name] for name in admin if name in site} == {
        name: colour for name, colour in admin.items() if name in site
    }
    assert {"paper", "panel", "ink", "green", "error", "warning"} <= set(admin)


@pytest.mark.parametrize(
    ("ink", "grounds"),
    [
        ("ink", "paper panel sand lawn lawn-deep info-field demo-field inno-field warning"),
        ("muted", "paper panel sand lawn info-field demo-field inno-field"),
        ("green", "paper panel lawn demo-field info-field inno-field"),
        ("info", "paper panel info-field"),
        ("demo", "paper panel demo-field"),
        ("inno", "paper panel inno-field"),
        ("error", "paper panel error-field"),
    ],
)
def test_every_ink_can_be_read_on_its_grounds(ink: str, grounds: str) -> None:
    colours = tokens(SITE)

    weak = [ground for ground in grounds.split() if contrast(colours[ink], colours[ground]) < 4.5]

    assert weak == []


def test_white_can_be_read_on_the_greens() -> None:
    colours = tokens(SITE)

    assert contrast("#ffffff", colours["green"]) >= 4.5
    assert contrast("#ffffff", colours["green-deep"]) >= 4.5


def test_the_border_of_a_field_can_be_seen() -> None:
    colours = tokens(SITE)

    assert contrast(colours["edge"], "#ffffff") >= 3
    assert contrast(colours["edge"], colours["paper"]) >= 3


def test_what_is_vendored_carries_its_licence_and_its_version() -> None:
    vendor = ROOT / "static/vendor/dkfds-11.2.0"

    assert "MIT" in (vendor / "LICENSE.md").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in (vendor / "fonts/LICENSE-IBM-Plex.txt").read_text(
        encoding="utf-8"
    )
    for folder in (ROOT / "static/vendor").iterdir():
        assert re.search(r"-\d+(\.\d+)+$", folder.name), folder.name


def test_every_font_that_is_sent_is_declared() -> None:
    fonts = {path.name for path in (ROOT / "static/vendor/dkfds-11.2.0/fonts").glob("*.woff2")}

    assert fonts == set(re.findall(r"fonts/([\w-]+\.woff2)", SITE))


def test_the_page_of_last_resort_needs_nothing() -> None:
    source = (ROOT / "templates/500.html").read_text(encoding="utf-8")

    tags = set(re.findall(r"{%-?\s*(\w+)", source))

    assert tags <= {"load", "get_current_language", "translate", "if", "endif"}
    assert re.findall(r"{% load ([\w ]+) %}", source) == ["i18n"]
    for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', source):
        assert (ROOT / address.lstrip("/")).is_file()
