"""What must not be seen carries a marker, and the marker is looked for in everything there is."""

import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from city.models import Area
from hearings.models import Hearing, Redaction, Response, ResponseFile
from tests.accounts.factories import UserFactory
from tests.hearings.factories import (
    HearingDocumentFactory,
    HearingFactory,
    HearingMeetingFactory,
    ResponseFactory,
)
from tests.hearings.staff import at_work

MARK = "ZZQ-9f3a"
pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Hearing:
    """A hearing in which all that can be hidden is there, beside what is shown."""
    hearing = HearingFactory(title="Lokalplan 9.9")
    HearingMeetingFactory(hearing=hearing)
    ResponseFactory(hearing=hearing, approved=True, show_name=True, text="Synligt svar")
    hide_hearings()
    hide_answers(hearing)
    hide_parts(hearing)
    return hearing


def hide_hearings() -> None:
    draft = HearingFactory(
        draft=True, title=f"Kladde {MARK}", lead=MARK, case_number=MARK, follows=HearingFactory()
    )
    HearingDocumentFactory(hearing=draft, title=MARK)
    HearingMeetingFactory(hearing=draft, title=MARK, place=MARK)
    ResponseFactory(hearing=draft, approved=True, show_name=True, name=MARK, text=MARK)
    for rule in ("never", "with_white_paper"):
        silent = HearingFactory(publication_rule=rule)
        response = ResponseFactory(
            hearing=silent, approved=True, show_name=True, name=MARK, text=MARK
        )
        attach(response, f"{MARK}.pdf")


def hide_answers(hearing: Hearing) -> None:
    shown = {"hearing": hearing, "show_name": True, "name": MARK, "text": MARK}
    for step in ("declined", "withdrawn"):
        attach(ResponseFactory(**shown, **{step: True}), f"{MARK}.pdf")
    attach(ResponseFactory(**shown), f"{MARK}.pdf")
    Response.objects.filter(status="declined").update(decline_reason=MARK)


def hide_parts(hearing: Hearing) -> None:
    area = Area.objects.create(name=f"Bydel {MARK}", slug="zzq", is_active=False)
    private = {"email": f"{MARK}@example.dk".lower(), "address": MARK}
    nameless = ResponseFactory(
        hearing=hearing, approved=True, name=MARK, **private, text="Uden navn"
    )
    attach(nameless, f"Brev fra {MARK}.pdf")
    protected = ResponseFactory(
        hearing=hearing,
        approved=True,
        name=MARK,
        on_behalf_of=MARK,
        sender_kind="association",
        show_name=True,
        is_protected=True,
        area=area,
        **private,
        text="Beskyttet",
    )
    attach(protected, f"{MARK}.pdf")
    mask(ResponseFactory(hearing=hearing, approved=True, text=f"Min nabo {MARK} siger nej."))
    edited = ResponseFactory(hearing=hearing, approved=True, text="Første udgave")
    edited.add_version(f"Anden udgave {MARK}", by=None, at=timezone.now())
    edited.await_reading()
    attach(edited, f"{MARK}.pdf", uploaded_at=timezone.now() + timedelta(seconds=5))
    files = ResponseFactory(hearing=hearing, approved=True, show_name=True, text="Med bilag")
    attach(files, "synligt.pdf", file=ContentFile(b"%PDF-1.4 synligt", name="a.pdf"))
    attach(files, f"holdt {MARK}.pdf", is_held=True)
    attach(files, f"fjernet {MARK}.pdf", removed_at=timezone.now())


def attach(response: Response, name: str, **values) -> ResponseFile:
    return ResponseFile.objects.create(
        **{
            "response": response,
            "original_name": name,
            "content_type": "application/pdf",
            "size": 12,
            "sha256": "0" * 64,
            "uploaded_at": response.received_at,
            "file": ContentFile(f"%PDF-1.4 {MARK}".encode(), name="a.pdf"),
            **values,
        }
    )


def mask(response: Response) -> None:
    text = response.published_version.text
    start = text.index(MARK)
    Redaction.objects.create(
        version=response.published_version,
        start=start,
        end=start + len(MARK),
        reason="personal",
        by=UserFactory(staff=True),
    )


def pages_of(hearing: Hearing) -> list[str]:
    path = hearing.get_absolute_url()
    answers = [f"{path}svar/{response.number}/" for response in hearing.responses.all()]
    return [
        path,
        f"{path}svar/",
        f"{path}svar/?afsender=foreninger",
        f"{path}atom/",
        f"{path}frist.ics",
        f"{path}opslag/",
        *answers,
    ]


def everything() -> list[str]:
    lists = [
        "/hoeringer/",
        f"/hoeringer/?q={MARK}",
        "/hoeringer/?q=Kladde",
        "/hoeringer/?tilstand=aaben",
        "/hoeringer/atom/",
    ]
    return lists + [path for hearing in Hearing.objects.all() for path in pages_of(hearing)]


