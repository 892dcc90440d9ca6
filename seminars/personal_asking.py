"""The questions a person has asked and supported: told to them, and forgotten with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accounts.models import User


def personal_data_of(person: User) -> dict[str, Any]:  # noqa: ARG001
    return {}


def forget(person: User) -> None:  # noqa: ARG001
    return
