"""Rows that no prefetch has read, and that are found where a prefetch would put them."""

import pytest

from city.models import Area
from core.prefetching import keep, partly
from hearings.models import HearingTranslation
from tests.hearings.factories import HearingFactory, HearingTranslationFactory

pytestmark = pytest.mark.django_db
NAMED = ["id", "name", "slug", "sort_key"]


def test_what_is_kept_is_given_without_asking(django_assert_num_queries):
    hearing = HearingFactory()
    area, other = Area.objects.order_by("pk")[:2]
    hearing.areas.set([area, other])
    translation = HearingTranslationFactory(hearing=hearing)

    keep(hearing, "areas", [other])
    keep(hearing, "translations", [])

    with django_assert_num_queries(0):
        assert list(hearing.areas.all()) == [other]
        assert list(hearing.translations.all()) == []
    assert list(hearing.areas.order_by("pk")) == [area, other]
    assert list(hearing.translations.filter(language="ar")) == [translation]


def test_a_column_that_was_not_read_is_read_when_asked_for(django_assert_num_queries):
    area = Area.objects.create(name="Ny by", slug="ny-by", is_active=False, is_provisional=True)

    row = partly(Area, NAMED, [area.pk, "Ny by", "ny-by", area.sort_key])

    with django_assert_num_queries(0):
        assert (row, row.name, row.slug) == (area, "Ny by", "ny-by")
    assert (row.is_active, row.is_provisional) == (False, True)


def test_a_row_that_was_partly_read_is_changed_and_not_made_anew():
    translation = HearingTranslationFactory(title="Titel")

    partly(HearingTranslation, ["id", "language"], [translation.pk, "tr"]).save()

    translation.refresh_from_db()
    assert (translation.language, translation.title) == ("tr", "Titel")
