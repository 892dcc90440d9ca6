from pathlib import Path

import pytest
from django.conf import settings
from django.template import TemplateSyntaxError

from tests.core.rendering import page_request, render_piece

ICONS = sorted((Path(settings.BASE_DIR) / "static/icons").glob("*.svg"))
LOAD = "{% load look %}"


def test_a_page_sends_each_symbol_once_and_no_other() -> None:
    request = page_request()
    source = '{% icon "search" %}{% icon "lock" "icon big" %}{% icon "search" %}{% icon_sprite %}'

    html = render_piece(LOAD + source, request=request)

    assert html.count('<use href="#i-search"/>') == 2
    assert (
        '<svg class="icon big" aria-hidden="true" focusable="false"><use href="#i-lock"/>' in html
    )
    assert html.count("<symbol") == 2
    assert html.index('<symbol id="i-lock"') < html.index('<symbol id="i-search"')


def test_an_icon_inside_an_include_is_sent_too() -> None:
    html = render_piece(
        LOAD
        + '{% include "components/face.html" with name="x" kind="hidden" only %}{% icon_sprite %}',
        request=page_request(),
    )

    assert '<use href="#i-person"/>' in html
    assert '<symbol id="i-person"' in html


def test_a_page_without_icons_sends_no_symbol() -> None:
    assert "<symbol" not in render_piece(LOAD + "{% icon_sprite %}", request=page_request())


def test_without_a_page_around_it_an_icon_is_drawn_whole() -> None:
    html = render_piece(LOAD + '{% icon "search" %}')

    assert "<use" not in html
    assert 'viewBox="0 -960 960 960"' in html
    assert "<path d=" in html


def test_in_an_answer_to_htmx_an_icon_is_drawn_whole() -> None:
    request = page_request()
    request.htmx = True

    assert "<use" not in render_piece(LOAD + '{% icon "search" %}', request=request)


def test_an_icon_that_does_not_exist_stops_the_page() -> None:
    with pytest.raises(TemplateSyntaxError, match="no icon 'unicorn'"):
        render_piece(LOAD + '{% icon "unicorn" %}')


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_every_icon_can_be_drawn_in_one_colour(path: Path) -> None:
    html = render_piece(LOAD + "{% icon name %}", name=path.stem)

    assert "style=" not in html
    assert "<script" not in html
    assert "data:" not in html


@pytest.mark.parametrize("way", ["information", "democracy", "innovation"])
def test_each_way_has_its_icon(way: str) -> None:
    html = render_piece(LOAD + "{% way_icon way %}", way=way)

    assert html.startswith('<svg class="way-icon" viewBox="0 0 48 48"')
