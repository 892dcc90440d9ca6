"""What happens with events, over several tables; each step writes its line of history."""

from events.services.events import (
    add_file,
    cancel_event,
    change_event,
    create_event,
    publish_event,
    remove_file,
    write_outcome,
)
from events.services.leaving import cancel_parts, cancel_registration, change_registration
from events.services.places import accept_offer, change_capacity, lapse_offers, offer_seats
from events.services.registering import register, seats_left
from events.services.telling import tell_of_cancellation, tell_of_move

__all__ = [
    "accept_offer",
    "add_file",
    "cancel_event",
    "cancel_parts",
    "cancel_registration",
    "change_capacity",
    "change_event",
    "change_registration",
    "create_event",
    "lapse_offers",
    "offer_seats",
    "publish_event",
    "register",
    "remove_file",
    "seats_left",
    "tell_of_cancellation",
    "tell_of_move",
    "write_outcome",
]
