import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString

from information.body import attachments_in, body_problems, clean_body, render_body
from information.models import Captions
from tests.accounts.factories import DepartmentFactory
from tests.information.factories import AttachmentFactory, VideoFactory
from tests.steps import steps_of

pytestmark = pytest.mark.django_db

LINK = 'rel="noopener noreferrer"'


@pytest.fixture
def department():
    return DepartmentFactory(name="Plan og Trafik")


@pytest.fixture
def picture(department):
    return AttachmentFactory(
        title="Kanalen", alt="En kanal.", department=department, width=1600, height=900
    )


@pytest.fixture
def document(department):
    return AttachmentFactory(
        title="Planen",
        alt="",
        department=department,
        content_type="application/pdf",
        original_name="plan 9.pdf",
        file=SimpleUploadedFile("plan.pdf", b"%PDF-1.7"),
        size=120 * 1024,
        width=None,
        height=None,
    )


def film(**fields):
    video = VideoFactory(title="Hvad er en høring?", **fields)
    Captions.objects.create(video=video, language="da", text="WEBVTT\n")
    Captions.objects.create(video=video, language="en", text="WEBVTT\n")
    return video


def img(attachment, alt="En kanal."):
    return f'<img src="{attachment.get_absolute_url()}" alt="{alt}">'


# --- Saving --------------------------------------------------------------------------------
def test_a_text_with_everything_is_saved_as_it_was_written(picture, document):
    text = (
        "<h2>Hvad</h2>"
        f"<figure>{img(picture)}<figcaption>Kanalen <em>i dag</em></figcaption></figure>"
        "<aside><p>Fakta</p></aside>"
        "<details><summary>Hvornår?</summary><p>I maj</p></details>"
        "<table><tbody><tr><th><p>År</p></th></tr><tr><td><p>2026</p></td></tr></tbody></table>"
        f'<p><a href="{document.get_absolute_url()}" {LINK}>Planen</a></p>'
    )

    assert clean_body(text) == text
    assert clean_body(clean_body(text)) == text


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("", ""),
        ("<p></p>", ""),
        ("<p></p><p>a</p><p></p><p> </p>", "<p></p><p>a</p>"),
        ("<p>a</p><p><br></p>", "<p>a</p><p><br></p>"),
        ("<p>a</p><p><img src=/information/filer/1/a.png alt=a></p>", None),
        ("<img src=https://evil.dk/a.png alt=a><p>a</p>", "<p>a</p>"),
        ("<img src=/static/img/town.svg alt=a><p>a</p>", "<p>a</p>"),
        ("<figure><img src=data:x><figcaption>b</figcaption></figure><p>a</p>", "<p>a</p>"),
        ("<figcaption>b</figcaption>", "<p>b</p>"),
        ("<summary>b</summary>", "<p>b</p>"),
        ("<details><p>b</p></details>", "<details><summary>Læs mere</summary><p>b</p></details>"),
        (
            "<details><summary>a</summary><summary>b</summary></details>",
            "<details><summary>a</summary><p>b</p></details>",
        ),
        (
            '<table><tbody><tr><td colspan="1" rowspan="2">a</td></tr></tbody></table>',
            '<table><tbody><tr><td rowspan="2">a</td></tr></tbody></table>',
        ),
        ("<p onclick=x>a<script>b</script></p>", "<p>a</p>"),
    ],
)
def test_what_is_saved_is_in_order(written, kept):
    cleaned = clean_body(written)

    assert cleaned == clean_body(cleaned)
    if kept is None:
        assert "/information/filer/1/a.png" in cleaned
    else:
        assert cleaned == kept


def test_the_pictures_and_files_of_a_text_are_known(settings):
    text = (
        '<img src="/information/filer/3/a.png"><a href="/en/information/filer/4/b.pdf#side=2">b</a>'
        f'<a href="{settings.SITE_URL}/information/filer/5/c.pdf?x=1">c</a>'
        '<a href="https://evil.dk/information/filer/6/d.pdf">d</a>'
        '<a href="/information/videoer/7-film/">e</a><a href="/information/filer/x/f.pdf">f</a>'
        '<a href="/information/filer/99999999999999999999/g.pdf">g</a>'
    )

    assert attachments_in(text) == {3, 4, 5}
    with translation.override("en"):
        assert attachments_in(text) == {3, 4, 5}


