"""The demo shows texts in every state."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from information.models import Attachment, Feedback, News, OldAddress, Page, Plan, Video

pytestmark = pytest.mark.django_db


def test_the_demo_has_texts_in_every_state(settings, client):
    settings.DEMO = True

    call_command("load_demo", verbosity=0)

    at = timezone.now()
    assert News.objects.public(at).count() > 3
    assert News.objects.scheduled(at).exists()
    assert News.objects.drafts().exists()
    assert News.objects.public(at).exclude(hearing=None).exists()
    for state in ("proposal", "in_force", "replaced"):
        assert Plan.objects.public(at).in_state(state, at).exists(), state
    assert Plan.objects.filter(hearings__isnull=False, documents__isnull=False).exists()
    assert Page.objects.due_for_review(at).exists()
    moved = OldAddress.objects.get()
    response = client.get(f"/information/{moved.path}/")
    assert response.headers["Location"] == moved.page.get_absolute_url()
    newer = [page for page in Page.objects.public(at) if page.newest_version().public_from is None]
    assert len(newer) == 1
    film = Video.objects.public(at).get()
    assert film.captions.exists()
    assert b"".join(client.get(film.poster.get_absolute_url())).startswith(b"\x89PNG")
    assert Attachment.objects.public(at).count() == Attachment.objects.used().count() == 3
    assert Feedback.objects.filter(handled_at=None).exists()
    assert Feedback.objects.exclude(handled_at=None).exists()
    for path in ("/information/", "/information/planer/"):
        assert client.get(path).status_code == 200
