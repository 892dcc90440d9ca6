"""Private links: signed, so that reading the database does not open them.

The link to an answer is shown on the receipt page, so whoever typed the answer has it. The link
that proves an address travels by mail alone, and dies when the address is changed.
"""

import re

from django.core.signing import BadSignature, Signer

from hearings.models import Response

_SEPARATOR = "~"
_HEX = re.compile(r"[0-9a-f]{32}")
_signer = Signer(salt="hearings.response", sep=_SEPARATOR)


def token_for(response: Response) -> str:
    """Return the secret part of the private link."""
    return _signer.sign(response.public_id.hex)


def response_of(token: str) -> Response | None:
    """Return the answer that a private link opens, None for any other text."""
    try:
        public_id = _signer.unsign(token)
    except BadSignature:
        return None
    return _find(public_id)


def address_token_for(response: Response) -> str:
    """Return the secret part of the link that only the owner of the address gets."""
    return _address_signer(response).sign(response.public_id.hex)


def response_of_address(token: str) -> Response | None:
    """Return the answer whose address a link from a mail proves, None for any other text."""
    public_id = token.partition(_SEPARATOR)[0]
    response = _find(public_id) if _HEX.fullmatch(public_id) else None
    if response is None or not response.email:
        return None
    try:
        _address_signer(response).unsign(token)
    except BadSignature:
        return None
    return response


def _address_signer(response: Response) -> Signer:
    return Signer(salt=f"hearings.address.{response.email.casefold()}", sep=_SEPARATOR)


def _find(public_id: str) -> Response | None:
    return (
        Response.objects.select_related(
            "hearing",
            "hearing__department",
            "area",
            "person",
            "current_version",
            "published_version",
        )
        .filter(public_id=public_id)
        .first()
    )
