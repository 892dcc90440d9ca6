from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from city.models import Area, Topic
from core.clock import local_date
from core.register import COLUMNS, RegisterState, union_of
from hearings import register
from hearings.models import DeadlineExtension, Hearing, HearingEvent, HearingKind
from hearings.register import STATES, register_case, register_rows
from hearings.services import withdraw_hearing
from tests.accounts.factories import UserFactory
from tests.hearings.factories import (
    HearingDocumentFactory,
    HearingFactory,
    HearingKindFactory,
    HearingMeetingFactory,
    ResponseFactory,
    days_from_now,
)
from tests.steps import steps_of

pytestmark = pytest.mark.django_db

PUBLISHED = ["coming", "open", "closed", "decided", "withdrawn"]


def rows(**options):
    return list(register_rows(at=timezone.now(), **options))


def numbers(**options):
    return {row["number"] for row in rows(**options)}


def case_of(hearing, person=None, at=None):
    return register_case(hearing.number, person=person, at=at or timezone.now())


def titles(steps):
    return [step.title for step in steps]


@pytest.fixture
def by_stage():
    """One hearing at each stage, and none of them in two."""
    return {stage: HearingFactory(**{stage: True}) for stage in [*PUBLISHED, "draft"]}


# --- The rows ------------------------------------------------------------------------------
def test_a_row_has_the_columns_of_the_register():
    kind = HearingKindFactory(code="plan-a", name="Plan A")
    hearing = HearingFactory(title="Kanalen", kinds=[kind])

    assert rows() == [
        {
            "source": "hoering",
            "number": hearing.number,
            "title": "Kanalen",
            "kind": "plan-a",
            "kind_label": "Plan A",
            "state": "hearing",
            "day": local_date(hearing.opens_at),
        }
    ]
    assert tuple(rows()[0]) == COLUMNS


def test_a_hearing_is_one_row_under_the_first_of_its_kinds():
    kinds = [HearingKindFactory(code=code, position=place) for code, place in (("b", 2), ("a", 1))]
    hearing = HearingFactory(kinds=kinds)
    HearingFactory(kinds=[])

    assert [row["kind"] for row in rows() if row["number"] == hearing.number] == ["a"]
    assert [row["kind"] for row in rows() if row["number"] != hearing.number] == [""]


def test_every_published_hearing_is_there_and_no_draft(by_stage):
    draft = by_stage.pop("draft")

    assert numbers() == {hearing.number for hearing in by_stage.values()}
    assert draft.number not in numbers()


@pytest.mark.parametrize("stage", PUBLISHED)
def test_the_state_in_the_row_is_the_state_of_the_case_and_of_the_filter(by_stage, stage):
    hearing = by_stage[stage]
    state = STATES[Hearing.Stage(stage)]

    row = next(row for row in rows() if row["number"] == hearing.number)

    assert row["state"] == state
    assert numbers(state=state) == {hearing.number}
    assert case_of(hearing).state_label == state.label


@pytest.mark.parametrize(
    "state", sorted(set(RegisterState.values) - {state.value for state in STATES.values()})
)
def test_no_hearing_has_a_state_that_only_others_have(by_stage, state):
    assert numbers(state=state) == set()


def test_the_day_is_the_latest_thing_that_happened_and_never_in_the_future(by_stage):
    withdrawn = by_stage["withdrawn"]
    yesterday = timezone.now() - timedelta(days=1)
    HearingEvent.objects.create(
        hearing=withdrawn, action=HearingEvent.Action.WITHDRAWN, at=yesterday
    )
    published = timezone.now() - timedelta(days=5)
    Hearing.objects.filter(pk=by_stage["coming"].pk).update(published_at=published)
    days = {row["number"]: row["day"] for row in rows()}
    del by_stage["draft"]

    assert {
        stage: days[hearing.number] for stage, hearing in by_stage.items() if stage != "draft"
    } == {
        "coming": local_date(published),
        "open": local_date(by_stage["open"].opens_at),
        "closed": by_stage["closed"].last_day,
        "decided": by_stage["decided"].decided_on,
        "withdrawn": local_date(yesterday),
    }
    assert max(days.values()) <= timezone.localdate()


def test_a_hearing_published_after_it_opened_counts_from_then():
    hearing = HearingFactory(published_at=timezone.now() - timedelta(days=2))

    assert rows()[0]["day"] == local_date(hearing.published_at)


