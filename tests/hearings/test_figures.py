from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from core.clock import end_of_day, start_of_day
from hearings.figures import Year, as_csv, figures, labels
from hearings.models import Hearing, Objection, Redaction
from tests.accounts.factories import UserFactory
from tests.hearings.factories import ChangeFactory, HearingFactory, ResponseFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)


def hearing_of(last_day: date, *, answers: int = 1, paper: date | None = None, **values) -> Hearing:
    opens_at = start_of_day(last_day - timedelta(days=30))
    hearing = HearingFactory(
        opens_at=opens_at,
        closes_at=end_of_day(last_day),
        white_paper_published_at=start_of_day(paper) + timedelta(hours=9) if paper else None,
        **values,
    )
    for _n in range(answers):
        ResponseFactory(hearing=hearing, received_at=opens_at + timedelta(days=1))
    return hearing


def year(number: int, at: datetime = NOW) -> Year:
    return next((row for row in figures(at) if row.year == number), Year(number))


def test_hearings_are_counted_in_the_year_of_their_deadline():
    hearing_of(date(2026, 12, 31))
    hearing_of(date(2027, 1, 1))
    hearing_of(date(2027, 3, 1))

    assert (year(2026).closed, year(2027).closed) == (1, 1)


def test_drafts_and_what_was_taken_back_are_not_counted():
    hearing_of(date(2026, 5, 1), status=Hearing.Status.DRAFT, published_at=None, answers=0)
    hearing_of(date(2026, 5, 1), status=Hearing.Status.WITHDRAWN, answers=0)

    assert year(2026).closed == 0


def test_white_papers_are_told_apart_by_the_promise():
    due = date(2026, 7, 1)
    hearing_of(date(2026, 5, 1), white_paper_due_on=due, paper=date(2026, 7, 1))
    hearing_of(date(2026, 5, 1), white_paper_due_on=due, paper=date(2026, 7, 2))
    hearing_of(date(2026, 5, 1), paper=date(2026, 5, 11))
    hearing_of(date(2026, 5, 1), white_paper_due_on=due)
    hearing_of(date(2026, 5, 1), status=Hearing.Status.DECIDED, decided_on=due)
    hearing_of(date(2026, 5, 1), white_paper_due_on=due, answers=0)

    told = year(2026)

    assert (told.closed, told.in_time, told.late, told.unpromised) == (6, 1, 1, 1)
    assert (told.waiting, told.without) == (1, 1)
    assert told.median_days == 61


@pytest.mark.parametrize(
    ("days", "middle"), [([], None), ([10], 10), ([10, 20], 15), ([10, 21], 15.5), ([1, 9, 99], 9)]
)
def test_the_middle_of_the_days(days, middle):
    assert Year(2026, days=days).median_days == middle


def test_answers_are_counted_in_the_year_they_came_in_danish_time():
    hearing = hearing_of(date(2027, 1, 20), answers=0)
    for received_at in (
        datetime(2026, 12, 31, 22, 59, tzinfo=UTC),
        datetime(2026, 12, 31, 23, tzinfo=UTC),
    ):
        ResponseFactory(hearing=hearing, received_at=received_at)
    ResponseFactory(hearing=hearing, received_at=NOW, declined=True)
    ResponseFactory(hearing=hearing, received_at=NOW, withdrawn=True)

    assert (year(2026).received, year(2027).received, year(2027).declined) == (1, 2, 1)


def test_masks_and_objections_are_counted():
    response = ResponseFactory(declined=True)
    by = UserFactory()
    Redaction.objects.create(
        version=response.current_version, start=0, end=3, reason="personal", by=by, at=NOW
    )
    for outcome in ("upheld", "dismissed"):
        Objection.objects.create(
            response=response,
            text="Det er ikke rigtigt.",
            decline_reason="Emnet",
            declined_by=by,
            made_at=NOW,
            outcome=outcome,
            decided_by=UserFactory(),
            decided_at=NOW,
            decision="Set igen",
        )

    assert (year(2027).masked, year(2027).objections, year(2027).upheld) == (1, 2, 1)


def test_promises_are_counted_when_made_when_ended_and_when_late():
    hearing = hearing_of(date(2026, 5, 1), answers=0)
    made = {"hearing": hearing, "created_at": datetime(2026, 6, 1, tzinfo=UTC)}
    ChangeFactory(**made, due_on=date(2027, 2, 28))
    ChangeFactory(**made, due_on=date(2027, 3, 1))
    ChangeFactory(
        **made, due_on=date(2026, 7, 1), status="done", ended_on=date(2027, 1, 5), note="x"
    )
    ChangeFactory(
        **made, due_on=date(2026, 7, 1), status="dropped", ended_on=date(2026, 8, 5), note="x"
    )

    before, now = year(2026), year(2027)

    assert (before.promised, before.dropped, before.done, before.overdue) == (4, 1, 0, 0)
    assert (now.promised, now.dropped, now.done, now.overdue) == (0, 0, 1, 1)


def test_the_page_costs_seven_questions_however_much_there_is(client, django_assert_num_queries):
    path = reverse("hearings:figures")
    hearing_of(date(2026, 5, 1))
    client.get(path)
    with django_assert_num_queries(7):
        client.get(path)

    for month in (6, 7, 8):
        ChangeFactory(hearing=hearing_of(date(2025, month, 1), answers=3))

    with django_assert_num_queries(7):
        client.get(path)


def test_the_table_names_its_rows_and_its_years(client):
    hearing_of(date(2025, 5, 1), paper=date(2025, 6, 1), white_paper_due_on=date(2025, 7, 1))
    hearing_of(date(2026, 5, 1))

    page = client.get(reverse("hearings:figures")).content.decode()

    assert '<th scope="col">2025</th>' in page
    for label in labels().values():
        assert f'<th scope="row">{label}</th>' in page


def test_an_empty_portal_says_so(client):
    assert "Der er ingen tal endnu" in client.get(reverse("hearings:figures")).content.decode()


def test_the_csv_holds_the_same_numbers_for_a_spreadsheet(client):
    hearing_of(date(2026, 5, 1), answers=2)

    response = client.get(reverse("hearings:figures_csv"))
    text = response.content.decode("utf-8-sig")
    [head, line] = text.strip().split("\r\n")

    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response.headers["Content-Disposition"] == 'attachment; filename="hoeringer-tal.csv"'
    assert head.split(";")[0:2] == ["År", "Høringer, hvor fristen er gået"]
    assert line.split(";")[:2] == ["2026", "1"]
    assert len(head.split(";")) == len(line.split(";")) == len(labels()) + 1


def test_no_cell_of_the_csv_begins_like_a_formula():
    cells = [cell for line in as_csv([Year(2026)]).splitlines() for cell in line.split(";")]

    assert [cell for cell in cells if cell[:1] in {"=", "+", "-", "@"}] == []
