"""What must not be seen carries a marker, and everything that machines read is searched for it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.roles import Role
from core.pictures import picture_path
from portal.drawing import card
from tests.accounts.factories import UserFactory
from tests.hearings.factories import (
    HearingDocumentFactory,
    HearingFactory,
    HearingMeetingFactory,
    ResponseFactory,
)
from tests.hearings.staff import at_work
from tests.information.factories import (
    GuideFactory,
    NewsFactory,
    PageVersionFactory,
    PlanFactory,
    RightFactory,
    VideoFactory,
    make_page,
)

MARK = "zzq9f3a"
STATES = ("draft", "scheduled", "withdrawn")
pytestmark = pytest.mark.django_db


class Town:
    """A town in which something of each kind is shown, and all that can be hidden is there."""

    def __init__(self) -> None:
        self.hidden: list[str] = []
        self.hearing = HearingFactory(title="Synlig høring")
        self.shown = [self.hearing.get_absolute_url()]
        self.show()
        self.hide_hearings()
        self.hide_answers()
        self.hide_texts()
        self.hide_pages()
        self.department = self.hearing.department

    def show(self) -> None:
        HearingMeetingFactory(hearing=self.hearing)
        NewsFactory(title="Synlig nyhed")
        PlanFactory(title="Synlig plan")
        make_page(title="Synlig side")
        RightFactory(title="Synlig ret")

    def hide(self, kind: str, number: int) -> None:
        self.hidden.append(picture_path(kind, number))

    def hide_hearings(self) -> None:
        draft = HearingFactory(draft=True, title=MARK, lead=MARK, case_number=MARK)
        HearingMeetingFactory(hearing=draft, title=MARK, place=MARK)
        HearingDocumentFactory(hearing=draft, title=MARK)
        ResponseFactory(hearing=draft, approved=True, show_name=True, name=MARK, text=MARK)
        self.hide("hearing", draft.number)

    def hide_answers(self) -> None:
        told = {"hearing": self.hearing, "name": MARK, "email": f"{MARK}@example.dk"}
        for step in ("declined", "withdrawn", "unread"):
            done = {} if step == "unread" else {step: True}
            ResponseFactory(**told, show_name=True, text=MARK, **done)
        ResponseFactory(**told, approved=True, text="Uden navn")
        ResponseFactory(
            **told,
            approved=True,
            show_name=True,
            is_protected=True,
            sender_kind="association",
            on_behalf_of=MARK,
            text="Beskyttet",
        )

    def hide_texts(self) -> None:
        words = {"title": MARK, "lead": MARK, "body": MARK}
        for state in STATES:
            for kind, factory in (("news", NewsFactory), ("plan", PlanFactory)):
                self.hide(kind, factory(**words, **{state: True}).pk)
            guide = GuideFactory(**words, slug=f"{MARK}-{state}", **{state: True})
            self.hide("guide", guide.pk)
            film = VideoFactory(title=MARK, lead=MARK, transcript=MARK, **{state: True})
            self.hide("video", film.pk)
            self.hide("right", RightFactory(title=MARK, what=MARK, **{state: True}).pk)
        yesterday = timezone.localdate() - timedelta(days=1)
        expired = RightFactory(title=MARK, what=MARK, valid_until=yesterday)
        self.hide("right", expired.pk)

    def hide_pages(self) -> None:
        words = {"title": MARK, "lead": MARK, "body": MARK}
        later = timezone.now() + timedelta(hours=1)
        taken_down = make_page(slug=f"{MARK}-nede", **words)
        taken_down.withdraw()
        draft = make_page(slug=f"{MARK}-kladde", public_from=None, **words)
        planned = make_page(slug=f"{MARK}-senere", public_from=later, **words)
        for page in (taken_down, draft, planned):
            self.hide("page", page.pk)
        changing = make_page(title="Synlig nu")
        PageVersionFactory(page=changing, public_from=later, **words)


@pytest.fixture
def town() -> Town:
    return Town()


def addresses(town: Town) -> list[str]:
    own = town.hearing.get_absolute_url()
    names = ["portal", "hearings-list", "hearings", "information", "pages", "news", "plans"]
    names += ["rights", "guides", "videos", "page-translations", "right-translations"]
    return [
        "/robots.txt", "/sitemap.xml", *(f"/sitemap-{name}-1.xml" for name in names),
        "/hoeringer/atom/", f"{own}atom/", "/information/nyheder/feed/",
        "/information/planer/feed/", "/information/side/feed/",
        "/", "/hoeringer/", "/kalender/", own, f"{own}svar/", f"{own}svar/4/", f"{own}opslag/",
    ]  # fmt: skip


def test_no_hidden_thing_is_told_to_machines_in_either_language(town):
    told = {}
    for path in addresses(town):
        for prefix in ("", "/en"):
            response = Client().get(f"{prefix}{path}")
            told[f"{prefix}{path}"] = response.content.decode()

    assert [path for path, text in told.items() if MARK in text.casefold()] == []
    everything = " ".join(told.values())
    assert [
        word
        for word in ("Synlig høring", "Synlig nyhed", "Synlig plan", "Synlig side", "Synlig nu")
        if word not in everything
    ] == []


def test_no_hidden_thing_has_a_picture_not_even_for_staff(town):
    worker = UserFactory(role=Role.CASE_WORKER, department=town.department)
    for client in (Client(), at_work(worker)):
        statuses = {path: client.get(path).status_code for path in town.hidden}

        assert len(statuses) == 20
        assert set(statuses.values()) == {404}


def test_feeds_and_sitemap_are_the_same_for_staff_as_for_everybody(town):
    editor = at_work(UserFactory(role=Role.EDITOR, department=town.department))
    paths = ["/sitemap.xml", "/information/nyheder/feed/", "/information/planer/feed/"]

    for path in paths:
        assert editor.get(path).content == Client().get(path).content, path


def test_nothing_that_machines_read_carries_a_cookie(town):
    pictures = ["/billede/portal.png", picture_path("hearing", town.hearing.number)]

    for path in [*addresses(town), *pictures, *town.hidden[:1]]:
        response = Client().get(path)

        assert not response.cookies, path
        assert "Cookie" not in response.headers.get("Vary", ""), path
        assert response.headers["Cache-Control"].startswith("public"), path


def test_a_picture_of_a_hearing_draws_no_word_of_an_answer(town, monkeypatch):
    drawn = []
    monkeypatch.setattr(
        card.letters, "set_line", lambda _draw, _at, text, **_look: drawn.append(text)
    )

    Client().get(picture_path("hearing", town.hearing.number))

    assert MARK not in " ".join(drawn).casefold()
    assert "Synlig høring" in drawn
