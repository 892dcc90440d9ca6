import datetime as dt

import pytest
import time_machine

from tests.core.rendering import render_piece, squeeze

LOAD = "{% load look %}"
TODAY = dt.date(2026, 11, 23)
OPENED = TODAY - dt.timedelta(days=20)


@pytest.fixture(autouse=True)
def today() -> None:
    with time_machine.travel(dt.datetime(2026, 11, 23, 11, 0, tzinfo=dt.UTC), tick=False):
        yield


def in_days(number: int) -> dt.date:
    return TODAY + dt.timedelta(days=number)


def tile(stage: str, opens: dt.date, last_day: dt.date) -> str:
    source = LOAD + "{% deadline stage opens last_day %}"
    return squeeze(render_piece(source, stage=stage, opens=opens, last_day=last_day))


@pytest.mark.parametrize(
    ("days", "look"),
    [(0, " deadline--soon"), (3, " deadline--soon"), (4, ""), (14, ""), (15, " deadline--calm")],
)
def test_a_deadline_is_yellow_when_near_and_an_outline_when_far(days: int, look: str) -> None:
    assert f'<p class="deadline{look}">' in tile("open", OPENED, in_days(days))


def test_the_days_stand_beside_the_date() -> None:
    html = tile("open", OPENED, in_days(13))

    assert '<span class="deadline__count">13<small>dage</small></span>' in html
    assert "Sidste frist er søndag 6. december 2026, hele dagen med." in html


def test_one_day_is_not_days() -> None:
    assert "1<small>dag</small>" in tile("open", OPENED, in_days(1))


def test_the_last_day_is_called_today_and_lasts_until_midnight() -> None:
    html = tile("open", OPENED, TODAY)

    assert "I dag<small>til kl. 24</small>" in html
    assert "Sidste dag at svare" in html


def test_the_last_hour_of_a_day_in_utc_is_the_next_day_here() -> None:
    with time_machine.travel(dt.datetime(2026, 11, 23, 23, 30, tzinfo=dt.UTC), tick=False):
        assert "12<small>dage</small>" in tile("open", OPENED, in_days(13))


def test_a_coming_hearing_counts_the_days_to_its_opening() -> None:
    html = tile("coming", in_days(5), in_days(40))

    assert "5<small>dage</small>" in html
    assert "Du kan svare fra 28. november 2026 til og med lørdag 2. januar 2027." in html


def test_a_hearing_that_opens_today_says_so() -> None:
    assert "Åbner i dag" in tile("coming", TODAY, in_days(28))


@pytest.mark.parametrize(
    ("stage", "words"),
    [("closed", "Fristen er gået"), ("decided", "Besluttet"), ("withdrawn", "Trukket tilbage")],
)
def test_what_is_over_is_quiet_and_keeps_its_date(stage: str, words: str) -> None:
    html = tile(stage, OPENED, in_days(-3))

    assert '<p class="deadline deadline--closed">' in html
    assert f"<b>{words}</b>Fristen var fredag 20. november 2026." in html


def test_the_tile_of_a_list_is_coloured_by_its_row() -> None:
    source = LOAD + "{% deadline_look stage opens last_day %}"

    assert render_piece(source, stage="open", opens=OPENED, last_day=TODAY) == "deadline--soon"
    assert render_piece(source, stage="open", opens=OPENED, last_day=in_days(9)) == ""


def test_a_list_of_what_is_open_shows_the_tile_the_way_and_the_words() -> None:
    item = {
        "way": "democracy",
        "kind": "Høring nr. 3",
        "title": "Takster & gebyrer",
        "url": "/hoeringer/3-takster/",
        "summary": "Et forslag.",
        "meta": ["Frist i dag", "2 svar"],
        "stage": "open",
        "opens": OPENED,
        "last_day": TODAY,
    }

    html = squeeze(render_piece('{% include "components/open_list.html" %}', items=[item]))

    assert '<li class="way-democracy deadline--soon">' in html
    assert "I dag<small>til kl. 24</small>" in html
    assert '<a href="/hoeringer/3-takster/">Takster &amp; gebyrer</a></h3>' in html
    assert "<span>Frist i dag</span><span>2 svar</span>" in html


def period(opens: object, last_day: object) -> str:
    return squeeze(
        render_piece(LOAD + "{% period opens last_day %}", opens=opens, last_day=last_day)
    )


def test_a_period_is_drawn_with_one_tick_per_day() -> None:
    html = period(OPENED, in_days(13))

    assert 'aria-label="Høringen er på dag 21 af 34."' in html
    assert html.count('class="passed"') == 20
    assert html.count('class="today"') == 1
    assert html.count('class="left"') == 13
    assert "<span>3. nov.</span><span>dag 21 af 34</span><span>6. dec.</span>" in html


def test_a_period_of_moments_is_counted_in_danish_days() -> None:
    opens = dt.datetime(2026, 11, 2, 23, 0, tzinfo=dt.UTC)

    assert "dag 21 af 34" in period(opens, in_days(13))


def test_a_period_that_is_over_is_all_gone() -> None:
    html = period(in_days(-10), in_days(-1))

    assert html.count('class="passed"') == 10
    assert 'class="today"' not in html


def test_a_period_that_has_not_begun_is_all_left() -> None:
    html = period(in_days(1), in_days(10))

    assert html.count('class="left"') == 10
    assert "dag 0 af 10" in html


def test_a_long_period_is_one_bar() -> None:
    html = period(OPENED, in_days(79))

    assert '<rect class="left" width="1000" height="12"/>' in html
    assert '<rect class="passed" width="210" height="12"/>' in html
