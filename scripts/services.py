"""A private PostgreSQL and Redis for the tests, on ports and in folders of their own.

    python3 scripts/services.py start           start both, print their addresses
    python3 scripts/services.py stop            stop both and remove what they wrote
    python3 scripts/services.py run -- COMMAND  run a command with their addresses set

Standard library only. Nothing that the machine itself runs is touched.
"""

import hashlib
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
STATE = Path(os.environ.get("VAR_DIR") or ROOT / "var") / "services.json"
# Nobody misses this database after a power cut; a crash of the process it still survives.
POSTGRES_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "300",
    "listen_addresses": "127.0.0.1",
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def find_program(name: str) -> str:
    """Return a program's path; Debian keeps PostgreSQL's off the path, one folder per version."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    found = shutil.which(name) or (str(debian[0]) if debian else None)
    if not found:
        raise SystemExit(f"{name} is not installed (Debian: apt install postgresql redis-server).")
    return found


def unprivileged() -> list[str]:
    """Return what to put before a command so that PostgreSQL does not run as root."""
    if os.geteuid() != 0:
        return []
    names = {entry.pw_name for entry in pwd.getpwall()}
    return ["runuser", "-u", "postgres" if "postgres" in names else "nobody", "--"]


def call(*command: str, **options: object) -> None:
    done = subprocess.run(command, check=False, capture_output=True, text=True, **options)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")


def services_folder() -> Path:
    """Make a folder that both we and the database's user reach, whoever we are."""
    name = hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
    folder = Path(tempfile.mkdtemp(prefix=f"services-{name}-"))
    folder.chmod(0o755)
    (folder / "redis").mkdir()
    postgres = folder / "postgres"
    postgres.mkdir()
    if prefix := unprivileged():
        shutil.chown(postgres, prefix[2])
    return folder


def start_postgres(folder: Path) -> str:
    port, home = free_port(), folder / "postgres"
    data = home / "data"
    call(
        *unprivileged(), find_program("initdb"), "--pgdata", str(data), "--username", "portal",
        "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync",
        cwd=home,
    )  # fmt: skip
    settings = {**POSTGRES_SETTINGS, "port": port, "unix_socket_directories": home}
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    call(
        *unprivileged(), find_program("pg_ctl"), "start", "--wait", "--pgdata", str(data),
        "--log", str(home / "log"), "--options", options,
        cwd=home, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"postgres://portal@127.0.0.1:{port}/portal"
    call(find_program("createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", "portal", "portal")
    return address


def start_redis(folder: Path) -> str:
    port, home = free_port(), folder / "redis"
    call(
        find_program("redis-server"), "--port", str(port), "--bind", "127.0.0.1",
        "--dir", str(home), "--daemonize", "yes", "--pidfile", str(home / "pid"),
        "--logfile", str(home / "log"), "--appendonly", "yes", "--appendfsync", "everysec",
        "--save", "", "--maxmemory-policy", "noeviction",
    )  # fmt: skip
    for _attempt in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return f"redis://127.0.0.1:{port}/0"
        time.sleep(0.05)
    raise SystemExit(f"Redis did not answer:\n{(home / 'log').read_text()}")


def answers(address: str) -> bool:
    """Tell whether somebody listens at the port of an address."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", urlsplit(address).port or 0)) == 0


def start() -> dict[str, str]:
    """Start what is not running yet and return the variables that name it."""
    if STATE.exists():
        running: dict[str, str] = json.loads(STATE.read_text())
        if all(answers(running.get(name, "")) for name in ("DATABASE_URL", "REDIS_URL")):
            return running
        stop()  # the machine was restarted, or somebody ended them
    folder = services_folder()
    state = {"SERVICES_DIR": str(folder)}
    STATE.parent.mkdir(parents=True, exist_ok=True)
    STATE.write_text(json.dumps(state))  # first, so that a half start can be stopped
    state["DATABASE_URL"] = start_postgres(folder)
    state["REDIS_URL"] = start_redis(folder)
    state["CACHE_URL"] = state["REDIS_URL"].removesuffix("/0") + "/1"
    STATE.write_text(json.dumps(state))
    return state


def end_process(pid_file: Path, number: signal.Signals) -> None:
    """End one process and wait until it is gone."""
    if not pid_file.exists():
        return
    pid = int(pid_file.read_text().split()[0])
    for attempt in range(100):
        try:
            os.kill(pid, number if attempt == 0 else 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)


def stop() -> None:
    if not STATE.exists():
        return
    folder = Path(json.loads(STATE.read_text())["SERVICES_DIR"])
    end_process(folder / "postgres" / "data" / "postmaster.pid", signal.SIGINT)  # fast shutdown
    end_process(folder / "redis" / "pid", signal.SIGTERM)
    shutil.rmtree(folder, ignore_errors=True)
    STATE.unlink()


def run(command: list[str]) -> int:
    """Run a command against the services; stop them again if we were the ones to start them."""
    ours = not STATE.exists()
    try:
        return subprocess.run(command, check=False, env={**os.environ, **start()}).returncode
    finally:
        if ours:
            stop()


def leave(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(1)  # through every `finally`, so that nothing is left running


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, leave)
    match arguments:
        case ["start"]:
            for name, value in start().items():
                print(f"{name}={value}")
        case ["stop"]:
            stop()
        case ["run", "--", *command] if command:
            return run(command)
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
