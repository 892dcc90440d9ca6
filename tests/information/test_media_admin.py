from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.editor import importmap_hash
from information.models import Attachment, Captions, InformationEvent, Video
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.core import films, samples
from tests.core.probe.test_image import giant_png
from tests.hearings.staff import at_work
from tests.information.factories import AttachmentFactory, NewsFactory, VideoFactory

pytestmark = pytest.mark.django_db

ACTION = InformationEvent.Action
GOOD = "WEBVTT\n\n00:01.000 --> 00:02.000\nHej\n"


@pytest.fixture
def department():
    return DepartmentFactory(name="Plan og Trafik")


@pytest.fixture
def client(department):
    return at_work(UserFactory(role=Role.EDITOR, department=department))


def url(page, *args):
    return reverse(f"admin:information_{page}", args=args)


def picture(name="kanalen.png", content=None):
    return SimpleUploadedFile(name, content or samples.image("PNG", (2000, 1000)))


def attachment_form(department, **words):
    return {
        "upload": picture(), "title": "Kanalen", "alt": "En kanal.", "credit": "",
        "department": department.pk, **words,
    }  # fmt: skip


def captions_of(*rows, initial=0):
    fields = {"captions-TOTAL_FORMS": len(rows), "captions-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        fields |= {f"captions-{number}-{name}": value for name, value in row.items()}
    return fields


def video_form(department, *captions, **words):
    return {
        "upload": SimpleUploadedFile("film.webm", films.webm()),
        "title": "En film", "lead": "Om høringer.", "transcript": "<p>Ord</p>",
        "department": department.pk, "poster": "", "review_on": "",
        **captions_of(*captions), **words,
    }  # fmt: skip


def kept_form(video, **words):
    """Return what the change page would send, unchanged but for `words`."""
    kept = {name: getattr(video, name) for name in ("title", "lead", "transcript")}
    form = video_form(video.department, **kept, seen=video.saved_state)
    del form["upload"]
    return form | words


def errors_of(response):
    return dict(response.context["adminform"].form.errors)


# --- The library ---------------------------------------------------------------------------
def test_a_picture_is_put_into_the_library(client, department):
    response = client.post(url("attachment_add"), attachment_form(department))

    row = Attachment.objects.get()
    assert response.status_code == 302
    assert (row.title, row.alt, row.width, row.height) == ("Kanalen", "En kanal.", 1600, 800)
    assert row.department == department
    assert InformationEvent.objects.get().action == ACTION.CREATED


def test_a_pdf_needs_no_words_about_what_it_shows(client, department):
    upload = SimpleUploadedFile("plan.pdf", samples.pdf("Plan", info={"Author": "Kommunen"}))

    client.post(url("attachment_add"), attachment_form(department, upload=upload, alt=""))

    assert Attachment.objects.get().content_type == "application/pdf"


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (picture(content=giant_png(30_000, 30_000)), "Billedet er for stort. Gør det mindre end"),
        (picture("a.svg", b"<svg onload='alert(1)'/>"), "Filer af den type kan vi ikke tage imod."),
        (picture("a.png", b"<!doctype html><script>x</script>"), "Filens indhold passer ikke"),
        (picture("a.png", samples.image("JPEG")), "Filens indhold passer ikke til dens navn."),
        (picture("a.mp4", films.mp4()), "Filer af den type kan vi ikke tage imod."),
    ],
)
def test_a_file_that_could_harm_is_refused(client, department, upload, sentence):
    response = client.post(url("attachment_add"), attachment_form(department, upload=upload))

    assert errors_of(response)["upload"][0].startswith(sentence)
    assert Attachment.objects.count() == 0


@pytest.mark.parametrize("alt", ["", "   "])
def test_a_picture_needs_words(client, department, alt):
    response = client.post(url("attachment_add"), attachment_form(department, alt=alt))

    assert errors_of(response) == {"alt": ["Skriv, hvad billedet viser."]}


def test_words_cannot_be_taken_from_a_picture_later(client, department):
    row = AttachmentFactory(department=department)

    response = client.post(
        url("attachment_change", row.pk), {"title": "a", "alt": "", "department": department.pk}
    )

    assert errors_of(response) == {"alt": ["Skriv, hvad billedet viser."]}