def test_a_text_of_the_library_has_no_problems(picture, document, department):
    text = f'{img(picture)}<a href="{document.get_absolute_url()}">a</a><a href="/hoeringer/">b</a>'

    assert body_problems(text, department=department) == []


def test_each_problem_names_the_picture_or_file(picture, document, department):
    other = AttachmentFactory(title="Skolen", department=DepartmentFactory(name="Skole"))
    gone = "/information/filer/9999/væk.pdf"

    def problems(text):
        return body_problems(text, department=department)

    elsewhere = (
        "Billedet »https://evil.dk/a.png« ligger ikke i biblioteket. Læg det op der, og sæt det "
        "ind med knappen »billede«."
    )
    embedded = (
        "Film og indhold fra andre steder kan ikke vises på siden. Sæt et link i stedet, eller læg "
        "filmen op under »Film«, og skriv dens adresse alene i et afsnit."
    )
    elsewhere_in_town = (
        "»Skolen« ligger i biblioteket hos Skole. Læg billedet eller filen i tekstens egen "
        "afdelings bibliotek."
    )
    assert problems("<img src=https://evil.dk/a.png alt=a>" * 2) == [elsewhere]
    assert problems(f"<img src={gone} alt=a>") == [f"Billedet »{gone}« findes ikke i biblioteket."]
    assert problems(f"<a href={gone}>a</a>") == [
        f"Linket »{gone}« fører til en fil, som biblioteket ikke har."
    ]
    assert problems(img(picture, alt=" ")) == [
        "Billedet »Kanalen« mangler en tekst om, hvad det viser."
    ]
    assert problems(img(document)) == [
        "»Planen« er ikke et billede. Sæt et link til filen i stedet."
    ]
    assert problems(img(other)) == [elsewhere_in_town]
    assert problems("<iframe src=https://youtube.com/x></iframe><video></video>") == [embedded]


# --- Showing -------------------------------------------------------------------------------
def test_a_picture_comes_late_and_with_its_size(picture):
    shown = render_body(f"<figure>{img(picture, alt='Kanalen i maj')}</figure>")

    assert isinstance(shown, SafeString)
    assert shown == (
        f'<figure><img src="{picture.get_absolute_url()}" alt="Kanalen i maj" loading="lazy" '
        'width="1600" height="900"></figure>'
    )


def test_a_picture_without_words_has_those_of_the_library(picture):
    assert 'alt="En kanal."' in render_body(img(picture, alt=""))


def test_a_picture_that_is_gone_leaves_no_hole(picture):
    text = f"<p>a</p><figure>{img(picture)}<figcaption>b</figcaption></figure><p>c</p>"
    picture.delete()

    assert render_body(text) == "<p>a</p><p>c</p>"


def test_a_file_says_its_type_and_size(document):
    url = document.get_absolute_url()

    assert url.endswith("/plan-9.pdf")
    assert render_body(f'<p>Se <a href="{url}">planen</a>, og skriv.</p>') == (
        f'<p>Se <a href="{url}" {LINK}>planen</a> <span class="file-facts">(PDF, 120,0 KB)</span>, '
        "og skriv.</p>"
    )


def test_the_address_of_a_film_alone_in_a_paragraph_becomes_a_player(settings):
    video = film(poster=AttachmentFactory())
    url = video.get_absolute_url()

    player = render_body(f'<p>a</p><p><a href="{url}">{url}</a></p><p>b</p>')

    assert player.startswith('<p>a</p><div class="player"><video src="')
    assert player.endswith("</div><p>b</p>")
    assert (
        f'src="{url}film/" controls="" preload="none" poster="{video.poster.get_absolute_url()}"'
        in player
    )
    assert (
        f'<track kind="captions" src="{url}undertekster/da.vtt" srclang="da" label="dansk">'
        f'<track kind="captions" src="{url}undertekster/en.vtt" srclang="en" label="English">'
    ) in player
    assert f'<a href="{url}#h-words" {LINK}>Læs filmen »Hvad er en høring?« i ord</a>' in player
    assert render_body(f"<p>{settings.SITE_URL}{url}</p>").startswith('<div class="player">')


