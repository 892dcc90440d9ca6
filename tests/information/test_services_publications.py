from datetime import timedelta

import pytest
from django.utils import timezone

from core.files import inspect_upload
from core.transitions import TransitionNotAllowed
from information.exceptions import MomentNotPossible
from information.models import (
    Captions,
    GlossaryTerm,
    Guide,
    InformationEvent,
    News,
    Plan,
    PlanDocument,
    Publication,
    Right,
    Video,
)
from information.services import publications as services
from tests.hearings.uploads import pdf
from tests.information.factories import (
    AttachmentFactory,
    NewsFactory,
    PlanFactory,
    hours_from_now,
)
from tests.information.people import an_editor
from tests.information.test_models import FACTORIES

pytestmark = pytest.mark.django_db
ACTION = InformationEvent.Action
STAGES = [stage.value for stage in Publication.Stage]
every_model = pytest.mark.parametrize("model", [News, Plan, Guide, Right, Video])


@pytest.fixture
def step():
    return {"by": an_editor(), "at": timezone.now()}


def at_stage(model, stage):
    text = FACTORIES[model](**({} if stage == "public" else {stage: True}))
    if model is Video:
        # A film is published with its words to read.
        Captions.objects.create(video=text, language="da", text="WEBVTT\n")
    return text


def history(subject):
    lines = InformationEvent.objects.filter(
        subject_kind=subject._meta.model_name, subject_id=subject.pk
    )
    return [(line.action, line.note) for line in lines.order_by("pk")]


def test_a_new_text_is_a_draft_with_a_line_of_history(step):
    made = NewsFactory.build(draft=True, department=step["by"].department_roles.get().department)

    news = services.create(made, **step)

    assert news.stage() == Publication.Stage.DRAFT
    assert history(news) == [(ACTION.CREATED, "")]
    assert InformationEvent.objects.get().department == news.department


def test_a_change_says_what_was_changed_and_is_otherwise_none(step):
    news = NewsFactory()
    news.title = "Ny titel"

    services.change(news, changed=["title", "topics"], **step)
    services.change(news, changed=[], **step)

    news.refresh_from_db()
    assert news.title == "Ny titel"
    assert history(news) == [(ACTION.CHANGED, "titel; emner")]


@pytest.mark.parametrize("model", [News, Plan, Guide])
def test_pictures_named_in_the_text_belong_to_it(model, step):
    picture = AttachmentFactory()
    text = FACTORIES[model]()
    text.body = f'<p><a href="{picture.get_absolute_url()}">Kort</a></p>'

    services.change(text, changed=["body"], **step)
    assert list(text.attachments.all()) == [picture]
    text.body = "<p>Uden.</p>"
    services.change(text, changed=["body"], **step)

    assert list(text.attachments.all()) == []


@every_model
@pytest.mark.parametrize("stage", sorted(set(STAGES) - {"public"}))
def test_everything_that_is_not_public_can_be_published(model, stage, step):
    text = services.publish(at_stage(model, stage), **step)

    text.refresh_from_db()
    assert (text.stage(step["at"]), text.public_from) == (Publication.Stage.PUBLIC, step["at"])
    assert history(text) == [(ACTION.PUBLISHED, "")]


@every_model
def test_what_is_public_is_not_published_again(model, step):
    text = FACTORIES[model]()

    with pytest.raises(TransitionNotAllowed):
        services.publish(text, public_from=hours_from_now(48), **step)

    text.refresh_from_db()
    assert text.stage() == Publication.Stage.PUBLIC
    assert history(text) == []


def test_a_text_is_planned(step):
    news = services.publish(NewsFactory(draft=True), public_from=hours_from_now(48), **step)

    assert news.stage() == Publication.Stage.SCHEDULED
    assert history(news)[0][0] == ACTION.SCHEDULED


def test_a_moment_too_far_ahead_is_refused(step):
    news = NewsFactory(draft=True)

    with pytest.raises(MomentNotPossible):
        services.publish(news, public_from=step["at"] + timedelta(days=800), **step)

    assert history(news) == []


@every_model
@pytest.mark.parametrize("stage", ["public", "scheduled"])
def test_what_is_public_or_planned_can_be_taken_down(model, stage, step):
    text = services.withdraw(at_stage(model, stage), **step)

    assert text.stage() == Publication.Stage.WITHDRAWN
    assert history(text) == [(ACTION.WITHDRAWN, "")]


@every_model
@pytest.mark.parametrize("stage", sorted(set(STAGES) - {"public", "scheduled"}))
def test_nothing_else_can_be_taken_down(model, stage, step):
    text = at_stage(model, stage)

    with pytest.raises(TransitionNotAllowed):
        services.withdraw(text, **step)

    assert history(text) == []


def test_nothing_is_left_when_publishing_fails_half_way(step, monkeypatch):
    news = NewsFactory(draft=True)

    def fail(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(services, "record", fail)
    with pytest.raises(RuntimeError):
        services.publish(news, **step)

    news.refresh_from_db()
    assert news.stage() == Publication.Stage.DRAFT


def test_who_has_looked_it_through_sets_the_next_day(step):
    plan = PlanFactory()
    day = timezone.localdate() + timedelta(days=100)

    services.mark_reviewed(plan, review_on=day, **step)

    plan.refresh_from_db()
    assert plan.review_on == day
    assert history(plan)[0][0] == ACTION.REVIEWED


@every_model
def test_looking_it_through_is_no_change_of_the_text(model, step):
    text = FACTORIES[model]()
    type(text).objects.update(changed_at=step["at"] - timedelta(days=9))
    text.refresh_from_db()
    before = text.changed_at, text.saved_state

    text = services.mark_reviewed(text, review_on=timezone.localdate(), **step)
    text.refresh_from_db()
    reviewed = text.changed_at
    services.change(text, changed=["review_on", "department"], **step)

    text.refresh_from_db()
    assert (reviewed, text.saved_state == before[1]) == (before[0], False)
    assert text.changed_at > reviewed


def test_documents_of_a_plan_come_and_go_with_a_line_each(step):
    plan = PlanFactory()
    found = inspect_upload(pdf("kort.pdf", "Et kort"))

    document = services.add_plan_document(plan, found, title="Kortet", position=1, **step)
    services.remove_plan_document(document, **step)

    assert not PlanDocument.objects.exists()
    assert history(plan) == [
        (ACTION.CHANGED, "Dokument lagt op: Kortet (kort.pdf)"),
        (ACTION.CHANGED, f"Dokument fjernet: Kortet (kort.pdf), SHA-256 {found.sha256}"),
    ]


def test_a_word_of_the_glossary_belongs_to_no_department(step):
    term = GlossaryTerm(term="hvidbog", slug="hvidbog", explanation="Et papir.")

    services.keep_term(term, is_new=True, **step)
    services.keep_term(term, is_new=False, **step)

    assert [action for action, _note in history(term)] == [ACTION.CREATED, ACTION.CHANGED]
    assert {line.department for line in InformationEvent.objects.all()} == {None}