def test_a_file_with_a_cpr_number_is_pointed_out(client, department):
    upload = SimpleUploadedFile("plan.pdf", samples.pdf(samples.NUMBER))

    response = client.post(
        url("attachment_add"), attachment_form(department, upload=upload, alt=""), follow=True
    )

    assert "Pas på: filen ser ud til at indeholde et CPR-nummer (side 1)." in [
        str(message) for message in response.context["messages"]
    ]


def test_the_file_itself_is_never_exchanged(client, department):
    row = AttachmentFactory(department=department)

    client.post(
        url("attachment_change", row.pk),
        attachment_form(department, upload=picture("ny.png"), title="Ny titel"),
    )

    row.refresh_from_db()
    assert (row.title, row.original_name) == ("Ny titel", "kanalen.png")


def test_another_departments_pictures_do_not_exist_for_me(client, department):
    other = AttachmentFactory(title="Skolen", department=DepartmentFactory())

    assert client.get(url("attachment_change", other.pk)).status_code == 404
    assert client.post(url("attachment_delete", other.pk), {"post": "yes"}).status_code == 404
    assert "Skolen" not in client.get(url("attachment_changelist")).content.decode()
    assert client.get(url("attachment_library")).json() == {"items": []}
    response = client.post(url("attachment_add"), attachment_form(other.department))
    assert list(errors_of(response)) == ["department"]
    assert Attachment.objects.get() == other


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.EDITOR, 200),
        (Role.CASE_WORKER, 403),
        (Role.MODERATOR, 403),
        (Role.FACILITATOR, 403),
        (Role.DATA_PROTECTION_OFFICER, 403),
    ],
)
def test_the_library_and_the_films_are_for_editors(role, status, department):
    person = UserFactory(role=role, department=department)
    client = at_work(person)

    pages = ["attachment_changelist", "attachment_add", "attachment_library", "video_changelist"]
    assert [client.get(url(page)).status_code for page in pages] == [status] * 4


def test_visitors_are_led_to_the_door():
    response = Client().get(url("attachment_library"))

    assert (response.status_code, "login" in response.headers["Location"]) == (302, True)


def test_a_used_picture_says_where_and_cannot_go(client, department):
    row = AttachmentFactory(department=department)
    NewsFactory(title="Nyt om kanalen").attachments.add(row)

    page = client.get(url("attachment_change", row.pk)).content.decode()

    assert "Nyt om kanalen</a> (nyhed)" in page
    assert "deletelink" not in page
    assert client.post(url("attachment_delete", row.pk), {"post": "yes"}).status_code == 403
    assert Attachment.objects.count() == 1


def test_an_unused_picture_can_go(client, department):
    row = AttachmentFactory(department=department)

    assert "deletelink" in client.get(url("attachment_change", row.pk)).content.decode()
    client.post(url("attachment_delete", row.pk), {"post": "yes"})

    assert Attachment.objects.count() == 0
    assert InformationEvent.objects.get().action == ACTION.WITHDRAWN


def test_the_list_is_filtered(client, department):
    used = AttachmentFactory(title="Kanalen", department=department)
    NewsFactory().attachments.add(used)
    AttachmentFactory(title="Skolen", department=department)
    AttachmentFactory(
        title="Planen", alt="", content_type="application/pdf", original_name="plan.pdf",
        department=department,
    )  # fmt: skip

    def titles(**query):
        found = client.get(url("attachment_changelist"), query).context["cl"].result_list
        return sorted(row.title for row in found)

    assert titles() == ["Kanalen", "Planen", "Skolen"]
    assert titles(kind="picture") == ["Kanalen", "Skolen"]
    assert titles(kind="file") == ["Planen"]
    assert titles(used="yes") == ["Kanalen"]
    assert titles(used="no") == ["Planen", "Skolen"]
    assert titles(department=department.pk) == ["Kanalen", "Planen", "Skolen"]
    assert titles(department=department.pk + 1) == []
    assert titles(q="skol") == ["Skolen"]


def test_the_dialog_of_the_editor_gets_pictures_or_files(client, department):
    row = AttachmentFactory(title="<b>Kanalen</b>", alt="En kanal.", department=department)
    AttachmentFactory(
        title="Planen", alt="", content_type="application/pdf", original_name="plan.pdf",
        size=2048, department=department,
    )  # fmt: skip

    def items(**query):
        return client.get(url("attachment_library"), query).json()["items"]

    assert items(kind="picture", q="KANAL") == [
        {
            "url": row.get_absolute_url(),
            "title": "<b>Kanalen</b>",
            "alt": "En kanal.",
            "about": "PNG, 800 bytes",
            "is_picture": True,
        }
    ]
    assert [item["about"] for item in items(kind="file")] == ["PDF, 2,0 KB"]
    assert items(kind="picture", q="findes ikke") == []
    assert len(items()) == 2


