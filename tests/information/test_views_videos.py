import pytest

from tests.hearings.staff import at_work
from tests.information.factories import AttachmentFactory, VideoFactory
from tests.information.people import an_editor
from tests.information.texts import add_captions

pytestmark = pytest.mark.django_db
FILMS = "/information/videoer/"


def test_films_stand_in_a_list_with_their_pictures(client):
    poster = AttachmentFactory()
    film = VideoFactory(title="Hvad er en høring?", poster=poster)

    shown = client.get(FILMS).content.decode()

    assert f'href="{film.get_absolute_url()}">Hvad er en høring?</a>' in shown
    assert f'src="{poster.get_absolute_url()}"' in shown


@pytest.mark.parametrize("state", ["draft", "scheduled", "withdrawn"])
def test_a_film_that_is_not_public_is_not_found_and_in_no_list(client, state):
    film = VideoFactory(title="Hemmelig", **{state: True})

    assert client.get(film.get_absolute_url()).status_code == 404
    for path in (FILMS, "/information/"):
        assert "Hemmelig" not in client.get(path).content.decode()
    assert "Ikke offentlig" in (
        at_work(an_editor(film.department)).get(film.get_absolute_url()).content.decode()
    )


def test_a_film_has_captions_and_its_words_below(client):
    film = VideoFactory(transcript="<h2>Først</h2><p>En høring er en samtale.</p>")
    add_captions(film)

    shown = client.get(film.get_absolute_url()).content.decode()

    assert '<track kind="captions"' in shown
    assert "<p>En høring er en samtale.</p>" in shown
    assert ">Først</h3>" in shown
    assert "autoplay" not in shown


def test_a_portal_without_films_says_so(client):
    assert "Her er ingen film endnu" in client.get(FILMS).content.decode()


def test_films_cost_the_same_for_one_and_for_three(client, django_assert_num_queries):
    film = VideoFactory(poster=AttachmentFactory())
    add_captions(film)
    with django_assert_num_queries(2):
        client.get(FILMS)
    with django_assert_num_queries(2):
        client.get(film.get_absolute_url())

    for language in ("en", "tr"):
        VideoFactory(poster=AttachmentFactory())
        add_captions(film, language)
    with django_assert_num_queries(2):
        client.get(FILMS)
    with django_assert_num_queries(2):
        client.get(film.get_absolute_url())
