"""What search engines read of a page: schema.org in JSON-LD, written by `{% structured_data %}`.

Only what the page itself shows to everybody, never the name of a private person.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from core.clock import local
from core.html import plain_text
from core.text import clean_text, normalise_line

Thing = dict[str, Any]
CONTEXT = "https://schema.org"
MAX_TEXT = 5000


def thing(kind: str, **properties: Any) -> Thing:
    """Return a thing of schema.org without the properties that are empty."""
    known = {name: value for name, value in properties.items() if value not in (None, "", [], {})}
    return {"@type": kind, **known}


def document(things: Sequence[Thing]) -> Thing:
    """Return things as one document of JSON-LD; of nothing, nothing."""
    found = [each for each in things if each]
    if not found:
        return {}
    return {"@context": CONTEXT, **(found[0] if len(found) == 1 else {"@graph": found})}


def absolute(path: str) -> str:
    """Return the whole address of a page of ours."""
    return path if path.startswith(("http://", "https://")) else f"{settings.SITE_URL}{path}"


def moment(at: datetime | None) -> str:
    """Return a moment as the municipality's clocks show it, with its distance to UTC."""
    return local(at).isoformat(timespec="seconds") if at else ""


def words(markup: str) -> str:
    """Return the plain words of a rich text, on one line."""
    return normalise_line(plain_text(markup))[:MAX_TEXT]


def line(text: str) -> str:
    """Return a text without what cannot be seen."""
    return clean_text(text)[:MAX_TEXT]


def authority() -> Thing:
    """Return the municipality, as the settings name it."""
    return {
        "@type": "GovernmentOrganization",
        "@id": f"{settings.SITE_URL}/#authority",
        "name": settings.AUTHORITY_NAME,
        "address": settings.AUTHORITY_ADDRESS,
        "telephone": settings.AUTHORITY_PHONE,
        "email": settings.AUTHORITY_EMAIL,
        "areaServed": {"@type": "AdministrativeArea", "name": settings.CITY_NAME},
    }


def website() -> Thing:
    """Return the portal, and how it is searched."""
    front = absolute(reverse("portal:front"))
    return {
        "@type": "WebSite",
        "@id": f"{settings.SITE_URL}/#website",
        "name": settings.SITE_NAME,
        "url": front,
        "inLanguage": get_language(),
        "publisher": {"@id": f"{settings.SITE_URL}/#authority"},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{front}soeg/?q={{words}}"},
            "query-input": "required name=words",
        },
    }


def breadcrumbs(steps: Sequence[tuple[str, str]]) -> Thing:
    """Return the way to a page from (text, path); where one stands has no path."""
    if len(steps) < 2:
        return {}
    items = [
        thing("ListItem", position=number, name=line(text), item=absolute(path) if path else None)
        for number, (text, path) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
