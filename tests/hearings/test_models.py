from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from city.models import Area
from core.clock import end_of_day, start_of_day
from core.transitions import TransitionNotAllowed
from hearings.models import Hearing, Redaction, Response
from tests.accounts.factories import UserFactory
from tests.hearings.factories import HearingFactory, ResponseFactory

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
pytestmark = pytest.mark.django_db
RULE = Hearing.PublicationRule


def in_state(status: str, **values) -> Hearing:
    traits = {"draft": "draft", "published": "open", "decided": "decided", "withdrawn": "withdrawn"}
    return HearingFactory(**{traits[status]: True}, **values)


@pytest.mark.parametrize("trait", ["draft", "coming", "open", "closed", "decided", "withdrawn"])
def test_a_stage_says_the_same_of_one_hearing_and_of_many(trait):
    hearing = HearingFactory(**{trait: True})

    stages = [stage for stage in Hearing.Stage if hearing in Hearing.objects.at_stage(stage)]

    assert stages == [trait]
    assert hearing.stage() == trait
    assert (hearing.is_coming(), hearing.is_open(), hearing.is_closed()) == (
        trait == "coming",
        trait == "open",
        trait == "closed",
    )


@pytest.mark.parametrize(
    "deadline", [date(2026, 4, 5), date(2026, 3, 29), date(2026, 10, 25), date(2026, 5, 15)]
)
def test_the_deadline_day_is_included_also_when_the_clock_changes(deadline):
    hearing = HearingFactory(
        opens_at=start_of_day(deadline - timedelta(days=40)), closes_at=end_of_day(deadline)
    )
    last_second = datetime.combine(deadline, datetime.max.time().replace(microsecond=0), COPENHAGEN)

    assert hearing.last_day == deadline
    assert hearing.stage(last_second) == Hearing.Stage.OPEN
    assert hearing in Hearing.objects.open(last_second)
    assert hearing.stage(last_second + timedelta(seconds=1)) == Hearing.Stage.CLOSED
    assert hearing in Hearing.objects.closed(last_second + timedelta(seconds=1))


def test_a_hearing_opens_in_the_second_it_says():
    hearing = HearingFactory(coming=True)

    assert hearing.stage(hearing.opens_at - timedelta(seconds=1)) == Hearing.Stage.COMING
    assert hearing.stage(hearing.opens_at) == Hearing.Stage.OPEN


def test_only_a_draft_can_be_published():
    hearing = HearingFactory(draft=True)

    hearing.publish(at=timezone.now())

    hearing.refresh_from_db()
    assert hearing.status == Hearing.Status.PUBLISHED
    assert hearing.published_at is not None


@pytest.mark.parametrize("status", sorted(set(Hearing.Status) - {Hearing.Status.DRAFT}))
def test_no_other_hearing_can_be_published(status):
    hearing = in_state(status)

    with pytest.raises(TransitionNotAllowed):
        hearing.publish(at=timezone.now())

    hearing.refresh_from_db()
    assert hearing.status == status


@pytest.mark.parametrize("status", sorted(set(Hearing.Status) - {Hearing.Status.PUBLISHED}))
def test_only_a_published_hearing_can_be_extended_withdrawn_or_decided(status):
    hearing = in_state(status)
    before = hearing.closes_at

    for step in (
        lambda: hearing.extend(before + timedelta(days=7)),
        lambda: hearing.withdraw(reason="Tegnes om"),
        lambda: hearing.decide(on=date(2026, 6, 1), decision="Ja", url="", at=timezone.now()),
    ):
        with pytest.raises(TransitionNotAllowed):
            step()

    hearing.refresh_from_db()
    assert (hearing.status, hearing.closes_at) == (status, before)


@pytest.mark.parametrize("days", [-1, 0])
def test_a_deadline_never_moves_earlier_or_nowhere(days):
    hearing = HearingFactory(open=True)

    with pytest.raises(TransitionNotAllowed):
        hearing.extend(hearing.closes_at + timedelta(days=days))


def test_a_later_deadline_makes_a_new_edition_of_the_calendar_entry():
    hearing = HearingFactory(open=True)
    later = hearing.closes_at + timedelta(days=7)

    hearing.extend(later)

    hearing.refresh_from_db()
    assert (hearing.closes_at, hearing.ics_sequence) == (later, 1)


@pytest.mark.parametrize("trait", ["coming", "open"])
def test_nothing_is_decided_before_the_deadline(trait):
    hearing = HearingFactory(**{trait: True})

    with pytest.raises(TransitionNotAllowed):
        hearing.decide(on=date(2026, 6, 1), decision="Ja", url="", at=timezone.now())


def test_a_closed_hearing_can_be_decided():
    hearing = HearingFactory(closed=True)

    hearing.decide(on=date(2026, 6, 1), decision="Vedtaget", url="", at=timezone.now())

    hearing.refresh_from_db()
    assert (hearing.status, hearing.decision) == (Hearing.Status.DECIDED, "Vedtaget")


