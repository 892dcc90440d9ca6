"""Private links of applicants and candidates: signed, so that reading the database opens none.

That to an application is shown on the receipt. That to a candidacy travels by mail alone: who
opens it owns the mailbox, and nobody stands because somebody else wrote their name.
"""

import uuid

from django.core.signing import BadSignature, Signer

from councils.models import Application, Candidate

_applications = Signer(salt="councils.application", sep="~")
_candidates = Signer(salt="councils.candidate", sep="~")


def application_token(application: Application) -> str:
    """Return the secret part of an applicant's link."""
    return _applications.sign(application.form_key.hex)


def application_of(token: str) -> Application | None:
    """Return the application that a link opens, None for any other text."""
    key = _key(_applications, token)
    rows = Application.objects.select_related("call__body__department", "area")
    return rows.filter(form_key=key, forgotten_at=None).first() if key else None


def candidate_token(candidate: Candidate) -> str:
    """Return the secret part of a candidate's link."""
    return _candidates.sign(candidate.form_key.hex)


def candidate_of(token: str) -> Candidate | None:
    """Return the candidacy that a link opens, None for any other text."""
    key = _key(_candidates, token)
    rows = Candidate.objects.select_related("election__body__department", "user")
    return rows.filter(form_key=key, forgotten_at=None).first() if key else None


def _key(signer: Signer, token: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(signer.unsign(token))
    except (BadSignature, ValueError):
        return None
