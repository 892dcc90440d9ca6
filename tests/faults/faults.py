"""The faults themselves (RELIABILITY F1-F4, F11, F13; P59, P61, P62), each with what must hold.

Mail cannot be sent exactly once: a server may take a mail and die before it says so. Promised is
at least once, with one Message-ID, and at most as many doubles as mails were in the air.
"""

import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.load import Load, Visitors
from tests.faults.world import Count, World
from tests.notifications.process import CONCURRENCY, wait_for


@dataclass(frozen=True)
class Size:
    """How much, and for how long: short for CI, long by hand."""

    mails: int
    # How long the broker or the mail server is away.
    seconds: float
    # How often a child of the pool is killed, or a line cut.
    kills: int
    # How long we wait until all is repaired.
    repair: float


SHORT = Size(mails=120, seconds=4, kills=2, repair=60)
LONG = Size(mails=1000, seconds=60, kills=10, repair=900)


@dataclass
class Outcome:
    """What a fault did: how many mails came, how many may have come twice, what was broken."""

    count: Count
    may_double: int
    broken: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def require(self, holds: bool, promise: str) -> None:
        if not holds:
            self.broken.append(promise)

    def close(self, world: World) -> "Outcome":
        """Compare with what is promised of every fault."""
        self.require(self.count.lost == 0, "no mail is lost")
        self.require(
            self.count.duplicates <= self.may_double, f"at most {self.may_double} come twice"
        )
        self.require(set(world.states()) == {"sent"}, "every row is marked sent")
        return self


