import pytest
from django.core.exceptions import ValidationError

from city.models import Area, Department, Topic

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Area, Topic, Department])
def test_names_are_ordered_as_danes_order_them(model):
    for name in ("Zoffmannsvej", "Aagade", "Ørsted", "Ægir", "Asyl"):
        model.objects.create(name=name, slug=name.encode("ascii", "ignore").decode().lower())

    ours = model.objects.filter(name__in=["Zoffmannsvej", "Aagade", "Ørsted", "Ægir", "Asyl"])

    assert [str(row) for row in ours] == ["Asyl", "Zoffmannsvej", "Ægir", "Ørsted", "Aagade"]


def test_the_order_follows_a_new_name():
    area = Area.objects.create(name="Åvej", slug="aavej")
    area.name = "Avej"

    area.save(update_fields=["name"])

    assert Area.objects.get(pk=area.pk).sort_key == "avej"


def test_a_name_stands_once():
    Area.objects.create(name="Nyby", slug="nyby")

    with pytest.raises(ValidationError):
        Area(name="Nyby", slug="nyby-2").full_clean()
