"""What must not be seen carries a marker, and the marker is looked for in every search there is.

Twice: after a refresh, and in an index that still holds it because nobody has refreshed since.
"""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from hearings.models import Hearing, Redaction, Response, ResponseFile
from information.models import GlossaryTerm, PageTranslation, PageVersion, PlanDocument
from portal.models import SearchEntry, SearchWord
from portal.search.sources import sources
from tests.accounts.factories import UserFactory
from tests.core import samples
from tests.hearings.factories import (
    HearingDocumentFactory,
    HearingFactory,
    HearingTranslationFactory,
    ResponseFactory,
)
from tests.information.factories import (
    AttachmentFactory,
    GlossaryTermFactory,
    GuideFactory,
    NewsFactory,
    PageVersionFactory,
    PlanFactory,
    RightFactory,
    VideoFactory,
    make_page,
)
from tests.portal.search import believed, refresh

pytestmark = pytest.mark.django_db
MARK = "zebrahest"
# Near enough to be a typing error of the marker.
TYPED_WRONG = "zebrahset"
ASKED = [
    {"q": MARK}, {"q": MARK[:5]}, {"q": TYPED_WRONG}, {"q": f"synlig {MARK}"},
    {"q": f"{MARK} qwxyzqwxyz"}, {"q": TYPED_WRONG, "praecis": "1"}, {"q": ""}, {"aaben": "1"},
    *({"slags": kind} for kind in (
        "hoering", "svar", "dokument", "side", "nyhed", "plan", "rettighed", "vejledning", "ord",
        "film", "kommentar",
    )),
]  # fmt: skip


def answers_to(client, **asked) -> str:
    """Return the page less the words that were typed, which stand on it again."""
    page = client.get(reverse("portal:search"), asked).content.decode()
    for typed in (MARK, TYPED_WRONG):
        page = page.replace(f"»{asked.get('q')}«", "").replace(f'value="{typed}', "")
    echoed = re.escape(asked.get("q") or "\0")
    return re.sub(rf"(?:q=|value=\")[^\"&]*|»{echoed}[^«]*«", "", page)


def where_it_stands(client) -> list[dict[str, str]]:
    return [asked for asked in ASKED if MARK in answers_to(client, **asked).lower()]


def counts(client, **asked) -> list[int]:
    page = client.get(reverse("portal:search"), asked).content.decode()
    return [int(number) for number in re.findall(r'class="numbers">(\d+)<', page)]


def mask(response: Response) -> None:
    version = response.published_version
    start = version.text.lower().index(MARK)
    Redaction.objects.create(
        version=version, start=start, end=start + len(MARK), reason="personal",
        by=UserFactory(staff=True),
    )  # fmt: skip


# --- What is never put into the index ---------------------------------------------------------
def hide_texts_of_information() -> None:
    text = {"title": MARK, "lead": MARK}
    later = timezone.now() + timedelta(hours=1)
    make_page(public_from=None, **text)
    make_page(public_from=later, **text)
    PageVersionFactory(page=make_page(title="Synlig side"), public_from=None, **text)
    PageVersionFactory(page=make_page(title="Synlig"), public_from=later, **text)
    withdrawn = make_page(**text)
    withdrawn.withdraw()
    PageTranslation.objects.create(
        page=withdrawn, language="en", translated_at=timezone.now(), body="", **text
    )
    for factory in (NewsFactory, PlanFactory, GuideFactory, VideoFactory):
        for state in ("draft", "scheduled", "withdrawn"):
            factory(**text, **{state: True})
    RightFactory(title=MARK, valid_until=timezone.localdate() - timedelta(days=1))
    RightFactory(title=MARK, draft=True)
    GlossaryTermFactory(term=MARK, is_active=False)
    AttachmentFactory(title=MARK, content_type="application/pdf", original_name="a.pdf")


