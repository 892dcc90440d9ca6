"""Turning a row into a mail: the templates of its kind, in the row's language."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from notifications.kinds import MessageKind
from notifications.links import choices_link, unsubscribe_link
from notifications.models import Message
from notifications.unsubscribing import scope_of

LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class Rendered:
    subject: str
    text: str
    html: str


def render(row: Message, kind: MessageKind, about: models.Model | None) -> Rendered:
    """Return subject, text and HTML. What Django rendered before is taken as it is."""
    if not kind.template:
        return Rendered(one_line(row.subject), row.text, row.html)
    with translation.override(row.language):
        values = {
            **site_values(row),
            **row.context,
            **kind.details(about, row),
            "about": about,
            "message": row,
        }
        subject = one_line(fill(f"{kind.template}_subject.txt", values, escape=False))
        values["mail_heading"] = subject
        return Rendered(
            subject=subject,
            text=fill(f"{kind.template}_body.txt", values, escape=False).strip() + "\n",
            html=fill(f"{kind.template}_body.html", values, escape=True),
        )


def fill(name: str, values: dict[str, Any], *, escape: bool) -> str:
    """Return a template filled with values, escaped for HTML or not at all."""
    # Django escapes for HTML whatever the file is called; a text mail has no HTML to escape for.
    template = get_template(name).template  # type: ignore[attr-defined]
    return str(template.render(Context(values, autoescape=escape)))


def site_values(row: Message) -> dict[str, Any]:
    """Return what base.html and base.txt of the mails need to know about the portal."""
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "city_name": settings.CITY_NAME,
        "authority": {
            "name": settings.AUTHORITY_NAME,
            "address": settings.AUTHORITY_ADDRESS,
            "phone": settings.AUTHORITY_PHONE,
            "email": settings.AUTHORITY_EMAIL,
        },
        "language": row.language,
        **_ways_out(row),
    }


def _ways_out(row: Message) -> dict[str, str]:
    """Return where the reader stops mails like this, and chooses among all; for no other mail."""
    address = unsubscribe_url(row)
    if not address or row.subscriber is None:
        return {}
    return {"unsubscribe_url": address, "choices_url": choices_link(row.subscriber)}


def unsubscribe_url(row: Message) -> str:
    """Return where the reader says no to more mails like this; nothing when it must come."""
    scope = scope_of(row)
    return unsubscribe_link(row.subscriber, scope) if scope and row.subscriber else ""


def one_line(text: str) -> str:
    """Return a header's text: one line, no control characters, not endless.

    str.split() also splits at U+2028 and its kin, which Django lets through.
    """
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 1]}…"
