"""The workplace of who arranges: the event, its steps, who comes, and what came of it."""

from events.admin.event import EventAdmin

__all__ = ["EventAdmin"]
