"""A worker killed while it makes a file: the next one makes it."""

import pytest

from tests.notifications.process import Portal, wait_for
from tests.notifications.sink import Sink

pytestmark = [pytest.mark.faults, pytest.mark.slow]

APPROVE = """
import json
from tests.hearings.factories import ResponseFactory
from tests.hearings.papers import approved_of, point_in, treated_hearing
hearing = treated_hearing()
others = [
    ResponseFactory(hearing=hearing, approved=True, text="Bevar poppelrækken. " * 200)
    for _time in range(150)
]
point_in(*others)
print(json.dumps(approved_of(hearing).files.count()))
"""
STATES = """
import json
from hearings.models import WhitePaperFile
rows = WhitePaperFile.objects.order_by("format")
print(json.dumps([[row.format, row.state, bool(row.file)] for row in rows]))
"""
# As if two minutes had passed in which nothing was heard of the worker that is dead.
LATER = """
import json
from datetime import timedelta
from django.db.models import F
from hearings.models import WhitePaperFile
late = F("claimed_at") - timedelta(minutes=3)
print(json.dumps(WhitePaperFile.objects.working().update(claimed_at=late)))
"""


def test_a_file_whose_worker_is_killed_is_made_after_the_restart(tmp_path):
    with (
        Sink() as sink,
        Portal(tmp_path, SMTP_URL=f"smtp://127.0.0.1:{sink.port}") as portal,
    ):
        portal.manage("load_reference_data")
        ordered = portal.run(APPROVE)
        portal.start_worker()
        begun = wait_for(lambda: "working" in str(portal.run(STATES)), seconds=60)
        portal.kill_worker()
        left = portal.run(STATES)
        held = portal.run(LATER)
        portal.start_worker()
        ended = wait_for(lambda: str(portal.run(STATES)).count("done") == 4, seconds=110)
        states = portal.run(STATES)

    assert (ordered, begun) == (4, True)
    assert (held, str(left).count("working")) == (1, 1)
    assert ended
    assert states == [[form, "done", True] for form in ("csv", "docx", "pdf", "xlsx")]