@pytest.mark.parametrize(
    "values",
    [
        {"closes_at": datetime(2020, 1, 1, tzinfo=COPENHAGEN)},
        {"status": "open"},
        {"status": "published", "published_at": None},
        {"status": "decided", "decided_on": None},
    ],
)
def test_the_database_refuses_a_hearing_that_cannot_be(values):
    hearing = HearingFactory(draft=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        Hearing.objects.filter(pk=hearing.pk).update(**values)


def test_the_address_carries_number_and_danish_words_in_ascii():
    hearing = HearingFactory(title="Ny skolevej på Kærmosen: Å, æ & ø!")

    assert hearing.get_absolute_url() == (
        f"/hoeringer/{hearing.pk}-ny-skolevej-paa-kaermosen-aa-ae-oe/"
    )


def test_a_title_without_letters_still_has_an_address():
    assert HearingFactory(title="!!!").slug == "hoering"


@pytest.mark.parametrize(
    ("rule", "trait", "shown"),
    [
        (RULE.AFTER_MODERATION, "open", True),
        (RULE.AFTER_MODERATION, "decided", True),
        (RULE.WITH_WHITE_PAPER, "open", False),
        (RULE.WITH_WHITE_PAPER, "closed", False),
        (RULE.WITH_WHITE_PAPER, "decided", True),
        (RULE.NEVER, "open", False),
        (RULE.NEVER, "decided", False),
    ],
)
@pytest.mark.parametrize("state", ["received", "approved", "declined", "withdrawn"])
def test_public_says_the_same_of_one_answer_and_of_many(rule, trait, shown, state):
    hearing = HearingFactory(**{trait: True}, publication_rule=rule)
    response = ResponseFactory(
        hearing=hearing,
        approved=state == "approved",
        declined=state == "declined",
        withdrawn=state == "withdrawn",
    )

    expected = shown and state == "approved"

    assert response.is_public is expected
    assert (response in Response.objects.public()) is expected


def test_an_answer_to_a_draft_is_never_public():
    hearing = HearingFactory(draft=True)
    response = ResponseFactory(hearing=hearing, approved=True)

    assert response.is_public is False
    assert response not in Response.objects.public()


def test_a_changed_answer_keeps_its_published_text_until_it_is_read_again():
    response = ResponseFactory(approved=True, text="Den første tekst")
    response.add_version("Den anden tekst", by=None, at=timezone.now())

    response.await_reading()

    assert response.is_public is True
    assert response.published_version.text == "Den første tekst"
    assert response.current_version.text == "Den anden tekst"
    assert list(Response.objects.waiting()) == [response]


def test_a_declined_answer_that_is_changed_waits_again_and_stays_hidden():
    response = ResponseFactory(declined=True)

    response.await_reading()

    assert response.status == Response.Status.RECEIVED
    assert response.is_public is False


def test_a_withdrawn_answer_takes_no_step():
    response = ResponseFactory(withdrawn=True)
    staff = UserFactory(staff=True)

    for step in (
        response.await_reading,
        lambda: response.approve(at=timezone.now()),
        lambda: response.decline(reason="Nej", by=staff),
        lambda: response.withdraw(at=timezone.now()),
    ):
        with pytest.raises(TransitionNotAllowed):
            step()

    response.refresh_from_db()
    assert response.status == Response.Status.WITHDRAWN


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({}, ""),
        ({"show_name": True}, "Asta Æblegren"),
        ({"show_name": True, "is_protected": True}, ""),
        ({"sender_kind": "association", "on_behalf_of": "Nabohøj"}, "Nabohøj"),
        ({"sender_kind": "company"}, "Asta Æblegren"),
        ({"sender_kind": "association", "on_behalf_of": "Nabohøj", "is_protected": True}, ""),
        ({"show_name": True, "on_behalf_of": "Min nabo"}, "Asta Æblegren"),
    ],
)
def test_the_public_name_follows_choice_kind_and_protection(values, name):
    assert ResponseFactory(**values).public_name == name


def test_a_protected_person_has_no_public_area():
    area = Area.objects.first()

    assert ResponseFactory(area=area).public_area == area.name
    assert ResponseFactory(area=area, is_protected=True).public_area == ""
    assert ResponseFactory().public_area == ""


def test_an_answer_after_the_deadline_is_late_in_both_spellings():
    hearing = HearingFactory(closed=True)
    late = ResponseFactory(hearing=hearing, received_at=hearing.closes_at)
    in_time = ResponseFactory(hearing=hearing, received_at=hearing.closes_at - timedelta(seconds=1))

    assert (late.is_late, in_time.is_late) == (True, False)
    assert list(Response.objects.late()) == [late]
    assert list(Response.objects.in_time()) == [in_time]


def test_masked_passages_leave_their_reason_and_not_their_words():
    response = ResponseFactory(text="Min bror Bo Bænkesen bor der.")
    version = response.current_version
    start = version.text.index("Bo Bænkesen")
    Redaction.objects.create(
        version=version,
        start=start,
        end=start + len("Bo Bænkesen"),
        reason="personal",
        by=UserFactory(),
    )

    assert version.public_parts() == [
        ("Min bror ", ""),
        ("", "personoplysninger"),
        (" bor der.", ""),
    ]


def test_a_text_without_masks_is_one_part():
    assert ResponseFactory(text="Helt åbent").current_version.public_parts() == [("Helt åbent", "")]


@pytest.mark.parametrize("user", [None, AnonymousUser()])
def test_a_draft_is_visible_to_no_visitor(user):
    draft = HearingFactory(draft=True)
    shown = HearingFactory(open=True)

    assert list(Hearing.objects.visible_to(user)) == [shown]
    assert (draft.is_visible_to(user), shown.is_visible_to(user)) == (False, True)


def test_a_hearing_does_not_follow_itself():
    hearing = HearingFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Hearing.objects.filter(pk=hearing.pk).update(follows=hearing.pk)