@pytest.mark.parametrize(
    "text",
    [
        '<p>Se <a href="{url}">a</a></p>',
        '<p><a href="{url}">a</a>.</p>',
        '<li><a href="{url}">a</a></li>',
        "<p>Se {url}</p>",
    ],
)
def test_a_film_among_words_stays_a_link(text):
    video = film()

    assert "player" not in render_body(text.format(url=video.get_absolute_url()))


@pytest.mark.parametrize("trait", ["draft", "scheduled", "withdrawn"])
def test_a_film_that_is_not_public_has_no_player(trait):
    video = film(**{trait: True})

    shown = render_body(f'<p><a href="{video.get_absolute_url()}">a</a></p>')

    assert "player" not in shown


def test_a_table_scrolls_by_itself_and_has_a_name():
    rows = "<tr><th></th><th>2026</th></tr><tr><th>Biler</th><td>3</td></tr>"
    table = f"<table><tbody>{rows}</tbody></table>"

    shown = render_body(f"<h2>Tal &amp; tal</h2>{table}{table}")

    one = (
        '<table><thead><tr><td></td><th scope="col">2026</th></tr></thead>'
        '<tbody><tr><th scope="row">Biler</th><td>3</td></tr></tbody></table></div>'
    )
    frame = '<div class="scroll" role="region" tabindex="0" aria-label="{}: Tal &amp; tal">'
    assert shown == (
        '<h2 id="afsnit-tal-tal">Tal &amp; tal</h2>'
        f"{frame.format('Tabel')}{one}{frame.format('Tabel 2')}{one}"
    )


def test_headings_have_anchors_and_stand_below_the_heading_of_their_section():
    shown = render_body("<h2>Sådan gør du</h2><h3>Før</h3><h3>Før</h3><h4></h4>", top_heading=3)

    assert shown == (
        '<h3 id="afsnit-saadan-goer-du">Sådan gør du</h3><h4 id="afsnit-foer">Før</h4>'
        '<h4 id="afsnit-foer-2">Før</h4><h5 id="afsnit-del"></h5>'
    )


def test_a_fact_box_is_a_part_of_the_text():
    assert render_body("<aside><p>a</p></aside>") == '<aside role="note"><p>a</p></aside>'


def test_what_was_saved_long_ago_is_cleaned_when_it_is_shown():
    shown = render_body(
        '<p class="player" id="content">a<svg onload=x></svg><script>b</script></p>'
    )

    assert shown == "<p>a</p>"


@pytest.mark.parametrize("count", [1, 3])
def test_a_text_costs_two_queries_at_most(django_assert_num_queries, count, department):
    pictures = [AttachmentFactory(department=department) for _number in range(count)]
    films = [film() for _number in range(count)]
    text = "".join(map(img, pictures))
    text += "".join(f"<p>{video.get_absolute_url()}</p>" for video in films)

    with django_assert_num_queries(2):
        shown = render_body(text)
    with django_assert_num_queries(0):
        render_body("<p>a</p>")
    assert (shown.count("<img"), shown.count("<video")) == (count, count)


def test_the_player_stands_also_on_the_page_in_english():
    video = film()

    with translation.override("en"):
        shown = render_body(f"<p>{video.get_absolute_url()}</p>")
        assert reverse("information:video_file", args=[video.pk, video.slug]) in shown


# --- Depth -----------------------------------------------------------------------------------
@pytest.mark.parametrize("tags", ["<blockquote>", "<ul><li>"])
def test_a_text_of_too_many_layers_is_refused_and_fails_nowhere(tags):
    text = f"{tags * 3000}ord"

    [problem] = body_problems(text, department=None)
    assert problem == (
        "Lister, citater, tabeller og bokse ligger i mere end 60 lag inden i hinanden. "
        "Gør teksten fladere."
    )
    saved = clean_body(text)
    assert body_problems(saved, department=None) == []
    assert "ord" in saved
    assert "ord" in render_body(saved)


def test_many_headings_of_one_name_cost_the_same_each():
    some, more = (steps_of(lambda n=n: render_body("<h2>a</h2>" * n)) for n in (200, 400))

    assert more < 2.5 * some


def test_a_heading_that_is_called_as_another_one_would_be_has_its_own_anchor():
    shown = render_body("<h2>a</h2><h2>a 2</h2><h2>a</h2><h2>a</h2><h2>a 2</h2>")

    assert re.findall(r'id="afsnit-([^"]*)"', shown) == ["a", "a-2", "a-3", "a-4", "a-2-2"]
