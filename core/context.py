"""What every template may know about the portal itself."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(_request: HttpRequest) -> dict[str, Any]:
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "authority": {
            "name": settings.AUTHORITY_NAME,
            "address": settings.AUTHORITY_ADDRESS,
            "phone": settings.AUTHORITY_PHONE,
            "email": settings.AUTHORITY_EMAIL,
        },
        "city_name": settings.CITY_NAME,
        "demo": settings.DEMO,
        "help_text": getattr(settings, "HELP_TEXT", ""),
    }
