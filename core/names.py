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
# These are refused as the whole name only.
RESERVED_NAMES = ("Anonym bruger", "Slettet bruger", "Slettet konto", "Deleted user")


def is_reserved(name: str) -> bool:
    """Tell whether a name, or a word in it, looks like one that is reserved."""
    words = {skeleton(word) for word in name_key(name).replace("-", " ").replace(".", " ").split()}
    if words & {skeleton(word) for word in RESERVED_WORDS}:
        return True
    of_the_city = (settings.CITY_NAME, settings.AUTHORITY_NAME, settings.SITE_NAME)
    whole = {skeleton(reserved) for reserved in (*RESERVED_WORDS, *RESERVED_NAMES, *of_the_city)}
    return skeleton(name) in whole
