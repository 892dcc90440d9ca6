"""How mail leaves the machine: read from one address, SMTP_URL."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_SCHEMES = {"smtp": {}, "smtp+tls": {"EMAIL_USE_TLS": True}, "smtps": {"EMAIL_USE_SSL": True}}
_DEFAULT_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def smtp_settings(url: str, *, demo: bool) -> tuple[str, dict[str, Any]]:
    """Return the delivery backend and Django's EMAIL_… settings for an SMTP address.

    In demo mode mails become files, which the page "Postkasse" shows.

    Raises:
        ImproperlyConfigured: the address is missing outside demo mode, or cannot be read.
    """
    if demo:
        return "django.core.mail.backends.filebased.EmailBackend", {}
    if not url:
        raise ImproperlyConfigured(
            "SMTP_URL is not set: nobody would get a receipt. "
            "Write smtp+tls://user:password@host:587."
        )
    parts = urlsplit(url)
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise ImproperlyConfigured(
            "SMTP_URL cannot be read: write smtp+tls://user:password@host:587."
        )
    return "django.core.mail.backends.smtp.EmailBackend", {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or _DEFAULT_PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        **_SCHEMES[parts.scheme],
    }
