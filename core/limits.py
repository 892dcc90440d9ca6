"""How often the same thing may be done: counted in the shared cache, over two windows.

A sliding window is approximated from the running window and the one before it. The count is
read and written without a lock: when several requests count in the same instant some of them
count as one, so at most as many requests as there are web threads can slip through a limit.
That is enough against bots and costs no lock on anybody's way. What may happen only once is
guarded by a database constraint, never by this.
"""

import hashlib
import ipaddress
import time

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.utils.translation import gettext as _

from core.text import name_key


class LimitExceeded(Exception):
    """Too often. Becomes the 429 page; `retry_after` is in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = max(1, int(retry_after))

    def __str__(self) -> str:
        return _("Det er sket for mange gange på kort tid. Vent lidt, og prøv igen.")


def allow(scope: str, key: str, *, limit: int, per_seconds: int) -> bool:
    """Count one more use and tell whether it is within the limit."""
    try:
        consume(scope, key, limit=limit, per_seconds=per_seconds)
    except LimitExceeded:
        return False
    return True


def consume(scope: str, key: str, *, limit: int, per_seconds: int) -> None:
    """Count one more use.

    Raises:
        LimitExceeded: it was used `limit` times within the last `per_seconds`. A refused use
            is not counted, so that waiting helps.
    """
    used, current, passed = _used(scope, key, per_seconds)
    if used + 1 > limit:
        raise LimitExceeded(int(per_seconds - passed) + 1)
    name = _name(scope, key, per_seconds, _window(per_seconds))
    caches["default"].set(name, current + 1, timeout=2 * per_seconds)


def _used(scope: str, key: str, per_seconds: int) -> tuple[float, int, float]:
    """Return the uses within the sliding window, those of the running one, and its age."""
    window = _window(per_seconds)
    now_name, before_name = (
        _name(scope, key, per_seconds, number) for number in (window, window - 1)
    )
    counts = caches["default"].get_many([now_name, before_name])
    current = counts.get(now_name, 0)
    passed = time.time() - window * per_seconds
    weight = 1 - passed / per_seconds
    return current + counts.get(before_name, 0) * weight, current, passed


def _window(per_seconds: int) -> int:
    return int(time.time() // per_seconds)


def _name(scope: str, key: str, per_seconds: int, window: int) -> str:
    """Return the cache key: neither addresses nor mails are readable in the cache."""
    secret = f"{settings.SECRET_KEY}:{scope}:{key}"
    digest = hashlib.blake2b(secret.encode(), digest_size=16).hexdigest()
    return f"limit:{scope}:{per_seconds}:{window}:{digest}"


def client_ip(request: HttpRequest) -> str:
    """Return who asks: what our own proxies saw, IPv6 as its /64 network.

    X-Forwarded-For is read from the right, one step per trusted proxy; what stands left of
    that was written by the client and is worth nothing.
    """
    seen = [request.META.get("REMOTE_ADDR", "")]
    trusted = settings.TRUSTED_PROXIES
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if trusted and len(forwarded) >= trusted:
        seen.insert(0, forwarded[-trusted])
    for text in seen:
        network = _network(text.strip())
        if network:
            return network
    return "unknown"


def _network(text: str) -> str | None:
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, 64), strict=False))


def mail_key(email: str) -> str:
    """Return what counts as the same mailbox: without case, spaces and +tag."""
    local, _at, domain = name_key(email).replace(" ", "").rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"