def readers() -> list[Client]:
    citizen, stranger, visitor = Client(), Client(), Client()
    citizen.force_login(UserFactory())
    stranger.force_login(UserFactory(case_worker=True))
    return [visitor, citizen, stranger]


def words_of(response) -> str:
    """The page less what the reader asked for and so already knows."""
    page = response.content.decode()
    page = re.sub(r'value="[^"]*"', "", page)
    page = page.replace(response.request["PATH_INFO"].removeprefix("/en"), "")
    return page.replace(f"»{MARK}«", "").replace(f"?q={MARK}", "").replace(f"&amp;q={MARK}", "")


@pytest.mark.parametrize("reader", [0, 1, 2])
def test_the_marker_is_nowhere(reader, town):
    client = readers()[reader]

    for path in everything():
        words = words_of(client.get(path)).casefold()
        assert MARK.casefold() not in words, path


def test_the_marker_is_nowhere_in_english(town, client):
    for path in everything():
        words = words_of(client.get(f"/en{path}")).casefold()
        assert MARK.casefold() not in words, path


def test_what_stands_beside_the_marker_is_there(town, client):
    page = client.get(f"{town.get_absolute_url()}svar/").content.decode()

    for words in ("Synligt svar", "Uden navn", "Beskyttet", "siger nej.", "Første udgave"):
        assert words in page
    assert "[maskeret: personoplysninger]" in page


def test_counts_hold_what_may_be_counted(town, client):
    page = client.get(town.get_absolute_url()).content.decode()

    assert "8 svar er kommet ind. 6 er offentliggjort, 1 bliver læst igennem, 1 bliver" in page
    listed = client.get("/hoeringer/").content.decode()
    assert f"{Hearing.objects.published().count()} høringer" in listed


@pytest.mark.parametrize("reader", [0, 1, 2])
def test_a_draft_hearing_is_not_there(reader, town):
    draft = Hearing.objects.get(status="draft")
    document = draft.documents.get()
    paths = [
        f"/hoeringer/{draft.pk}/",
        f"/hoeringer/{draft.pk}-x/",
        f"/hoeringer/{draft.pk}-x/svar/1/",
        f"{draft.get_absolute_url()}dokumenter/{document.pk}/",
        *pages_of(draft),
    ]
    client = readers()[reader]

    assert {client.get(path).status_code for path in paths} == {404}


def test_only_files_that_may_be_fetched_are_fetched(town, client):
    protected = ResponseFile.objects.filter(response__is_protected=True).get()

    fetched = {
        file.pk: client.get(f"{file.response.get_absolute_url()}bilag/{file.pk}/")
        for file in ResponseFile.objects.select_related("response__hearing")
    }

    given = {pk for pk, response in fetched.items() if response.status_code == 200}
    assert given == {
        ResponseFile.objects.get(original_name="synligt.pdf").pk,
        ResponseFile.objects.get(original_name=f"Brev fra {MARK}.pdf").pk,
        protected.pk,
    }
    for pk in given:
        assert MARK not in fetched[pk].headers["Content-Disposition"]
        b"".join(fetched[pk].streaming_content)


def test_a_file_is_reached_through_its_own_answer_only(town, client):
    file = ResponseFile.objects.get(original_name="synligt.pdf")
    first = town.responses.get(number=1)

    assert client.get(f"{first.get_absolute_url()}bilag/{file.pk}/").status_code == 404


def test_staff_of_the_department_see_their_draft_and_that_it_is_one():
    draft = HearingFactory(draft=True, title="Vores kladde")
    client = at_work(UserFactory(case_worker=True, department=draft.department))

    page = client.get(draft.get_absolute_url())

    assert page.status_code == 200
    assert "Kun medarbejdere i afdelingen kan se siden." in page.content.decode()
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "Vores kladde" in client.get("/hoeringer/").content.decode()
    for path in pages_of(draft):
        assert client.get(path).status_code == 200


def test_staff_without_the_second_factor_see_no_drafts(client):
    draft = HearingFactory(draft=True, title="Vores kladde")
    client.force_login(UserFactory(case_worker=True, department=draft.department))

    assert "Vores kladde" not in client.get("/hoeringer/").content.decode()
    for path in pages_of(draft):
        assert client.get(path).status_code == 404


def test_a_hearing_leads_to_a_related_one_only_when_that_may_be_seen(client):
    first = HearingFactory(title="Det første forslag")
    again = HearingFactory(title="Det andet forslag", follows=first)
    HearingFactory(draft=True, title="Det hemmelige forslag", follows=first)
    hidden = HearingFactory(draft=True, title="Den skjulte forgænger")
    orphan = HearingFactory(title="Uden synlig forgænger", follows=hidden)

    assert "Det andet forslag" in client.get(first.get_absolute_url()).content.decode()
    assert "Det hemmelige" not in client.get(first.get_absolute_url()).content.decode()
    assert "Det første forslag" in client.get(again.get_absolute_url()).content.decode()
    assert "skjulte" not in client.get(orphan.get_absolute_url()).content.decode()
