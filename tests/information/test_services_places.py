from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from information.exceptions import AddressNotPossible
from information.models import InformationEvent, OldAddress, Page
from information.services.pages import create_page, move_page
from tests.information.factories import make_page
from tests.information.people import an_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return an_editor()


@pytest.fixture
def tree():
    """Return deltag, deltag/svar, deltag/svar/paa-papir and politik."""
    deltag = make_page(slug="deltag")
    svar = make_page(slug="svar", parent=deltag)
    papir = make_page(slug="paa-papir", parent=svar)
    politik = make_page(slug="politik")
    return deltag, svar, papir, politik


def move(page, editor, *, parent, slug=None, position=0):
    page.refresh_from_db()
    return move_page(
        page,
        parent=parent,
        slug=slug or page.slug,
        position=position,
        by=editor,
        at=timezone.now(),
    )


def paths():
    return list(Page.objects.values_list("path", flat=True))


def old_addresses():
    return {old.path: old.page.path for old in OldAddress.objects.select_related("page")}


def test_a_page_takes_all_that_is_below_along_and_leaves_signs(tree, editor):
    _deltag, svar, _papir, politik = tree

    move(svar, editor, parent=politik, slug="at-svare")

    assert paths() == ["deltag", "politik", "politik/at-svare", "politik/at-svare/paa-papir"]
    assert old_addresses() == {
        "deltag/svar": "politik/at-svare",
        "deltag/svar/paa-papir": "politik/at-svare/paa-papir",
    }
    line = InformationEvent.objects.get()
    assert (line.action, line.note) == (
        InformationEvent.Action.MOVED,
        "/deltag/svar/ -> /politik/at-svare/",
    )


def test_a_page_moves_to_the_top(tree, editor):
    move(tree[2], editor, parent=None)

    assert "paa-papir" in paths()
    assert old_addresses() == {"deltag/svar/paa-papir": "paa-papir"}


def test_moving_back_takes_the_address_into_use_again(tree, editor):
    deltag, svar, _papir, politik = tree

    move(svar, editor, parent=politik)
    move(svar, editor, parent=deltag)

    assert old_addresses() == {
        "politik/svar": "deltag/svar",
        "politik/svar/paa-papir": "deltag/svar/paa-papir",
    }


def test_an_address_left_behind_leads_on_through_several_moves(tree, editor):
    _deltag, svar, _papir, politik = tree

    move(svar, editor, parent=None)
    move(svar, editor, parent=politik)

    assert old_addresses() == {
        "deltag/svar": "politik/svar",
        "deltag/svar/paa-papir": "politik/svar/paa-papir",
        "svar": "politik/svar",
        "svar/paa-papir": "politik/svar/paa-papir",
    }


def test_another_page_may_take_an_address_left_behind(tree, editor):
    deltag, svar, _papir, politik = tree
    move(svar, editor, parent=politik)

    create_page(
        Page(slug="svar", parent=deltag, department=deltag.department),
        title="Nyt",
        lead="Nyt",
        by=editor,
        at=timezone.now(),
    )

    assert "deltag/svar" not in old_addresses()


def test_a_page_moves_to_where_another_one_was(tree, editor):
    deltag, svar, papir, politik = tree
    move(papir, editor, parent=politik)

    move(svar, editor, parent=politik, slug="nyt")
    move(papir, editor, parent=deltag, slug="svar")

    assert old_addresses()["politik/paa-papir"] == "deltag/svar"
    assert "deltag/svar" not in old_addresses()


def test_a_page_does_not_stand_below_itself(tree, editor):
    deltag, svar, papir, _politik = tree

    for below in (deltag, svar, papir):
        with pytest.raises(AddressNotPossible) as refused:
            move(deltag, editor, parent=below)
        assert set(refused.value.message_dict) == {"parent"}

    assert paths() == ["deltag", "deltag/svar", "deltag/svar/paa-papir", "politik"]


@pytest.mark.parametrize("slug", ["politik", "planer", "sprog-en", "Å"])
def test_a_place_that_is_not_free_is_refused(tree, editor, slug):
    with pytest.raises(AddressNotPossible):
        move(tree[1], editor, parent=None, slug=slug)

    assert "deltag/svar" in paths()
    assert old_addresses() == {}
    assert not InformationEvent.objects.exists()


def test_no_address_grows_beyond_the_column(tree, editor):
    deltag = tree[0]
    parent = None
    for _level in range(6):
        parent = make_page(slug="a" * 60, parent=parent)

    with pytest.raises(AddressNotPossible):
        move(deltag, editor, parent=parent, slug="b" * 30)

    assert "deltag" in paths()


def test_order_alone_moves_no_address(tree, editor):
    page = move(tree[0], editor, parent=None, position=7)

    assert (page.position, old_addresses()) == (7, {})
    assert InformationEvent.objects.get().note == ""


def test_the_address_of_another_is_not_its_beginning(tree, editor):
    make_page(slug="deltagelse")

    move(tree[0], editor, parent=tree[3])

    assert "deltagelse" in paths()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_moves_at_once_make_no_circle():
    one, two = make_page(slug="et"), make_page(slug="to")
    editor = an_editor()
    barrier = Barrier(2)

    def run(page, parent):
        try:
            barrier.wait(timeout=30)
            move_page(page, parent=parent, slug=page.slug, position=0, by=editor, at=timezone.now())
        except AddressNotPossible:
            return "refused"
        finally:
            connection.close()
        return "moved"

    with ThreadPoolExecutor(2) as pool:
        results = [pool.submit(run, one, two), pool.submit(run, two, one)]

    assert sorted(result.result() for result in results) == ["moved", "refused"]
    assert paths() in (["et", "et/to"], ["to", "to/et"])
