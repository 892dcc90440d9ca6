"""Text that people wrote, inside a mail: it stays text, whatever it looks like."""

import re

from django import template
from django.conf import settings

register = template.Library()

# Mail programs make links of what looks like one. A zero-width non-joiner stops them, unseen.
_BREAK = "\u200c"
# Nothing that ends in a number is a link: 23.59 and 1.000 stay as they are, to be copied and found.
_LINKS = re.compile(r"(?<=\w)@(?=\w)|(?<=\w)\.(?=[^\W\d])|(?<=[^\W\d])\.(?=\d)|:(?=//)|//")


@register.filter
def plain(text: object) -> str:
    """Keep mail programs from turning `evil.dk/login` in somebody's text into a link."""
    return _LINKS.sub(lambda match: f"{match[0]}{_BREAK}", str(text))


@register.filter
def whole_url(path: str) -> str:
    """Return a path of this portal as an address that works in a mail and on paper."""
    return settings.SITE_URL + path
