"""What a conversation of the demo is made of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """One comment: who, what, how many days ago and at which hour; and what came after it."""

    by: str
    text: str
    days: int
    hour: int = 12
    asks: bool = False
    is_official: bool = False
    # By somebody elected, who replies with the role.
    is_of_elected: bool = False
    needs_no_answer: bool = False
    no_answer_note: str = ""
    supports: tuple[str, ...] = ()
    replies: tuple["Said", ...] = ()
    # What the summary calls it by.
    mark: str = ""
    # The new wording, a few minutes later.
    edited: str = ""
    is_deleted: bool = False
    # The reason, and what its author is told.
    hidden: tuple[str, str] | None = None
    # What the author says against it.
    objection: str = ""
    # The reason of somebody who asks us to look at it, and what they write.
    reported: tuple[str, str] | None = None
    # Another person's answer to the objection, which lets it be read again.
    restored: str = ""
    # The first comment of a new account that nobody has read yet.
    is_held: bool = False


@dataclass(frozen=True)
class DemoConversation:
    """What is said about one hearing, and how staff sum it up so many days ago."""

    hearing: str
    comments: tuple[Said, ...]
    summary: str
    summary_days: int
    # Why nobody can write any more.
    closed: str = ""
