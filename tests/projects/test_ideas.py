"""Ideas and offers: given once, read first where needed, answered with a reason and told."""

from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.exceptions import MayNotAct
from accounts.models import OrganisationMember
from accounts.roles import Role
from core.contributions import Fate
from core.transitions import TransitionNotAllowed
from notifications.models import Message
from projects.giving_exceptions import JudgedByYourself, NotTaken
from projects.models import Idea, Offer, ProjectEvent, Question
from projects.services import ideas, offers
from tests.accounts.factories import OrganisationFactory, UserFactory
from tests.projects.factories import (
    HelpWantedFactory,
    IdeaFactory,
    OfferFactory,
    ProjectFactory,
    QuestionFactory,
)

pytestmark = pytest.mark.django_db
Action = ProjectEvent.Action
State = Idea.State


@pytest.fixture(autouse=True)
def nobody_is_new(settings):
    settings.COMMENTS_HOLD_FIRST = 0


def give(project, author=None, **values):
    values = {"text": "Sæt et spejl i svinget", "key": uuid4(), "at": timezone.now(), **values}
    return ideas.give_idea(project, author=author or UserFactory(), **values)


def told(kind: str) -> int:
    return Message.objects.filter(kind=f"projects.{kind}").count()


def test_ideas_are_numbered_in_their_project_and_stand_without_a_name_in_its_history():
    project = ProjectFactory()

    numbers = [give(project).number, give(project).number, give(ProjectFactory()).number]

    assert numbers == [1, 2, 1]
    assert list(project.history.values_list("action", "by")) == [(Action.IDEA_GIVEN, None)] * 2


def test_a_form_that_is_sent_twice_makes_one_idea_and_one_offer():
    project, person, key, at = ProjectFactory(), UserFactory(), uuid4(), timezone.now()

    first, second = give(project, person, key=key), give(project, person, key=key)
    offered = [
        offers.make_offer(project, author=person, text="Jeg har en stige.", key=key, at=at)
        for _ in range(2)
    ]

    assert first == second
    assert offered[0] == offered[1]
    assert (Idea.objects.count(), Offer.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "values", [{"draft": True}, {"closed": True}, {"takes_ideas": False, "takes_offers": False}]
)
def test_what_takes_nothing_is_given_nothing(values):
    project = ProjectFactory(**values)

    with pytest.raises(NotTaken):
        give(project)
    with pytest.raises(NotTaken):
        offers.make_offer(
            project, author=UserFactory(), text="Hjælp", key=uuid4(), at=timezone.now()
        )


def test_a_settled_question_and_one_of_another_project_take_no_ideas():
    project = ProjectFactory()
    settled = QuestionFactory(project=project, state=Question.State.SETTLED)
    partly = QuestionFactory(project=project, state=Question.State.PARTLY)

    for question in (settled, QuestionFactory()):
        with pytest.raises(NotTaken):
            give(project, question=question)
    assert give(project, question=partly).question == partly


def test_nobody_gives_for_an_organisation_a_second_after_the_right_has_ended():
    project, person, at = ProjectFactory(), UserFactory(), timezone.now()
    choir = OrganisationFactory(name="Aftenkoret", members=[person])

    assert give(project, person, organisation=choir).author_name == "Aftenkoret"

    OrganisationMember.objects.get().end(by=None, at=at)
    with pytest.raises(MayNotAct):
        give(project, person, organisation=choir)
    with pytest.raises(MayNotAct):
        offers.make_offer(
            project, author=person, text="Sang", organisation=choir, key=uuid4(), at=at
        )


def test_what_a_new_account_writes_waits_to_be_read_and_then_its_author_is_told(settings):
    settings.COMMENTS_HOLD_FIRST = 1
    project, author = ProjectFactory(), UserFactory()

    idea = give(project, author)
    assert (idea.state, told("idea_shown")) == (State.HELD, 0)

    ideas.release_idea(idea, by=project.facilitator, at=timezone.now())
    assert told("idea_shown") == 1
    assert give(project, author).state == State.VISIBLE


def test_who_moderates_there_does_not_wait_for_a_colleague(settings):
    settings.COMMENTS_HOLD_FIRST = 1
    project = ProjectFactory()
    moderator = UserFactory(role=Role.MODERATOR, department=project.department)

    assert give(project, moderator).state == State.VISIBLE


