"""Names that nobody may take, because they would speak for the municipality or the portal."""

from django.conf import settings

from core.text import name_key, skeleton

# A name with one of these words in it is refused.
RESERVED_WORDS = (
    "admin",
    "administration",
    "administrationen",
    "administrator",
    "borgerservice",
    "borgmester",
    "borgmesteren",
    "byråd",
    "byrådet",
    "direktion",
    "direktør",
    "facilitator",
    "forvaltning",
    "forvaltningen",
    "kommune",
    "kommunal",
    "kommunaldirektør",
    "kommunalbestyrelse",
    "kommunalbestyrelsen",
    "kommunen",
    "moderator",
    "myndighed",
    "postmaster",
    "redaktion",
    "redaktionen",
    "redaktør",
    "root",
    "rådhus",
    "rådhuset",
    "sagsbehandler",
    "sagsbehandleren",
    "support",
    "superbruger",
    "system",
    "viceborgmester",
    "webmaster",
)
# With a number it is the pseudonym of somebody who is protected: “Borger 3”.
PSEUDONYMS = ("borger", "citizen")
# These are refused as the whole name only.
RESERVED_NAMES = (
    "Borger",
    "Citizen",
    "Anonym bruger",
    "Slettet bruger",
    "Slettet konto",
    "Deleted user",
)
_BEFORE_A_NUMBER = ("nummer", "nr", "no")
_BETWEEN = " .#-"


def is_reserved(name: str) -> bool:
    """Tell whether a name, or a word in it, looks like one that is reserved."""
    words = {skeleton(word) for word in name_key(name).replace("-", " ").replace(".", " ").split()}
    if words & {skeleton(word) for word in RESERVED_WORDS} or _is_numbered(name):
        return True
    of_the_city = (settings.CITY_NAME, settings.AUTHORITY_NAME, settings.SITE_NAME)
    whole = {skeleton(reserved) for reserved in (*RESERVED_WORDS, *RESERVED_NAMES, *of_the_city)}
    return skeleton(name) in whole


def _is_numbered(name: str) -> bool:
    """Tell whether a name looks like the pseudonym of a protected person, which has a number."""
    key = name_key(name)
    front = key.rstrip("0123456789")
    if front == key:
        return False
    front = front.rstrip(_BETWEEN)
    for word in _BEFORE_A_NUMBER:
        front = front.removesuffix(f" {word}").rstrip(_BETWEEN)
    return skeleton(front) in {skeleton(word) for word in PSEUDONYMS}
