"""A hearing with three hundred responses, from closed to white paper to decision to a change done.

A case worker and a manager work in the browser, each in a session of their own. Of the responses
the first three are treated by hand; the others through the services that the pages call, for
time: they are the same steps, and tests/e2e/test_treating.py takes them by keyboard.
"""

import csv
import io
import re
from collections import Counter

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.roles import Role
from hearings import tasks
from hearings.models import Change, Hearing, ResponseFile, WhitePaper
from notifications.delivery import relay
from notifications.kinds import Lane
from notifications.models import Message
from notifications.services import expand_announcements
from tests.accounts.factories import UserFactory
from tests.e2e.crowd import (
    ASIDE,
    COUNCIL,
    CPR_IN_FILES,
    CPR_IN_TEXT,
    DECLINED,
    HIDDEN_HOUSE,
    LETTERS,
    MASKED,
    OPEN_FILE,
    PROTECTED,
    TOTAL,
    UNREAD,
    WITHDRAWN,
    Crowd,
    gather,
)
from tests.e2e.everywhere import FORMATS, everything_about, file_of, pdf_text
from tests.e2e.staff import decides, finishes, log_in, writes_a_step
from tests.e2e.treating import (
    FIRST_POINT,
    FIRST_THEME,
    PROMISES,
    REASON,
    outcome_of,
    remark_to,
    told_about,
    told_in,
    treat_the_rest,
)
from tests.e2e.wishes import ORDER, SENTENCES
from tests.hearings.factories import DepartmentFactory, HearingFactory
from tests.hearings.test_messages import follow
from tests.portal.search import titles

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

FOLLOWER = "foelger@udenfor.example"
LETTER_NAME = ".letter__to"
SUMMARY = "Svarene vil bevare træerne og have lavere fart. Rækken bliver stående."


@pytest.fixture
def department():
    return DepartmentFactory(name="Plan og Trafik")


@pytest.fixture
def worker(department) -> User:
    return UserFactory(role=Role.CASE_WORKER, department=department, full_name="Lone Linealsen")


@pytest.fixture
def manager(department) -> User:
    return UserFactory(role=Role.MANAGER, department=department, full_name="Mogens Mappe")


@pytest.fixture
def crowd(department, worker) -> Crowd:
    """Three hundred responses, read by staff; what they were told on the way has left."""
    hearing = HearingFactory(closed=True, department=department, title="Lokalplan 9.9")
    follow(hearing, FOLLOWER)
    found = gather(hearing, clerk=worker, account=UserFactory(email="konto@borger.example"))
    Message.objects.all().delete()
    return found


def test_three_hundred_responses_go_from_the_deadline_to_a_change_that_is_done(
    open_page, crowd, worker, manager
):
    hearing = crowd.hearing
    desk, office = open_page(), open_page()
    log_in(desk, worker)
    log_in(office, manager)

    comes_to_the_desk(desk, hearing)
    treats_the_first_three(desk, crowd)
    answers_the_first_theme(desk)
    is_not_let_through(desk, hearing)
    treat_the_rest(crowd, by=worker)
    writes_and_submits(desk, hearing)
    approves(office)
    tasks.make_white_paper_files()
    publishes_once(office, hearing)
    at_the_white_paper = mails_sent()
    look_at_the_letters(office, crowd)
    goes_on_to_the_decision(desk, hearing)
    at_the_decision = mails_sent()
    concerned = crowd.by_address(crowd.asking_for(FIRST_POINT))
    finishes(desk, told=len(concerned) + 1)
    at_the_change = mails_sent()
    tasks.make_white_paper_files()

    each_is_told_their_own(at_the_white_paper, crowd)
    each_is_told_their_own(at_the_decision, crowd)
    each_is_led_to_their_own(at_the_change, concerned)
    nobody_reads_a_secret(by_place(at_the_white_paper, at_the_decision, at_the_change), crowd)
    nobody_reads_a_secret(published(crowd), crowd)
    nobody_is_given_what_is_held(crowd)
    the_files_say_each_number_once(crowd)
    the_journey_has_come_to_its_end(open_page(width=390), at_the_white_paper)


