"""The order in which everybody takes locks: the body, then the seat."""

from __future__ import annotations

from councils.models import Body, Seat


def locked_body(pk: int) -> Body:
    """Lock a body and read it again."""
    return Body.objects.select_for_update(of=("self",)).get(pk=pk)


def locked_seat(pk: int) -> Seat:
    """Lock a seat, after its body, and read it again."""
    return Seat.objects.select_for_update(of=("self",)).select_related("group").get(pk=pk)
