"""Killed workers, frozen brokers: no mail is lost, and nobody waits for the broker.

On one machine: SQLite, and files as broker. With PostgreSQL and Redis see tests/faults.
"""

import socket
import time
from collections import Counter

import pytest

from tests.notifications.process import CONCURRENCY, Portal, wait_for
from tests.notifications.sink import Sink

pytestmark = [pytest.mark.faults, pytest.mark.slow]

WRITE_MAILS = """
from notifications.models import Message
Message.objects.bulk_create([
    Message(kind="mail", lane="bulk", email=f"borger{{n}}@example.dk", subject="Nyt", text="Hej")
    for n in range({count})
])
print("true")
"""
STATES = """
import json
from collections import Counter
from notifications.models import Message
print(json.dumps(Counter(Message.objects.values_list("state", flat=True))))
"""
ASK_FOR_A_MAIL = """
from django.test import Client
print(Client().post("/konto/password/reset/", {"email": "asta@example.dk"}).status_code)
"""


@pytest.fixture
def sink():
    with Sink() as server:
        yield server


def test_a_killed_worker_loses_no_mail_and_doubles_at_most_what_it_held(sink, tmp_path):
    mails = 200
    sink.pause = 0.02
    smtp = f"smtp://127.0.0.1:{sink.port}"
    with Portal(tmp_path, SMTP_URL=smtp, MAIL_CLAIM_SECONDS="2") as portal:
        portal.run(WRITE_MAILS.format(count=mails))
        portal.start_worker()
        in_the_middle = wait_for(lambda: len(sink.mails) > mails // 3, seconds=60)
        portal.kill_worker()
        sent_before = len(sink.mails)
        portal.start_worker()
        all_arrived = wait_for(lambda: len(set(sink.message_ids)) == mails, seconds=90)
        wait_for(lambda: portal.run(STATES) == {"sent": mails}, seconds=30)
        states = portal.run(STATES)

    doubles = sum(count - 1 for count in Counter(sink.message_ids).values())
    assert in_the_middle
    assert sent_before < mails
    assert all_arrived
    assert states == {"sent": mails}
    assert doubles <= CONCURRENCY


def test_two_workers_and_two_beats_double_nothing(sink, tmp_path):
    sink.pause = 0.01
    with Portal(tmp_path, SMTP_URL=f"smtp://127.0.0.1:{sink.port}") as portal:
        portal.run(WRITE_MAILS.format(count=100))
        portal.start_worker()
        portal.start_worker("second")
        all_arrived = wait_for(lambda: len(set(sink.message_ids)) == 100, seconds=90)
        time.sleep(3)

    assert all_arrived
    assert len(sink.message_ids) == 100


def test_a_broker_that_accepts_and_never_answers_is_never_asked(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as broker:
        broker.settimeout(0.2)
        address = f"redis://127.0.0.1:{broker.getsockname()[1]}/0"
        with Portal(tmp_path, SMTP_URL="smtp://127.0.0.1:1", REDIS_URL=address) as portal:
            status = portal.run(ASK_FOR_A_MAIL)
            states = portal.run(STATES)

        with pytest.raises(TimeoutError):
            broker.accept()

    assert status == 302
    assert states == {"pending": 1}
