import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.files import inspect_upload
from hearings.models import Hearing, HearingEvent, Response, ResponseFile
from hearings.services import redact_response
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.hearings.factories import DepartmentFactory, HearingFactory, ResponseFactory
from tests.hearings.staff import at_work
from tests.hearings.uploads import pdf

pytestmark = pytest.mark.django_db

TEXT = "Lad træerne stå. Min kollega Ditte faldt!"
ACTION = HearingEvent.Action
Status = Response.Status


@pytest.fixture
def department():
    return DepartmentFactory()


@pytest.fixture
def hearing(department):
    return HearingFactory(department=department)


@pytest.fixture
def response(hearing):
    return ResponseFactory(hearing=hearing, name="Asta Æblegren", text=TEXT)


@pytest.fixture
def case_worker(department):
    return UserFactory(role=Role.CASE_WORKER, department=department, full_name="Lone Linealsen")


@pytest.fixture
def client(case_worker):
    return at_work(case_worker)


@pytest.fixture
def moderator(department):
    return at_work(UserFactory(role=Role.MODERATOR, department=department))


def url(page, response, *more):
    return reverse(f"admin:hearings_response_{page}", args=[response.pk, *more])


def read(client, response):
    return client.get(url("change", response)).content.decode()


def seen(response, **words):
    return {"version": response.current_version_id, **words}


def mask(response, words, by):
    start = response.current_version.text.index(words)
    redact_response(
        response,
        version=response.current_version,
        passages=[(start, start + len(words), "personal")],
        by=by,
        at=timezone.now(),
    )


def masked_words(response):
    text = response.current_version.text
    return [text[row.start : row.end] for row in response.current_version.redactions.all()]


def keep_file(response, name="brev.pdf", text="Hej"):
    inspected = inspect_upload(pdf(name, text))
    file = ResponseFile.from_inspected(
        inspected, at=timezone.now(), response=response, is_held=inspected.must_be_held
    )
    file.save()
    return file


def actions(response):
    return list(response.history.order_by("pk").values_list("action", flat=True))


# --- Who may -------------------------------------------------------------------------------
POSTS = ["original", "mask", "approve", "decline"]
MAY = {
    "case worker": {"change": 200, "original": 200, "mask": 302, "approve": 302, "decline": 302},
    "moderator": {"change": 200, "original": 403, "mask": 302, "approve": 302, "decline": 302},
    "facilitator": dict.fromkeys(["change", *POSTS], 404),
    "other department": dict.fromkeys(["change", *POSTS], 404),
    "citizen": dict.fromkeys(["change", *POSTS], 403),
    "visitor": dict.fromkeys(["change", *POSTS], 302),
}


@pytest.mark.parametrize("address", ["change", *POSTS])
@pytest.mark.parametrize("person", MAY)
def test_each_page_opens_for_those_who_may(department, response, person, address):
    user = {
        "case worker": lambda: UserFactory(role=Role.CASE_WORKER, department=department),
        "moderator": lambda: UserFactory(role=Role.MODERATOR, department=department),
        "facilitator": lambda: UserFactory(role=Role.FACILITATOR, department=department),
        "other department": lambda: UserFactory(role=Role.CASE_WORKER),
        "citizen": UserFactory,
    }
    client = at_work(user[person]()) if person in user else at_work(UserFactory())
    if person == "visitor":
        client.logout()
    words = seen(response, words="Ditte", reason="personal")

    answer = (
        client.get(url(address, response))
        if address == "change"
        else client.post(url(address, response), words)
    )

    assert answer.status_code == MAY[person][address]
    if MAY[person][address] in (403, 404) or person == "visitor":
        assert actions(response) == []


@pytest.mark.parametrize("address", ["original", "mask", "approve"])
def test_a_link_changes_nothing(client, response, address):
    assert client.get(url(address, response)).status_code == 405
    assert actions(response) == []


@pytest.mark.parametrize("address", ["file", "release", "unmask"])
def test_a_link_to_a_part_changes_nothing(client, response, address):
    assert client.get(url(address, response, 1)).status_code == 405


@pytest.mark.parametrize("status", ["approved", "declined", "withdrawn"])
def test_the_desk_shows_an_answer_in_every_status(client, hearing, status):
    response = ResponseFactory(hearing=hearing, **{status: True})

    assert response.get_status_display() in read(client, response)


@pytest.mark.parametrize(
    ("status", "allowed"), [("approved", True), ("declined", False), ("withdrawn", False)]
)
def test_only_what_may_be_declined_is_declined(client, hearing, status, allowed):
    response = ResponseFactory(hearing=hearing, **{status: True})

    answer = client.post(url("decline", response), {"reason": "Uden for emnet."})

    assert answer.status_code == (302 if allowed else 409)


def test_no_field_of_an_answer_can_be_edited(client, response):
    answer = client.post(url("change", response), {"name": "En anden", "text": "Noget andet"})

    assert answer.status_code == 405
    response.refresh_from_db()
    assert (response.name, response.current_version.text) == ("Asta Æblegren", TEXT)
    assert client.post(url("delete", response), {"post": "yes"}).status_code == 403


