from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from city.models import Area, Topic
from core.files import InspectedFile
from core.transitions import TransitionNotAllowed
from notifications.models import Announcement, Subscriber, Subscription
from projects.messages.project import followers, whom_it_concerns
from projects.models import Project, ProjectEvent, Question, QuestionChange, Update
from projects.pictures_given import Picture
from projects.project_exceptions import EvaluationMissing, LessonsMissing, ProjectNotReady
from projects.services.closing import (
    close_project,
    note_implementation,
    reopen_project,
    write_lesson,
)
from projects.services.openness import add_question, change_question, reword_question
from projects.services.projects import (
    change_project,
    create_project,
    let_comment,
    missing_words,
    publish_project,
)
from projects.services.way import (
    add_document,
    begin_phase,
    mend_update,
    reach_milestone,
    remove_document,
    set_phase,
    write_update,
)
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.projects.factories import (
    FocusDesignationFactory,
    LessonFactory,
    MilestoneFactory,
    PhaseFactory,
    ProjectFactory,
    QuestionFactory,
    day,
)

pytestmark = pytest.mark.django_db
Status, State, Action = Project.Status, Question.State, ProjectEvent.Action
ALL_STATUSES = set(Status)


@pytest.fixture
def step():
    return {"by": UserFactory(staff=True), "at": timezone.now()}


def an_area(number=1):
    return Area.objects.create(name=f"Bydel {number}", slug=f"bydel-{number}")


def in_status(status, **more):
    traits = {Status.DRAFT: {"draft": True}, Status.CLOSED: {"closed": True}}
    return ProjectFactory(**traits.get(status, {}), **more)


def actions(project):
    return list(project.history.order_by("pk").values_list("action", flat=True))


def a_file(name="lys.pdf", kind="application/pdf", sha="a" * 64):
    content = ContentFile(b"%PDF-1.4", name=name)
    return InspectedFile(
        name=name, extension=name[-3:], content_type=kind, size=8, sha256=sha, content=content
    )


def settle(question, step, **more):
    said = {"text": "600.000 kr.", "by_whom": "kommunalbestyrelsen", "on": day(0)}
    return change_question(question, state=State.SETTLED, **{**said, **more}, **step)


# --- Making and publishing --------------------------------------------------------------------
def test_a_project_made_of_few_words_is_a_draft_with_a_conversation(step):
    area, topic = an_area(), Topic.objects.create(name="Lys", slug="lys")

    project = create_project(
        title="Stierne",
        facilitator=UserFactory(staff=True),
        department=DepartmentFactory(),
        areas=[area],
        topics=[topic],
        brief_problem="Der er mørkt.",
        **step,
    )

    assert (project.status, project.thread.department) == (Status.DRAFT, project.department)
    assert (list(project.areas.all()), list(project.topics.all())) == ([area], [topic])
    assert missing_words(project) == ["Indledning", "For hvem", "Det leder til"]
    assert actions(project) == [Action.CREATED]


def test_a_published_project_is_announced_and_has_its_line(step):
    project = QuestionFactory(project=ProjectFactory(draft=True)).project

    publish_project(project, **step)

    project.refresh_from_db()
    assert (project.status, project.published_at) == (Status.ACTIVE, step["at"])
    assert actions(project) == [Action.PUBLISHED]
    assert Announcement.objects.get().kind == "projects.project_published"


@pytest.mark.parametrize("status", sorted(ALL_STATUSES - {Status.DRAFT}))
def test_only_a_draft_is_published(status, step):
    project = QuestionFactory(project=in_status(status)).project

    with pytest.raises(TransitionNotAllowed):
        publish_project(project, **step)

    assert not Announcement.objects.exists()


def test_a_project_that_does_not_say_the_problem_is_not_published(step):
    project = QuestionFactory(project=ProjectFactory(draft=True, brief_problem=" ")).project

    with pytest.raises(ProjectNotReady, match="Problemet"):
        publish_project(project, **step)

    project.refresh_from_db()
    assert (project.status, actions(project)) == (Status.DRAFT, [])


def test_a_project_without_a_question_is_not_published(step):
    project = ProjectFactory(draft=True)

    with pytest.raises(ProjectNotReady, match="hvad kan stadig ændres"):
        publish_project(project, **step)


def test_a_public_project_keeps_its_words_and_its_thread_follows_the_department(step):
    project = publish_project(
        add_question(
            create_project(
                title="Stierne",
                facilitator=UserFactory(staff=True),
                department=DepartmentFactory(),
                lead="x",
                brief_problem="x",
                brief_for_whom="x",
                brief_leads_to="x",
                **step,
            ),
            title="Hvad?",
            state=State.OPEN,
            text="Alt.",
            by_whom="os",
            on=day(0),
            **step,
        ).project,
        **step,
    )
    project.department = other = DepartmentFactory()

    change_project(project, fields=["department"], **step)
    project.lead = ""
    with pytest.raises(ProjectNotReady):
        change_project(project, fields=["lead"], **step)

    project.refresh_from_db()
    assert (project.lead, project.thread.department) == ("x", other)
    let_comment(project, is_allowed=False, **step)
    assert not project.thread.is_open


