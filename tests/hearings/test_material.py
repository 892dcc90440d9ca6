"""What is changed after the opening: asked about, told with the difference, and heard again."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.files import inspect_upload
from core.transitions import TransitionNotAllowed
from hearings.material import TEXTS, Assessed, sets_of
from hearings.models import Hearing, HearingEvent, HearingKind, MaterialChange
from hearings.services.material import (
    COPIED,
    draft_next_hearing,
    is_to_be_heard_again,
    tell_of_changes,
)
from hearings.services.staff import add_document, change_hearing, remove_document
from notifications.delivery import relay
from notifications.kinds import Lane
from notifications.models import Message
from notifications.services import expand_announcements
from tests.accounts.factories import UserFactory
from tests.hearings.factories import (
    DepartmentFactory,
    HearingDocumentFactory,
    HearingFactory,
    ResponseFactory,
)
from tests.hearings.following import follow
from tests.hearings.staff import at_work
from tests.hearings.test_admin_hearing import form_of
from tests.hearings.uploads import pdf

pytestmark = pytest.mark.django_db
MINOR = Assessed("minor", "Der stod et forkert vejnavn.")
AGAIN = Assessed("new_hearing", "Bygningen er blevet højere.")
SAID = {"assessment": "minor", "material_reason": "Der stod et forkert vejnavn."}


@pytest.fixture
def department():
    return DepartmentFactory()


@pytest.fixture
def case_worker(department):
    return UserFactory(role=Role.CASE_WORKER, department=department)


@pytest.fixture
def hearing(department):
    hearing = HearingFactory(department=department, title="Torvet")
    hearing.kinds.set(HearingKind.objects.filter(code="politik"))
    return hearing


def page(hearing):
    return reverse("admin:hearings_hearing_change", args=[hearing.pk])


def save(client, hearing, **words):
    return client.post(page(hearing), form_of(hearing, **words))


def change(hearing, by, assessed=MINOR, **values):
    at = timezone.now()
    fresh = Hearing.objects.get(pk=hearing.pk)
    for name, value in values.items():
        setattr(fresh, name, value)
    change_hearing(fresh, changed=values, assessed=assessed, by=by, at=at)
    tell_of_changes(fresh, by=by, at=at)
    return at


def rows(hearing):
    return list(hearing.material_changes.values_list("what", "before", "after"))


# --- Asking ---------------------------------------------------------------------------------
def test_a_changed_text_of_an_open_hearing_asks_why_and_loses_nothing(hearing, case_worker):
    answer = save(at_work(case_worker), hearing, lead="En helt ny indledning.")

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Vælg, om den skal høres igen." in text
    assert "Skriv, hvorfor det ændres." in text
    assert "En helt ny indledning." in text
    assert Hearing.objects.get().lead == hearing.lead
    assert not MaterialChange.objects.exists()


def test_half_an_assessment_is_not_enough_and_stays(hearing, case_worker):
    answer = save(at_work(case_worker), hearing, lead="Nyt.", material_reason="Vejnavnet.")

    assert "Vejnavnet." in answer.content.decode()
    assert not MaterialChange.objects.exists()


def test_a_reason_that_names_a_protected_person_is_refused_and_stays(hearing, case_worker):
    ResponseFactory(hearing=hearing, name="Ea Bonde", is_protected=True)
    reason = "Ea Bonde så fejlen."

    answer = save(at_work(case_worker), hearing, lead="Nyt.", **{**SAID, "material_reason": reason})

    page = answer.content.decode()
    assert (answer.status_code, reason in page) == (200, True)
    assert "Teksten nævner et navn, der ikke må vises: Ea Bonde." in page
    assert not hearing.material_changes.exists()


def test_with_an_assessment_the_change_is_saved_and_told(hearing, case_worker):
    answer = save(at_work(case_worker), hearing, lead="Nyt.", brief_why="Derfor.", **SAID)

    assert answer.status_code == 302
    assert rows(hearing) == [
        ("lead", hearing.lead, "Nyt."),
        ("brief_why", "Der mangler boliger.", "Derfor."),
    ]
    line = hearing.history.get(action=HearingEvent.Action.MATERIAL_CHANGED)
    assert line.note == SAID["material_reason"]
    assert {row.by for row in MaterialChange.objects.all()} == {case_worker}


@pytest.mark.parametrize("state", ["draft", "coming"])
def test_before_the_opening_nothing_is_asked(department, case_worker, state):
    hearing = HearingFactory(department=department, **{state: True})
    hearing.kinds.set(HearingKind.objects.filter(code="politik"))
    client = at_work(case_worker)

    shown = client.get(page(hearing)).content.decode()
    answer = save(client, hearing, lead="Nyt.")

    assert "Skal der en ny høring til?" not in shown
    assert answer.status_code == 302
    assert not MaterialChange.objects.exists()


@pytest.mark.parametrize("state", ["open", "closed", "decided", "withdrawn"])
def test_from_the_opening_on_it_is_asked(department, case_worker, state):
    hearing = HearingFactory(department=department, **{state: True})
    hearing.kinds.set(HearingKind.objects.filter(code="politik"))

    answer = save(at_work(case_worker), hearing, lead="Nyt.")

    assert "Vælg, om den skal høres igen." in answer.content.decode()


def test_what_only_staff_need_is_changed_without_a_word(hearing, case_worker):
    answer = save(at_work(case_worker), hearing, contact_phone="11 11 11 11", case_number="9")

    assert answer.status_code == 302
    assert not MaterialChange.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_of_an_open_hearing_is_changed_unasked(hearing, case_worker, name):
    with pytest.raises(TransitionNotAllowed):
        change(hearing, case_worker, None, **{name: "Noget andet"})

    assert getattr(Hearing.objects.get(), name) == getattr(hearing, name)


def test_a_new_document_asks_too(hearing, case_worker):
    document = {
        "documents-TOTAL_FORMS": 1,
        "documents-0-title": "Kortet",
        "documents-0-position": 0,
    }
    client = at_work(case_worker)

    unsaid = save(client, hearing, **document, **{"documents-0-upload": pdf("kort.pdf", "Kortet")})
    said = save(
        client, hearing, **document, **{"documents-0-upload": pdf("kort.pdf", "Kortet")}, **SAID
    )

    assert "Vælg, om den skal høres igen." in unsaid.content.decode()
    assert said.status_code == 302
    assert rows(hearing) == [("document_added", "", "Kortet (kort.pdf)")]


def test_a_removed_document_asks_too(hearing, case_worker):
    document = HearingDocumentFactory(hearing=hearing, title="Kortet")
    words = {
        "documents-TOTAL_FORMS": 1,
        "documents-INITIAL_FORMS": 1,
        "documents-0-id": document.pk,
        "documents-0-hearing": hearing.pk,
        "documents-0-title": "Kortet",
        "documents-0-position": 0,
        "documents-0-DELETE": "on",
    }
    client = at_work(case_worker)

    unsaid = save(client, hearing, **words)
    was_there = hearing.documents.exists()
    save(client, hearing, **words, **SAID)

    assert "Vælg, om den skal høres igen." in unsaid.content.decode()
    assert was_there
    assert rows(hearing) == [("document_removed", "Kortet (lokalplan.pdf)", "")]


def test_documents_are_not_changed_unasked(hearing, case_worker):
    document = HearingDocumentFactory(hearing=hearing)
    inspected = inspect_upload(pdf("kort.pdf", "Kortet"))

    with pytest.raises(TransitionNotAllowed):
        remove_document(document, by=case_worker, at=timezone.now())
    with pytest.raises(TransitionNotAllowed):
        add_document(
            hearing, inspected, by=case_worker, at=timezone.now(), title="Kortet", position=0
        )

    assert list(hearing.documents.all()) == [document]


def test_who_only_reads_the_form_is_not_asked(hearing, department):
    client = at_work(UserFactory(role=Role.MODERATOR, department=department))

    answer = client.get(page(hearing))

    assert answer.status_code == 200
    assert "Skal der en ny høring til?" not in answer.content.decode()


# --- What everybody reads -------------------------------------------------------------------
def test_everybody_reads_what_was_changed_when_and_why(client, hearing, case_worker):
    change(hearing, case_worker, lead="Kommunen vil gøre plads til nye haver.")

    front = client.get(hearing.get_absolute_url()).content.decode()
    changes = client.get(hearing.changes_url)

    text = changes.content.decode()
    assert "Ændret efter åbningen" in front
    assert f'href="{hearing.changes_url}"' in front
    assert MINOR.reason in front
    assert MINOR.reason in text
    assert "<del>" in text
    assert "boliger." in text
    assert "haver." in text
    assert changes.headers["Cache-Control"].startswith("public")


def test_the_body_is_compared_without_its_markup(hearing, case_worker):
    Hearing.objects.update(body="<p>Huset får tre etager.</p>")
    change(hearing, case_worker, body="<p>Huset får fem etager.</p>")

    [change_set] = sets_of(hearing.material_changes.all(), with_differences=True)

    [block] = change_set.rows[0].differences
    assert [(piece.text, piece.is_new, piece.is_gone) for piece in block.pieces] == [
        ("Huset får", False, False),
        ("tre", False, True),
        ("fem", True, False),
        ("etager.", False, False),
    ]


def test_what_was_written_is_shown_as_text(client, hearing, case_worker):
    change(hearing, case_worker, Assessed("minor", "<b>fed</b>"), lead="<script>alert(1)</script>")

    text = client.get(hearing.changes_url).content.decode()

    assert "<script>alert" not in text
    assert "&lt;b&gt;fed" in text


def test_a_hearing_as_it_was_opened_says_so(client, hearing):
    assert "Intet er ændret" in client.get(hearing.changes_url).content.decode()
    assert 'id="changed"' not in client.get(hearing.get_absolute_url()).content.decode()


def test_the_changes_of_a_draft_are_hidden(client, department):
    hearing = HearingFactory(department=department, draft=True)

    assert client.get(hearing.changes_url).status_code == 404


def test_the_page_of_changes_costs_the_same_with_many(
    client, hearing, case_worker, django_assert_num_queries
):
    change(hearing, case_worker, lead="Et.")
    client.get(hearing.changes_url)
    with django_assert_num_queries(5):
        client.get(hearing.changes_url)
    for number in range(5):
        change(hearing, case_worker, lead=f"Nr. {number}")

    with django_assert_num_queries(5):
        client.get(hearing.changes_url)


# --- Who is told ----------------------------------------------------------------------------
def test_those_who_answered_and_follow_get_one_mail_for_all_of_a_change(hearing, case_worker):
    ResponseFactory(hearing=hearing, email="asta@example.dk")
    follow(hearing, "kaj@example.dk")

    change(hearing, case_worker, lead="Nyt.", remark="Nyt.")
    expand_announcements(seconds=30)
    relay(Lane.BULK, seconds=30)

    assert sorted(message.to[0] for message in mail.outbox) == [
        "asta@example.dk",
        "kaj@example.dk",
    ]
    for body in (mail.outbox[0].body, mail.outbox[0].alternatives[0][0]):
        assert MINOR.reason in body
        assert hearing.changes_url in body
        assert "høres igen" not in body


def test_the_mail_says_that_it_is_heard_again(hearing, case_worker):
    ResponseFactory(hearing=hearing)
    change(hearing, case_worker, AGAIN, lead="Nyt.")

    relay(Lane.BULK, seconds=30)

    assert "skal høres igen" in mail.outbox[0].body


def test_two_changes_in_a_row_are_told_by_the_later_mail(hearing, case_worker):
    ResponseFactory(hearing=hearing)
    change(hearing, case_worker, lead="Et.")
    change(hearing, case_worker, lead="To.")

    relay(Lane.BULK, seconds=30)

    states = Message.objects.filter(kind="hearings.material_changed").order_by("pk")
    assert [message.state for message in states] == [
        Message.State.CANCELLED,
        Message.State.SENT,
    ]


# --- Heard again ----------------------------------------------------------------------------
def test_a_new_hearing_begins_with_the_texts_and_kinds_of_the_old(hearing, case_worker):
    change(hearing, case_worker, AGAIN, lead="Nyt.")
    hearing.refresh_from_db()
    client = at_work(case_worker)
    step = reverse("admin:hearings_hearing_hear_again", args=[hearing.pk])

    shown = client.get(page(hearing)).content.decode()
    asked = client.get(step)
    answer = client.post(step)

    draft = Hearing.objects.get(follows=hearing)
    assert f'href="{step}"' in shown
    assert "Det sker der" in asked.content.decode()
    assert answer.headers["Location"] == page(draft)
    assert draft.status == Hearing.Status.DRAFT
    assert [getattr(draft, name) for name in COPIED] == [getattr(hearing, name) for name in COPIED]
    assert list(draft.kinds.all()) == list(hearing.kinds.all())
    assert draft.feed != hearing.feed


def test_it_is_offered_once_and_only_when_a_change_asks_for_it(hearing, case_worker):
    change(hearing, case_worker, lead="Et.")
    unasked = is_to_be_heard_again(hearing)
    change(hearing, case_worker, AGAIN, lead="To.")
    asked = is_to_be_heard_again(hearing)
    draft_next_hearing(hearing, by=case_worker, at=timezone.now())

    assert (unasked, asked, is_to_be_heard_again(hearing)) == (False, True, False)
    with pytest.raises(TransitionNotAllowed):
        draft_next_hearing(hearing, by=case_worker, at=timezone.now())


@pytest.mark.parametrize(("role", "status"), [(Role.MODERATOR, 403), (Role.FACILITATOR, 403)])
def test_only_case_workers_make_it(hearing, department, case_worker, role, status):
    change(hearing, case_worker, AGAIN, lead="Nyt.")
    client = at_work(UserFactory(role=role, department=department))

    answer = client.post(reverse("admin:hearings_hearing_hear_again", args=[hearing.pk]))

    assert answer.status_code == status
    assert not Hearing.objects.filter(follows=hearing).exists()


def test_another_department_does_not_find_the_step(hearing):
    client = at_work(UserFactory(role=Role.CASE_WORKER, department=DepartmentFactory()))

    answer = client.post(reverse("admin:hearings_hearing_hear_again", args=[hearing.pk]))

    assert answer.status_code == 404


def test_without_such_a_change_the_step_is_refused(hearing, case_worker):
    answer = at_work(case_worker).post(
        reverse("admin:hearings_hearing_hear_again", args=[hearing.pk])
    )

    assert answer.status_code == 409
