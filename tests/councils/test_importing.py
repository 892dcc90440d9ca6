"""A file of items: read row by row, shown first, imported whole or not at all."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from councils.agenda_file import UnreadableFile, read_items
from councils.models import AgendaItem
from councils.services.agenda import add_item
from councils.services.asking import AgendaChanged
from councils.services.importing import PreviewRejected, import_items, seal
from tests.councils.factories import MeetingFactory
from tests.councils.people import make_council

pytestmark = pytest.mark.django_db
HEAD = "titel;resumé;link;åbent\n"
GOOD = HEAD + "Cykelsti;Fra A til B.;https://example.dk/1;ja\nPersonsag;;;nej\n"


def errors(text: str) -> list[int]:
    """Return how many errors each row has."""
    return [len(row.errors) for row in read_items((HEAD + text).encode())]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ","])
def test_a_file_is_read_as_a_spreadsheet_wrote_it(encoding, delimiter):
    content = GOOD.replace(";", delimiter).encode(encoding)

    first, second = read_items(content)

    assert first.values() == {
        "title": "Cykelsti",
        "summary": "Fra A til B.",
        "url": "https://example.dk/1",
        "is_open": True,
    }
    assert (second.line, second.title, second.is_open, second.errors) == (3, "Personsag", False, [])


@pytest.mark.parametrize(
    ("row", "count"),
    [
        ("Sti;;;", 0),
        (";Uden titel;;ja", 1),
        ("x" * 201 + ";;;", 1),
        ("Sti;;javascript:alert(1);ja", 1),
        ("Sti;;ikke et link;ja", 1),
        ("Sti;Fortroligt;;nej", 1),
        ("Sti;;;måske", 1),
        ("Sti;010190-1234;;ja", 1),
        ("Sti;;;ja;mere", 1),
        (";Fortroligt;intet;nej", 3),
    ],
)
def test_each_row_says_what_is_wrong_with_it(row, count):
    assert errors(row) == [count]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"titel;link\n",
        b"navn;link\nA;B\n",
        b"titel;titel\nA;B\n",
        b"titel;farve\nA;B\n",
        b'titel\n"uden ende\n',
        b"PK\x03\x04\0\0",
        b"titel\n\x81\x8d\n",
        ("titel\n" + "Sti\n" * 201).encode(),
        b"titel\n" + b"x" * 300_000,
    ],
)
def test_what_is_no_such_file_is_refused_whole(content):
    with pytest.raises(UnreadableFile):
        read_items(content)


def test_what_was_previewed_is_what_is_imported_and_only_once():
    council = make_council()
    meeting = MeetingFactory(body=council.body)
    sealed = seal(meeting, read_items(GOOD.encode()))

    counts = [
        import_items(meeting, sealed, by=council.secretary, at=timezone.now()) for _ in range(2)
    ]

    assert counts == [2, 0]
    items = list(meeting.items.placed())
    assert [(row.position, row.title, row.is_open) for row in items] == [
        (1, "Cykelsti", True),
        (2, "Personsag", False),
    ]


def test_a_preview_of_another_agenda_is_not_imported():
    council = make_council()
    meeting, other = MeetingFactory(body=council.body), MeetingFactory(body=council.body)
    sealed = seal(meeting, read_items(GOOD.encode()))
    add_item(meeting, title="Nyt", by=council.secretary, at=timezone.now())

    with pytest.raises(AgendaChanged):
        import_items(meeting, sealed, by=council.secretary, at=timezone.now())
    for forged in (sealed[:-2], "x", ""):
        with pytest.raises(PreviewRejected):
            import_items(meeting, forged, by=council.secretary, at=timezone.now())
    with pytest.raises(PreviewRejected):
        import_items(other, sealed, by=council.secretary, at=timezone.now())

    assert AgendaItem.objects.count() == 1


def send(council, meeting, content: bytes):
    path = reverse("councils:import_items", args=[council.body.pk, council.body.slug, meeting.pk])
    upload = SimpleUploadedFile("punkter.csv", content, content_type="text/csv")
    client = council.client("secretary")
    return client, path, client.post(path, {"upload": upload})


def test_a_broken_file_changes_nothing_and_every_wrong_row_is_shown():
    council = make_council()
    meeting = MeetingFactory(body=council.body)

    _client, _path, page = send(council, meeting, (HEAD + "Sti;;;\n;;;ja\nSag;Nej;;nej\n").encode())

    text = page.content.decode()
    assert (page.status_code, "preview" in page.context) == (200, True)
    assert page.context["preview"] == ""
    assert "Titlen mangler." in text
    assert "Et lukket punkt har kun en offentlig titel" in text
    assert AgendaItem.objects.count() == 0


def test_a_right_file_is_shown_and_then_imported():
    council = make_council()
    meeting = MeetingFactory(body=council.body)

    client, path, page = send(council, meeting, GOOD.encode("cp1252"))
    assert AgendaItem.objects.count() == 0
    answer = client.post(path, {"preview": page.context["preview"]})

    assert (answer.status_code, answer["Location"]) == (302, meeting.get_absolute_url())
    assert AgendaItem.objects.count() == 2
    stale = client.post(path, {"preview": page.context["preview"] + "x"})
    assert stale.status_code == 409
