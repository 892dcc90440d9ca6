"""The private link to an answer: signed, so that reading the database does not open it."""

from django.core.signing import BadSignature, Signer

from hearings.models import Response

_signer = Signer(salt="hearings.response", sep="~")


def token_for(response: Response) -> str:
    """Return the secret part of the private link."""
    return _signer.sign(response.public_id.hex)


def response_of(token: str) -> Response | None:
    """Return the answer that a private link opens, None for any other text."""
    try:
        public_id = _signer.unsign(token)
    except BadSignature:
        return None
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
