"""System checks: what an operator can get wrong, each with what to do about it."""

import os
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Warning  # noqa: A004  (Django's names)

LOOPBACK = {"localhost", "127.0.0.1", "[::1]", "testserver"}
_SHARED_CACHES = ("DatabaseCache", "RedisCache", "PyMemcacheCache", "FileBasedCache")
_EXAMPLE_DOMAIN = "@example."


def check_site_url(**_kwargs: Any) -> list[CheckMessage]:
    """Links in mails are made from SITE_URL: it must lead here."""
    site = urlsplit(settings.SITE_URL)
    if settings.HTTPS and site.scheme != "https":
        return [
            Error(
                f"SITE_URL is {settings.SITE_URL!r}, but HTTPS is on.",
                hint="Write SITE_URL=https://…, or set HTTPS=false on a machine of your own.",
                id="core.E001",
            )
        ]
    hosts = settings.ALLOWED_HOSTS
    if "*" not in hosts and not any(_matches(site.hostname or "", host) for host in hosts):
        return [
            Error(
                "ALLOWED_HOSTS does not contain the host of SITE_URL.",
                hint=f"Add {site.hostname} to ALLOWED_HOSTS: links in mails lead there.",
                id="core.E002",
            )
        ]
    return []


def check_hosts(**_kwargs: Any) -> list[CheckMessage]:
    """A forged Host header must not reach a link in a mail."""
    if "*" not in settings.ALLOWED_HOSTS:
        return []
    return [
        Error(
            "ALLOWED_HOSTS allows every host.",
            hint="List the host names of the portal.",
            id="core.E003",
        )
    ]


def check_demo(**_kwargs: Any) -> list[CheckMessage]:
    """Demo mode shows everybody's mails and one-time codes."""
    if not settings.DEMO or set(settings.ALLOWED_HOSTS) <= LOOPBACK:
        return []
    return [
        Error(
            "DEMO is on, but others can reach this machine.",
            hint="Set DEMO=false, or ALLOWED_HOSTS=localhost,127.0.0.1.",
            id="core.E004",
        )
    ]


def check_shared_cache(**_kwargs: Any) -> list[CheckMessage]:
    """Limits and one-time codes are counted for all processes together."""
    backend = str(settings.CACHES["default"]["BACKEND"])
    if backend.endswith(_SHARED_CACHES):
        return []
    return [
        Error(
            f"The cache “default” is {backend}: each process would count for itself.",
            hint="Use the database cache, as settings.py does.",
            id="core.E005",
        )
    ]


def check_folders(**_kwargs: Any) -> list[CheckMessage]:
    """What people send must be written down."""
    return [
        Error(
            f"{name} is {folder}, and nothing can be written there.",
            hint="Make the folder, and let the user that runs the portal own it.",
            id="core.E006",
        )
        for name, folder in (
            ("VAR_DIR", Path(settings.VAR_DIR)),
            ("MEDIA_ROOT", Path(settings.MEDIA_ROOT)),
        )
        if not _is_writable(folder)
    ]


def check_media_is_not_served(**_kwargs: Any) -> list[CheckMessage]:
    """Uploads under the static folder would be open to everybody."""
    media = Path(settings.MEDIA_ROOT).resolve()
    static = [
        Path(folder).resolve() for folder in [*settings.STATICFILES_DIRS, settings.STATIC_ROOT]
    ]
    if not any(media == folder or folder in media.parents for folder in static):
        return []
    return [
        Error(
            "MEDIA_ROOT lies inside a folder of static files: every upload would be public.",
            hint="Move MEDIA_ROOT out of it.",
            id="core.E007",
        )
    ]


def check_middleware(**_kwargs: Any) -> list[CheckMessage]:
    """The clock starts first; caching is decided outside of the session."""
    order = settings.MIDDLEWARE
    session = "django.contrib.sessions.middleware.SessionMiddleware"
    if order[0] == "core.middleware.RequestClock" and order.index(
        "core.middleware.VisitorCache"
    ) < order.index(session):
        return []
    return [
        Error(
            "MIDDLEWARE is in the wrong order.",
            hint="RequestClock stands first, VisitorCache before SessionMiddleware.",
            id="core.E008",
        )
    ]


def check_mail_is_encrypted(**_kwargs: Any) -> list[CheckMessage]:
    """A mail with a private link does not travel in the open."""
    host = settings.EMAIL_HOST
    encrypted = settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL
    by_smtp = settings.MAIL_DELIVERY_BACKEND.endswith("smtp.EmailBackend")
    if encrypted or not by_smtp or host in LOOPBACK:
        return []
    return [
        Warning(
            f"Mails go to {host} without encryption.",
            hint="Write SMTP_URL=smtp+tls://… or smtps://….",
            id="core.W009",
        )
    ]


def check_advice(**_kwargs: Any) -> list[CheckMessage]:
    """What runs, but is hardly meant so."""
    advice: list[CheckMessage] = []
    if settings.ADMIN_PATH == "admin/":
        advice.append(
            Info(
                "ADMIN_PATH is the usual one.",
                hint="Another path has fewer guests.",
                id="core.I010",
            )
        )
    if (
        _EXAMPLE_DOMAIN in settings.AUTHORITY_EMAIL
        or _EXAMPLE_DOMAIN in settings.DEFAULT_FROM_EMAIL
    ):
        advice.append(
            Info(
                "AUTHORITY_EMAIL or DEFAULT_FROM_EMAIL is an example.",
                hint="People answer to that address.",
                id="core.I011",
            )
        )
    if settings.HTTPS and not settings.TRUSTED_PROXIES:
        advice.append(
            Info(
                "HTTPS is on and TRUSTED_PROXIES is 0.",
                hint="Behind nginx set TRUSTED_PROXIES=1, or every page redirects to itself.",
                id="core.I012",
            )
        )
    return advice


def _matches(host: str, pattern: str) -> bool:
    return host == pattern or (pattern.startswith(".") and f".{host}".endswith(pattern))


def _is_writable(folder: Path) -> bool:
    """Try it: the rights of a folder say little on a shared disk or a read-only container."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=".writable-")
    except OSError:
        return False
    os.close(handle)
    Path(name).unlink()
    return True


ALWAYS = (
    check_site_url,
    check_hosts,
    check_demo,
    check_shared_cache,
    check_folders,
    check_media_is_not_served,
    check_middleware,
)
IN_PRODUCTION = (check_mail_is_encrypted, check_advice)