def test_a_new_project_concerns_who_follows_its_area_and_nobody_else(step):
    near, far = an_area(1), an_area(2)
    people = {}
    for area in (near, far):
        people[area] = Subscriber.objects.create(user=UserFactory())
        Subscription.objects.create(subscriber=people[area], area=area)
    project = ProjectFactory()
    project.areas.add(near)

    told = whom_it_concerns(project, Announcement())

    assert list(told) == [people[near]]


# --- Openness ---------------------------------------------------------------------------------
def test_a_question_keeps_what_held_before(step):
    question = add_question(
        ProjectFactory(),
        title="Hvor mange penge?",
        state=State.OPEN,
        text="Det ved vi ikke.",
        by_whom="projektgruppen",
        on=day(-20),
        **step,
    )

    settle(question, step, url="https://dagsorden.dk/9")

    question.refresh_from_db()
    assert (question.state, question.text, question.change_count) == ("settled", "600.000 kr.", 2)
    states = question.changes.order_by("pk").values_list("state", "text")
    assert list(states) == [("open", "Det ved vi ikke."), ("settled", "600.000 kr.")]
    assert actions(question.project) == [Action.OPENNESS_CHANGED] * 2


def test_a_change_sent_twice_is_one(step):
    question = QuestionFactory()

    first, second = settle(question, step), settle(question, step)

    assert (first, QuestionChange.objects.count()) == (second, 1)


def test_followers_are_told_of_a_change_in_a_public_project_alone(step):
    draft, active = QuestionFactory(project__draft=True), QuestionFactory()
    follower = Subscriber.objects.create(user=UserFactory())
    Subscription.objects.create(subscriber=follower, feed=active.project.feed)

    settle(draft, step)
    change = settle(active, step)

    announced = Announcement.objects.get()
    assert (announced.kind, announced.about_pk) == ("projects.openness_changed", str(change.pk))
    assert list(followers(change, announced)) == [follower]


def test_what_is_settled_can_be_opened_again_while_the_project_is_on(step):
    question = QuestionFactory()
    settle(question, step)

    change_question(
        question, state=State.OPEN, text="Der er flere.", by_whom="os", on=day(0), **step
    )

    question.refresh_from_db()
    assert question.state == State.OPEN


def test_the_questions_of_a_closed_project_stay_as_they_are(step):
    question = QuestionFactory(project=ProjectFactory(closed=True))

    with pytest.raises(TransitionNotAllowed):
        settle(question, step)
    with pytest.raises(TransitionNotAllowed):
        add_question(
            question.project, title="?", state="open", text="x", by_whom="x", on=day(0), **step
        )

    assert not QuestionChange.objects.exists()


def test_better_words_for_a_question_are_a_line_in_the_history(step):
    question = QuestionFactory(title="Hva?")

    reword_question(question, title="Hvad?", position=2, **step)

    line = question.project.history.get()
    assert (line.action, line.note) == (Action.CHANGED, "Hva? → Hvad?")


# --- The way ----------------------------------------------------------------------------------
@pytest.mark.parametrize("status", sorted({Status.DRAFT, Status.ACTIVE}))
def test_a_phase_begins_and_the_one_before_ends_today(status, step):
    project = in_status(status)
    before = PhaseFactory(project=project)

    begin_phase(project, Project.PhaseKind.TRY_OUT, **step)

    project.refresh_from_db()
    before.refresh_from_db()
    now = project.phases.get(kind=Project.PhaseKind.TRY_OUT)
    assert (project.phase, before.ends_on, now.starts_on) == ("try_out", day(0), day(0))


def test_a_project_may_go_back_to_a_phase_it_has_been_in(step):
    project = ProjectFactory(phase=Project.PhaseKind.TRY_OUT)
    PhaseFactory(project=project, ends_on=day(-20))

    begin_phase(project, Project.PhaseKind.IDENTIFY, **step)

    again = project.phases.get(kind=Project.PhaseKind.IDENTIFY)
    assert (again.starts_on, again.ends_on) == (day(-90), None)


def test_a_closed_project_begins_no_phase(step):
    with pytest.raises(TransitionNotAllowed):
        begin_phase(ProjectFactory(closed=True), Project.PhaseKind.LEARN, **step)


def test_a_phase_cannot_end_before_it_starts(step):
    with pytest.raises(ValidationError):
        set_phase(
            ProjectFactory(),
            Project.PhaseKind.LEARN,
            starts_on=day(0),
            ends_on=day(-1),
            **step,
        )


def test_a_milestone_is_reached_once(step):
    milestone = MilestoneFactory()

    for _time in range(2):
        reach_milestone(milestone, on=day(0), **step)

    milestone.refresh_from_db()
    assert milestone.reached_on == day(0)
    assert actions(milestone.project) == [Action.MILESTONE_REACHED]


