"""Mails to 15,000 followers, by one worker as in production, to a mail server on this machine.

Runs in the environment that scripts/bench.py gives it. Says how fast they leave, how much memory
the worker takes, and how long somebody waits who asks for a new password in the middle.
"""

import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import django

from tests.notifications.sink import Sink

ROOT = Path(__file__).resolve().parent.parent
MAILS = int(os.environ.get("MAILS", "15000"))
# Seconds after which a new password must have left, whatever else does.
PROMISED = 60
LONGEST = 3600
PASSWORD_SUBJECT = "Ny adgangskode"


def main() -> int:
    with Sink() as sink:
        # Read when the settings are: this bench really sends.
        os.environ |= {"DEMO": "false", "SMTP_URL": f"smtp://127.0.0.1:{sink.port}"}
        django.setup()
        from scripts.bench_followers import prepared_mails  # noqa: PLC0415 (after the set-up)

        with prepared_mails(MAILS) as ask_for_a_password, worker() as process:
            return measure(sink, process, ask_for_a_password)


@contextmanager
def worker() -> Iterator[subprocess.Popen[bytes]]:
    command = [
        *(sys.executable, "-m", "celery", "--quiet", "-A", "albertslund", "worker", "--beat"),
        *("--pool", "threads", "--concurrency", "4", "--queues", "immediate,bulk"),
        *("--loglevel", "WARNING", "--without-gossip", "--without-mingle"),
    ]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=60)


def measure(
    sink: Sink, process: subprocess.Popen[bytes], ask_for_a_password: Callable[[str], None]
) -> int:
    wait_for(sink, 1)
    begun = time.monotonic()
    wait_for(sink, MAILS // 3)
    asked = time.monotonic()
    ask_for_a_password(PASSWORD_SUBJECT)
    waited = wait_for_password(sink, since=asked)
    wait_for(sink, MAILS + 1)
    seconds = time.monotonic() - begun
    ids = Counter(sink.message_ids)
    doubles = sum(ids.values()) - len(ids)
    lost = MAILS + 1 - len(ids)
    say(f"{MAILS} mails in {seconds:.0f} s: {len(sink.mails) / seconds:.0f} mails/s")
    say(f"{len(ids)} distinct, {doubles} duplicates, {lost} lost")
    say(f"a new password, asked for in the middle, left after {waited:.1f} s (promised {PROMISED})")
    say(f"the worker took at most {peak_memory(process.pid)} MB")
    return int(bool(doubles or lost or waited > PROMISED))


def wait_for(sink: Sink, count: int) -> None:
    ends_at = time.monotonic() + LONGEST
    while len(sink.mails) < count and time.monotonic() < ends_at:
        time.sleep(0.05)


def wait_for_password(sink: Sink, *, since: float) -> float:
    """Return after how many seconds it came; mails that came before are not looked at again."""
    seen = 0
    while time.monotonic() < since + LONGEST:
        new = sink.mails[seen:]
        if any(str(mail["Subject"]) == PASSWORD_SUBJECT for mail in new):
            break
        seen += len(new)
        time.sleep(0.05)
    return time.monotonic() - since


def peak_memory(pid: int) -> int:
    """Return the most memory that a process has taken, in MB (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) // 1024 if found else 0


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
