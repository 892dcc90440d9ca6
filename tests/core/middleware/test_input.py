from io import BytesIO

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from core.middleware import SafeInput
from core.middleware.input import MAX_BODY_BYTES, MAX_QUERY_BYTES

BOUNDARY = "grænse".encode("ascii", "ignore").decode()
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
URLENCODED = "application/x-www-form-urlencoded"


def part(value: bytes, *, name: bytes = b"tekst", extra: bytes = b"") -> bytes:
    return (
        f"--{BOUNDARY}\r\n".encode()
        + b'Content-Disposition: form-data; name="' + name + b'"' + extra + b"\r\n\r\n"
        + value
        + f"\r\n--{BOUNDARY}--\r\n".encode()
    )  # fmt: skip


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "%00=q",
        "q=a%00b",
        "q=%ff",
        "q=%ed%a0%80",
        "q=%c3",
        "q=%f4%90%80%80",
        f"hearing={10**30}",
        "page=" + "9" * 19,
        "page=1_000_000_000_000_000_000",
        "id__in=1,99999999999999999999",
        "page=" + "٣" * 25,
        "q=" + "a" * 10_000,
        "&".join(f"f{number}=1" for number in range(1_001)),
    ],
)
def test_a_query_that_no_form_sent_is_refused_in_danish(client: Client, query: str) -> None:
    response = client.get(f"/ekko/?{query}")

    assert (response.status_code, response.content) == (400, b"fejl 400 da 0")


def test_the_refusal_speaks_the_language_of_the_path(client: Client) -> None:
    assert client.get("/en/ekko/?q=%00").content == b"fejl 400 en 0"


@pytest.mark.parametrize(
    "query", ["q=r%C3%B8d", "q=rød", "q=100%", "q=%zz", "sag=24/12345", "q=43%2068"]
)
def test_an_ordinary_query_passes(client: Client, query: str) -> None:
    assert client.get(f"/ekko/?{query}").status_code == 200


def test_a_query_of_the_largest_size_passes(client: Client) -> None:
    value = "a" * (MAX_QUERY_BYTES - 2)

    assert client.get(f"/ekko/?q={value}").json()["query"] == {"q": [value]}


@pytest.mark.parametrize("path", ["%00", "%ff", "%ed%a0%80", "a%00b", "%c3", "r%f8d"])
def test_a_path_that_is_no_text_is_refused(client: Client, path: str) -> None:
    assert client.get(f"/tekst/{path}/").status_code == 400


@pytest.mark.parametrize("path", ["r%C3%B8d", "100%25", "%F0%9F%91%8D"])
def test_a_path_with_any_letters_passes(client: Client, path: str) -> None:
    assert client.get(f"/tekst/{path}/").status_code == 200


@pytest.mark.parametrize("number", [2**31, 10**30, "99999999999", "1" * 5000])
def test_a_number_that_no_table_holds_is_a_page_that_does_not_exist(
    client: Client, number: int | str
) -> None:
    assert client.get(f"/nummer/{number}/").status_code == 404


@pytest.mark.parametrize("number", [0, 12, 2**31 - 1])
def test_a_number_that_a_table_holds_is_looked_up(client: Client, number: int) -> None:
    assert client.get(f"/nummer/{number}/").content == str(number).encode()


def test_a_number_is_written_into_an_address() -> None:
    assert reverse("number", urlconf="tests.core.urls", args=[12]) == "/nummer/12/"


@pytest.mark.parametrize(
    "body",
    [
        b"tekst=%00",
        b"tekst=\x00",
        b"%00=1",
        b"tekst=%ff",
        b"tekst=\xff",
        b"tekst=%ed%a0%80",
        f"hearing={10**30}".encode(),
        b"&".join(b"f%d=1" % number for number in range(1_001)),
        b"tekst=" + b"a" * (3 * 1024 * 1024),
    ],
)
def test_a_form_that_no_browser_sent_is_refused(client: Client, body: bytes) -> None:
    assert client.post("/ekko/", body, content_type=URLENCODED).status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        part(b"\x00"),
        part(b"a\x00b"),
        part(b"\xff"),
        part(b"\xed\xa0\x80"),
        part(b"1", name=b"a\x00"),
        part(str(10**30).encode()),
        part(b"x", extra=b'; filename="a\x00.pdf"'),
    ],
)
def test_a_part_that_no_browser_sent_is_refused(client: Client, body: bytes) -> None:
    assert client.post("/ekko/", body, content_type=MULTIPART).status_code == 400


