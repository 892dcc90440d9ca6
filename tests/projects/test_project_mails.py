"""Every mail about a project can be written, in both languages, with its link."""

from datetime import timedelta

import pytest
from django.utils import timezone

from notifications.models import Message
from notifications.rendering import render
from projects.messages.project import KINDS
from tests.projects.factories import ProjectFactory, QuestionChangeFactory, UpdateFactory

pytestmark = pytest.mark.django_db
BY_CODE = {kind.code.partition(".")[2]: kind for kind in KINDS}
ABOUT = {
    "project_published": ProjectFactory,
    "openness_changed": QuestionChangeFactory,
    "update": UpdateFactory,
    "project_closed": lambda: ProjectFactory(closed=True),
}


def mail(code, about, language="da"):
    row = Message(kind=f"projects.{code}", language=language, context={}, email="a@example.dk")
    return render(row, BY_CODE[code], about)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("code", ABOUT)
def test_a_follower_reads_what_happened_with_the_way_to_it(code, language):
    about = ABOUT[code]()

    written = mail(code, about, language)

    for text in (written.text, written.html):
        assert about.get_absolute_url() in text
    project = getattr(about, "project", None) or getattr(about, "question", about)
    title = project.project.title if hasattr(project, "project") else project.title
    assert title in written.subject


def test_words_of_an_update_make_no_link():
    update = UpdateFactory(text="Se evil.dk/login")

    assert "evil.dk" not in mail("update", update).text


def test_what_is_overtaken_is_not_told_any_more():
    change = QuestionChangeFactory()
    kind, now = BY_CODE["openness_changed"], timezone.now()
    assert kind.still_due(change, None)

    QuestionChangeFactory(question=change.question, at=now + timedelta(minutes=1))

    assert not kind.still_due(change, None)


@pytest.mark.parametrize(
    ("code", "due"),
    [("project_published", "active"), ("project_closed", "closed")],
)
def test_a_project_is_told_of_while_it_is_so(code, due):
    projects = {"active": ProjectFactory(), "closed": ProjectFactory(closed=True)}

    told = {name for name, row in projects.items() if BY_CODE[code].still_due(row, None)}

    assert told == {due}