# --- The case worker --------------------------------------------------------------------------
def comes_to_the_desk(page: Page, hearing: Hearing) -> None:
    page.goto(reverse("admin:hearings_hearing_change", args=[hearing.pk]))
    page.get_by_role("link", name="Behandl svarene").click()
    expect(page.locator(".measures")).to_contain_text(f"0 af {TOTAL - len(WITHDRAWN)}")
    expect(page.locator("#h-response")).to_contain_text("Svar nr. 1,")


def treats_the_first_three(page: Page, crowd: Crowd) -> None:
    """A new point of a sentence, the same point in another response, one outside the subject."""
    sentence = page.locator("label.sentence", has_text=SENTENCES[FIRST_POINT])
    sentence.click()
    page.fill("#mark_title", FIRST_POINT)
    page.fill("#mark_new_theme", FIRST_THEME)
    page.get_by_role("button", name="Gem og næste").click()

    expect(page.locator("#h-response")).to_contain_text("Svar nr. 2,")
    sentence.click()
    page.fill("#mark_known", "poppel")
    page.get_by_role("button", name="Gem og næste").click()

    expect(page.locator("#h-response")).to_contain_text("Svar nr. 3,")
    page.locator("summary", has_text="Uden for emnet").click()
    page.get_by_label("Hvad handler svaret om i stedet?").fill(REASON)
    page.get_by_role("button", name="Sæt uden for og næste").click()

    expect(page.locator("#h-response")).to_contain_text("Svar nr. 4,")
    expect(page.locator(".measures")).to_contain_text(f"3 af {TOTAL - len(WITHDRAWN)}")
    point = crowd.hearing.points.get()
    mentions = point.mentions.order_by("response__number")
    assert list(mentions.values_list("response__number", "start", "end")) == [
        (number, *crowd.span(number, FIRST_POINT)) for number in (1, 2)
    ]


def answers_the_first_theme(page: Page) -> None:
    page.get_by_role("link", name="Temaer").click()
    page.get_by_role("link", name=FIRST_THEME, exact=True).click()
    page.get_by_label("Forvaltningens bemærkning").fill(remark_to(FIRST_THEME))
    page.check(f"[name=outcome][value={outcome_of(FIRST_THEME)}]")
    page.get_by_label("Konkret ændring").fill(PROMISES[FIRST_THEME])
    page.get_by_label("Hvor den ses").fill("§ 7.3")
    page.get_by_role("button", name="Gem svaret").click()
    expect(page.locator("main")).to_contain_text(f"Svaret til »{FIRST_THEME}« er gemt.")


def is_not_let_through(page: Page, hearing: Hearing) -> None:
    """The white paper can be begun, but not sent: not from the page, nor past it."""
    page.goto(reverse("hearings:desk_white_paper", args=[hearing.number]))
    page.get_by_role("button", name="Begynd hvidbogen").click()
    missing = TOTAL - len(WITHDRAWN) - 3
    expect(page.locator("section", has=page.locator("#lacks"))).to_contain_text(
        f"{missing} svar har hverken en pointe eller er sat uden for emnet: nr. 4, 5, 6, 7, 8"
    )
    expect(page.get_by_role("link", name="Send til godkendelse")).to_have_count(0)
    page.goto(reverse("hearings:desk_white_paper_submit", args=[hearing.number]))
    page.get_by_role("button", name="Send til godkendelse").click()
    expect(page.locator(".messagelist")).to_contain_text("mangler")
    assert WhitePaper.objects.get().status == WhitePaper.Status.DRAFT


def writes_and_submits(page: Page, hearing: Hearing) -> None:
    page.goto(reverse("hearings:desk_white_paper", args=[hearing.number]))
    page.fill("[name=summary]", SUMMARY)
    page.fill("[name=asked]", "Naboerne\nVejlauget")
    page.get_by_role("button", name="Gem teksten").click()
    expect(page.locator(".notice--done")).to_contain_text("Alle svar er behandlet")
    page.get_by_role("link", name="Send til godkendelse").click()
    page.get_by_role("button", name="Send til godkendelse").click()
    expect(page.locator(".messagelist")).to_contain_text("er sendt til godkendelse")


def goes_on_to_the_decision(page: Page, hearing: Hearing) -> None:
    page.goto(reverse("hearings:decision_desk", args=[hearing.number]))
    writes_a_step(page)
    decides(page, hearing)