# --- The original --------------------------------------------------------------------------
def test_what_is_masked_is_shown_only_after_asking_and_that_is_written_down(
    client, response, case_worker
):
    mask(response, "Ditte", case_worker)

    before = read(client, response)
    opened = client.post(url("original", response)).content.decode()

    assert "Ditte" not in before
    assert TEXT in opened
    assert actions(response) == [ACTION.REDACTED, ACTION.ORIGINAL_READ]
    assert response.history.get(action=ACTION.ORIGINAL_READ).by == case_worker
    assert "Ditte" not in read(client, response)


def test_address_and_earlier_versions_are_part_of_the_original(client, response):
    response.address = "Hemmelighedsvej 7"
    response.save()
    response.add_version("Den nye tekst.", by=None, at=timezone.now())

    before = read(client, response)
    opened = client.post(url("original", response)).content.decode()

    assert "Hemmelighedsvej 7" not in before
    assert response.email not in before
    assert "Min kollega Ditte" not in before
    assert "Hemmelighedsvej 7" in opened
    assert response.email in opened
    assert TEXT in opened


# --- Masking -------------------------------------------------------------------------------
def test_ticked_sentences_are_masked(client, response):
    client.post(url("mask", response), seen(response, sentences=["17-41"], reason="sensitive"))

    assert masked_words(response) == ["Min kollega Ditte faldt!"]
    assert actions(response) == [ACTION.REDACTED]


def test_typed_words_are_masked_and_the_old_masks_stay(client, response, case_worker):
    mask(response, "træerne", case_worker)

    client.post(url("mask", response), seen(response, words="ditte", reason="personal"))

    assert masked_words(response) == ["træerne", "Ditte"]


def test_a_stretch_is_masked(client, response):
    words = seen(response, words="stå", last_words="kollega", reason="personal")

    client.post(url("mask", response), words)

    assert masked_words(response) == ["stå. Min kollega"]


def test_the_result_is_shown_before_it_is_saved(client, response):
    words = seen(response, words="Ditte", reason="personal", preview="1")

    page = client.post(url("mask", response), words).content.decode()

    public = page.split('id="offentlig"')[1].split("</div></div>")[0]
    assert "Ditte" not in public
    assert "personoplysninger" in public
    assert 'value="Ditte"' in page
    assert masked_words(response) == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"reason": "personal"}, "Sæt kryds ved mindst én sætning"),
        ({"words": "Ditte"}, "Grund"),
        ({"words": "Ditte", "reason": "for sjov"}, "Grund"),
        ({"words": "Birte", "reason": "personal"}, "Ordene står ikke i svaret"),
        ({"last_words": "faldt", "reason": "personal"}, "de ord, stykket begynder med"),
        ({"words": "faldt", "last_words": "Ditte", "reason": "cpr"}, "Ordene står ikke i svaret"),
        ({"sentences": ["0-999"], "reason": "personal"}, "Sætninger"),
        ({"sentences": ["x"], "reason": "personal"}, "Sætninger"),
    ],
)
def test_a_mask_that_fits_nothing_is_refused_with_words(client, response, words, sentence):
    page = client.post(url("mask", response), seen(response, **words)).content.decode()

    assert "error-summary" in page
    assert sentence in page
    assert masked_words(response) == []


@pytest.mark.parametrize("address", ["mask", "approve"])
def test_a_version_that_was_not_read_is_left_alone(client, response, address):
    words = seen(response, words="Ditte", reason="personal")
    response.add_version("Noget helt nyt om Ditte.", by=None, at=timezone.now())

    answer = client.post(url(address, response), words)

    assert answer.status_code == 409
    assert "nyere version" in answer.content.decode()
    assert actions(response) == []


def test_who_reads_originals_may_take_a_mask_off(client, moderator, response, case_worker):
    mask(response, "Ditte", case_worker)
    row = response.current_version.redactions.get()

    refused = moderator.post(url("unmask", response, row.pk), seen(response))
    client.post(url("unmask", response, row.pk), seen(response))
    again = client.post(url("unmask", response, row.pk), seen(response))

    assert (refused.status_code, again.status_code) == (403, 404)
    assert masked_words(response) == []


# --- Approving and declining ---------------------------------------------------------------
def test_after_an_approval_the_next_unread_answer_comes(client, hearing, response):
    following = ResponseFactory(hearing=hearing)

    answer = client.post(url("approve", response), seen(response))

    assert answer.url == url("change", following)
    response.refresh_from_db()
    assert response.status == Status.APPROVED
    last = client.post(url("approve", following), seen(following))
    assert last.url == reverse("admin:hearings_response_changelist") + f"?hearing={hearing.pk}"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": "Mit nummer er 010190-1234."}, "ligner et cpr-nummer"),
        ({"text": "Hilsen Asta"}, "Afsenderens navn må ikke vises"),
        ({"text": "Hilsen Asta", "is_protected": True, "show_name": True}, "navn må ikke vises"),
    ],
)
def test_what_should_not_be_public_is_approved_only_by_saying_so(client, hearing, fields, sentence):
    response = ResponseFactory(hearing=hearing, name="Asta Æblegren", **fields)

    page = read(client, response)
    client.post(url("approve", response), seen(response))
    response.refresh_from_db()
    before = response.status
    client.post(url("approve", response), seen(response, seen="1"))
    response.refresh_from_db()

    assert sentence in page
    assert (before, response.status) == (Status.RECEIVED, Status.APPROVED)


