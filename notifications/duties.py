"""What waits for an administrator: addresses that take no mail."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.duties import Duty
from notifications.models import AddressTrouble

PERMISSION = "notifications.change_addresstrouble"


def duties_of(user: Any, at: datetime | None = None) -> list[Duty]:  # noqa: ARG001  (as all apps')
    """Return one line, however many addresses there are."""
    if not user.has_perm(PERMISSION):
        return []
    stopped = AddressTrouble.objects.stopped()
    found = stopped.aggregate(count=Count("pk"), oldest=Min("stopped_at"))
    if not found["count"]:
        return []
    title = ngettext(
        "%(count)d mailadresse tager ikke imod mails",
        "%(count)d mailadresser tager ikke imod mails",
        found["count"],
    )
    address = reverse("admin:notifications_addresstrouble_changelist")
    return [
        Duty(
            title=title % found,
            url=f"{address}?stopped_at__isempty=0",
            text=_("Vi sender ikke til dem mere. Se hvorfor, og prøv igen, når det er løst."),
            waits_since=found["oldest"],
        )
    ]