def hide_hearings_and_answers() -> None:
    draft = HearingFactory(draft=True, title=MARK)
    HearingDocumentFactory(hearing=draft, title=MARK)
    HearingTranslationFactory(hearing=draft, title=MARK, lead=MARK)
    ResponseFactory(hearing=draft, approved=True, show_name=True, name=MARK, text=MARK)
    hearing = HearingFactory(title="Synlig høring")
    shown = {"hearing": hearing, "show_name": True, "name": MARK, "text": MARK}
    ResponseFactory(**shown)
    for step in ("declined", "withdrawn"):
        ResponseFactory(**shown, **{step: True})
    for rule in ("never", "with_white_paper"):
        silent = HearingFactory(publication_rule=rule)
        ResponseFactory(**shown | {"hearing": silent}, approved=True)
    nameless = ResponseFactory(hearing=hearing, approved=True, name=MARK, text="Synligt svar")
    ResponseFactory(
        hearing=hearing, approved=True, show_name=True, is_protected=True, name=MARK,
        on_behalf_of=MARK, sender_kind="association", address=MARK, text="Synligt svar",
    )  # fmt: skip
    mask(ResponseFactory(hearing=hearing, approved=True, text=f"Min nabo {MARK} siger nej."))
    edited = ResponseFactory(hearing=hearing, approved=True, text="Synligt svar")
    edited.add_version(MARK, by=None, at=timezone.now())
    edited.await_reading()
    attach(nameless, is_held=True)
    attach(nameless, removed_at=timezone.now())
    attach(nameless, uploaded_at=timezone.now() + timedelta(seconds=5))


def attach(response: Response, **values) -> ResponseFile:
    content = samples.saved(samples.pdf_document(f"Brev om {MARK}"))
    return ResponseFile.objects.create(
        **{
            "response": response,
            "original_name": f"{MARK}.pdf",
            "content_type": "application/pdf",
            "size": 12,
            "sha256": "0" * 64,
            "uploaded_at": response.received_at,
            "file": ContentFile(content, name="a.pdf"),
            **values,
        }
    )


def test_what_is_hidden_is_found_nowhere(client):
    hide_texts_of_information()
    hide_hearings_and_answers()

    refresh()

    assert where_it_stands(client) == []
    assert counts(client, q=MARK) == []
    assert not SearchEntry.objects.filter(title__icontains=MARK).exists()
    assert not SearchEntry.objects.filter(searchtext__stems__contains=MARK).exists()
    assert not SearchWord.objects.filter(word=MARK).exists()


def test_the_marker_is_found_when_it_is_shown(client):
    NewsFactory(title=MARK.capitalize())

    refresh()

    assert {"q": MARK} in where_it_stands(client)
    assert {"q": TYPED_WRONG} in where_it_stands(client)
    assert counts(client, q=MARK) == [1, 1]


# --- What was hidden after the last refresh ---------------------------------------------------
def withdraw_news() -> Callable[[], object]:
    return NewsFactory(title=MARK).withdraw


def withdraw_page() -> Callable[[], object]:
    return make_page(title=MARK).withdraw


def write_a_page_anew() -> Callable[[], object]:
    page = make_page(title="Synlig", lead=MARK)
    return lambda: PageVersionFactory(page=page, title="Synlig", lead="uden")


def take_a_version_back() -> Callable[[], object]:
    page = make_page(title=MARK)
    return lambda: PageVersion.objects.filter(page=page).update(public_from=None)


def change_a_news_item() -> Callable[[], object]:
    news = NewsFactory(title="Synlig", lead=MARK)

    def change() -> None:
        news.lead = "uden"
        news.save()

    return change


def withdraw_a_page_with_a_translation() -> Callable[[], object]:
    page = make_page(title="Synlig")
    PageTranslation.objects.create(
        page=page, language="en", title=MARK, lead=MARK, translated_at=timezone.now()
    )
    return page.withdraw


def take_a_hearing_with_a_translation_back() -> Callable[[], object]:
    hearing = HearingTranslationFactory(title=MARK, language="en").hearing
    hearings = Hearing.objects.filter(pk=hearing.pk)
    return lambda: hearings.update(status=Hearing.Status.DRAFT)


def withdraw_a_plan_with_a_document() -> Callable[[], object]:
    plan = PlanFactory(title=MARK)
    PlanDocument.objects.create(
        plan=plan, title=MARK, file="a.png", original_name="a.png", size=1, sha256="0",
        content_type="image/png", uploaded_at=timezone.now(),
    )  # fmt: skip
    return plan.withdraw


def end_a_right() -> Callable[[], object]:
    right = RightFactory(title=MARK)
    right.valid_until = timezone.localdate() - timedelta(days=1)
    return right.save