def test_a_name_that_may_be_shown_gives_no_warning(client, hearing):
    response = ResponseFactory(
        hearing=hearing, name="Asta Æblegren", text="Hilsen Asta", show_name=True
    )

    client.post(url("approve", response), seen(response))

    response.refresh_from_db()
    assert response.status == Status.APPROVED


@pytest.mark.parametrize(
    ("rule", "fields", "sentences"),
    [
        ("after_moderation", {}, ["med det samme", "uden navn"]),
        ("after_moderation", {"show_name": True}, ["»Asta Æblegren«"]),
        ("after_moderation", {"is_protected": True}, ["Navn og bydel vises ikke"]),
        ("with_white_paper", {}, ["når der er truffet beslutning"]),
        ("never", {}, ["vises ikke offentligt"]),
    ],
)
def test_the_desk_says_what_an_approval_means(client, department, rule, fields, sentences):
    hearing = HearingFactory(department=department, publication_rule=Hearing.PublicationRule(rule))
    response = ResponseFactory(hearing=hearing, name="Asta Æblegren", **fields)

    page = read(client, response)

    assert all(sentence in page for sentence in sentences)


def test_the_author_of_a_declined_answer_is_told_why(client, response):
    page = client.get(url("decline", response)).content.decode()
    client.post(url("decline", response), {"reason": "Svaret handler om en andens helbred."})

    assert "Afsenderen får en mail med din begrundelse" in page
    response.refresh_from_db()
    assert response.decline_reason == "Svaret handler om en andens helbred."
    assert Message.objects.get(kind="hearings.response_declined").email == response.email


def test_without_an_address_a_letter_is_called_for(client, hearing):
    response = ResponseFactory(hearing=hearing, email="")

    assert "Send afsenderen et brev" in client.get(url("decline", response)).content.decode()


def test_a_declined_answer_needs_a_reason(client, response):
    answer = client.post(url("decline", response), {"reason": " "})

    assert answer.status_code == 200
    assert actions(response) == []


# --- Files ---------------------------------------------------------------------------------
def test_a_file_is_given_as_a_download_and_that_is_written_down(client, response):
    file = keep_file(response)

    answer = client.post(url("file", response, file.pk))

    assert answer.headers["Content-Disposition"] == 'attachment; filename="brev.pdf"'
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert response.history.get().note == f"Bilag {file.pk}: brev.pdf"


def test_a_held_file_is_released_only_by_who_has_looked_at_it(client, moderator, response):
    file = keep_file(response, text="Nummer 010190-1234")

    unseen = client.post(url("release", response, file.pk))
    fetched_by_moderator = moderator.post(url("file", response, file.pk))
    looked_at = client.post(url("file", response, file.pk))
    list(looked_at.streaming_content)
    seen_now = client.post(url("release", response, file.pk))
    again = client.post(url("release", response, file.pk))

    statuses = [row.status_code for row in (unseen, fetched_by_moderator, seen_now, again)]
    assert statuses == [409, 403, 302, 409]
    file.refresh_from_db()
    assert not file.is_held
    assert actions(response) == [ACTION.ORIGINAL_READ, ACTION.FILE_RELEASED]


def test_a_file_of_another_answer_does_not_exist_here(client, response):
    file = keep_file(ResponseFactory())

    assert client.post(url("file", response, file.pk)).status_code == 404
    assert client.post(url("release", response, file.pk)).status_code == 404


def test_the_desk_says_how_many_files_will_be_shown(client, response):
    keep_file(response)
    keep_file(response, "nummer.pdf", "Nummer 010190-1234")

    page = read(client, response)

    assert "1 bilag vises." in page
    assert "1 bilag er holdt tilbage og vises ikke." in page


# --- What people write is never run --------------------------------------------------------
def test_markup_in_an_answer_is_text(client, hearing):
    response = ResponseFactory(
        hearing=hearing,
        name="<script>alert(1)</script>",
        on_behalf_of="<img src=x onerror=alert(2)>",
        text="<svg onload=alert(3)>. Slut.",
    )

    pages = [
        read(client, response),
        client.post(url("original", response)).content.decode(),
        client.get(reverse("admin:hearings_response_changelist")).content.decode(),
        client.get(url("decline", response)).content.decode(),
        client.get(reverse("admin:hearings_hearing_change", args=[hearing.pk])).content.decode(),
    ]

    for page in pages:
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<svg onload" not in page