@pytest.mark.parametrize(
    ("body", "files"),
    [
        (part(b"1", name=b"\xff"), []),
        (part(b"x", extra=b'; filename="\xff.pdf"'), []),
        (part(b"x", extra=b'; filename="../../a.pdf"'), ["a.pdf"]),
        (part(b"!!!", extra=b"\r\nContent-Transfer-Encoding: base64"), []),
    ],
)
def test_a_part_with_a_broken_header_arrives_clean_or_not_at_all(
    client: Client, body: bytes, files: list[str]
) -> None:
    response = client.post("/ekko/", body, content_type=MULTIPART)

    assert (response.status_code, response.json()["files"]) == (200, files)


@pytest.mark.parametrize(
    "content_type",
    ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=æ"],
)
def test_a_broken_multipart_header_is_refused(client: Client, content_type: str) -> None:
    assert client.post("/ekko/", b"x", content_type=content_type).status_code == 400


def test_a_form_in_another_encoding_is_refused(client: Client) -> None:
    response = client.post("/ekko/", b"a=1", content_type=f"{URLENCODED}; charset=utf-16")

    assert response.status_code == 400


def test_too_many_parts_are_refused(client: Client) -> None:
    fields = {f"felt{number}": "1" for number in range(1_001)}

    assert client.post("/ekko/", fields).status_code == 400


def test_too_many_files_are_refused(client: Client) -> None:
    files = {f"fil{number}": SimpleUploadedFile("a.txt", b"x") for number in range(101)}

    assert client.post("/ekko/", files).status_code == 400


def test_what_people_write_arrives_as_they_wrote_it(client: Client) -> None:
    text = "Kære kommune,\r\n½ æøå 👍 \ufffd 100 % “nej”"

    response = client.post("/ekko/", {"tekst": text, "fil": SimpleUploadedFile("år.pdf", b"x")})

    assert response.json() == {
        "fields": {"tekst": [text]},
        "files": ["år.pdf"],
        "query": {},
        "cookies": [],
    }


def test_a_form_may_come_urlencoded(client: Client) -> None:
    response = client.post("/ekko/", b"tekst=r%C3%B8d+bil&sag=24%2F1", content_type=URLENCODED)

    assert response.json()["fields"] == {"tekst": ["rød bil"], "sag": ["24/1"]}


def test_other_kinds_of_bodies_are_no_forms(client: Client) -> None:
    response = client.post("/ekko/", b"\xff\x00", content_type="application/json")

    assert response.json()["fields"] == {}


@pytest.mark.parametrize("length", [str(MAX_BODY_BYTES + 1), "many", "-1"])
def test_a_length_that_cannot_be_right_is_refused_before_reading(
    client: Client, length: str
) -> None:
    response = client.post("/ekko/", b"a=1", content_type=URLENCODED, CONTENT_LENGTH=length)

    assert response.status_code == 400


def test_a_request_that_breaks_off_is_refused() -> None:
    class Gone(BytesIO):
        def read(self, *_args: object) -> bytes:
            raise UnreadablePostError

    request = RequestFactory().post("/ekko/", b"a=1", content_type=URLENCODED)
    request._stream = Gone()

    with pytest.raises(Exception, match="ended too early"):
        SafeInput(lambda _request: HttpResponse())(request)


@pytest.mark.django_db
def test_cookies_with_hidden_characters_are_forgotten(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.cookies.load({"fin": "ja"})

    with django_assert_num_queries(0):
        response = client.get("/ekko/", HTTP_COOKIE='session="a\\000aaaaaaaaaaaaaaaaa"; fin=ja')

    assert response.json()["cookies"] == ["fin"]


def test_a_get_is_never_read_as_a_form() -> None:
    request: HttpRequest = RequestFactory().get("/")

    SafeInput(lambda _request: HttpResponse())(request)

    assert not hasattr(request, "_post")


@pytest.mark.parametrize(("path", "status"), [("/film/", 200), ("/ekko/", 413), ("/", 413)])
def test_only_the_address_that_takes_films_takes_as_much(settings, path: str, status: int) -> None:
    settings.LARGE_BODIES = {"/film/": MAX_BODY_BYTES + 10}
    length = str(MAX_BODY_BYTES + 5)
    request = RequestFactory().post(path, b"", content_type=URLENCODED, CONTENT_LENGTH=length)
    request._body = b""

    if status == 200:
        assert SafeInput(lambda _request: HttpResponse())(request).status_code == 200
    else:
        with pytest.raises(RequestDataTooBig):
            SafeInput(lambda _request: HttpResponse())(request)
