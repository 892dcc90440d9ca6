"""The pages of themes and points: made, ordered, answered once for all, merged, split."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from hearings.models import Answer, Point, Theme
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.hearings.factories import HearingFactory, ResponseFactory
from tests.hearings.staff import at_work
from tests.hearings.treating import also_in, answer_to, point_in, theme_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def hearing():
    return HearingFactory(closed=True, department=DepartmentFactory(name="Plan"))


@pytest.fixture
def client(hearing):
    return at_work(UserFactory(role=Role.CASE_WORKER, department=hearing.department))


def url(name, hearing, *args) -> str:
    return reverse(f"hearings:{name}", args=[hearing.number, *args])


def text(response) -> str:
    return response.content.decode()


def test_a_theme_is_made_and_one_that_is_taken_stands_in_the_field(client, hearing):
    made = client.post(url("themes", hearing), {"title": "Trafik"})
    taken = client.post(url("themes", hearing), {"title": "TRAFIK"})
    empty = client.post(url("themes", hearing), {"title": " "})

    assert (made.status_code, taken.status_code, empty.status_code) == (302, 200, 200)
    assert "Temaet findes i forvejen." in text(taken)
    assert 'value="TRAFIK"' in text(taken)
    assert [theme.title for theme in hearing.themes.all()] == ["Trafik"]


def test_a_theme_goes_up_and_down_and_stays_at_the_ends(client, hearing):
    a, b = theme_in(hearing, "a"), theme_in(hearing, "b")

    client.post(url("theme_place", hearing, b.pk), {"up": "1"})
    assert list(hearing.themes.all()) == [b, a]
    client.post(url("theme_place", hearing, b.pk), {"up": "1"})
    assert list(hearing.themes.all()) == [b, a]
    client.post(url("theme_place", hearing, b.pk), {"down": "1"})

    assert list(hearing.themes.all()) == [a, b]


def test_one_answer_covers_all_points_of_a_theme(client, hearing):
    one, two = (ResponseFactory(hearing=hearing) for _time in range(2))
    point = also_in(point_in(one, theme="Trafik"), two)
    point_in(one, theme="Trafik", title="Sænk farten")

    shown = text(client.get(url("theme", hearing, point.theme_id)))
    client.post(
        url("theme", hearing, point.theme_id),
        {"remark": "Vi sænker farten.", "outcome": "accepted", "seen": "0"},
    )

    assert "Dækker 2 pointer" in shown
    assert {p.effective_answer.remark for p in hearing.points.all()} == {"Vi sænker farten."}
    assert "temaets svar" in text(client.get(url("themes", hearing)))


def test_two_people_on_a_themes_answer(client, hearing):
    theme = theme_in(hearing, "Trafik")
    answer_to(theme, remark="Den enes ord.", by=UserFactory(full_name="Per Pensel"))
    mine = {"remark": "Den andens ord.", "outcome": "rejected", "seen": "0"}

    refused = client.post(url("theme", hearing, theme.pk), mine)

    assert "Per Pensel gemte" in text(refused)
    assert "Den andens ord." in text(refused)
    assert Answer.objects.get().remark == "Den enes ord."
    client.post(url("theme", hearing, theme.pk), {**mine, "anyway": "1"})
    assert Answer.objects.get().remark == "Den andens ord."


def test_a_theme_is_renamed_and_a_title_that_cannot_be_used_is_told(client, hearing):
    theme, _other = theme_in(hearing, "Trafik"), theme_in(hearing, "Støj")

    taken = client.post(url("theme_rename", hearing, theme.pk), {"title": "Støj"})
    client.post(url("theme_rename", hearing, theme.pk), {"title": "Trafik og parkering"})

    assert "Temaet findes i forvejen." in text(taken)
    theme.refresh_from_db()
    assert theme.title == "Trafik og parkering"


def test_points_move_to_another_theme_or_to_a_new_one(client, hearing):
    response = ResponseFactory(hearing=hearing)
    one, two = (point_in(response, theme="Trafik", title=title) for title in ("Lys", "Støj"))
    other = theme_in(hearing, "Drift")
    split = url("theme_split", hearing, one.theme_id)

    nothing = client.post(split, {"theme": other.pk})
    both = client.post(split, {"points": [one.pk], "theme": other.pk, "title": "Nyt"})
    client.post(split, {"points": [one.pk], "theme": other.pk})
    client.post(split, {"points": [two.pk], "title": "Larm"})

    assert "Vælg mindst én pointe." in text(nothing)
    assert "Kun det ene" in text(both)
    assert {p.title: p.theme.title for p in Point.objects.all()} == {"Lys": "Drift", "Støj": "Larm"}


def test_themes_are_merged_and_an_empty_one_is_removed(client, hearing):
    point = point_in(ResponseFactory(hearing=hearing), theme="Trafik")
    other, empty = theme_in(hearing, "Veje"), theme_in(hearing, "Tomt")

    itself = client.post(url("theme_merge", hearing, other.pk), {"into": other.pk})
    client.post(url("theme_merge", hearing, point.theme_id), {"into": other.pk})
    kept = client.post(url("theme_remove", hearing, other.pk))
    client.post(url("theme_remove", hearing, empty.pk))

    assert itself.status_code == 200
    assert kept.status_code == 409
    assert list(Theme.objects.all()) == [other]


def test_a_foreign_theme_or_point_is_not_found(client, hearing):
    foreign = point_in(ResponseFactory(hearing=HearingFactory(closed=True)))

    assert client.get(url("theme", hearing, foreign.theme_id)).status_code == 404
    assert client.get(url("point", hearing, foreign.number)).status_code == 404
    merged = client.post(
        url("theme_merge", hearing, theme_in(hearing).pk), {"into": foreign.theme_id}
    )
    assert merged.status_code == 200
    assert Theme.objects.filter(pk=foreign.theme_id).exists()


def test_a_point_is_saved_merged_and_removed_on_its_own_page(client, hearing):
    response = ResponseFactory(hearing=hearing)
    one, two = point_in(response, title="Bevar poplerne"), point_in(response, title="Poplerne")
    data = {
        "p1-title": "Bevar alle poplerne", "p1-theme": one.theme_id,
        "p1-remark": "De står.", "p1-outcome": "accepted", "p1-seen": "0",
    }  # fmt: skip

    client.post(url("point", hearing, 1), data)
    standing = client.post(url("point_remove", hearing, 1))
    merged = client.post(url("point_merge", hearing, 2), {"into": one.pk})

    assert standing.status_code == 409
    assert merged.headers["Location"] == url("point", hearing, 1)
    assert not Point.objects.filter(pk=two.pk).exists()
    assert Point.objects.get().answer.remark == "De står."


def test_the_list_is_narrowed_to_what_waits(client, hearing):
    hearing.needs_second_reader = True
    hearing.save(update_fields=["needs_second_reader"])
    response = ResponseFactory(hearing=hearing)
    answered = point_in(response, title="Besvaret pointe", theme="Trafik")
    point_in(response, title="Ubesvaret pointe", theme="Drift")
    answer_to(answered)

    waiting = text(client.get(url("themes", hearing) + "?vis=ubesvaret"))
    unread = text(client.get(url("themes", hearing) + "?vis=ulaest"))

    assert "Ubesvaret pointe" in waiting
    assert "P1 Besvaret pointe" not in waiting
    assert "P1 Besvaret pointe" in unread
    assert "Ubesvaret pointe" not in unread


def test_all_that_is_missing_stands_on_a_page(client, hearing):
    hidden = ResponseFactory(hearing=hearing, name="Asta Æblegren", show_name=False)
    point_in(hidden, title="Asta Æblegren vil bevare træerne")

    content = text(client.get(url("desk_lacks", hearing)))

    assert "mangler bemærkning eller udfald" in content
    assert "nævner et navn, der ikke må vises" in content
