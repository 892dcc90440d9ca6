from django.db.models import Count, F, Q

from hearings.models import Hearing, Response, ResponseFile

STATUS = Response.Status


def counts_of(hearing: Hearing) -> dict[str, int]:
    """Count a hearing's answers as the case worker asks: what waits, what is done, what is late."""
    counts: dict[str, int] = hearing.responses.aggregate(
        waiting=Count("pk", filter=Q(status=STATUS.RECEIVED)),
        approved=Count("pk", filter=Q(status=STATUS.APPROVED)),
        declined=Count("pk", filter=Q(status=STATUS.DECLINED)),
        late=Count("pk", filter=Q(received_at__gte=F("hearing__closes_at"))),
        total=Count("pk"),
    )
    held = ResponseFile.objects.filter(response__hearing=hearing, is_held=True, removed_at=None)
    return counts | {"held": held.count()}
