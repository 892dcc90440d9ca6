"""Før-høring, høring, fornyet høring: linked, shown both ways, and told to those who answered."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from hearings import facts, services
from hearings.chain import chain_of, lacks_prehearing_changes
from hearings.links import token_for
from hearings.models import Hearing, HearingKind
from hearings.reference import load
from notifications.delivery import relay
from notifications.kinds import Lane
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.hearings.factories import HearingFactory, ResponseFactory, days_from_now
from tests.hearings.staff import at_work

pytestmark = pytest.mark.django_db
QUESTIONS = [
    "Hvad er du glad for i udkastet?",
    "Hvad kunne flytte noget?",
    "Hvad savner du i udkastet?",
]
KIND = "hearings.next_hearing_published"


def kinds(*codes):
    return HearingKind.objects.filter(code__in=codes)


def linked(*, changes="Stien er flyttet.\nDer kommer flere træer."):
    """Return a first draft, the proposal after it, and the one that is heard again."""
    first = HearingFactory(title="Udkast", closed=True)
    second = HearingFactory(title="Forslag", follows=first, prehearing_changes=changes)
    third = HearingFactory(title="Nyt forslag", follows=second, coming=True)
    first.kinds.set(kinds("foer-hoering"))
    second.kinds.set(kinds("lokalplan"))
    third.kinds.set(kinds("lokalplan"))
    return first, second, third


def page_of(client, hearing):
    return client.get(hearing.get_absolute_url()).content.decode()


def names(hearing, person=None):
    hearing = Hearing.objects.get(pk=hearing.pk)
    return [
        (row.name, row.hearing.title, row.is_here)
        for row in chain_of(hearing, person=person, at=timezone.now())
    ]


# --- The kind -------------------------------------------------------------------------------
def test_a_prehearing_asks_the_three_questions():
    load()

    kind = HearingKind.objects.get(code="foer-hoering")

    assert kind.is_prehearing
    assert kind.guiding_questions.splitlines() == QUESTIONS


@pytest.mark.parametrize("page", ["detail", "notice", "write"])
def test_the_questions_help_where_people_read_and_write(client, page):
    hearing = HearingFactory()
    hearing.kinds.set(kinds("foer-hoering"))

    text = client.get(
        reverse(f"hearings:{page}", args=[hearing.number, hearing.slug])
    ).content.decode()

    assert all(question in text for question in QUESTIONS)


@pytest.mark.parametrize("page", ["detail", "notice", "write"])
def test_other_hearings_ask_nothing(client, page):
    hearing = HearingFactory()
    hearing.kinds.set(kinds("lokalplan"))

    text = client.get(
        reverse(f"hearings:{page}", args=[hearing.number, hearing.slug])
    ).content.decode()

    assert not any(question in text for question in QUESTIONS)


def test_staff_who_enter_an_answer_see_the_questions():
    hearing = HearingFactory()
    hearing.kinds.set(kinds("foer-hoering"))
    client = at_work(UserFactory(role=Role.CASE_WORKER, department=hearing.department))

    page = client.get(reverse("admin:hearings_hearing_enter", args=[hearing.pk]))

    assert all(question in page.content.decode() for question in QUESTIONS)


def test_the_label_asks_the_kind_and_not_its_code():
    hearing = HearingFactory()
    kind = HearingKind.objects.create(
        code="eget-udkast", name="Udkast", legal_basis="Praksis", is_prehearing=True
    )
    hearing.kinds.set([kind])

    assert facts.label_of(hearing) == f"Før-høring nr. {hearing.number}"


# --- The chain ------------------------------------------------------------------------------
def test_the_chain_is_the_same_from_each_of_its_hearings():
    hearings = linked()

    chain = [("Før-høring", "Udkast"), ("Høring", "Forslag"), ("Fornyet høring", "Nyt forslag")]
    for hearing in hearings:
        assert names(hearing) == [(*row, row[1] == hearing.title) for row in chain]


def test_a_hearing_alone_has_no_chain(client):
    hearing = HearingFactory()

    assert names(hearing) == []
    assert 'id="chain"' not in page_of(client, hearing)


def test_a_draft_of_the_next_hearing_is_seen_by_its_department_only():
    first, second, third = linked()
    Hearing.objects.filter(pk=third.pk).update(status=Hearing.Status.DRAFT, published_at=None)
    person = UserFactory(role=Role.CASE_WORKER, department=third.department)

    assert [row[1] for row in names(first)] == ["Udkast", "Forslag"]
    assert [row[1] for row in names(second, person)] == ["Udkast", "Forslag", "Nyt forslag"]


def test_the_page_draws_the_chain_both_ways(client):
    first, second, _third = linked()

    early, late = page_of(client, first), page_of(client, second)

    assert f'href="{second.get_absolute_url()}"' in early
    assert f'href="{first.get_absolute_url()}"' in late
    assert "Før-høring" in late
    assert "under behandling" in late


def test_hearings_that_follow_each_other_in_a_ring_end():
    first, second = HearingFactory(title="Én"), HearingFactory(title="To")
    Hearing.objects.filter(pk=first.pk).update(follows=second)
    Hearing.objects.filter(pk=second.pk).update(follows=first)

    assert len(names(first)) <= 3


def test_the_register_tells_what_was_heard_before(client):
    first, second, _third = linked()

    page = client.get(reverse("information:case", args=["hoering", second.number, second.slug]))

    text = page.content.decode()
    assert "Hørt før: Udkast" in text
    assert first.get_absolute_url() in text


# --- What the first draft changed -----------------------------------------------------------
def test_the_hearing_after_a_first_draft_tells_what_it_changed(client):
    first, second, third = linked()

    page = page_of(client, second)

    assert "Det ændrede før-høringen" in page
    assert "Der kommer flere træer." in page
    assert "Det ændrede før-høringen" not in page_of(client, first)
    assert "Det ændrede før-høringen" not in page_of(client, third)


@pytest.mark.parametrize(
    ("position", "changes", "lacks"), [(1, "", True), (1, "Stien.", False), (2, "", False)]
)
def test_staff_are_warned_when_nobody_wrote_what_it_changed(position, changes, lacks):
    hearing = linked(changes=changes)[position]
    client = at_work(UserFactory(role=Role.CASE_WORKER, department=hearing.department))

    page = client.get(reverse("admin:hearings_hearing_change", args=[hearing.pk]))

    assert lacks_prehearing_changes(hearing) is lacks
    assert ("hvad før-høringen ændrede. Skriv det" in page.content.decode()) is lacks


# --- Who is told ----------------------------------------------------------------------------
def published_after(first, **fields):
    draft = HearingFactory(
        draft=True, follows=first, opens_at=days_from_now(1), closes_at=days_from_now(60), **fields
    )
    services.publish_hearing(draft, by=UserFactory(), at=timezone.now())
    draft.refresh_from_db()
    return draft


def test_those_who_answered_are_told_once_each_when_the_next_is_published():
    first = HearingFactory(closed=True, title="Udkast")
    asta = ResponseFactory(hearing=first, email="asta@example.dk")
    ResponseFactory(hearing=first, email="ASTA@example.dk")
    ResponseFactory(hearing=first, email="")
    ResponseFactory(hearing=first, email="kaj@example.dk", withdrawn=True)

    published_after(first, title="Forslag", prehearing_changes="Stien er flyttet.")
    relay(Lane.BULK, seconds=30)

    [message] = mail.outbox
    assert message.to == ["asta@example.dk"]
    for body in (message.body, message.alternatives[0][0]):
        assert "»Udkast«" in body
        assert "»Forslag«" in body
        assert "Stien er flyttet." in body
        assert token_for(asta) in body


def test_a_hearing_that_follows_nothing_tells_nobody():
    published_after(None)

    assert not Message.objects.filter(kind=KIND).exists()


def test_nobody_is_told_of_a_hearing_that_is_taken_back_meanwhile():
    first = HearingFactory(closed=True)
    ResponseFactory(hearing=first)
    hearing = published_after(first)
    services.withdraw_hearing(hearing, reason="Fejl.", by=UserFactory(), at=timezone.now())

    relay(Lane.BULK, seconds=30)

    assert Message.objects.get(kind=KIND).state == Message.State.CANCELLED


def test_a_chain_costs_the_page_one_question(client, django_assert_num_queries):
    alone = HearingFactory()
    _first, second, _third = linked()
    alone.kinds.set(kinds("lokalplan"))
    for hearing in (alone, second):
        client.get(hearing.get_absolute_url())

    with django_assert_num_queries(ALONE):
        client.get(alone.get_absolute_url())
    with django_assert_num_queries(ALONE + 1):
        client.get(second.get_absolute_url())


ALONE = 9
