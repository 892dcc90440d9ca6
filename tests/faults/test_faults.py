"""The short form for CI. It needs PostgreSQL (`make test-postgres`) and a redis-server."""

import shutil

import pytest
from django.db import connection

from tests.faults.faults import FAULTS, SHORT, under_load
from tests.faults.world import World, has_servers

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(
        not (has_servers() and shutil.which("redis-server")),
        reason="a fault needs PostgreSQL (DATABASE_URL) and a redis-server",
    ),
]


@pytest.fixture(scope="module")
def tables(django_db_setup, django_db_blocker):
    """Name the database of the tests, which has all tables, and let it be copied."""
    with django_db_blocker.unblock():
        connection.close()
    return connection.settings_dict["NAME"]


@pytest.fixture(scope="module")
def world(tmp_path_factory, tables):
    folder = tmp_path_factory.mktemp("world")
    with World(folder, hurries=True, template=tables) as world:
        yield world


@pytest.fixture(scope="module")
def visitors(world):
    return world.open_doors()


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_loses_nothing_and_doubles_no_more_than_was_in_the_air(world, visitors, name):
    outcome = under_load(world, visitors, FAULTS[name], SHORT)

    assert (outcome.broken, outcome.count.lost) == ([], 0), (outcome.count, outcome.notes)
