"""The private link by which a seminar is evaluated: signed, and it travels by mail alone."""

from django.core.signing import BadSignature, Signer

from seminars.models import EvaluationAsk

_asks = Signer(salt="seminars.evaluation", sep="~")


def ask_token(ask: EvaluationAsk) -> str:
    return _asks.sign(str(ask.pk))


def ask_of(token: str) -> EvaluationAsk | None:
    """Return the question that a link opens; None when it is answered, or for any other text."""
    key = _key(token)
    rows = EvaluationAsk.objects.select_related("seminar__department")
    return rows.filter(pk=key).first() if key else None


def is_ours(token: str) -> bool:
    """Whether the link once opened a question, which is answered or has lapsed since."""
    return _key(token) is not None


def _key(token: str) -> int | None:
    try:
        return int(_asks.unsign(token))
    except (BadSignature, ValueError):
        return None
