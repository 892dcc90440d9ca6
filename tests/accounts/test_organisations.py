"""Organisations and who may act for them: steps, what is told, and who may decide."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts import services
from accounts.duties import duties_of
from accounts.exceptions import MayNotAct, OrganisationKnown
from accounts.models import AccountEvent, Organisation, OrganisationMember
from accounts.personal import forget, personal_data_of
from accounts.roles import Role
from core.transitions import TransitionNotAllowed
from notifications.delivery import relay
from notifications.kinds import Lane
from notifications.models import Message
from tests.accounts.factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
Status, MemberStatus = Organisation.Status, OrganisationMember.Status


def propose(by, name="Roskildevejens Beboerforening", **more):
    values = {"kind": "association", "title": "Formand", "by": by, "at": timezone.now()}
    return services.propose_organisation(**{"name": name, **values, **more})


def member_of(organisation, person):
    return organisation.members.get(user=person)


def step_of(by=None, **more):
    return {"by": by or UserFactory(case_worker=True), "at": timezone.now(), **more}


def actions(user):
    return list(user.history.order_by("pk").values_list("action", flat=True))


def sent() -> list[str]:
    relay(Lane.IMMEDIATE, Lane.BULK, seconds=10)
    return [f"{message.to[0]}: {message.subject}" for message in mail.outbox]


# --- Proposing and asking -----------------------------------------------------------------------
def test_who_proposes_an_organisation_asks_to_act_for_it_and_cannot_yet():
    person = UserFactory()

    organisation = propose(person)

    assert organisation.status == Status.PROPOSED
    assert member_of(organisation, person).status == MemberStatus.ASKED
    assert not Organisation.objects.acted_for_by(person).exists()
    assert actions(person) == ["organisation_proposed"]


def test_the_same_proposal_twice_is_one():
    person = UserFactory()

    assert propose(person) == propose(person, name="  roskildevejens  BEBOERFORENING")
    assert Organisation.objects.count() == OrganisationMember.objects.count() == 1


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (Status.PROPOSED, "venter på kommunen"),
        (Status.APPROVED, "godkendt i forvejen"),
        (Status.CLOSED, "er lukket"),
    ],
)
def test_a_name_that_is_known_is_refused_with_what_to_do(status, told):
    OrganisationFactory(name="Aftenkoret", status=status)

    with pytest.raises(OrganisationKnown, match=told):
        propose(UserFactory(), name="AFTENKORET")

    assert not OrganisationMember.objects.exists()
    assert not AccountEvent.objects.exists()


def test_a_name_that_was_declined_is_free():
    services.decline_organisation(propose(UserFactory()), reason="Findes ikke", **step_of())

    assert propose(UserFactory()).status == Status.PROPOSED


def test_a_person_asks_once_and_only_for_what_is_approved():
    person, organisation = UserFactory(), OrganisationFactory()

    first = services.ask_to_act(organisation, title="Kasserer", **step_of(person))
    again = services.ask_to_act(organisation, title="Formand", **step_of(person))

    assert first == again
    assert actions(person) == ["organisation_asked"]
    for status in (Status.PROPOSED, Status.CLOSED):
        with pytest.raises(TransitionNotAllowed):
            services.ask_to_act(OrganisationFactory(status=status), **step_of(person))


# --- What staff decide --------------------------------------------------------------------------
def test_an_approved_organisation_brings_its_first_asker_with_it():
    person, staff = UserFactory(email="asta@example.dk"), UserFactory(case_worker=True)
    organisation = propose(person)

    services.approve_organisation(organisation, **step_of(staff))

    organisation.refresh_from_db()
    member = member_of(organisation, person)
    assert (organisation.status, organisation.decided_by) == (Status.APPROVED, staff)
    assert (member.status, member.decided_by) == (MemberStatus.APPROVED, staff)
    assert list(Organisation.objects.acted_for_by(person)) == [organisation]
    assert person.history.first().by == staff
    assert sent() == ["asta@example.dk: Du kan nu handle for Roskildevejens Beboerforening"]
    assert "har godkendt »Roskildevejens Beboerforening«" in mail.outbox[0].body


def test_a_declined_organisation_declines_its_asker_with_the_reason():
    person = UserFactory(email="asta@example.dk")
    organisation = propose(person)

    services.decline_organisation(organisation, reason="Den findes ikke.", **step_of())

    assert member_of(organisation, person).status == MemberStatus.DECLINED
    assert actions(person)[-1] == "organisation_declined"
    assert sent() == ["asta@example.dk: Du kan ikke handle for Roskildevejens Beboerforening"]
    assert "Den findes ikke." in mail.outbox[0].body


def test_a_closed_organisation_has_nobody_and_opens_with_nobody():
    member, asker = UserFactory(), UserFactory()
    organisation = OrganisationFactory(members=[member], asking=[asker])

    services.close_organisation(organisation, reason="Foreningen er nedlagt.", **step_of())
    closed = [row.status for row in organisation.members.all()]
    services.approve_organisation(organisation, **step_of())

    assert closed == [MemberStatus.ENDED, MemberStatus.ENDED]
    assert not Organisation.objects.acted_for_by(member).exists()
    assert len(sent()) == 2
    assert "er lukket på portalen" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("step", "reason", "status", "subject"),
    [
        ("approve_member", {}, MemberStatus.APPROVED, "Du kan nu handle for"),
        ("decline_member", {"reason": "Nej"}, MemberStatus.DECLINED, "Du kan ikke handle for"),
    ],
)
def test_a_person_who_asked_gets_an_answer(step, reason, status, subject):
    person, staff = UserFactory(), UserFactory(case_worker=True)
    organisation = OrganisationFactory(asking=[person])

    getattr(services, step)(member_of(organisation, person), **reason, **step_of(staff))

    assert member_of(organisation, person).status == status
    assert person.history.first().by == staff
    assert subject in sent()[0]


def test_a_right_that_was_given_can_be_taken_back():
    person = UserFactory()
    organisation = OrganisationFactory(members=[person])

    services.end_member(member_of(organisation, person), reason="Ikke valgt igen", **step_of())

    assert member_of(organisation, person).status == MemberStatus.ENDED
    assert actions(person) == ["organisation_ended"]
    assert "længere handle for" in sent()[0]


@pytest.mark.parametrize(
    ("step", "allowed"),
    [
        ("approve_organisation", {Status.PROPOSED, Status.CLOSED}),
        ("decline_organisation", {Status.PROPOSED}),
        ("close_organisation", {Status.APPROVED}),
    ],
)
@pytest.mark.parametrize("status", Status)
def test_a_step_of_an_organisation_asks_its_status(step, allowed, status):
    organisation = OrganisationFactory(status=status, reason="Fordi")
    reason = {} if step == "approve_organisation" else {"reason": "Fordi"}

    if status in allowed:
        assert getattr(services, step)(organisation, **reason, **step_of()).status != status
        return
    with pytest.raises(TransitionNotAllowed):
        getattr(services, step)(organisation, **reason, **step_of())


@pytest.mark.parametrize(
    ("step", "allowed"),
    [
        ("approve_member", {MemberStatus.ASKED}),
        ("decline_member", {MemberStatus.ASKED}),
        ("end_member", {MemberStatus.APPROVED}),
        ("leave", {MemberStatus.ASKED, MemberStatus.APPROVED}),
    ],
)
@pytest.mark.parametrize("status", MemberStatus)
def test_a_step_of_a_member_asks_its_status(step, allowed, status):
    member = OrganisationMember.objects.create(
        organisation=OrganisationFactory(), user=UserFactory(), status=status, reason="Fordi"
    )
    values = {
        "approve_member": step_of(),
        "decline_member": step_of(reason="Fordi"),
        "end_member": step_of(reason="Fordi"),
        "leave": {"at": timezone.now()},
    }[step]

    if status in allowed:
        assert getattr(services, step)(member, **values).status != status
        return
    with pytest.raises(TransitionNotAllowed):
        getattr(services, step)(member, **values)
    assert not Message.objects.exists()


def test_nobody_is_let_in_while_the_organisation_itself_waits():
    organisation = OrganisationFactory(proposed=True, asking=[UserFactory()])

    for step, values in (("approve_member", {}), ("decline_member", {"reason": "Nej"})):
        with pytest.raises(TransitionNotAllowed):
            getattr(services, step)(organisation.members.get(), **values, **step_of())


def test_a_later_decision_makes_an_earlier_mail_fall_away():
    person = UserFactory()
    organisation = OrganisationFactory(asking=[person])
    member = member_of(organisation, person)

    services.approve_member(member, **step_of())
    services.end_member(member, reason="Det var en fejl", **step_of())

    assert len(sent()) == 1
    assert "længere handle for" in sent()[0]


# --- Leaving ------------------------------------------------------------------------------------
def test_who_leaves_gets_no_mail_and_may_ask_again():
    person = UserFactory()
    organisation = OrganisationFactory(members=[person])

    services.leave(member_of(organisation, person), at=timezone.now())
    services.ask_to_act(organisation, **step_of(person))

    assert actions(person) == ["organisation_left", "organisation_asked"]
    assert sent() == []
    assert not Organisation.objects.acted_for_by(person).exists()


def test_a_proposal_that_nobody_stands_behind_falls():
    person = UserFactory()
    organisation = propose(person)

    services.leave(member_of(organisation, person), at=timezone.now())

    organisation.refresh_from_db()
    assert (organisation.status, organisation.decided_by) == (Status.DECLINED, None)
    assert organisation.reason
    assert propose(UserFactory()).status == Status.PROPOSED


# --- Who may ------------------------------------------------------------------------------------
def test_only_who_may_act_at_this_moment_passes():
    member, asker, former, closed = (UserFactory() for _ in range(4))
    organisation = OrganisationFactory(members=[member, former, closed], asking=[asker])
    services.end_member(member_of(organisation, former), reason="Slut", **step_of())
    services.close_account(closed, by=None)

    services.require_right_to_act(organisation, by=member)
    services.require_right_to_act(None, by=None)

    for person in (asker, former, closed, UserFactory(), UserFactory(case_worker=True), None):
        with pytest.raises(MayNotAct, match="kan ikke længere handle"):
            services.require_right_to_act(organisation, by=person)


def test_what_a_person_acts_for_is_the_same_as_what_passes():
    person = UserFactory()
    for status in Status:
        OrganisationFactory(status=status, reason="Fordi", members=[person])

    passing = []
    for organisation in Organisation.objects.all():
        try:
            services.require_right_to_act(organisation, by=person)
        except MayNotAct:
            continue
        passing.append(organisation)

    assert passing == list(Organisation.objects.acted_for_by(person))
    assert [organisation.status for organisation in passing] == [Status.APPROVED]


DECIDING = {Role.ADMINISTRATOR, Role.CASE_WORKER, Role.FACILITATOR, Role.MANAGER}


@pytest.mark.parametrize("who", ["citizen", "member", "asker", "former", *Role])
def test_who_may_decide_and_read(who):
    person = UserFactory(role=who) if who in set(Role) else UserFactory()
    organisation = OrganisationFactory(proposed=True, asking=[UserFactory()])
    if who == "member":
        OrganisationFactory(members=[person])
    if who == "asker":
        OrganisationFactory(asking=[person])
    if who == "former":
        row = OrganisationFactory(members=[person]).members.get()
        services.leave(row, at=timezone.now())
    waiting = organisation.members.get()

    may_decide = who in DECIDING
    assert person.has_perm("accounts.decide_organisation", organisation) == may_decide
    assert person.has_perm("accounts.decide_organisationmember", waiting) == may_decide
    assert person.has_perm("accounts.change_organisation", organisation) == may_decide
    may_read = may_decide or who == Role.DATA_PROTECTION_OFFICER
    assert person.has_perm("accounts.view_organisation") == may_read
    assert bool(list(duties_of(person))) == may_decide


def test_nobody_says_yes_to_themselves():
    staff = UserFactory(case_worker=True)
    proposed = OrganisationFactory(proposed=True, asking=[staff])
    approved = OrganisationFactory(asking=[staff])

    assert not staff.has_perm("accounts.decide_organisation", proposed)
    assert not staff.has_perm("accounts.decide_organisationmember", approved.members.get())
    assert list(duties_of(staff)) == []


def test_the_duties_are_those_that_wait_and_cost_two_questions(django_assert_num_queries):
    staff = UserFactory(case_worker=True)
    OrganisationFactory(name="Ny", proposed=True, asking=[UserFactory()])
    OrganisationFactory(name="Gammel", asking=[UserFactory(), UserFactory()])
    OrganisationFactory(name="Lukket", closed=True, asking=[UserFactory()])
    list(duties_of(staff))

    with django_assert_num_queries(2):
        found = [duty.title for duty in duties_of(staff)]

    assert found == ["Ny organisation: Ny", *["En vil handle for Gammel"] * 2]


# --- Personal data ------------------------------------------------------------------------------
def test_a_person_gets_what_they_act_for_and_no_name_of_who_decided():
    person = UserFactory()
    staff = UserFactory(case_worker=True, full_name="Sagsbehandler Sund")
    organisation = propose(person, message="Jeg er formand")
    services.approve_organisation(organisation, **step_of(staff))

    known = personal_data_of(person)["organisations"]

    assert [row["organisation"] for row in known] == [organisation.name]
    assert (known[0]["title"], known[0]["message"]) == ("Formand", "Jeg er formand")
    assert known[0]["status"] == "approved"
    assert "Sund" not in str(personal_data_of(person))


def test_a_forgotten_person_acts_for_nobody_and_leaves_no_words():
    person, other = UserFactory(), UserFactory()
    approved = OrganisationFactory(members=[person, other])
    proposed = propose(person, name="Kun mig")
    declined = propose(person, name="Ikke mig")
    services.decline_organisation(declined, reason="Nej", **step_of())

    forget(person)

    assert list(approved.members.values_list("user", flat=True)) == [other.pk]
    assert not Organisation.objects.filter(pk__in=[proposed.pk, declined.pk]).exists()
    lines = person.history.filter(action__startswith="organisation_")
    assert set(lines.values_list("note", flat=True)) == {""}


def test_the_right_ended_a_second_ago_is_no_right():
    person, now = UserFactory(), timezone.now()
    organisation = OrganisationFactory(members=[person])
    services.leave(member_of(organisation, person), at=now - timedelta(seconds=1))

    with pytest.raises(MayNotAct):
        services.require_right_to_act(organisation, by=person)
