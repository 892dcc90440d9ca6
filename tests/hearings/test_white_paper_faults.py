"""A worker killed while it makes a file, or tells people: the next one goes on where it was."""

from collections import Counter

import pytest

from tests.notifications.process import CONCURRENCY, Portal, wait_for
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
# Looks often: starting a process for each look takes longer than making a file.
BEGUN = """
import json
import time
from hearings.models import WhitePaperFile
ends_at = time.monotonic() + 90
files = WhitePaperFile.objects.working().filter(format="pdf")
while not (begun := files.exists()) and time.monotonic() < ends_at:
    time.sleep(0.05)
print(json.dumps(begun))
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
PEOPLE = 80
PUBLISH = f"""
import json
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.hearings.factories import ResponseFactory
from tests.hearings.papers import published_of, treated_hearing
from tests.hearings.treating import also_in, point_in
hearing, worker = treated_hearing(), UserFactory()
hearing.responses.update(email="")
for number in range({PEOPLE}):
    first = ResponseFactory(hearing=hearing, approved=True, email=f"borger{{number}}@example.dk")
    again = ResponseFactory(hearing=hearing, approved=True, email=first.email.upper())
    point = point_in(first, title=f"Pointe nr. {{number}}.", theme=hearing.themes.get(), by=worker)
    also_in(point, again, by=worker)
published_of(hearing)
print(json.dumps(Message.objects.count()))
"""
PUBLISH_AGAIN = """
import json
from django.utils import timezone
from core.transitions import TransitionNotAllowed
from hearings.models import WhitePaper
from hearings.services import white_papers
from notifications.models import Message
paper = WhitePaper.objects.get()
try:
    white_papers.publish(paper, by=paper.approver, at=timezone.now())
    taken = True
except TransitionNotAllowed:
    taken = False
states = list(Message.objects.values_list("state", flat=True))
print(json.dumps([taken, WhitePaper.objects.count(), len(states), sorted(set(states))]))
"""


def test_a_file_whose_worker_is_killed_is_made_after_the_restart(tmp_path):
    with (
        Sink() as sink,
        Portal(tmp_path, SMTP_URL=f"smtp://127.0.0.1:{sink.port}") as portal,
    ):
        portal.manage("load_reference_data")
        ordered = portal.run(APPROVE)
        portal.start_worker()
        begun = portal.run(BEGUN)
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


def test_after_a_worker_is_killed_in_the_middle_everyone_is_told_of_the_white_paper_once(tmp_path):
    with Sink() as sink:
        sink.pause = 0.02
        smtp = f"smtp://127.0.0.1:{sink.port}"
        with Portal(tmp_path, SMTP_URL=smtp, MAIL_CLAIM_SECONDS="2") as portal:
            portal.manage("load_reference_data")
            written = portal.run(PUBLISH)
            portal.start_worker()
            in_the_middle = wait_for(lambda: len(sink.mails) > PEOPLE // 3, seconds=60)
            portal.kill_worker()
            sent_before = len(sink.mails)
            portal.start_worker()
            ended = wait_for(lambda: len(set(sink.message_ids)) == PEOPLE, seconds=110)
            wait_for(lambda: portal.run(PUBLISH_AGAIN)[3] == ["sent"], seconds=60)
            again = portal.run(PUBLISH_AGAIN)

    # A mail that the server took in the instant of the kill may be sent again, under its own
    # Message-ID: a mailbox shows it once.
    by_mail = dict(zip(sink.message_ids, map(tuple, sink.recipients), strict=True))
    told = {
        recipients[0]: mail.get_body(("plain",)).get_content()
        for mail, recipients in zip(sink.mails, sink.recipients, strict=True)
    }
    assert (written, in_the_middle, ended) == (PEOPLE, True, True)
    assert sent_before < PEOPLE
    assert len(by_mail) == len(set(by_mail.values())) == PEOPLE
    assert sum(count - 1 for count in Counter(sink.message_ids).values()) <= CONCURRENCY
    assert {
        number: told[f"borger{number}@example.dk"].count(f"Pointe nr. {number}.")
        for number in range(PEOPLE)
    } == dict.fromkeys(range(PEOPLE), 2)
    assert again == [False, 1, PEOPLE, ["sent"]]
