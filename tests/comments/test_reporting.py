"""Reports, also without a log-in, and the author's objection."""

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments import services
from comments.models import Comment, CommentObjection, HideReason, Report
from tests.accounts.factories import UserFactory
from tests.comments.factories import CommentFactory, open_thread
from tests.comments.staff import moderator_of

pytestmark = pytest.mark.django_db


def url(name, comment):
    return reverse(f"comments:{name}", args=[comment.thread_id, comment.number])


def logged_in(person):
    client = Client()
    client.force_login(person)
    return client


def hide(comment, by=None):
    return services.hide_comment(
        comment,
        reason=HideReason.HATE,
        note="Tonen er for grov.",
        by=by or moderator_of(comment.thread),
        at=timezone.now(),
    )


def test_a_visitor_reports_a_comment_and_is_told_what_happens():
    comment = CommentFactory()

    form = Client().get(url("report", comment))
    sent = Client().post(url("report", comment), {"reason": "hate", "text": ""}, follow=True)

    assert comment.text in form.content.decode()
    assert "inden for 3 dage" in sent.content.decode()
    report = Report.objects.get()
    assert (report.comment, report.reporter, report.reason) == (comment, None, "hate")


def test_a_person_reports_once_however_often_the_form_is_sent():
    comment, person = CommentFactory(), UserFactory()
    client = logged_in(person)

    for _twice in range(2):
        client.post(url("report", comment), {"reason": "hate"})

    assert list(Report.objects.values_list("reporter", flat=True)) == [person.pk]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"text": "Min forklaring"}, "Vælg en grund."),
        ({"reason": "findes-ikke", "text": "Min forklaring"}, "Vælg en grund."),
        ({"reason": "other", "text": ""}, "Skriv, hvad der er galt"),
        ({"reason": "personal", "text": "Hun hedder 010190-1234"}, "cpr-nummer"),
    ],
)
def test_a_report_with_something_wrong_keeps_what_was_typed(typed, message):
    answer = Client().post(url("report", CommentFactory()), typed)

    assert message in answer.content.decode()
    assert answer.context["form"]["text"].value() == typed["text"]
    assert not Report.objects.exists()


def test_too_many_reports_of_one_comment_are_refused_without_losing_the_words():
    comment = CommentFactory()
    caches["default"].clear()

    answers = [
        Client().post(url("report", comment), {"reason": "hate", "text": f"Nr. {n}"})
        for n in range(4)
    ]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert answers[-1].context["form"]["text"].value() == "Nr. 3"
    assert Report.objects.count() == 3


@pytest.mark.parametrize(
    ("made", "status"), [({"hidden": True}, 409), ({"held": True}, 404), ({"deleted": True}, 404)]
)
def test_what_is_not_shown_cannot_be_reported(made, status):
    comment = CommentFactory(**made)

    answers = [Client().get(url("report", comment)), Client().post(url("report", comment))]

    assert [answer.status_code for answer in answers] == [status] * 2
    assert comment.text not in answers[0].content.decode() or not comment.text


def test_a_comment_below_a_subject_that_is_hidden_cannot_be_reported():
    comment = CommentFactory(thread=open_thread(draft=True))

    assert Client().get(url("report", comment)).status_code == 404


def test_who_reported_is_told_to_nobody_but_staff():
    comment, person = CommentFactory(), UserFactory(public_name="Anmelder Andersen")
    logged_in(person).post(url("report", comment), {"reason": "hate"})
    hide(comment)

    author = logged_in(comment.author)
    pages = [author.get(comment.get_absolute_url()), author.get(url("object", comment))]

    assert all("Anmelder" not in page.content.decode() for page in pages)
    assert not comment.history.exclude(by=None).filter(by=person).exists()


def test_the_author_sees_why_objects_and_follows_what_becomes_of_it():
    comment = CommentFactory(text="Det er for dårligt")
    hidden_by = moderator_of(comment.thread)
    hide(comment, hidden_by)
    author = logged_in(comment.author)

    page = author.get(comment.get_absolute_url()).content.decode()
    form = author.get(url("object", comment)).content.decode()
    empty = author.post(url("object", comment), {"text": ""}).content.decode()
    sent = author.post(url("object", comment), {"text": "Det er ikke groft."}, follow=True)
    again = author.post(url("object", comment), {"text": "Igen"})
    services.decide_objection(
        CommentObjection.objects.get(),
        is_upheld=False,
        answer="Vi er enige med hinanden.",
        by=moderator_of(comment.thread),
        at=timezone.now(),
    )
    decided = author.get(comment.get_absolute_url()).content.decode()

    assert url("object", comment) in page
    assert "Tonen er for grov." in form
    assert "Det er for dårligt" in form
    assert "Skriv, hvorfor du er uenig." in empty
    assert "Din indsigelse er modtaget" in sent.content.decode()
    assert again.status_code == 302
    assert "Vi er enige med hinanden." in decided
    assert CommentObjection.objects.get().text == "Det er ikke groft."


def test_only_the_author_objects_and_a_visitor_logs_in_first():
    comment = CommentFactory()
    hide(comment)

    stranger = logged_in(UserFactory()).post(url("object", comment), {"text": "Vis den"})
    visitor = Client().post(url("object", comment), {"text": "Vis den"})

    assert stranger.status_code == 403
    assert visitor.headers["Location"].startswith(reverse("account_login"))
    assert not CommentObjection.objects.exists()


def test_others_read_the_reason_in_the_comments_place_and_nothing_of_it():
    comment = CommentFactory(text="Det er for dårligt")
    CommentFactory(parent=comment)
    hide(comment)

    page = Client().get(Comment.objects.get(pk=comment.pk).get_absolute_url()).content.decode()

    assert "hadefuldt eller truende" in page
    assert "Det er for dårligt" not in page
    assert "Tonen er for grov." not in page
    assert url("object", comment) not in page
