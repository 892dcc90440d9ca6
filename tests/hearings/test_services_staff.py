import pytest
from django.utils import timezone

from core.transitions import TransitionNotAllowed
from hearings.models import Hearing, HearingEvent
from hearings.services.staff import (
    change_hearing,
    has_read_file,
    mask_passages,
    read_file,
    unmask_passage,
)
from tests.accounts.factories import UserFactory
from tests.hearings.factories import HearingFactory, ResponseFactory, days_from_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return UserFactory(staff=True)


@pytest.mark.parametrize("name", ["opens_at", "closes_at", "publication_rule"])
@pytest.mark.parametrize("stage", ["coming", "open", "closed", "decided", "withdrawn"])
def test_what_was_promised_is_sealed_once_published(by, stage, name):
    hearing = HearingFactory(**{stage: True})

    with pytest.raises(TransitionNotAllowed):
        change_hearing(hearing, changed=["title", name], by=by, at=timezone.now())

    assert not hearing.history.exists()


def test_a_form_opened_before_the_publishing_saves_no_dates_after_it(by):
    opened = HearingFactory(draft=True)
    Hearing.objects.filter(pk=opened.pk).update(
        status=Hearing.Status.PUBLISHED, published_at=timezone.now()
    )
    opened.closes_at = days_from_now(90)

    with pytest.raises(TransitionNotAllowed):
        change_hearing(opened, changed=["closes_at"], by=by, at=timezone.now())


def test_a_form_opened_before_the_publishing_does_not_take_it_back(by):
    opened = HearingFactory(coming=True, draft=True)
    Hearing.objects.filter(pk=opened.pk).update(
        status=Hearing.Status.PUBLISHED, published_at=timezone.now()
    )
    opened.title = "Ny titel"

    change_hearing(opened, changed=["title"], by=by, at=timezone.now())

    saved = Hearing.objects.get(pk=opened.pk)
    assert (saved.status, saved.title) == (Hearing.Status.PUBLISHED, "Ny titel")


def test_the_line_says_rule_and_department_before_and_after(by):
    hearing = HearingFactory(draft=True)
    hearing.publication_rule = Hearing.PublicationRule.NEVER
    old, hearing.case_number = hearing.case_number, "02.00"

    change_hearing(
        hearing,
        changed=["lead", "publication_rule", "case_number", "areas"],
        by=by,
        at=timezone.now(),
    )

    assert hearing.history.get().note == (
        "indledning; svarene offentliggøres: når de er læst igennem -> aldrig; "
        f"sagsnummer: {old} -> 02.00; bydele"
    )


def test_masks_are_added_and_taken_off_one_by_one(by):
    response = ResponseFactory(text="Asta bor på Torvet.")
    version = response.current_version
    at = timezone.now()

    mask_passages(response, version=version, passages=[(0, 4, "personal")], by=by, at=at)
    mask_passages(response, version=version, passages=[(12, 18, "personal")], by=by, at=at)
    first = version.redactions.first()
    unmask_passage(response, redaction=first, by=by, at=at)

    assert list(version.redactions.values_list("start", "end")) == [(12, 18)]
    assert response.history.filter(action=HearingEvent.Action.REDACTED).count() == 3


def test_having_read_one_file_is_not_having_read_another(by):
    response = ResponseFactory()
    files = [
        response.files.create(
            original_name="brev.pdf",
            content_type="application/pdf",
            size=1,
            sha256="0" * 64,
            file=f"x{number}",
            uploaded_at=timezone.now(),
        )
        for number in range(2)
    ]

    read_file(files[0], by=by, at=timezone.now())

    assert [has_read_file(file, by) for file in files] == [True, False]
    assert not has_read_file(files[0], UserFactory(staff=True))


@pytest.mark.parametrize(("name", "is_shown"), [("title", True), ("lead", False)])
def test_a_new_title_comes_into_the_files_of_the_white_paper(by, name, is_shown):
    hearing = HearingFactory(coming=True)
    setattr(hearing, name, "Ny titel")

    change_hearing(hearing, changed=[name], by=by, at=timezone.now())

    assert Hearing.objects.get(pk=hearing.pk).public_revision == int(is_shown)
