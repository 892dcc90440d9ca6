"""The team of a project: invited, asking, welcome, leaving."""

import pytest
from django.utils import timezone

from accounts.exceptions import MayNotAct
from accounts.models import Organisation, OrganisationMember
from core.transitions import TransitionNotAllowed
from notifications.models import Message
from projects.giving_exceptions import JudgedByYourself, NotTaken
from projects.models import ActorGroup, ProjectEvent, TeamMember
from projects.services import team
from tests.accounts.factories import OrganisationFactory, UserFactory
from tests.councils.factories import BodyFactory, MembershipFactory
from tests.projects.factories import ProjectFactory, TeamMemberFactory

pytestmark = pytest.mark.django_db
Status = TeamMember.Status
Action = ProjectEvent.Action


def told(kind: str) -> int:
    return Message.objects.filter(kind=f"projects.{kind}").count()


def history(project) -> list[str]:
    return list(project.history.order_by("pk").values_list("action", flat=True))


def test_who_asks_waits_for_the_team_and_nobody_is_mailed():
    project, person = ProjectFactory(), UserFactory()

    member = team.ask_to_join(project, user=person, brings="Kender genvejene", at=timezone.now())

    assert (member.status, member.group) == (Status.ASKED, ActorGroup.CITIZENS)
    assert history(project) == [Action.ASKED_TO_JOIN]
    assert Message.objects.count() == 0


def test_who_has_a_place_already_gets_that_place():
    member = TeamMemberFactory()

    again = team.ask_to_join(member.project, user=member.user, at=timezone.now())

    assert again == member


@pytest.mark.parametrize("state", ["draft", "closed"])
def test_nobody_asks_to_join_what_is_not_going_on(state):
    project = ProjectFactory(**{state: True})

    with pytest.raises(NotTaken):
        team.ask_to_join(project, user=UserFactory(), at=timezone.now())


def test_the_group_follows_from_who_one_is():
    project, at = ProjectFactory(), timezone.now()
    seat = MembershipFactory(account=True, body=BodyFactory(municipal_council=True))
    councillor = seat.member.user
    company = OrganisationFactory(kind=Organisation.Kind.COMPANY, members=[UserFactory()])
    of_company = company.members.get().user

    groups = [
        team.ask_to_join(project, user=councillor, at=at).group,
        team.ask_to_join(project, user=of_company, organisation=company, at=at).group,
        team.ask_to_join(project, user=project.facilitator, at=at).group,
    ]

    assert groups == [ActorGroup.POLITICIANS, ActorGroup.COMPANIES, ActorGroup.ADMINISTRATION]


def test_nobody_joins_for_an_organisation_a_second_after_the_right_has_ended():
    project, person, at = ProjectFactory(), UserFactory(), timezone.now()
    choir = OrganisationFactory(members=[person])
    OrganisationMember.objects.get().end(by=None, at=at)

    with pytest.raises(MayNotAct):
        team.ask_to_join(project, user=person, organisation=choir, at=at)

    assert TeamMember.objects.count() == 0


@pytest.mark.parametrize(
    ("is_welcome", "status", "action"),
    [(True, Status.ON_TEAM, Action.JOINED), (False, Status.DECLINED, Action.NOT_JOINED)],
)
def test_an_answer_is_told_to_who_asked_once(is_welcome, status, action):
    member, by = TeamMemberFactory(asking=True), UserFactory()

    team.answer_request(member, is_welcome=is_welcome, reason="", by=by, at=timezone.now())

    member.refresh_from_db()
    assert (member.status, member.decided_by) == (status, by)
    assert history(member.project) == [action]
    assert told("request_answered") == 1
    with pytest.raises(NotTaken):
        team.answer_request(member, is_welcome=True, by=by, at=timezone.now())
    assert told("request_answered") == 1


def test_nobody_lets_themselves_in():
    member = TeamMemberFactory(asking=True)

    with pytest.raises(JudgedByYourself):
        team.answer_request(member, is_welcome=True, by=member.user, at=timezone.now())


def test_an_invitation_is_one_mail_to_an_address_whether_it_has_an_account_or_not():
    project, known, at = ProjectFactory(), UserFactory(), timezone.now()

    first = team.invite(project, email=known.email, by=project.facilitator, at=at)
    again = team.invite(project, email=known.email.upper(), by=project.facilitator, at=at)
    new = team.invite(project, email="ny@example.dk", by=project.facilitator, at=at)

    assert first == again
    assert (first.user, new.user) == (None, None)
    assert told("invited") == 2


def test_only_who_runs_the_project_says_in_which_group_somebody_comes():
    project, at = ProjectFactory(), timezone.now()
    member = TeamMemberFactory(project=project).user

    by_staff = team.invite(
        project, email="a@example.dk", group=ActorGroup.COMPANIES, by=project.facilitator, at=at
    )
    by_member = team.invite(
        project, email="b@example.dk", group=ActorGroup.POLITICIANS, by=member, at=at
    )

    assert by_staff.group == ActorGroup.COMPANIES
    assert by_member.group == ActorGroup.CITIZENS


def test_an_invitation_is_taken_by_an_account_made_after_it():
    project, at = ProjectFactory(), timezone.now()
    invited = team.invite(project, email="ny@example.dk", by=project.facilitator, at=at)
    person = UserFactory(email="en.anden@example.dk")

    member = team.take_invitation(invited, user=person, brings="Kaffe", at=at)

    assert (member.status, member.user, member.email) == (Status.ON_TEAM, person, "")
    with pytest.raises(NotTaken):
        team.take_invitation(invited, user=UserFactory(), brings="", at=at)


def test_who_asked_and_is_invited_is_on_the_team_once():
    asking, at = TeamMemberFactory(asking=True), timezone.now()
    invited = team.invite(
        asking.project, email="a@example.dk", by=asking.project.facilitator, at=at
    )

    member = team.take_invitation(invited, user=asking.user, brings="", at=at)

    invited.refresh_from_db()
    assert (member.pk, member.status) == (asking.pk, Status.ON_TEAM)
    assert (invited.status, invited.email) == (Status.DECLINED, "")


def test_who_says_no_to_an_invitation_is_forgotten():
    project, at = ProjectFactory(), timezone.now()
    invited = team.invite(project, email="a@example.dk", by=project.facilitator, at=at)

    team.decline_invitation(invited, at=at)

    invited.refresh_from_db()
    assert (invited.status, invited.email) == (Status.DECLINED, "")
    with pytest.raises(NotTaken):
        team.decline_invitation(invited, at=at)


def test_who_leaves_may_come_again():
    member = TeamMemberFactory()

    team.leave_team(member, at=timezone.now())
    again = team.ask_to_join(member.project, user=member.user, at=timezone.now())

    member.refresh_from_db()
    assert member.status == Status.LEFT
    assert (again.pk != member.pk, again.status) == (True, Status.ASKED)


def test_who_is_taken_off_is_told_why():
    member = TeamMemberFactory()
    by = member.project.facilitator

    team.take_off_team(member, reason="Du bor i en anden by nu.", by=by, at=timezone.now())

    member.refresh_from_db()
    assert (member.status, member.reason) == (Status.LEFT, "Du bor i en anden by nu.")
    assert told("taken_off_team") == 1


@pytest.mark.parametrize("status", [s for s in Status if s != Status.ON_TEAM])
def test_nobody_is_taken_off_who_is_not_on_it(status):
    member = TeamMemberFactory(status=status)

    with pytest.raises(TransitionNotAllowed):
        team.take_off_team(member, reason="Nej", by=member.project.facilitator, at=timezone.now())
