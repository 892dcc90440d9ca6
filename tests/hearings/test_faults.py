"""A frozen broker: an answer is received all the same, and its receipt leaves afterwards."""

import os
import shutil
import signal
import subprocess
import time

import pytest

from tests.notifications.process import Portal, free_port, wait_for
from tests.notifications.sink import Sink

pytestmark = [pytest.mark.faults, pytest.mark.slow]

ANSWER_A_HEARING = """
import json, re, time
from django.test import Client
from hearings.models import Hearing, Response
from tests.hearings.factories import HearingFactory
from tests.hearings.forms import filled_in
hearing, client = Hearing.objects.first() or HearingFactory(), Client()
page = client.get(f"{hearing.get_absolute_url()}skriv/").content.decode()
stamp = re.search(r'name="stamp" value="([^"]+)"', page)[1]
time.sleep(3)  # nobody writes an answer faster than that
check = client.post(f"{hearing.get_absolute_url()}skriv/", filled_in(stamp))
receipt = client.post(check.headers["Location"].replace("tjek", "send"))
print(json.dumps([receipt.status_code, Response.objects.count()]))
"""


@pytest.mark.skipif(not shutil.which("redis-server"), reason="no redis-server on this machine")
def test_with_the_broker_frozen_an_answer_is_received_and_receipted_when_it_is_back(tmp_path):
    port = free_port()
    redis = subprocess.Popen(
        ["redis-server", "--port", str(port), "--save", "", "--dir", str(tmp_path)],
        stdout=subprocess.DEVNULL,
    )
    try:
        with (
            Sink() as sink,
            Portal(
                tmp_path,
                SMTP_URL=f"smtp://127.0.0.1:{sink.port}",
                REDIS_URL=f"redis://127.0.0.1:{port}/0",
            ) as portal,
        ):
            portal.manage("collectstatic", "--noinput", "--verbosity", "0")
            portal.start_worker()
            portal.run(ANSWER_A_HEARING)
            works = wait_for(lambda: len(sink.mails) == 1, seconds=60)
            os.kill(redis.pid, signal.SIGSTOP)
            time.sleep(8)
            status, received = portal.run(ANSWER_A_HEARING)
            sent_while_frozen = len(sink.mails)
            os.kill(redis.pid, signal.SIGCONT)
            left = wait_for(lambda: len(sink.mails) == 2, seconds=110)
    finally:
        redis.kill()
        redis.wait()

    assert works
    assert (status, received, sent_while_frozen) == (302, 2, 1)
    assert left