def test_rows_are_narrowed_by_area_topic_kind_and_words():
    area, other = Area.objects.order_by("pk")[:2]
    topic = Topic.objects.first()
    kind = HearingKind.objects.get(code="lokalplan")
    hearing = HearingFactory(title="Stier ved Kanalen", kinds=[kind, HearingKindFactory()])
    hearing.areas.set([area])
    hearing.topics.set([topic])
    HearingFactory(title="Torvet")
    wanted = {hearing.number}

    assert numbers(area=area) == numbers(topic=topic) == numbers(kind="lokalplan") == wanted
    assert numbers(words="kanalen stier") == wanted
    assert numbers(area=area, topic=topic, kind="lokalplan", state="hearing", words="sti") == wanted
    assert numbers(area=other) == numbers(kind="budget") == numbers(words="skov") == set()
    assert len(numbers()) == 2


# --- United with other apps' rows --------------------------------------------------------------
def test_rows_are_united_ordered_sliced_and_counted_by_the_database(
    by_stage, django_assert_num_queries
):
    at = timezone.now()
    united = union_of(
        register_rows(at=at, state=RegisterState.DECIDED),
        register_rows(at=at, words="Lokalplan"),
        register_rows(at=at, state=RegisterState.TREATED),
    )

    with django_assert_num_queries(2):
        count, first = united.count(), list(united[:3])

    everything = list(united)
    assert count == len(everything) == 7
    assert first == everything[:3]
    assert [row["day"] for row in everything] == sorted(
        (row["day"] for row in everything), reverse=True
    )
    assert list(united[2:5]) == everything[2:5]
    assert {tuple(row) for row in everything} == {COLUMNS}


def test_one_apps_rows_alone_are_ordered_too():
    old = HearingFactory(closed=True)
    new = HearingFactory()

    united = union_of(register_rows(at=timezone.now()))

    assert [row["number"] for row in united] == [new.number, old.number]


# --- One case ------------------------------------------------------------------------------------
def test_a_case_tells_what_it_is():
    hearing = HearingFactory(
        title="Kanalen",
        lead="Nye stier.",
        kinds=[
            HearingKindFactory(name="Plan", position=1),
            HearingKindFactory(name="Tillæg", position=2),
        ],
    )
    area = Area.objects.first()
    hearing.areas.add(area)
    HearingDocumentFactory(hearing=hearing, title="Forslaget")

    case = case_of(hearing)

    assert (case.title, case.lead, case.kind_label) == ("Kanalen", "Nye stier.", "Plan, Tillæg")
    assert (case.url, case.areas) == (hearing.get_absolute_url(), [area.name])
    assert [document["title"] for document in case.documents] == ["Forslaget"]


def test_what_led_to_an_open_hearing_and_when_somebody_will_decide():
    hearing = HearingFactory(
        sent_on=date(2026, 1, 5),
        expected_decision="juni 2027",
        kinds=[HearingKindFactory(decision_wait_days=28)],
    )
    HearingMeetingFactory(hearing=hearing, title="Åbent hus")
    past = timezone.now() - timedelta(days=3)
    HearingMeetingFactory(
        hearing=hearing, title="Gåtur", starts_at=past, ends_at=past + timedelta(hours=1)
    )
    DeadlineExtension.objects.create(
        hearing=hearing,
        old_closes_at=days_from_now(10),
        new_closes_at=hearing.closes_at,
        reason="Bilag 3 manglede.",
        by=UserFactory(staff=True),
        at=timezone.now() - timedelta(days=1),
    )
    ResponseFactory(hearing=hearing, approved=True)

    case = case_of(hearing)

    assert [(step.title, step.is_done) for step in case.led_to] == [
        ("Sendt i høring", True),
        ("Åben for svar", True),
        ("Gåtur", True),
        ("Frist forlænget", True),
        ("Åbent hus", False),
        ("Sidste frist", False),
    ]
    sent, opened, _walk, extended, *_rest = case.led_to
    assert (sent.on, sent.text) == (date(2026, 1, 5), "Kommunalbestyrelsen")
    assert opened.text == "1 svar er kommet ind. Det er offentliggjort."
    assert opened.url == f"{hearing.get_absolute_url()}svar/"
    assert extended.text.endswith("Bilag 3 manglede.")
    [decision] = case.came_of
    assert (decision.on, decision.title, decision.is_done) == (
        None,
        "Besluttes af Kommunalbestyrelsen",
        False,
    )
    assert decision.text.startswith("Forventet juni 2027. Tidligst ")


