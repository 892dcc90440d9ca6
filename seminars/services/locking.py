"""The order in which everybody takes locks.

The seminar, then the events of its days by key, then those of its sessions by key, then the
session. Whoever needs some of these takes them in this order.
"""

from seminars.models import Seminar, Session


def locked_seminar(pk: int) -> Seminar:
    """Lock a seminar and read it anew."""
    rows = Seminar.objects.select_for_update(of=("self",)).select_related("department")
    return rows.get(pk=pk)


def locked_session(pk: int) -> Session:
    """Lock a session and read it anew, with its seminar and its event."""
    rows = Session.objects.select_for_update(of=("self",))
    return rows.select_related("seminar__department", "event").get(pk=pk)