def killed_worker(world: World, size: Size) -> Outcome:
    """F1, P61: kill -9 of the worker and its beat in the middle of a thousand mails."""
    world.sink.pause = 0.02
    world.write_mails(size.mails)
    world.portal.start_worker()
    is_amidst = world.wait_for_mails(size.mails // 4)
    world.portal.kill("worker")
    before = len(world.sink.mails)
    world.portal.start_worker()
    world.wait_until_sent(seconds=size.repair)
    world.portal.kill("worker")
    outcome = Outcome(world.count(size.mails), may_double=CONCURRENCY)
    outcome.require(is_amidst and before < size.mails, "it was killed in the middle")
    outcome.notes.append(f"killed after {before} mails")
    return outcome.close(world)


def killed_children(world: World, size: Size) -> Outcome:
    """F2: the kernel takes a child of the pool, again and again."""
    world.sink.pause = 0.05
    world.write_mails(size.mails)
    world.portal.spawn(
        "pool",
        *("celery", "--quiet", "-A", "albertslund", "worker", "--hostname", "pool"),
        *("--pool", "prefork", "--concurrency", "2", "--queues", "immediate,bulk"),
        *("--loglevel", "WARNING", "--without-gossip", "--without-mingle"),
    )
    schedule = str(world.portal.folder / "beat.schedule")
    world.portal.spawn(
        "beat", "celery", "--quiet", "-A", "albertslund", "beat", "--schedule", schedule
    )
    world.wait_for_mails(size.mails // 10)
    for _ in range(size.kills):
        _kill_a_child(world)
        time.sleep(size.seconds / size.kills)
    amidst = len(world.sink.mails)
    world.wait_until_sent(seconds=size.repair)
    said = world.portal.log.read_text(errors="replace")
    for name in ("pool", "beat"):
        world.portal.kill(name)
    outcome = Outcome(world.count(size.mails), may_double=size.kills)
    outcome.require("WorkerLostError" in said, "the log says that a child was lost")
    outcome.notes.append(f"{size.kills} children killed, the last one before mail {amidst}")
    return outcome.close(world)


def _kill_a_child(world: World) -> None:
    pid = int(world.portal.pid_file("pool").read_text())
    children = Path(f"/proc/{pid}/task/{pid}/children")
    wait_for(lambda: bool(children.read_text().split()), seconds=20)
    victim = random.choice(children.read_text().split())
    os.kill(int(victim), signal.SIGKILL)


def forgotten_broker(world: World, size: Size) -> Outcome:
    """F3, P59: Redis dies with nothing on its disk, and comes back empty."""
    world.portal.start_worker()
    world.write_mails(1, subject="Før")
    world.wait_for_mails(1)
    world.redis.kill()
    world.write_mails(size.mails)
    time.sleep(size.seconds)
    away = len(world.sink.mails)
    world.redis.start()
    world.wait_until_sent(seconds=size.repair)
    world.portal.kill("worker")
    outcome = Outcome(world.count(size.mails + 1), may_double=0)
    outcome.notes.append(f"{away - 1} mails left while it was away, the rest afterwards")
    return outcome.close(world)


def frozen_broker(world: World, size: Size) -> Outcome:
    """F4, P59: Redis takes connections and never answers."""
    world.portal.start_worker()
    world.write_mails(1, subject="Før")
    world.wait_for_mails(1)
    world.redis.freeze()
    world.write_mails(size.mails)
    time.sleep(size.seconds)
    world.redis.thaw()
    world.wait_until_sent(seconds=size.repair)
    world.portal.kill("worker")
    return Outcome(world.count(size.mails + 1), may_double=0).close(world)


def bad_mail_server(world: World, size: Size) -> Outcome:
    """F11, P62: the mail server hangs, then says "later", then cuts every tenth line after DATA.

    What somebody waits for is not behind the many.
    """
    world.write_mails(size.mails)
    world.portal.start_worker()
    for mode in ("hang", "451"):
        world.sink.behave(mode)
        time.sleep(size.seconds)
    world.sink.behave("cut", every=10)
    world.write_mails(1, lane="immediate", subject="Ny adgangskode")
    enough = min(size.kills, size.mails // 20)
    world.wait_until(lambda: world.sink.cuts >= enough, seconds=size.repair)
    world.sink.behave("accept")
    world.wait_until_sent(seconds=size.repair)
    world.portal.kill("worker")
    subjects = [str(mail["Subject"]) for mail in world.sink.mails]
    outcome = Outcome(world.count(size.mails + 1), may_double=world.sink.cuts)
    outcome.require(world.sink.cuts >= enough, "lines were cut")
    behind = len(subjects) - subjects.index("Ny adgangskode") - 1
    outcome.require(behind > 0, "a new password does not wait for the many")
    outcome.notes.append(f"{world.sink.cuts} lines cut, {behind} mails behind the password's")
    return outcome.close(world)


def two_of_everything(world: World, size: Size) -> Outcome:
    """F13: somebody has started a second worker and a second beat."""
    world.sink.pause = 0.01
    world.write_mails(size.mails)
    world.portal.start_worker()
    world.portal.start_worker("second")
    world.wait_until_sent(seconds=size.repair)
    time.sleep(2)
    for name in ("worker", "second"):
        world.portal.kill(name)
    return Outcome(world.count(size.mails), may_double=0).close(world)


Fault = Callable[[World, Size], Outcome]
FAULTS: dict[str, Fault] = {
    "F1": killed_worker,
    "F2": killed_children,
    "F3": forgotten_broker,
    "F4": frozen_broker,
    "F11": bad_mail_server,
    "F13": two_of_everything,
}


def under_load(world: World, visitors: Visitors, fault: Fault, size: Size) -> Outcome:
    """Let a fault happen while people read and write: they notice nothing."""
    world.begin_anew()
    world.ask("DELETE FROM comments_commentdraft")
    first = max(world.comments(), default=0) + 1
    with Load(visitors, first) as load:
        outcome = fault(world, size)
    kept = [number for number in world.comments() if number >= first]
    outcome.require(load.reads.statuses == {200}, f"every page is read: {load.reads.statuses}")
    outcome.require(load.writes.statuses == {302}, f"every comment: {load.writes.statuses}")
    outcome.require(kept == load.answered, "every answered comment is kept once")
    outcome.notes.append(
        f"{len(load.reads.seen)} pages read (slowest {load.reads.slowest:.2f} s), "
        f"{len(load.answered)} comments written (slowest {load.writes.slowest:.2f} s)"
    )
    return outcome
