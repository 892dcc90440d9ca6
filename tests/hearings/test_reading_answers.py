import pytest
from django.core.files.base import ContentFile

from hearings.models import Hearing, ResponseFile
from tests.hearings.factories import HearingFactory, ResponseFactory

pytestmark = pytest.mark.django_db


def numbers(response) -> list[int]:
    return [post["number"] for post in response.context["posts"]]


def answers_of(hearing: Hearing) -> str:
    return f"{hearing.get_absolute_url()}svar/"


def attach(response, name: str = "Astas kort.pdf", **values) -> ResponseFile:
    return ResponseFile.objects.create(
        **{
            "response": response,
            "original_name": name,
            "content_type": "application/pdf",
            "size": 4096,
            "pages": 2,
            "sha256": "a" * 64,
            "uploaded_at": response.received_at,
            "file": ContentFile(b"%PDF-1.4 kort", name="a.pdf"),
            **values,
        }
    )


def test_answers_come_by_pages_of_twenty_newest_first(client):
    hearing = HearingFactory()
    for _n in range(23):
        ResponseFactory(hearing=hearing, approved=True)

    first = client.get(answers_of(hearing))
    second = client.get(f"{answers_of(hearing)}?side=2")

    assert numbers(first) == list(range(23, 3, -1))
    assert numbers(second) == [3, 2, 1]
    assert 'href="?side=2"' in first.content.decode()


def test_answers_are_chosen_by_sender(client):
    hearing = HearingFactory()
    ResponseFactory(hearing=hearing, approved=True)
    ResponseFactory(hearing=hearing, approved=True, sender_kind="association")
    ResponseFactory(hearing=hearing, sender_kind="authority")

    page = client.get(f"{answers_of(hearing)}?afsender=foreninger")

    assert numbers(page) == [2]
    assert [(link["text"], link["count"], link["is_on"]) for link in page.context["senders"]] == [
        ("Alle", 2, False),
        ("Borgere", 1, False),
        ("Foreninger", 1, True),
    ]


@pytest.mark.parametrize("word", ["citizen", "x", "", "borgere%00"])
def test_a_sender_that_does_not_exist_is_everybody(client, word):
    hearing = HearingFactory()
    ResponseFactory(hearing=hearing, approved=True)

    page = client.get(f"{answers_of(hearing)}?afsender={word}")

    assert page.status_code in (200, 400)
    assert page.status_code == 400 or numbers(page) == [1]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("never", "Svarene i denne høring bliver ikke offentliggjort."),
        ("with_white_paper", "Svarene bliver offentliggjort sammen med hvidbogen."),
        ("after_moderation", "1 svar er kommet ind. Det bliver læst igennem."),
    ],
)
def test_where_nothing_can_be_read_the_page_says_why(client, rule, words):
    hearing = HearingFactory(publication_rule=rule)
    ResponseFactory(hearing=hearing, approved=rule != "after_moderation")

    page = client.get(answers_of(hearing)).content.decode()

    assert "Her er ingen svar at læse endnu" in page
    assert words in page


def test_the_list_costs_the_same_for_one_answer_and_for_three(client, django_assert_num_queries):
    hearing = HearingFactory()
    attach(ResponseFactory(hearing=hearing, approved=True))
    with django_assert_num_queries(9):
        client.get(answers_of(hearing))

    attach(ResponseFactory(hearing=hearing, approved=True))
    attach(ResponseFactory(hearing=hearing, approved=True))

    with django_assert_num_queries(9):
        client.get(answers_of(hearing))


def test_an_answer_keeps_its_lines_and_is_escaped(client):
    hearing = HearingFactory()
    text = "Første linje\nAnden <script>alert(1)</script> linje"
    response = ResponseFactory(hearing=hearing, approved=True, text=text)

    page = client.get(response.get_absolute_url()).content.decode()

    assert "Første linje\nAnden &lt;script&gt;alert(1)&lt;/script&gt; linje" in page
    assert 'class="as-typed"' in page
    assert "Svar nr. 1" in page


def test_a_long_answer_is_cut_in_the_list_and_whole_on_its_page(client):
    hearing = HearingFactory()
    response = ResponseFactory(hearing=hearing, approved=True, text="ord " * 900 + "slut")

    listed = client.get(answers_of(hearing)).content.decode()

    assert ("slut" in listed, "Læs hele svaret" in listed) == (False, True)
    assert "slut" in client.get(response.get_absolute_url()).content.decode()


def test_an_answer_has_a_stable_anchor_in_the_list(client):
    response = ResponseFactory(approved=True)

    assert 'id="svar-1"' in client.get(answers_of(response.hearing)).content.decode()


@pytest.mark.parametrize("step", [{}, {"declined": True}, {"withdrawn": True}])
def test_an_answer_that_is_not_public_has_no_page(client, step):
    response = ResponseFactory(**step)

    assert client.get(response.get_absolute_url()).status_code == 404


def test_an_answer_to_another_hearing_has_no_page_here(client):
    response = ResponseFactory(approved=True)
    other = HearingFactory()

    assert client.get(f"{answers_of(other)}{response.number}/").status_code == 404


def test_the_files_of_an_answer_are_listed_and_downloaded(client):
    response = ResponseFactory(approved=True, show_name=True)
    file = attach(response)

    page = client.get(response.get_absolute_url()).content.decode()
    download = client.get(f"{response.get_absolute_url()}bilag/{file.pk}/")

    assert ("Astas kort.pdf" in page, "PDF, 2 sider, 4,0 KB" in page) == (True, True)
    assert b"".join(download.streaming_content) == b"%PDF-1.4 kort"
    assert "attachment" in download.headers["Content-Disposition"]
    assert download.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in download.headers["Content-Security-Policy"]


def test_the_file_of_a_nameless_sender_is_downloaded_under_a_nameless_name(client):
    response = ResponseFactory(approved=True, show_name=False)
    file = attach(response, "Brev fra Asta.pdf")

    page = client.get(response.get_absolute_url()).content.decode()
    download = client.get(f"{response.get_absolute_url()}bilag/{file.pk}/")
    b"".join(download.streaming_content)

    assert ("bilag-1.pdf" in page, "Asta" in page) == (True, False)
    assert download.headers["Content-Disposition"] == 'attachment; filename="bilag-1.pdf"'
