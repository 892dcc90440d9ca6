"""What every template may know about the portal itself."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse_lazy


def authority() -> dict[str, str]:
    """Return how the responsible authority is named and reached."""
    return {
        "name": settings.AUTHORITY_NAME,
        "address": settings.AUTHORITY_ADDRESS,
        "phone": settings.AUTHORITY_PHONE,
        "email": settings.AUTHORITY_EMAIL,
    }


def site(_request: HttpRequest) -> dict[str, Any]:
    """Return names, addresses and doors; nothing here may ask the database (500 and 503 pages)."""
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "authority": authority(),
        "city_name": settings.CITY_NAME,
        "demo": settings.DEMO,
        # Pages that every page may point at, named in the settings: no app needs to know another.
        "places": {name: reverse_lazy(view) for name, view in settings.PLACES.items()},
        "help_text": settings.HELP_TEXT,
    }
