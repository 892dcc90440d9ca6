"""The cache for pieces of pages: losing it costs time, never an answer."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


def _or_miss(name: str, miss: Callable[[], Any]) -> Callable[..., Any]:
    """Return RedisCache's method of this name; when Redis is away, it finds and keeps nothing."""
    ask = getattr(RedisCache, name)

    def method(self: RedisCache, *arguments: Any, **options: Any) -> Any:
        try:
            return ask(self, *arguments, **options)
        except (RedisError, OSError) as error:
            logger.warning("The cache for pages does not answer (%s).", type(error).__name__)
            return miss()

    return method


class PageCache(RedisCache):
    """Redis, but an error is a miss."""

    set = _or_miss("set", lambda: None)
    add = _or_miss("add", bool)
    touch = _or_miss("touch", bool)
    delete = _or_miss("delete", bool)
    has_key = _or_miss("has_key", bool)
    get_many = _or_miss("get_many", dict)
    set_many = _or_miss("set_many", list)
    delete_many = _or_miss("delete_many", lambda: None)
    clear = _or_miss("clear", bool)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        try:
            return super().get(key, default, version)
        except (RedisError, OSError) as error:
            logger.warning("The cache for pages does not answer (%s).", type(error).__name__)
            return default
