"""Mail addresses: exactly one person per row."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email


class InvalidRecipient(ValueError):
    """Not one plain mail address: a list, a display name, or a header in disguise."""


def one_address(text: str) -> str:
    """Return the address, or refuse what is not exactly one."""
    address = text.strip()
    try:
        validate_email(address)
    except ValidationError:
        raise InvalidRecipient("A message goes to exactly one plain mail address.") from None
    # Quoted local parts may carry commas and spaces, which a mail program reads as a list.
    if any(sign in address for sign in ',;:<>"\\ '):
        raise InvalidRecipient("A message goes to exactly one plain mail address.")
    return address
