"""The mails of focus projects: what they say, and where they lead."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from notifications.kinds import get_kind
from notifications.models import Message
from notifications.rendering import render
from tests.projects.factories import FocusDesignationFactory, FocusYearFactory, ProjectFactory

pytestmark = pytest.mark.django_db


def undone():
    row = FocusDesignationFactory(project__title="Stierne & lyset")
    row.undo(on=timezone.localdate(), item=None, url="https://example.dk/", reason="Ingen penge.")
    return row


@pytest.mark.parametrize(
    ("event", "make", "words"),
    [
        ("majority_reached", lambda: ProjectFactory(title="Stierne & lyset"), "Stierne & lyset"),
        ("focus_reminder", FocusYearFactory, "hver 14. dag"),
        ("appointed", lambda: FocusDesignationFactory(reason="Det er vigtigt."), "Det er vigtigt."),
        ("appointment_undone", undone, "Ingen penge."),
    ],
)
def test_a_mail_says_what_happened_and_leads_there(event, make, words):
    about, kind = make(), get_kind(f"projects.{event}")
    mail = render(Message(kind=kind.code, lane=kind.lane, context={"year": 2032}), kind, about)
    place = reverse("projects:focus") if event == "focus_reminder" else about.get_absolute_url()

    assert words in mail.text
    assert place in mail.text
    assert place in mail.html
    assert "&amp;" not in mail.subject + mail.text
    if kind.is_chosen:
        notice = render_to_string(f"{kind.template}_notice.txt", {"about": about})
        assert notice.strip()
