"""What is told of a seminar's programme: that it is public, what was moved, what staff write."""

from notifications.kinds import MessageKind

KINDS: tuple[MessageKind, ...] = ()