def test_an_update_sent_twice_is_one_and_is_announced(step):
    project = ProjectFactory()
    picture = Picture(a_file("tur.png", "image/png"), alt="Ti mennesker i en tunnel")

    for _time in range(2):
        update = write_update(
            project, title="Første tur", text="Vi gik.", pictures=[picture], **step
        )

    assert list(Update.objects.all()) == [update]
    assert [row.alt for row in update.pictures.all()] == ["Ti mennesker i en tunnel"]
    assert Announcement.objects.get().kind == "projects.update"


def test_a_draft_has_no_news(step):
    with pytest.raises(TransitionNotAllowed):
        write_update(ProjectFactory(draft=True), title="x", text="x", **step)


def test_a_mended_update_is_not_announced_again(step):
    update = write_update(ProjectFactory(), title="Første tur", text="Vi gik.", **step)

    mend_update(update, title="Den første tur", text="Vi gik.", **step)

    update.refresh_from_db()
    assert (update.title, Announcement.objects.count()) == ("Den første tur", 1)


def test_a_document_is_put_up_once_and_the_history_remembers_it(step):
    project = ProjectFactory()

    for _time in range(2):
        document = add_document(project, a_file(), title="Lysmåling", **step)
    remove_document(document, **step)

    assert not project.documents.exists()
    assert [line.note for line in project.history.order_by("pk")] == [
        "Lysmåling",
        f"Lysmåling, SHA-256 {'a' * 64}",
    ]


# --- The end ----------------------------------------------------------------------------------
def test_a_project_ends_with_what_came_of_it(step):
    project = LessonFactory().project

    close_project(project, outcome="To tunneler har lys.", **step)

    project.refresh_from_db()
    assert (project.status, project.outcome) == (Status.CLOSED, "To tunneler har lys.")
    assert actions(project) == [Action.CLOSED]
    assert Announcement.objects.get().kind == "projects.project_closed"


@pytest.mark.parametrize("status", sorted(ALL_STATUSES - {Status.ACTIVE}))
def test_only_an_active_project_is_closed(status, step):
    project = LessonFactory(project=in_status(status)).project

    with pytest.raises(TransitionNotAllowed):
        close_project(project, outcome="x", **step)


def test_a_project_without_lessons_is_not_closed(step):
    project = ProjectFactory()

    with pytest.raises(LessonsMissing, match="mindst én erfaring"):
        close_project(project, outcome="x", **step)

    project.refresh_from_db()
    assert (project.status, actions(project)) == (Status.ACTIVE, [])


def test_a_focus_project_is_not_closed_before_it_is_evaluated(step):
    designation = FocusDesignationFactory()
    project = LessonFactory(project=designation.project).project

    with pytest.raises(EvaluationMissing, match=str(designation.year.year)):
        close_project(project, outcome="x", **step)
    designation.evaluate(
        worked="Turene", did_not_work="", next_time="", at=step["at"] + timedelta(minutes=1)
    )
    close_project(project, outcome="x", **step)

    project.refresh_from_db()
    assert project.is_closed


def test_an_appointment_that_was_undone_asks_for_no_evaluation(step):
    undone = {"undone_on": day(0), "undone_reason": "x", "undone_url": "https://x.dk"}
    project = LessonFactory(project=FocusDesignationFactory(**undone).project).project

    close_project(project, outcome="x", **step)

    project.refresh_from_db()
    assert project.is_closed


@pytest.mark.parametrize("status", sorted(ALL_STATUSES - {Status.CLOSED}))
def test_only_a_closed_project_is_opened_again(status, step):
    with pytest.raises(TransitionNotAllowed):
        reopen_project(in_status(status), reason="x", **step)


def test_a_project_that_is_opened_again_can_be_closed_and_told_of_again(step):
    project = LessonFactory().project
    close_project(project, outcome="Lys.", **step)

    reopen_project(project, reason="Lyset gik ud.", **step)
    later = {**step, "at": step["at"] + timedelta(days=1)}
    close_project(project, outcome="Nyt lys.", **later)

    assert actions(project) == [Action.CLOSED, Action.REOPENED, Action.CLOSED]
    assert Announcement.objects.count() == 2


def test_lessons_can_be_written_and_mended_after_the_end(step):
    project = ProjectFactory(closed=True)
    words = {"title": "Gå sammen", "tried": "Ture", "result": "Viden", "again": "Ja"}

    first = write_lesson(project, **words, **step)
    write_lesson(project, **words, **step)
    write_lesson(project, **{**words, "again": "Ja, i maj"}, lesson=first, **step)

    assert [row.again for row in project.lessons.all()] == ["Ja, i maj"]


def test_what_was_carried_through_is_told_once(step):
    project = ProjectFactory()

    for _time in range(2):
        note_implementation(project, what="Lys", by_whom="Vej", done_on=day(-1), **step)

    assert project.implementations.count() == 1
    assert actions(project) == [Action.CARRIED_THROUGH]
