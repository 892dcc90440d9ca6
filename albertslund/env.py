"""Readers of the environment. A missing or misspelt value stops the start with a sentence."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

_TRUE = {"true", "yes", "on", "1"}
_FALSE = {"false", "no", "off", "0"}


def env(name: str, default: str | None = None) -> str:
    """Return the text of a variable; without a default it must be set."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set. See .env.example for what it means.")
    return value.strip()


def env_bool(name: str, default: bool) -> bool:
    value = env(name, "").lower()
    if not value:
        return default
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}: write 'true' or 'false'.")


def env_int(name: str, default: int) -> int:
    value = env(name, "")
    if not value:
        return default
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {value!r}: write a whole number.") from None


def env_secret(name: str, default: str | None = None) -> str:
    """Return a secret from NAME, or from the file that NAME_FILE points at."""
    path = os.environ.get(f"{name}_FILE")
    if not path:
        return env(name, default)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE cannot be read: {error}.") from None


def env_list(name: str, default: str = "") -> list[str]:
    """Return the comma-separated parts of a variable, without empty ones."""
    return [part.strip() for part in env(name, default).split(",") if part.strip()]