def test_a_coming_hearing_counts_no_answers_yet():
    case = case_of(HearingFactory(coming=True))

    assert [(step.title, step.is_done) for step in case.led_to] == [
        ("Offentliggjort", True),
        ("Åben for svar", False),
        ("Sidste frist", False),
    ]
    assert case.led_to[1].text == ""
    assert case.led_to[1].url == ""


def test_what_came_of_a_decided_hearing():
    hearing = HearingFactory(decided=True, decision_url="https://example.dk/14")
    later = HearingFactory(title="Kanalen, anden gang", follows=hearing)

    decision, again = case_of(hearing).came_of

    assert (decision.on, decision.text) == (hearing.decided_on, hearing.decision)
    assert (decision.title, decision.url) == (
        "Besluttet af Kommunalbestyrelsen",
        "https://example.dk/14",
    )
    assert (again.text, again.url) == ("Kanalen, anden gang", later.get_absolute_url())


def test_what_was_withdrawn_stops_there_with_the_reason():
    hearing = HearingFactory()
    HearingMeetingFactory(hearing=hearing)
    at = timezone.now()
    withdraw_hearing(hearing, reason="Forslaget tegnes om.", by=UserFactory(staff=True), at=at)

    case = case_of(hearing)

    assert titles(case.led_to) == ["Offentliggjort", "Åben for svar"]
    [withdrawn] = case.came_of
    assert (withdrawn.on, withdrawn.title, withdrawn.text) == (
        local_date(at),
        "Trukket tilbage",
        "Forslaget tegnes om.",
    )


def test_the_whole_chain_of_hearings_is_told_but_no_draft():
    first = HearingFactory(decided=True, title="Første")
    second = HearingFactory(decided=True, title="Anden", follows=first)
    third = HearingFactory(title="Tredje", follows=second)
    HearingFactory(draft=True, title="Fjerde", follows=third)
    HearingFactory(title="Uden for")

    told = {
        hearing.title: (
            {step.text for step in case_of(hearing).led_to if step.title.startswith("Høring nr.")},
            {step.text for step in case_of(hearing).came_of if step.title.startswith("Høring nr.")},
        )
        for hearing in (first, second, third)
    }

    assert told == {
        "Første": (set(), {"Anden", "Tredje"}),
        "Anden": ({"Første"}, {"Tredje"}),
        "Tredje": ({"Første", "Anden"}, set()),
    }


def test_hearings_that_follow_each_other_in_a_ring_end_somewhere():
    first = HearingFactory()
    second = HearingFactory(follows=first)
    Hearing.objects.filter(pk=first.pk).update(follows=second)

    case = case_of(first)

    assert titles(case.led_to).count(f"Høring nr. {second.number}") == 1


def test_of_a_very_long_chain_the_nearest_hearings_are_told(monkeypatch):
    monkeypatch.setattr(register, "MOST_RELATED", 2)
    chain = [HearingFactory(title="0")]
    for number in range(1, 7):
        chain.append(HearingFactory(title=str(number), follows=chain[-1]))

    case = case_of(chain[3])

    related = [step.text for step in [*case.led_to, *case.came_of] if "nr." in step.title]
    assert sorted(related) == ["1", "2", "4", "5"]


def test_a_case_reads_nothing_of_the_chains_of_others():
    hearing = HearingFactory(follows=HearingFactory())
    case_of(hearing)
    alone = steps_of(lambda: case_of(hearing))
    for _number in range(20):
        HearingFactory(follows=HearingFactory())

    assert steps_of(lambda: case_of(hearing)) == alone


@pytest.mark.parametrize("role", [None, Role.CASE_WORKER])
def test_a_draft_and_what_does_not_exist_are_no_cases(role):
    draft = HearingFactory(draft=True)
    person = UserFactory(role=role, department=draft.department) if role else None

    assert case_of(draft, person) is None
    assert register_case(draft.number + 1000, person=person, at=timezone.now()) is None


def test_a_case_costs_the_same_whatever_happened(django_assert_num_queries):
    hearing = HearingFactory()
    with django_assert_num_queries(11):
        case_of(hearing)

    for _n in range(3):
        HearingMeetingFactory(hearing=hearing)
        HearingDocumentFactory(hearing=hearing)
        ResponseFactory(hearing=hearing, approved=True)
        HearingFactory(follows=HearingFactory(follows=hearing))
    hearing.areas.set(Area.objects.all()[:3])

    with django_assert_num_queries(11):
        case_of(hearing)
