"""What must be true of hearings and answers at every moment, also after a crash or a restore."""

from typing import Any

from django.db.models import Count, F, Q, QuerySet

from hearings.models import Change, Hearing, Response, WhitePaper


def violations() -> dict[str, QuerySet[Any, Any]]:
    """Return queries by what they find; each must find nothing."""
    answers = Response.objects.order_by()
    return {
        "a number of an answer is given twice": answers.values("hearing", "number")
        .annotate(times=Count("pk"))
        .filter(times__gt=1),
        "a hearing would give a number again": Hearing.objects.filter(
            responses__number__gt=F("last_response_number")
        ).distinct(),
        "an answer has no text": answers.counted().filter(current_version=None),
        "an answer shows the text of another": answers.filter(
            _belongs_to_another("current_version") | _belongs_to_another("published_version")
        ),
        "an answered hearing has no published white paper": Hearing.objects.exclude(
            white_paper_published_at=None
        ).exclude(white_papers__status=WhitePaper.Status.PUBLISHED),
        "a change has ended without a day or a note": Change.objects.exclude(
            status=Change.Status.PLANNED
        ).filter(Q(ended_on=None) | Q(note="")),
        "a change answers another hearing's answer": Change.objects.exclude(answer=None).exclude(
            answer__hearing=F("hearing")
        ),
    }


def _belongs_to_another(field: str) -> Q:
    return Q(**{f"{field}__isnull": False}) & ~Q(**{f"{field}__response": F("pk")})
