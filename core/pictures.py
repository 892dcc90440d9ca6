"""The picture that stands beside a link to a subject, as plain data; `portal` draws it."""

import hashlib
from dataclasses import astuple, dataclass

from django.urls import reverse

WIDTH, HEIGHT = 1200, 630
# The words of the addresses: /billede/hoering/53.png
WORDS = {
    "hearing": "hoering",
    "news": "nyhed",
    "plan": "plan",
    "page": "side",
    "right": "rettighed",
    "guide": "vejledning",
    "video": "film",
    "event": "arrangement",
    "body": "organ",
    "project": "projekt",
    "problem": "problem",
    "seminar": "seminar",
}


@dataclass(frozen=True)
class Picture:
    """What a picture says: the kind of subject, its title, one line below, and its way."""

    kind_label: str
    title: str
    line: str = ""
    way: str = ""

    @property
    def digest(self) -> str:
        """Return what tells this picture from every other."""
        said = "\x1f".join(astuple(self)).encode(errors="replace")
        return hashlib.blake2b(said, digest_size=16).hexdigest()


def picture_path(kind: str = "", number: int = 0) -> str:
    """Return the address of a subject's picture, or of the portal's own."""
    if not kind:
        return reverse("portal:site_picture")
    return reverse("portal:picture", args=[WORDS[kind], number])
