"""Run several make targets, all of them even when one fails, and say at the end how each went.

    python scripts/ci.py test checks+test-postgres audit

Targets joined by a plus run at once, so that none waits for a processor that stands idle. The last
of them writes as it goes; the others are told when they have ended.
"""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

Result = tuple[str, int, float]


def make(target: str, *, aside: bool) -> Result:
    """Run one target; `aside` keeps what it says until it has ended."""
    started = time.monotonic()
    if not aside:
        print(f"\n=== make {target} ===", flush=True)
    done = subprocess.run(
        ["make", "--no-print-directory", target],
        check=False,
        stdout=subprocess.PIPE if aside else None,
        stderr=subprocess.STDOUT if aside else None,
        text=True,
    )
    if aside:
        print(f"\n=== make {target}, meanwhile ===\n{done.stdout}=== ===", flush=True)
    return target, done.returncode, time.monotonic() - started


def run_group(targets: list[str]) -> list[Result]:
    *aside, last = targets
    with ThreadPoolExecutor(max_workers=len(targets)) as pool:
        runs = [pool.submit(make, target, aside=True) for target in aside]
        runs.append(pool.submit(make, last, aside=False))
        return [run.result() for run in runs]


def main(groups: list[str]) -> int:
    results = [result for group in groups for result in run_group(group.split("+"))]
    print("\n=== Result ===")
    for target, code, seconds in results:
        print(f"  {'ok    ' if code == 0 else 'FAILED'}  {target:<16} {seconds:5.0f} s")
    return int(any(code for _target, code, _seconds in results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
