"""Very many texts, and the tables that only the database knows."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from hearings.models import Hearing, Response
from information.models import News, Page, Plan
from portal.models import SearchEntry
from portal.search.asking import question_of
from portal.search.backends import entries_with
from tests.information.factories import NewsFactory
from tests.portal.search import refresh, titles


@pytest.mark.django_db
def test_very_many_texts_are_made_and_found(settings, capsys):
    settings.DEMO = True

    call_command("load_many", objects=40)
    call_command("load_many", objects=40, verbosity=0)
    refresh()

    assert capsys.readouterr().out == "16 answers, 10 pages, 6 news, 4 plans, 4 hearings\n"
    made = (Hearing, Response, Page, News, Plan)
    assert [model.objects.count() for model in made] == [8, 32, 20, 12, 8]
    assert SearchEntry.objects.count() == 80
    assert len(titles("")) == 80


@pytest.mark.django_db
def test_nothing_is_invented_in_production(settings):
    settings.DEMO = settings.DEBUG = False

    with pytest.raises(CommandError, match="demo mode only"):
        call_command("load_many", objects=1)


def tables() -> set[str]:
    with connection.cursor() as cursor:
        names = set(connection.introspection.table_names(cursor))
        columns = connection.introspection.get_table_description(cursor, "portal_searchtext")
    return {name for name in names if "searchtext" in name} | {column.name for column in columns}


@pytest.mark.django_db(transaction=True)
def test_the_databases_own_index_can_be_taken_back_and_made_again():
    before = tables()

    call_command("migrate", "portal", "0001", verbosity=0)
    without = tables()
    call_command("migrate", "portal", verbosity=0)

    assert "portal_searchtext_fts" in before - without
    assert tables() == before


@pytest.mark.django_db
def test_the_databases_own_index_follows_the_texts():
    NewsFactory.create_batch(2, title="Kanal")
    refresh()
    before = indexed_rows()

    SearchEntry.objects.order_by("pk")[0].delete()
    after = indexed_rows()
    SearchEntry.objects.all().delete()

    assert [len(before), len(after), len(indexed_rows())] == [2, 1, 0]


@pytest.mark.django_db(transaction=True)
def test_the_databases_own_index_is_empty_when_everything_was_flushed():
    NewsFactory(title="Kanal")
    refresh()
    assert len(indexed_rows()) == 1

    call_command("flush", interactive=False, verbosity=0)

    assert indexed_rows() == []


def indexed_rows() -> list[int]:
    found = entries_with(question_of("kanal").terms)
    with connection.cursor() as cursor:
        cursor.execute(found.text, found.parameters)
        return [key for (key,) in cursor.fetchall()]
