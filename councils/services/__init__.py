"""What happens with bodies and their seats, over several tables."""

from councils.services.bodies import (
    change_body,
    create_body,
    end_body,
    let_comment,
    publish_body,
    set_term,
)
from councils.services.chairs import set_fixed_chair, set_rotation
from councils.services.seating import (
    add_substitute,
    correct_membership,
    end_membership,
    seat_member,
    set_seats,
)
from councils.services.substituting import call_in, release

__all__ = [
    "add_substitute",
    "call_in",
    "change_body",
    "correct_membership",
    "create_body",
    "end_body",
    "end_membership",
    "let_comment",
    "publish_body",
    "release",
    "seat_member",
    "set_fixed_chair",
    "set_rotation",
    "set_seats",
    "set_term",
]
