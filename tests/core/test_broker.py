"""Wake-ups in files: none is read half, none kills a worker, none is lost between processes."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from queue import Empty

import pytest
from django.conf import settings
from kombu import Connection

from core.broker import Channel, Transport
from tests.test_settings import start as start_portal

MESSAGES = 1000
# Large enough that kombu's own transport, which has no second name, is read half in this test.
WRITER = """
channel.control_folder.mkdir(exist_ok=True)
for number in range(first, last):
    if number % 10 == 0:
        channel._queue_bind("immediate", str(number), "", "immediate")
    channel._put("immediate", {"number": number, "filling": "x" * 50_000})
"""
READER = """
read = []
while not read or read[-1] != -1:
    try:
        read.append(channel._get("immediate")["number"])
    except Empty:
        pass
print(json.dumps(read))
"""
PROGRAM = """
import json, sys
from queue import Empty
from kombu import Connection
options, first, last = json.loads(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
channel = Connection(
    "filesystem://localhost", transport="core.broker.Transport", transport_options=options
).channel()
"""


@pytest.fixture
def options(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "queue").mkdir()
    return {
        "data_folder_in": str(tmp_path / "queue"),
        "data_folder_out": str(tmp_path / "queue"),
        "control_folder": str(tmp_path / "control"),
    }


@pytest.fixture
def channel(options: dict[str, str]) -> Iterator[Channel]:
    with Connection(
        "filesystem://localhost", transport=Transport, transport_options=options
    ) as connection:
        yield connection.channel()


def start(work: str, options: dict[str, str], first: int = 0, last: int = 0):
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM + work, json.dumps(options), str(first), str(last)],
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_the_portal_uses_it_on_one_machine_and_redis_on_many(tmp_path):
    kinds = "from albertslund.celery import app; print(type(app.connection().transport))"

    one = start_portal(tmp_path, "-c", kinds, REDIS_URL=None)
    many = start_portal(tmp_path, "-c", kinds)

    assert one.stdout == "<class 'core.broker.Transport'>\n"
    assert many.stdout == "<class 'core.redis_broker.Transport'>\n"


@pytest.mark.parametrize("content", [b"", b'{"body": "aGVq', b"\xff\xfe\x00"])
def test_half_a_message_is_left_out_and_the_next_one_read(channel, options, caplog, content):
    folder = Path(options["data_folder_in"])
    (folder / "0000_half.immediate.msg").write_bytes(content)
    channel._put("immediate", {"number": 7})

    assert channel._get("immediate") == {"number": 7}
    assert caplog.messages == ["A wake-up for immediate was no whole message and was left out"]
    assert list(folder.iterdir()) == []


def test_half_a_message_alone_is_no_message(channel, options):
    (Path(options["data_folder_in"]) / "0000_half.immediate.msg").write_text('{"bo')

    with pytest.raises(Empty):
        channel._get("immediate")


def test_what_is_being_written_is_seen_by_nobody(channel, options, monkeypatch):
    seen: list[object] = []

    def look(path: Path, _target: Path) -> None:
        seen.append((path.read_text(), channel._size("immediate")))

    monkeypatch.setattr(Path, "replace", look)
    channel._put("immediate", {"number": 7})

    assert seen == [('{"number": 7}', 0)]
    with pytest.raises(Empty):
        channel._get("immediate")


def test_messages_are_read_in_order_each_from_its_own_queue(channel):
    for number in range(3):
        channel._put("immediate", number)
        channel._put("bulk", -number)

    assert [channel._get("immediate") for _ in range(3)] == [0, 1, 2]
    assert channel._size("bulk") == channel._purge("bulk") == 3


def test_an_exchange_of_which_half_was_written_is_written_anew(channel):
    channel.control_folder.mkdir()
    file = channel._exchange_file("immediate")
    file.write_text("")

    before = channel.get_table("immediate")
    channel._queue_bind("immediate", "immediate", "", "immediate")
    channel._queue_bind("immediate", "immediate", "", "immediate")

    assert before == []
    assert [tuple(row) for row in channel.get_table("immediate")] == [
        ("immediate", "", "immediate")
    ]


def test_a_queue_that_is_deleted_is_bound_no_more(channel):
    channel._queue_bind("news", "a", "", "first")
    channel._queue_bind("news", "b", "", "second")

    channel._delete("first", "news", "a", "")

    assert [row.queue for row in channel.get_table("news")] == ["second"]


def test_two_processes_write_and_one_reads_every_message_once(options, channel):
    halves = [(0, MESSAGES // 2), (MESSAGES // 2, MESSAGES)]
    reader = start(READER, options)
    writers = [start(WRITER, options, *half) for half in halves]

    said = [writer.communicate(timeout=120)[0] for writer in writers]
    channel._put("immediate", {"number": -1})
    read = json.loads(reader.communicate(timeout=120)[0])

    assert said == ["", ""]
    assert [process.returncode for process in (*writers, reader)] == [0, 0, 0]
    assert sorted(read) == list(range(-1, MESSAGES))
    bound = [int(row.routing_key) for row in channel.get_table("immediate")]
    assert sorted(bound) == list(range(0, MESSAGES, 10))