# --- The manager ------------------------------------------------------------------------------
def approves(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_role("link", name="Godkend hvidbogen").click()
    page.get_by_role("link", name="Læs og godkend").click()
    expect(page.locator("#summary + .prose")).to_have_text(SUMMARY)
    page.get_by_role("button", name="Godkend hvidbogen").click()
    expect(page.locator(".messagelist")).to_contain_text("Hvidbogen er godkendt")
    expect(page.locator("#files")).to_contain_text("Filerne bliver lavet nu")
    expect(page.get_by_role("link", name="Udgiv hvidbogen")).to_have_count(0)


def publishes_once(page: Page, hearing: Hearing) -> None:
    """The page is open in two windows; the button is pressed in both."""
    page.goto(reverse("hearings:desk_white_paper", args=[hearing.number]))
    page.get_by_role("link", name="Udgiv hvidbogen").click()
    second = page.context.new_page()
    second.goto(page.url)
    page.get_by_role("button", name="Udgiv hvidbogen").click()
    expect(page.locator(".messagelist")).to_contain_text("Hvidbogen er udgivet")
    written = Message.objects.count()
    second.get_by_role("button", name="Udgiv hvidbogen").click()
    expect(second.locator("h1")).to_contain_text("ikke lade sig gøre lige nu")
    second.close()
    assert [(paper.version, paper.status) for paper in WhitePaper.objects.all()] == [
        (1, WhitePaper.Status.PUBLISHED)
    ]
    assert Message.objects.count() == written


def look_at_the_letters(page: Page, crowd: Crowd) -> None:
    """Those whom no mail reaches, and no others, have a letter with their own points."""
    page.goto(reverse("hearings:desk_letters", args=[crowd.hearing.number]))
    letters = page.locator("article.letter").all()
    written = {}
    for letter in letters:
        name = letter.locator(LETTER_NAME).inner_text().splitlines()[0]
        written[name] = [title.inner_text() for title in letter.locator(".points__title").all()]

    assert len(letters) == len(LETTERS)
    assert written == {crowd.responses[n].name: crowd.wishes[n] for n in LETTERS}


# --- What people are told ---------------------------------------------------------------------
def mails_sent() -> list[EmailMultiAlternatives]:
    """Let the worker tell followers and the relay send what is due, and return it."""
    mail.outbox.clear()
    expand_announcements(seconds=300)
    relay(Lane.IMMEDIATE, Lane.BULK, seconds=300)
    assert set(Message.objects.values_list("state", flat=True)) == {Message.State.SENT}
    return list(mail.outbox)


def by_place(*told: list[EmailMultiAlternatives]) -> dict[str, str]:
    return {
        f"mail {step} to {message.to[0]}": all_of(message)
        for step, messages in enumerate(told, start=1)
        for message in messages
    }


def all_of(message: EmailMultiAlternatives) -> str:
    return f"{message.subject}\n{message.body}\n{message.alternatives[0][0]}"


def each_is_told_once(told: list[EmailMultiAlternatives], people: dict[str, list[int]]) -> None:
    addresses = Counter(message.to[0].casefold() for message in told)
    assert addresses == dict.fromkeys([*people, FOLLOWER], 1)


def each_is_told_their_own(told: list[EmailMultiAlternatives], crowd: Crowd) -> None:
    """Each mail holds the points of all that this person has sent, and of nobody else."""
    people = crowd.by_address(crowd.counted)
    each_is_told_once(told, people)
    for message in told:
        numbers = people.get(message.to[0].casefold(), [])
        wanted = {n: [told_about(title) for title in crowd.wishes[n]] for n in numbers}
        assert told_in(message) == wanted, message.to
        shown, own = all_of(message), {title for n in numbers for title in crowd.wishes[n]}
        assert {title for _theme, title in ORDER if title in shown} == own, message.to
        assert (REASON in shown) is bool(set(numbers) & set(ASIDE)), message.to


def each_is_led_to_their_own(
    told: list[EmailMultiAlternatives], people: dict[str, list[int]]
) -> None:
    each_is_told_once(told, people)
    for message in told:
        numbers = re.findall(r"^Dit svar nr\. (\d+):$", message.body, re.MULTILINE)
        assert [int(number) for number in numbers] == people.get(message.to[0].casefold(), [])
        assert PROMISES[FIRST_THEME] in message.body


def the_journey_has_come_to_its_end(page: Page, told: list[EmailMultiAlternatives]) -> None:
    """The link in the mail leads to a journey on which every stop is passed."""
    body = next(message.body for message in told if message.to == ["svarer1@borger.example"])
    page.goto(re.search(r"http://localhost:8000(/hoeringer/mit-svar/\S+)", body)[1])
    stops = page.locator("#journey + ol > li")
    assert stops.locator("b").all_inner_texts() == [
        "Modtaget", "Læst igennem", "Offentliggjort", "Behandlet", "Besvaret i hvidbogen",
        "Behandlet på et møde", "Besluttet", "Udført",
    ]  # fmt: skip
    expect(page.locator("#journey + ol > li.is-done")).to_have_count(8)
    expect(page.locator("#your-points")).to_contain_text(remark_to(FIRST_THEME))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert Change.objects.get(text=PROMISES[FIRST_THEME]).status == Change.Status.DONE


# --- What everybody reads ---------------------------------------------------------------------
def published(crowd: Crowd) -> dict[str, str]:
    watched = {*PROTECTED, *MASKED, *CPR_IN_FILES, CPR_IN_TEXT, COUNCIL[0], OPEN_FILE[0]}
    found = everything_about(crowd.hearing, responses=sorted(watched & set(crowd.public)))
    whole = {form: found[form] for form in FORMATS}
    whole["pages"] = " ".join(text for address, text in found.items() if "hvidbog/1/" in address)
    whole["list"] = " ".join(text for address, text in found.items() if "/svar/?side" in address)
    whole["search"] = found["search"]
    missing = {
        place: [name for name in crowd.shown_names if name not in text]
        for place, text in whole.items()
    }
    assert missing == {place: [] for place in missing}
    assert [n for n in (DECLINED + WITHDRAWN + UNREAD) if n in crowd.public] == []
    return found


def nobody_reads_a_secret(texts: dict[str, str], crowd: Crowd) -> None:
    secrets = [secret.casefold() for secret in crowd.secrets]
    assert len(secrets) > TOTAL // 2
    found = {}
    for place, text in texts.items():
        plain = text.casefold()
        if told := [secret for secret in secrets if secret in plain]:
            found[place] = told
    assert found == {}
    for name in (*PROTECTED.values(), HIDDEN_HOUSE):
        assert titles(name.split()[0 if name == HIDDEN_HOUSE else 1]) == []


def nobody_is_given_what_is_held(crowd: Crowd) -> None:
    given = {}
    for file in ResponseFile.objects.select_related("response__hearing"):
        response = file.response
        answer = Client().get(f"{response.get_absolute_url()}bilag/{file.pk}/")
        given[response.number] = (file.is_held, answer.status_code)
        answer.close()

    assert given == {**dict.fromkeys(CPR_IN_FILES, (True, 404)), OPEN_FILE[0]: (False, 200)}


def the_files_say_each_number_once(crowd: Crowd) -> None:
    """Every number that was given stands in the appendix, and beside it who may not be read."""
    paper = crowd.hearing.white_papers.get()
    printed = re.split(r"Svar nr\. (\d+)\b", pdf_text(file_of(paper, "pdf")))
    appendix = dict(zip(map(int, printed[1::2]), printed[2::2], strict=True))
    sheet = io.StringIO(file_of(paper, "csv").decode("utf-8-sig"))
    listed = [int(row["Svar nr."]) for row in csv.DictReader(sheet, delimiter=";")]

    every = list(range(1, TOTAL + 1))
    assert [int(number) for number in printed[1::2]] == every
    assert listed == every
    assert _with("Trukket tilbage af afsenderen.", appendix) == WITHDRAWN
    assert _with("Offentliggøres ikke.", appendix) == sorted(DECLINED + UNREAD)
    assert _with("[maskeret: ", appendix) == sorted([*set(MASKED) & set(crowd.public), CPR_IN_TEXT])
    assert _with("Gengivet i afsnittet »Rådenes udtalelser«.", appendix) == [COUNCIL[0]]


def _with(words: str, appendix: dict[int, str]) -> list[int]:
    """Return the numbers of the entries in which these words stand, however their lines break."""
    return [number for number, text in appendix.items() if words in " ".join(text.split())]