def put_a_word_out_of_use() -> Callable[[], object]:
    term = GlossaryTermFactory(term=MARK)
    return lambda: GlossaryTerm.objects.filter(pk=term.pk).update(is_active=False)


def mask_a_passage() -> Callable[[], object]:
    response = ResponseFactory(approved=True, text=f"Min nabo {MARK} siger nej.")
    return lambda: mask(response)


def decline_an_answer() -> Callable[[], object]:
    response = ResponseFactory(approved=True, text=MARK)
    staff = UserFactory(staff=True)
    return lambda: response.decline(reason="Svaret handler om en anden.", by=staff)


def withdraw_an_answer() -> Callable[[], object]:
    response = ResponseFactory(approved=True, text=MARK)
    return lambda: response.withdraw(at=timezone.now())


def hide_a_name() -> Callable[[], object]:
    response = ResponseFactory(approved=True, show_name=True, name=MARK)
    return lambda: Response.objects.filter(pk=response.pk).update(show_name=False)


def protect_a_name() -> Callable[[], object]:
    response = ResponseFactory(
        approved=True, sender_kind="association", name="Formand", on_behalf_of=MARK
    )
    return lambda: Response.objects.filter(pk=response.pk).update(is_protected=True)


def forget_a_name() -> Callable[[], object]:
    response = ResponseFactory(approved=True, show_name=True, name=MARK)
    return lambda: Response.objects.filter(pk=response.pk).update(name="")


def hold_a_file() -> Callable[[], object]:
    file = attach(ResponseFactory(approved=True))
    return lambda: ResponseFile.objects.filter(pk=file.pk).update(is_held=True)


def replace_a_document() -> Callable[[], object]:
    content = samples.saved(samples.pdf_document(MARK))
    document = HearingDocumentFactory(title="Synlig", file=ContentFile(content, name="a.pdf"))
    document.sha256 = "1" * 64
    return document.save


def silence_the_answers() -> Callable[[], object]:
    response = ResponseFactory(approved=True, text=MARK)
    hearings = Hearing.objects.filter(pk=response.hearing_id)
    return lambda: hearings.update(publication_rule=Hearing.PublicationRule.NEVER)


@pytest.mark.parametrize(
    "seed",
    [
        withdraw_news, withdraw_page, write_a_page_anew, take_a_version_back, change_a_news_item,
        withdraw_a_page_with_a_translation, withdraw_a_plan_with_a_document, end_a_right,
        put_a_word_out_of_use, mask_a_passage, decline_an_answer, withdraw_an_answer, hide_a_name,
        protect_a_name, forget_a_name, hold_a_file, replace_a_document, silence_the_answers,
        take_a_hearing_with_a_translation_back,
    ],
    ids=lambda seed: seed.__name__,
)  # fmt: skip
def test_what_is_hidden_now_is_found_no_more_before_any_refresh(client, seed):
    hide = seed()
    refresh()
    was_found = counts(client, q=MARK) or where_it_stands(client)
    was_believed = believed()

    hide()

    assert was_found
    assert was_believed == sources().keys()
    assert SearchEntry.objects.filter(searchtext__stems__contains=MARK).exists()
    assert (where_it_stands(client), counts(client, q=MARK)) == ([], [])


def test_a_word_of_something_hidden_is_no_suggestion_for_another(client):
    hidden = NewsFactory(title="kanal", lead="", body="")
    NewsFactory(title="Vores kanalen", lead="", body="")
    refresh()
    hidden.withdraw()

    page = client.get(reverse("portal:search"), {"q": "kannal"}).content.decode()

    assert "»kanalen«" in page
    assert "»kanal«" not in page


def test_staff_find_no_more_than_others(client):
    make_page(public_from=None, title=MARK)
    news = NewsFactory(draft=True, title=MARK)
    client.force_login(UserFactory(role="editor", department=news.department))

    refresh()

    assert where_it_stands(client) == []


def test_pages_of_another_moment_are_not_told_yet(client):
    planned = timezone.now() + timedelta(minutes=5)
    make_page(title=MARK, public_from=planned)

    refresh(at=planned)

    assert SearchEntry.objects.count() == 1
    assert where_it_stands(client) == []
