"""Private links: of an invitation to a team, and of the question whether a promise was kept.

Signed, so that reading the database opens none. They travel by mail alone.
"""

from django.core.signing import BadSignature, Signer

from projects.models import PromiseAsk, TeamMember

_invitations = Signer(salt="projects.invitation", sep="~")
_asks = Signer(salt="projects.promise", sep="~")


def invitation_token(member: TeamMember) -> str:
    """Return the secret part of the link by which an invitation is taken."""
    return _invitations.sign(str(member.pk))


def invitation_of(token: str) -> TeamMember | None:
    """Return the invitation that a link opens, None for any other text."""
    key = _key(_invitations, token)
    rows = TeamMember.objects.select_related("project__department", "decided_by")
    return rows.filter(pk=key).first() if key else None


def ask_token(ask: PromiseAsk) -> str:
    """Return the secret part of the link by which a promise is judged."""
    return _asks.sign(str(ask.pk))


def ask_of(token: str) -> PromiseAsk | None:
    """Return the question that a link opens; None when it is answered, or for any other text."""
    key = _key(_asks, token)
    rows = PromiseAsk.objects.select_related("activity__project", "activity__event")
    return rows.filter(pk=key).first() if key else None


def is_ours(token: str) -> bool:
    """Whether the link once opened a question, which is answered or has lapsed since."""
    return _key(_asks, token) is not None


def _key(signer: Signer, token: str) -> int | None:
    try:
        return int(signer.unsign(token))
    except (BadSignature, ValueError):
        return None
