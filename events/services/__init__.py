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

__all__ = [
    "add_file",
    "cancel_event",
    "change_event",
    "create_event",
    "publish_event",
    "remove_file",
    "write_outcome",
]
