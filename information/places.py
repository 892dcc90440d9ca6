"""Which of our own pages an address in a text leads to: a picture or file, a film."""

from functools import lru_cache

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation

from core.html import own_path

ATTACHMENT, FILM = "attachment", "video"


def place_of(address: str) -> tuple[str, int]:
    """Return the name of the page and its number; ("", 0) for everything else."""
    path = own_path(address)
    return _named(path) if path else ("", 0)


@lru_cache(maxsize=2048)
def _named(path: str) -> tuple[str, int]:
    language = translation.get_language_from_path(path)
    plain = path.partition("#")[0].partition("?")[0].removeprefix(f"/{language}")
    try:
        with translation.override(settings.LANGUAGE_CODE):
            match = resolve(plain)
    except Resolver404:
        return "", 0
    if match.namespace != "information" or match.url_name not in (ATTACHMENT, FILM):
        return "", 0
    return match.url_name, match.kwargs["number"]
