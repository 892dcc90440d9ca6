"""A seminar from the desk to what became of its conclusions, in a browser."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from accounts.roles import Role
from core.clock import local
from events.links import token_for
from notifications.delivery import relay
from notifications.kinds import Lane
from notifications.models import Message
from seminars.links import ask_token
from seminars.models import Conclusion, Evaluation, Seminar
from seminars.services.evaluating import ask_those_who_came
from tests.accounts.factories import UserFactory
from tests.councils.factories import BodyFactory
from tests.e2e.axe import faults
from tests.e2e.staff import come_to_work
from tests.events.factories import RegistrationFactory
from tests.seminars.factories import (
    ConclusionFactory,
    QuestionFactory,
    SeminarFactory,
    SessionFactory,
    SpeakerFactory,
    TrackFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)


def runner(seminar_or_department):
    department = getattr(seminar_or_department, "department", seminar_or_department)
    return UserFactory(role=Role.FACILITATOR, department=department)


def programme(**fields) -> Seminar:
    seminar = SeminarFactory(title="Med fra begyndelsen", **fields)
    track = TrackFactory(seminar=seminar, title="Prøv det selv")
    speaker = SpeakerFactory(seminar=seminar, name="Ditte Lund")
    talk = SessionFactory(seminar=seminar, event__title="Tegn først bagefter", takes_questions=True)
    talk.speakers.add(speaker)
    SessionFactory(seminar=seminar, event__title="Skriv en halv side", few=True, track=track)
    return seminar


def write_moment(page, name, moment):
    here = local(moment)
    page.fill(f"[name={name}_0]", here.date().isoformat())
    page.fill(f"[name={name}_1]", f"{here:%H:%M}")


# --- Before -------------------------------------------------------------------------------------
def test_staff_make_a_seminar_on_one_page_and_publish_it(open_page, live_server):
    person = runner(UserFactory(role=Role.FACILITATOR).department_roles.get().department)
    page = come_to_work(open_page(), person, live_server.url)
    starts_at = (timezone.now() + timedelta(days=120)).replace(hour=8, minute=0)

    page.goto(reverse("admin:seminars_seminar_add"))
    page.fill("[name=title]", "Med fra begyndelsen")
    page.fill("[name=lead]", "En dag om at spørge, før stregerne er tegnet.")
    page.locator("[name=_save]").first.click()
    page.get_by_text("En dag med tid og sted").wait_for()
    write_moment(page, "days-0-starts_at", starts_at)
    write_moment(page, "days-0-ends_at", starts_at + timedelta(hours=7))
    page.fill("[name=days-0-place]", "Kulturhuset")
    page.locator("[name=_continue]").first.click()
    page.fill("[name=sessions-0-title]", "Tegn din by")
    write_moment(page, "sessions-0-starts_at", starts_at + timedelta(hours=1))
    write_moment(page, "sessions-0-ends_at", starts_at + timedelta(hours=9))
    page.fill("[name=sessions-0-place]", "Lokale 3")
    page.locator("[name=_continue]").first.click()
    page.get_by_text("Sessionen skal ligge inden for dagen.").wait_for()
    assert page.input_value("[name=sessions-0-title]") == "Tegn din by"
    write_moment(page, "sessions-0-ends_at", starts_at + timedelta(hours=2))
    page.locator("[name=_continue]").first.click()
    page.get_by_role("link", name="Offentliggør").click()
    page.get_by_role("button", name="Offentliggør").click()

    page.goto(Seminar.objects.get().get_absolute_url())
    expect(page.get_by_role("heading", name="Tegn din by")).to_be_visible()
    expect(page.get_by_role("link", name="Tilmeld dig").first).to_be_visible()


def test_moving_a_session_reaches_who_is_signed_up(open_page, live_server, mailoutbox):
    seminar = programme()
    RegistrationFactory(event=seminar.days.get().event, email="karl@example.dk")
    page = come_to_work(open_page(), runner(seminar), live_server.url)

    page.goto(reverse("admin:seminars_seminar_change", args=[seminar.pk]))
    page.fill("[name=sessions-0-place]", "Store sal")
    page.locator("[name=_continue]").first.click()
    page.get_by_role("link", name="Se siden, som alle ser den").wait_for()
    relay(Lane.BULK, seconds=5)

    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        (["karl@example.dk"], "Ændret i programmet: Tegn først bagefter")
    ]
    assert "Store sal" in mailoutbox[0].body


def test_the_programme_reads_well_on_a_phone_and_on_paper(open_page):
    seminar = programme(practical="Der er mad.", has_lift=True)
    session = seminar.sessions.get(takes_questions=True)
    QuestionFactory(session=session)
    page = open_page(width=390)

    names = ("print", "poster", "practical")
    paths = [reverse(f"seminars:{name}", args=[seminar.pk, seminar.slug]) for name in names]
    addresses = [
        reverse("seminars:seminars"), seminar.get_absolute_url(), session.get_absolute_url(),
        *paths,
    ]  # fmt: skip
    assert {path: found for path in addresses if (found := faults(page, path))} == {}
    page.goto(paths[0])
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Skriv en halv side")).to_be_visible()
    expect(page.get_by_role("navigation").first).to_be_hidden()


# --- On the day ---------------------------------------------------------------------------------
def test_two_phones_ask_and_support_and_the_runner_marks_it(open_page, live_server):
    seminar = programme()
    session = seminar.sessions.get(takes_questions=True)
    place = RegistrationFactory(event=seminar.days.get().event)
    one, other = open_page(width=390), open_page(width=390, javascript=False)
    staff = come_to_work(open_page(width=390), runner(seminar), live_server.url)
    come_to_work(one, UserFactory(public_name="Asta"), live_server.url)
    own = reverse("seminars:questions_by_link", args=[token_for(place), session.pk])

    one.goto(session.get_absolute_url())
    one.get_by_role("link", name="Stil et spørgsmål").click()
    one.get_by_label("Dit spørgsmål").fill("Hvad koster det i tid?")
    one.get_by_role("button", name="Stil spørgsmålet").click()
    one.get_by_text("Dit spørgsmål er stillet.").wait_for()
    other.goto(own)
    other.get_by_role("button", name="Jeg vil også høre svaret").click()
    expect(other.get_by_text("1 vil også høre svaret")).to_be_visible()
    # The first phone sees it without anybody pressing anything.
    expect(one.get_by_text("1 vil også høre svaret")).to_be_visible(timeout=15_000)
    staff.goto(reverse("seminars:desk", args=[seminar.pk]))
    staff.get_by_role("link", name="Spørgsmål", exact=True).click()
    staff.get_by_role("button", name="Besvaret").click()
    expect(one.get_by_text("Besvaret", exact=True)).to_be_visible(timeout=15_000)

    assert faults(staff) == faults(one) == []


def test_who_comes_is_ticked_on_a_phone(open_page, live_server):
    seminar = SeminarFactory(day__event__starts_at=timezone.now() - timedelta(hours=1))
    for name in ("Anna And", "Bo Bæk"):
        RegistrationFactory(event=seminar.days.get().event, name=name, needs="Kørestol")
    page = come_to_work(open_page(width=390), runner(seminar), live_server.url)

    page.goto(reverse("seminars:desk", args=[seminar.pk]))
    page.get_by_role("link", name="Sæt kryds ved dem, der kommer").click()
    page.get_by_label("Anna And").check()
    page.get_by_role("button", name="Gem").first.click()
    page.get_by_text("1 tilmeldinger er mødt frem").or_(
        page.get_by_text("1 tilmelding er mødt frem")
    ).wait_for()
    page.goto(reverse("seminars:desk", args=[seminar.pk]))

    expect(page.get_by_text("1 af 2 er kommet")).to_be_visible()


def test_a_session_has_a_wall_that_two_look_at(open_page, live_server):
    seminar = programme()
    session = seminar.sessions.get(takes_questions=True)
    staff = come_to_work(open_page(), runner(seminar), live_server.url)
    visitor = open_page(width=390)

    staff.goto(reverse("admin:seminars_seminar_session_wall", args=[seminar.pk, session.pk]))
    staff.fill("[name=question]", "Hvad skal byen gøre bedre?")
    staff.fill("[name=columns]", "Før\nBagefter")
    staff.get_by_role("button", name="Lav en væg").click()
    visitor.goto(session.get_absolute_url())
    visitor.get_by_role("link", name="Åbn væggen").click()

    expect(visitor.get_by_text("Hvad skal byen gøre bedre?").first).to_be_visible()


# --- Afterwards ---------------------------------------------------------------------------------
def test_an_evaluation_is_answered_from_the_mail_without_a_log_in(open_page):
    seminar = SeminarFactory(day__event__starts_at=timezone.now() - timedelta(days=1, hours=8))
    RegistrationFactory(event=seminar.days.get().event, has_come=True)
    ask_those_who_came(seminar, at=timezone.now())
    page = open_page(width=390, javascript=False)
    url = reverse("seminars:evaluate", args=[ask_token(seminar.asks.get())])
    assert Message.objects.filter(kind="seminars.evaluation_asked").exists()

    page.goto(url)
    for name in Evaluation.SCALES[:2]:
        page.locator(f"[name={name}][value='5']").check()
    page.get_by_role("button", name="Send svaret").click()
    page.get_by_role("alert").first.wait_for()
    page.locator(f"[name={Evaluation.SCALES[2]}][value='4']").check()
    page.get_by_role("button", name="Send svaret").click()
    page.get_by_role("heading", name="Der er svaret").wait_for()

    assert str(Evaluation.objects.get()) == "5, 5, 4"


def test_a_conclusion_is_followed_until_the_next_seminar(open_page, live_server):
    held = SeminarFactory(held=True)
    body = BodyFactory(name="Kulturudvalget")
    page = come_to_work(open_page(), runner(held), live_server.url)

    page.goto(reverse("admin:seminars_seminar_change", args=[held.pk]))
    page.get_by_role("link", name="Skriv en konklusion").click()
    page.fill("[name=text]", "De unge skal spørges, hvor de er")
    page.select_option("[name=body]", str(body.pk))
    page.get_by_role("button", name="Skriv en konklusion").click()
    page.get_by_role("link", name="Gør status").first.click()
    page.get_by_label("i gang").check()
    page.fill("[name=text]", "To møder er holdt i ungehuset.")
    page.get_by_role("button", name="Gør status").click()
    page.get_by_text("To møder er holdt i ungehuset.").wait_for()
    coming = programme()
    visitor = open_page(width=390)
    visitor.goto(coming.get_absolute_url())
    visitor.get_by_role("link", name="Læs, hvad der er sket med hver af dem").click()

    expect(visitor.get_by_text("To møder er holdt i ungehuset.")).to_be_visible()
    assert Conclusion.objects.get().state == Conclusion.State.UNDERWAY


def test_what_comes_after_has_no_faults(open_page):
    held = SeminarFactory(held=True, report="Det gik godt.", report_published_at=timezone.now())
    ConclusionFactory(seminar=held)
    coming = programme()
    page = open_page(width=390)

    names = ("conclusions", "report")
    paths = [reverse(f"seminars:{name}", args=[held.pk, held.slug]) for name in names]
    paths += [
        held.get_absolute_url(), reverse("seminars:lessons"),
        reverse("seminars:since", args=[coming.pk, coming.slug]),
    ]  # fmt: skip
    assert {path: found for path in paths if (found := faults(page, path))} == {}
