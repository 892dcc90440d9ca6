from django.conf import settings as django_settings
from django.test import RequestFactory
from django.utils import translation

from core.context import site


def test_every_page_knows_the_portal_and_who_is_responsible() -> None:
    known = site(RequestFactory().get("/"))

    assert known["site_name"] == django_settings.SITE_NAME
    assert known["site_url"] == django_settings.SITE_URL
    assert known["demo"] is False
    assert known["authority"] == {
        "name": django_settings.AUTHORITY_NAME,
        "address": django_settings.AUTHORITY_ADDRESS,
        "phone": django_settings.AUTHORITY_PHONE,
        "email": django_settings.AUTHORITY_EMAIL,
    }


def test_places_have_addresses_in_the_language_of_the_page() -> None:
    places = site(RequestFactory().get("/"))["places"]

    with translation.override("da"):
        danish = {name: str(place) for name, place in places.items()}
    with translation.override("en"):
        english = {name: str(place) for name, place in places.items()}

    assert danish["mypage"] == "/min-side/"
    assert english == {name: f"/en{place}" for name, place in danish.items()}
