"""The demo's texts: news, plans and what readers say, made by the same services as in real life."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import format_html
from django.utils.text import slugify

from city.models import Area, Department
from comments.services import answer_comment, write_comment
from core.clock import local_date
from core.danish import ascii_danish
from core.demo_pdf import demo_pdf
from core.files import inspect_film, inspect_upload
from hearings.demo.proposals import HEARINGS
from hearings.models import Hearing
from information.content_loading import load_content, read, topics_of
from information.models import Attachment, Captions, News, Page, Plan, PlanStep
from information.services import media, pages, publications
from information.services.conversations import let_comment
from information.services.feedback import give_feedback, handle_feedback

if TYPE_CHECKING:
    from accounts.models import User

HERE = Path(__file__).resolve().parent
TEXTS, FILES = HERE / "demo_texts", HERE / "demo_files"
DEPARTMENT = "By, Kultur og Miljø"
# File, title, what it shows, and the news that it stands in.
PICTURES = (
    (
        "huse-ved-kanalen.png",
        "Huse ved kanalen",
        "Tegning: folk ved kanalen, en hvid bro og træer.",
        "gaatur-skallerne",
    ),
    (
        "gaardhuse.png",
        "Gårdhuse",
        "Tegning: gårdhuse med gule mure over kanalen.",
        "skriv-paa-biblioteket",
    ),
    (
        "byen.png",
        "Byen",
        "Tegning: lave huse om gårde på begge sider af en kanal.",
        "",
    ),
)
FILM, POSTER = "hvad-er-en-hoering.webm", "film-hvad-er-en-hoering.png"
DISCUSSED = "saadan-svarer-du"
QUESTION = "Må jeg svare sammen med min nabo, så vi kun sender ét svar?"
ANSWER = (
    "Ja. Skriv, hvem I er, i selve svaret. Det tæller som ét svar, og det er det, der står i det, "
    "der bliver vejet, ikke hvor mange der har skrevet under."
)
FEEDBACK = (
    # The page's key, useful, words, days ago, seen by the editor.
    ("saadan-svarer-du", True, "Nu tør jeg godt. Tak for billedet af de fem trin.", 20, True),
    ("saadan-svarer-du", True, "", 12, False),
    ("saadan-svarer-du", False, "Hvor ser jeg, om mit svar er kommet frem?", 4, False),
    ("uden-computer", True, "Biblioteket hjalp mig samme dag.", 9, True),
    ("paragraf-17-4", False, "Hvem sidder i udvalgene lige nu? Det står her ikke.", 2, False),
    ("hoeringens-gang", False, "", 1, False),
)


class Loader:
    """The editor and the day of one making."""

    def __init__(self, people: dict[str, User], at: datetime) -> None:
        self.people, self.by = people, people["redaktoer"]
        self.at, self.today = at, local_date(at)
        titles = {proposal.code: proposal.title for proposal in HEARINGS}
        self.hearings = {
            code: Hearing.objects.filter(title=title).order_by("-pk").first()
            for code, title in titles.items()
        }

    def load(self) -> None:
        load_content(by=self.by, at=self.at - timedelta(days=70))
        pictures = {news: self._picture(*about) for *about, news in PICTURES}
        for news in read(TEXTS / "news.toml")["news"]:
            self._news(news, pictures.get(news["key"]))
        self._plans(read(TEXTS / "plans.toml")["plan"])
        self._film(read(TEXTS / "video.toml"))
        self._moved_page()
        self._newer_version()
        self._overdue_page()
        for said in FEEDBACK:
            self._feedback(*said)
        self._conversations()

    def past(self, days: int) -> datetime:
        return self.at - timedelta(days=days)

    # --- Conversations --------------------------------------------------------------------
    def _conversations(self) -> None:
        """Open a page and a plan for comments; somebody asks on the page and is answered."""
        page = Page.objects.get(key=DISCUSSED)
        plan = Plan.objects.public(self.at).order_by("pk")[0]
        for subject in (page, plan):
            let_comment(subject, is_allowed=True, by=self.by, at=self.past(30))
        assert page.thread is not None
        question = write_comment(
            page.thread, author=self.people["selma"], text=QUESTION, asks=True, key=uuid.uuid4(),
            at=self.past(9),
        )  # fmt: skip
        answer_comment(question, text=ANSWER, by=self.by, key=uuid.uuid4(), at=self.past(8))

    # --- News -----------------------------------------------------------------------------
    def _news(self, text: dict[str, Any], picture: Attachment | None) -> None:
        news = News(
            **{name: text[name] for name in ("title", "lead")},
            body=_figure(picture) + text["body"] if picture else text["body"],
            department=Department.objects.get(name=text["department"]),
            hearing=self.hearings.get(text["hearing"]),
        )
        days = text["days_ago"]
        at = self.past(max(days, 0))
        publications.create(news, by=self.by, at=at)
        news.areas.set(Area.objects.filter(name__in=text["areas"]))
        news.topics.set(topics_of(text))
        if text.get("state") != "draft":
            publications.publish(news, public_from=self.past(days), by=self.by, at=at)

    # --- Pictures and films ---------------------------------------------------------------
    def _picture(self, name: str, title: str, alt: str) -> Attachment:
        content = (FILES / name).read_bytes()
        return media.add_attachment(
            inspect_upload(SimpleUploadedFile(name, content)),
            title=title,
            alt=alt,
            department=Department.objects.get(name=DEPARTMENT),
            by=self.by,
            at=self.past(60),
        )

    def _film(self, text: dict[str, Any]) -> None:
        video = media.add_video(
            inspect_film(SimpleUploadedFile(FILM, (FILES / FILM).read_bytes())),
            title=text["title"],
            lead=text["description"],
            transcript=text["transcript"],
            poster=self._picture(POSTER, text["title"], f"Filmens titel: {text['title']}"),
            department=Department.objects.get(name=DEPARTMENT),
            by=self.by,
            at=self.past(40),
        )
        Captions.objects.create(video=video, language="da", text=text["captions"].lstrip())
        publications.publish(video, by=self.by, at=self.past(40))

    # --- Plans ----------------------------------------------------------------------------
    def _plans(self, texts: list[dict[str, Any]]) -> None:
        made = {text["key"]: self._plan(text) for text in texts}
        for text in texts:
            if later := made.get(text["replaced_by"]):
                plan = made[text["key"]]
                plan.refresh_from_db()
                plan.replaced_by = later
                publications.change(plan, changed=["replaced_by"], by=self.by, at=self.at)

    def _plan(self, text: dict[str, Any]) -> Plan:
        names = ("kind", "number", "title", "lead", "body")
        days = {f"{name}_on": text.get(name) for name in ("proposed", "adopted", "in_force")}
        plan = Plan(
            **{name: text[name] for name in names},
            **{name: self._day(days_from_now) for name, days_from_now in days.items()},
            department=Department.objects.get(name=text.get("department", DEPARTMENT)),
        )
        at = self.past(60)
        publications.create(plan, by=self.by, at=at)
        plan.areas.set(Area.objects.filter(name__in=text["areas"]))
        plan.topics.set(topics_of(text))
        plan.hearings.set(filter(None, map(self.hearings.get, text["hearings"])))
        for step in text["steps"]:
            PlanStep.objects.create(
                plan=plan, on=self._day(step["day"]), title=step["title"], text=step["text"]
            )
        for position, title in enumerate(text["document_titles"]):
            self._document(plan, title, position=position, at=at)
        publications.publish(plan, by=self.by, at=at)
        return plan

    def _day(self, days_from_now: int | None) -> Any:
        return None if days_from_now is None else self.today + timedelta(days=days_from_now)

    def _document(self, plan: Plan, title: str, *, position: int, at: datetime) -> None:
        name = f"{slugify(ascii_danish(title))[:60]}.pdf"
        words = (plan.lead, "Dokumentet er opdigtet. Det viser, hvordan en plan ser ud i demoen.")
        inspected = inspect_upload(demo_pdf(name, title, words))
        publications.add_plan_document(
            plan, inspected, title=title, position=position, by=self.by, at=at
        )

    # --- Pages in every state ---------------------------------------------------------------
    def _moved_page(self) -> None:
        """A page that stood elsewhere at first: its old address leads on."""
        parent = Page.objects.get(key="om-portalen")
        page = Page(slug="moed-os", department=parent.department, created_at=self.past(50))
        pages.create_page(
            page,
            title="Mød os på biblioteket",
            lead="Hver tirsdag eftermiddag kan du få hjælp til at læse en sag og skrive et svar.",
            body="<p>Kom forbi det runde bord. Du skal ikke bestille tid.</p>"
            "<p><em>Et eksempel til demoen.</em></p>",
            by=self.by,
            at=self.past(50),
        )
        version = page.versions.get()
        pages.publish_version(version, by=self.by, at=self.past(50))
        pages.move_page(
            page, parent=parent, slug="moed-os", position=10, by=self.by, at=self.past(30)
        )

    def _newer_version(self) -> None:
        """A page with a newer wording that nobody has published yet."""
        page = Page.objects.get(key="uden-computer")
        version = page.versions.latest("number")
        pages.save_version(
            page,
            title=version.title,
            lead=version.lead,
            body=f"{version.body}<p>Fra nytår kan du også få hjælp i beboerhuset.</p>",
            note="Beboerhuset med",
            based_on=version.number,
            by=self.by,
            at=self.past(1),
        )

    def _overdue_page(self) -> None:
        """A page that should have been looked through."""
        page = Page.objects.get(key="raad-og-bestyrelser")
        day = self.today - timedelta(days=20)
        pages.review_page(page, review_on=day, by=self.by, at=self.past(60))

    def _feedback(self, key: str, is_useful: bool, words: str, days: int, is_seen: bool) -> None:
        page = Page.objects.get(key=key)
        version = page.public_version(self.past(days))
        feedback = give_feedback(
            page,
            version=version,
            is_useful=is_useful,
            text=words,
            key=uuid.uuid4(),
            at=self.past(days),
        )
        if is_seen:
            handle_feedback(feedback, by=self.by, at=self.past(days - 1))


def _figure(picture: Attachment) -> str:
    return format_html(
        '<figure><img src="{}" alt="{}"></figure>', picture.get_absolute_url(), picture.alt
    )


def load(people: dict[str, User], *, at: datetime) -> None:
    """Make the demo's texts. The demo's hearings are there already."""
    Loader(people, at).load()
