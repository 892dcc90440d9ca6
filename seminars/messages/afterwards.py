"""What is told after a seminar: evaluation, report, conclusions."""

from notifications.kinds import MessageKind

KINDS: tuple[MessageKind, ...] = ()
