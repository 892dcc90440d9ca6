"""The rules and the numbers: what everybody may know of how conversations are looked after."""

import csv
import io
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from comments import services
from comments.figures import Year, figures
from comments.models import HideReason
from comments.services.writing import write_comment
from tests.accounts.factories import UserFactory
from tests.comments.factories import CommentFactory, open_thread
from tests.comments.staff import moderator_of

pytestmark = pytest.mark.django_db
# Half past midnight on New Year's Day in Copenhagen, still the old year in UTC.
NEW_YEAR = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
BEFORE = datetime(2026, 12, 31, 22, 30, tzinfo=UTC)


def year(number: int) -> Year:
    return next((row for row in figures() if row.year == number), Year(number))


def write(thread, at, key):
    return write_comment(thread, author=UserFactory(), text="Goddag", key=key, at=at)


def hide(comment, by, at, reason=HideReason.HATE):
    services.hide_comment(comment, reason=reason, note="Tonen", by=by, at=at)


def test_what_happened_is_counted_in_its_own_year_in_copenhagen():
    thread = open_thread()
    write(thread, BEFORE, "0b0a7a52-6a4c-4a0e-8d2f-1c5c1a6f6f11")
    write(thread, NEW_YEAR, "0b0a7a52-6a4c-4a0e-8d2f-1c5c1a6f6f12")

    assert (year(2026).count("written"), year(2027).count("written")) == (1, 1)


def test_hidden_is_counted_by_reason_and_also_when_it_is_shown_again():
    thread = open_thread()
    person = moderator_of(thread)
    first, second, third = (CommentFactory(thread=thread) for _n in range(3))
    hide(first, person, NEW_YEAR)
    hide(second, person, NEW_YEAR)
    hide(third, person, NEW_YEAR, HideReason.ADVERT)
    services.restore_comment(first, note="", by=person, at=NEW_YEAR)

    told = year(2027)

    assert (
        told.count("hidden"),
        told.count("hidden_for_hate"),
        told.count("hidden_for_advert"),
    ) == (3, 2, 1)
    assert (told.count("restored"), told.count("hidden_for_other")) == (1, 0)


def test_objections_are_counted_with_what_became_of_them(django_assert_num_queries):
    thread = open_thread()
    person, second = moderator_of(thread), moderator_of(thread)
    for is_upheld in (True, False, None):
        comment = CommentFactory(thread=thread)
        services.report_comment(comment, reporter=None, reason="hate", text="", at=NEW_YEAR)
        hide(comment, person, NEW_YEAR)
        objection = services.make_objection(comment, text="Nej", by=comment.author, at=NEW_YEAR)
        if is_upheld is not None:
            services.decide_objection(
                objection, is_upheld=is_upheld, answer="Set", by=second, at=NEW_YEAR
            )

    with django_assert_num_queries(3):
        told = year(2027)

    assert (told.count("objections"), told.count("upheld"), told.count("rejected")) == (3, 1, 1)
    assert (told.count("reports"), told.count("restored")) == (3, 1)


def test_the_table_and_the_spreadsheet_say_the_same_and_name_nobody():
    thread = open_thread()
    person = moderator_of(thread, full_name="Mogens Moderator")
    hide(CommentFactory(thread=thread, text="Det er for dårligt"), person, NEW_YEAR)

    page = Client().get(reverse("comments:figures"))
    sheet = Client().get(reverse("comments:figures_csv"))

    written = sheet.content.decode("utf-8-sig")
    names, values = csv.reader(io.StringIO(written), delimiter=";")
    assert dict(zip(names, values, strict=True))["Skjult som: hadefuldt eller truende"] == "1"
    assert [label for label, _values in page.context["rows"]] == names[1:]
    assert '<th scope="col">2027</th>' in page.content.decode()
    for words in (page.content.decode(), written):
        assert "Mogens" not in words
        assert "dårligt" not in words


def test_the_rules_say_how_long_it_takes_and_whether_the_first_comment_waits(settings):
    address = reverse("comments:rules")
    open_to_all = Client().get(address).content.decode()
    settings.COMMENTS_HOLD_FIRST = 1

    page = Client().get(address).content.decode()

    assert "Den første kommentar fra en ny konto bliver læst" in page
    assert "Den første kommentar" not in open_to_all
    for words in ("reklame eller spam", "14 dage", "gøre indsigelse"):
        assert str(words) in page
