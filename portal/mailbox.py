"""The demo's mailbox: mails that the portal sent, read from their files, and one-time codes."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import nh3
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.utils import timezone

MOST_MAILS = 200
STEP_SECONDS = 30
# Django's filebased backend writes this line after every mail of a file.
_SEPARATOR = re.compile(rb"\r?\n-{79}\r?\n")
_FILE_NAME = re.compile(r"[\w-]{1,80}\.(?:log|eml)")
_LINK = re.compile(r"(https?://[^\s<>\"']*[^\s<>\"'.,;:!?)])")


@dataclass(frozen=True)
class Mail:
    """One mail as its reader would see it."""

    name: str
    at: datetime
    recipients: list[str]
    subject: str
    text: str
    html: str

    def pieces(self) -> list[tuple[str, str]]:
        """Return the text as (words, address): an address only where it leads to this portal."""
        return [
            (piece, piece if number % 2 and is_ours(piece) else "")
            for number, piece in enumerate(_LINK.split(self.text))
            if piece
        ]


def is_ours(address: str) -> bool:
    ours, other = urlsplit(settings.SITE_URL), urlsplit(address)
    return (ours.scheme, ours.netloc) == (other.scheme, other.netloc)


def read_mails(recipient: str = "") -> list[Mail]:
    """Return the newest mails, to one recipient when one is named."""
    mails: list[Mail] = []
    for path in _files():
        mails.extend(_mails_of(path))
        if len(mails) >= MOST_MAILS:
            break
    wanted = recipient.casefold()
    return [mail for mail in mails if not wanted or wanted in map(str.casefold, mail.recipients)]


def read_mail(name: str) -> Mail | None:
    """Return one mail by its name in the list, None when there is none."""
    return next((mail for mail in read_mails() if mail.name == name), None)


def _files() -> list[Path]:
    folder = Path(settings.EMAIL_FILE_PATH)
    if not folder.is_dir():
        return []
    files = [path for path in folder.iterdir() if _FILE_NAME.fullmatch(path.name)]
    return sorted(files, key=lambda path: (path.stat().st_mtime, path.name), reverse=True)


def _mails_of(path: Path) -> Iterator[Mail]:
    at = datetime.fromtimestamp(path.stat().st_mtime, timezone.get_current_timezone())
    parts = [part for part in _SEPARATOR.split(path.read_bytes()) if part.strip()]
    for number, raw in reversed(list(enumerate(parts))):
        message = message_from_bytes(raw, policy=policy.default)
        yield Mail(
            name=f"{path.stem}-{number}",
            at=at,
            recipients=[address for _name, address in getaddresses([str(message["To"] or "")])],
            subject=str(message["Subject"] or ""),
            text=_part(message, "plain"),
            html=nh3.clean(_part(message, "html"), tags=set()).strip(),
        )


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    return str(part.get_content()) if part else ""


def one_time_codes(now: float | None = None) -> tuple[list[dict[str, Any]], int]:
    """Return the current codes of the demo's staff, and how many seconds they are still good."""
    now = now or time.time()
    rows = Authenticator.objects.filter(
        type=Authenticator.Type.TOTP, user__is_staff=True, user__is_active=True
    ).select_related("user")
    counter = int(now) // STEP_SECONDS
    codes = [
        {
            "email": row.user.email,
            "name": row.user.get_full_name(),
            "code": _code(row, counter),
        }
        for row in rows.order_by("user__email")
    ]
    return codes, STEP_SECONDS - int(now) % STEP_SECONDS


def _code(factor: Authenticator, counter: int) -> str:
    secret = get_adapter().decrypt(factor.data["secret"])
    return str(format_hotp_value(hotp_value(secret, counter)))
