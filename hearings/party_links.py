"""The private link of a party outside: signed, and dead when its address changes."""

from django.core.signing import BadSignature, Signer

from hearings.models import ConsultedParty

_SEPARATOR = "~"


def party_token_for(party: ConsultedParty) -> str:
    """Return the secret part of the link that only the owner of the address gets."""
    return _signer(party).sign(str(party.pk))


def party_of(token: str) -> ConsultedParty | None:
    """Return the party that a private link opens, None for any other text."""
    key = token.partition(_SEPARATOR)[0]
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    rows = ConsultedParty.objects.select_related("hearing__department", "statement")
    party = rows.filter(pk=int(key), body=None).first()
    if party is None:
        return None
    try:
        _signer(party).unsign(token)
    except BadSignature:
        return None
    return party


def _signer(party: ConsultedParty) -> Signer:
    return Signer(salt=f"hearings.party.{party.email.casefold()}", sep=_SEPARATOR)