def queries(client, page):
    client.get(page)
    with CaptureQueriesContext(connection) as found:
        client.get(page)
    return len(found)


def test_the_lists_cost_the_same_with_more_rows(client, department):
    counts = []
    for _round in range(2):
        AttachmentFactory(department=department)
        VideoFactory(department=department)
        counts.append(
            [queries(client, url(page)) for page in ("attachment_changelist", "video_changelist")]
        )

    assert counts[0] == counts[1]


# --- Films ---------------------------------------------------------------------------------
def test_a_film_is_put_up_with_its_captions(client, department):
    caption = {"language": "da", "text": GOOD.replace("\n", "\r\n")}
    response = client.post(url("video_add"), video_form(department, caption))

    video = Video.objects.get()
    assert response.headers["Location"] == url("video_change", video.pk)
    assert (video.content_type, video.duration_seconds) == ("video/webm", 24)
    assert (video.status, video.captions.get().text) == ("draft", GOOD)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.mp4", b"<!doctype html>", "Filens indhold er ikke en film i MP4 eller WebM"),
        ("a.mov", films.mp4(brand=b"qt  "), "Film skal være MP4 eller WebM."),
        ("a.avi", b"RIFF    AVI ", "Film skal være MP4 eller WebM."),
        ("a.mp3", b"ID3", "Film skal være MP4 eller WebM."),
        ("a.mp4", films.mp4(films.mp4_track(codec=b"hvc1")), "Filmen er kodet, så ikke alle"),
        ("a.png", samples.image("PNG"), "Film skal være MP4 eller WebM."),
    ],
)
def test_a_film_of_the_wrong_kind_is_refused(client, department, name, content, sentence):
    upload = SimpleUploadedFile(name, content, content_type="video/mp4")

    response = client.post(url("video_add"), video_form(department, upload=upload))

    assert errors_of(response)["upload"][0].startswith(sentence)
    assert Video.objects.count() == 0


def test_captions_are_read_strictly(client, department):
    caption = {"language": "da", "text": "WEBVTT\n\n00:01,000 --> 00:02,000\nHej"}

    response = client.post(url("video_add"), video_form(department, caption))

    formset = response.context["inline_admin_formsets"][0].formset
    assert formset.errors[0]["text"][0].startswith("Linje 3: Her skal stå fra og til")
    assert Video.objects.count() == 0


def test_words_of_a_film_are_cleaned(client, department):
    client.post(url("video_add"), video_form(department, transcript="<p onclick=x>a</p><iframe>"))

    assert Video.objects.get().transcript == "<p>a</p>"


def test_a_film_is_published_when_everybody_can_follow_it(client, department):
    video = VideoFactory(department=department, draft=True)

    asked = client.get(url("video_publish", video.pk))
    refused = client.post(url("video_publish", video.pk), {"when": "now"})
    Captions.objects.create(video=video, language="da", text=GOOD)
    client.post(url("video_publish", video.pk), {"when": "now"})

    assert "Filmen mangler danske undertekster." in asked.content.decode()
    assert refused.status_code == 200
    video.refresh_from_db()
    assert video.is_public()


def test_a_film_is_taken_down_and_put_up_again(client, department):
    video = VideoFactory(department=department)
    Captions.objects.create(video=video, language="da", text=GOOD)

    client.post(url("video_withdraw", video.pk))
    video.refresh_from_db()
    first = video.status
    client.post(url("video_publish", video.pk), {"when": "now"})
    video.refresh_from_db()

    assert (first, video.status) == ("withdrawn", "published")


@pytest.mark.parametrize(
    ("step", "traits"),
    [("publish", {}), ("withdraw", {"draft": True})],
)
def test_a_step_at_the_wrong_moment_is_409(client, department, step, traits):
    video = VideoFactory(department=department, **traits)
    Captions.objects.create(video=video, language="da", text=GOOD)

    assert client.post(url(f"video_{step}", video.pk), {"when": "now"}).status_code == 409


