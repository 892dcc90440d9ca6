"""The long form: `python -m tests.faults` for all, `python -m tests.faults F1 F11 --mails 200`.

Starts a private PostgreSQL, Redis and mail server for the run, and a reader and a writer beside
each fault. Prints what came once, twice, or not at all; ends with 1 when a promise is broken.
"""

import argparse
import dataclasses
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("faults", nargs="*", metavar="FAULT", help="F1 F2 F3 F4 F11 F13")
    parser.add_argument("--mails", type=int, help="how many mails each")
    parser.add_argument("--seconds", type=float, help="how long broker or mail server are away")
    options = parser.parse_args()
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        again = [sys.executable, "-m", "tests.faults", *sys.argv[1:]]
        run = [sys.executable, "scripts/services.py", "run", "--", *again]
        return subprocess.run(run, cwd=ROOT, check=False).returncode
    return run_faults(options)


def run_faults(options: argparse.Namespace) -> int:
    # The settings are read when the first of these is imported.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from tests.faults.faults import FAULTS, LONG, under_load
    from tests.faults.world import World

    given = {name: getattr(options, name) for name in ("mails", "seconds")}
    size = dataclasses.replace(LONG, **{name: value for name, value in given.items() if value})
    broken = []
    with (
        tempfile.TemporaryDirectory(prefix="faults-") as folder,
        World(Path(folder), hurries=False) as world,
    ):
        visitors = world.open_doors()
        for name in options.faults or FAULTS:
            begun = time.monotonic()
            outcome = under_load(world, visitors, FAULTS[name], size)
            say(f"{name}: {(FAULTS[name].__doc__ or '').splitlines()[0]}")
            say(f"    {outcome.count}; at most {outcome.may_double} doubled were promised")
            for note in (*outcome.notes, f"took {time.monotonic() - begun:.0f} s"):
                say(f"    {note}")
            broken += [f"{name}: {promise}" for promise in outcome.broken]
    for promise in broken:
        say(f"BROKEN {promise}")
    return int(bool(broken))


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
