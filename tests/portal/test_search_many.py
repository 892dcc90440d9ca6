"""Very many texts, and the tables that only the database knows."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F
from django.utils import timezone

from city.models import Area
from hearings.models import Hearing, Response
from information.models import News, Page, Plan
from portal.models import SearchEntry, SearchGroup
from portal.search.asking import question_of
from portal.search.backends import entries_with
from portal.search.finding import find
from portal.search.lookup import Filters
from tests.hearings.factories import HearingFactory
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


@pytest.mark.django_db(transaction=True)
def test_an_index_from_before_the_groups_is_counted_after_the_migration():
    area = Area.objects.create(name="Solbyen", slug="solbyen")
    NewsFactory(title="Kanal").areas.add(area)
    HearingFactory(title="Kanal ved skolen")
    refresh()
    before = seen("kanal"), seen("")

    call_command("migrate", "portal", "0006", verbosity=0)
    call_command("migrate", "portal", verbosity=0)

    assert (seen("kanal"), seen("")) == before
    assert before[0] == (["Kanal", "Kanal ved skolen"], {"nyhed": 1, "hoering": 1}, {area.pk: 1}, 1)
    assert refresh().written == 0


def seen(words: str) -> tuple[list[str], Counter[str], Counter[int], int]:
    found = find(question_of(words), at=timezone.now())
    every = Filters()
    counts = found.count_kinds(every), found.count_areas(every), found.count_open(every)
    return sorted(titles(words)), *counts


@pytest.mark.django_db
def test_the_databases_own_index_follows_the_entries():
    NewsFactory(title="Kanal")
    refresh()
    now = timezone.now()
    before = seen("kanal")

    group = SearchGroup.objects.create(source="news", areas=" 77 ")
    SearchEntry.objects.update(
        group=group, opens_at=now - timedelta(hours=1), closes_at=now + timedelta(hours=1)
    )

    assert before == (["Kanal"], {"nyhed": 1}, {}, 0)
    assert seen("kanal") == seen("") == (["Kanal"], {"nyhed": 1}, {77: 1}, 1)


@pytest.mark.django_db
def test_an_entry_is_in_the_group_of_its_source_and_areas():
    news = NewsFactory.create_batch(2, title="Kanal")
    HearingFactory(title="Kanal")
    refresh()
    alone = SearchGroup.objects.count()
    area = Area.objects.create(name="Solbyen", slug="solbyen")
    news[0].areas.add(area)
    refresh()

    assert (alone, SearchGroup.objects.count()) == (2, 3)
    assert (
        SearchEntry.objects.filter(group__source=F("source"), group__areas=F("areas")).count() == 3
    )
    assert seen("kanal")[2] == {area.pk: 1}


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