def test_an_answer_has_a_reason_is_told_at_once_and_may_be_mended():
    idea = IdeaFactory()
    by, at = idea.project.facilitator, timezone.now()

    ideas.answer_idea(idea, fate=Fate.TRIED, reason="To spejle til foråret.", by=by, at=at)
    ideas.answer_idea(idea, fate=Fate.TRIED, reason="To spejle til foråret.", by=by, at=at)
    assert told("idea_answered") == 1

    idea = ideas.answer_idea(
        idea, fate=Fate.NOT_USED, reason="Vejen er privat.", by=by, at=timezone.now()
    )
    assert (idea.fate, idea.fate_reason, idea.fate_by) == (Fate.NOT_USED, "Vejen er privat.", by)
    assert told("idea_answered") == 2
    assert (
        list(idea.project.history.values_list("action", flat=True))
        == [Action.CONTRIBUTION_ANSWERED] * 2
    )


@pytest.mark.parametrize("state", [s for s in State if s != State.VISIBLE])
def test_what_nobody_can_read_is_not_answered(state):
    idea = IdeaFactory(state=state, hidden_reason="advert")

    with pytest.raises(NotTaken):
        ideas.answer_idea(
            idea, fate=Fate.USED, reason="Ja", by=idea.project.facilitator, at=timezone.now()
        )


def test_nobody_judges_their_own():
    project = ProjectFactory()
    mine = IdeaFactory(project=project, author=project.facilitator)
    offer = OfferFactory(project=project, author=project.facilitator)
    by, at = project.facilitator, timezone.now()

    with pytest.raises(JudgedByYourself):
        ideas.answer_idea(mine, fate=Fate.USED, reason="God", by=by, at=at)
    with pytest.raises(JudgedByYourself):
        offers.answer_offer(offer, status=Offer.Status.ACCEPTED, answer="Ja tak", by=by, at=at)


STEPS = {
    "release": (ideas.release_idea, {State.HELD}, State.VISIBLE),
    "hide": (
        lambda idea, **by: ideas.hide_idea(idea, reason="advert", note="Reklame", **by),
        {State.VISIBLE, State.HELD},
        State.HIDDEN,
    ),
    "restore": (
        lambda idea, **by: ideas.restore_idea(idea, note="En fejl", **by),
        {State.HIDDEN},
        State.VISIBLE,
    ),
    "delete": (
        lambda idea, at, **_by: ideas.delete_idea(idea, at=at),
        {State.VISIBLE, State.HELD},
        State.DELETED,
    ),
}


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("name", STEPS)
def test_each_step_leads_from_its_states_alone(name, state):
    take, allowed, after = STEPS[name]
    idea = IdeaFactory(state=state, hidden_reason="advert" if state == State.HIDDEN else "")
    values = {"by": idea.project.facilitator, "at": timezone.now()}

    if state in allowed:
        assert take(idea, **values).state == after
        assert idea.project.history.count() == 1
        return
    with pytest.raises(TransitionNotAllowed):
        take(idea, **values)
    idea.refresh_from_db()
    assert (idea.state, idea.project.history.count()) == (state, 0)


def test_an_author_takes_the_words_away_for_good():
    idea = ideas.delete_idea(IdeaFactory(), at=timezone.now())

    assert (idea.text, idea.number) == ("", 1)


def test_an_offer_is_answered_told_and_the_hand_is_found():
    wanted = HelpWantedFactory()
    offer = OfferFactory(project=wanted.project, wanted=wanted)
    by = wanted.project.facilitator

    offers.answer_offer(
        offer,
        status=Offer.Status.ACCEPTED,
        answer="Ja tak, kom tirsdag.",
        is_met=True,
        by=by,
        at=timezone.now(),
    )

    wanted.refresh_from_db()
    offer.refresh_from_db()
    assert (offer.status, offer.answer, wanted.is_met) == ("accepted", "Ja tak, kom tirsdag.", True)
    assert told("offer_answered") == 1


def test_an_offer_that_is_taken_back_keeps_no_contact_and_is_not_answered():
    offer = OfferFactory(contact="12 34 56 78")

    offer = offers.withdraw_offer(offer, at=timezone.now())

    assert (offer.status, offer.contact) == (Offer.Status.WITHDRAWN, "")
    with pytest.raises(TransitionNotAllowed):
        offers.answer_offer(
            offer,
            status=Offer.Status.LATER,
            answer="Måske",
            by=offer.project.facilitator,
            at=timezone.now(),
        )
    with pytest.raises(TransitionNotAllowed):
        offers.withdraw_offer(offer, at=timezone.now())


def test_a_hand_that_is_found_can_be_wanted_again():
    project, at = ProjectFactory(), timezone.now()
    row = offers.want_help(project, title="En stige", by=project.facilitator, at=at)

    met = offers.note_help_met(row, is_met=True, by=project.facilitator, at=at)
    again = offers.note_help_met(row, is_met=False, by=project.facilitator, at=at)

    assert (met.is_met, again.is_met, project.history.count()) == (True, False, 3)
