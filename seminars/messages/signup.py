"""What is told of signing up for a seminar and its sessions."""

from notifications.kinds import MessageKind

KINDS: tuple[MessageKind, ...] = ()