def test_a_film_is_planned_within_two_years(client, department):
    video = VideoFactory(department=department, draft=True)
    Captions.objects.create(video=video, language="da", text=GOOD)
    day = timezone.localdate() + timedelta(days=3)

    refused = client.post(url("video_publish", video.pk), {"when": "later", "day": "2199-01-01"})
    client.post(url("video_publish", video.pk), {"when": "later", "day": day.isoformat()})

    video.refresh_from_db()
    assert "Vælg en dag inden for to år" in refused.content.decode()
    assert video.stage() == Video.Stage.SCHEDULED


def test_a_film_is_looked_through_and_its_history_is_ours(client, department):
    video = VideoFactory(department=department)
    day = timezone.localdate() + timedelta(days=30)

    client.post(url("video_review", video.pk), {"review_on": day.isoformat()})

    video.refresh_from_db()
    assert video.review_on == day
    assert "Set efter" in client.get(url("video_history", video.pk)).content.decode()


def test_a_film_is_not_written_over_what_somebody_saved_meanwhile(client, department):
    video = VideoFactory(department=department)
    Captions.objects.create(video=video, language="da", text=GOOD)
    row = {"id": video.captions.get().pk, "video": video.pk, "language": "da", "text": GOOD}
    mine = kept_form(video, title="Mit", **captions_of(row, initial=1))
    Video.objects.get(pk=video.pk).save()

    refused = client.post(url("video_change", video.pk), mine)
    shown = refused.context["adminform"].form.saved_state
    before = Video.objects.get(pk=video.pk).title
    client.post(url("video_change", video.pk), mine | {"anyway": shown})

    video.refresh_from_db()
    assert "Gem alligevel" in refused.content.decode()
    assert (before == "Mit", video.title) == (False, "Mit")
    assert InformationEvent.objects.earliest().note == "titel"


def test_the_page_of_a_film_says_what_is_missing(client, department):
    video = VideoFactory(department=department, draft=True)

    shown = client.get(url("video_change", video.pk)).content.decode()

    assert "Filmen mangler danske undertekster." in shown
    assert url("video_review", video.pk) in shown


def test_another_departments_film_does_not_exist_for_me(client):
    video = VideoFactory(draft=True)

    pages = ["video_change", "video_publish", "video_withdraw"]
    assert [client.get(url(page, video.pk)).status_code for page in pages] == [404] * 3


def test_a_film_that_is_out_keeps_its_danish_captions(client, department):
    video = VideoFactory(department=department)
    row = Captions.objects.create(video=video, language="da", text=GOOD)
    words = {"id": row.pk, "video": video.pk, "language": "da", "text": GOOD, "DELETE": "on"}
    form = kept_form(video)

    response = client.post(url("video_change", video.pk), form | captions_of(words, initial=1))

    formset = response.context["inline_admin_formsets"][0].formset
    assert formset.non_form_errors() == [
        "Filmen er offentlig og skal have danske undertekster. Tag den ned først."
    ]
    assert video.captions.count() == 1


def test_new_captions_leave_a_line(client, department):
    video = VideoFactory(department=department, title="En film")
    form = kept_form(video)
    rows = captions_of({"language": "da", "text": GOOD}, {"language": "ar", "text": GOOD})

    client.post(url("video_change", video.pk), form | rows)

    assert [row.language_name for row in video.captions.all()] == ["العربيّة", "dansk"]
    assert "undertekster" in InformationEvent.objects.values_list("note", flat=True)


def test_a_poster_is_a_picture_of_the_films_department(client, department):
    other = AttachmentFactory(department=DepartmentFactory())
    mine = AttachmentFactory(department=department)

    refused = client.post(url("video_add"), video_form(department, poster=other.pk))
    client.post(url("video_add"), video_form(department, poster=mine.pk))

    assert list(errors_of(refused)) == ["poster"]
    assert Video.objects.get().poster == mine


def test_the_editors_import_map_is_let_in_on_the_page_of_a_film_alone(client):
    policy = client.get(url("video_add")).headers["Content-Security-Policy"]

    assert f"script-src 'self' {importmap_hash()};" in policy
    assert "unsafe" not in policy
    assert "sha256" not in client.get(url("video_changelist")).headers["Content-Security-Policy"]


def test_only_the_page_of_films_takes_more_than_the_others(settings):
    assert list(settings.LARGE_BODIES) == ["/admin/information/video/"]
    assert url("video_add").startswith("/admin/information/video/")
