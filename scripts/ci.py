"""Run several make targets, all of them even when one fails, and say at the end how each went."""

import subprocess
import sys
import time


def main(targets: list[str]) -> int:
    results = []
    for target in targets:
        print(f"\n=== make {target} ===", flush=True)
        started = time.monotonic()
        code = subprocess.run(["make", "--no-print-directory", target], check=False).returncode
        results.append((target, code, time.monotonic() - started))
    print("\n=== Result ===")
    for target, code, seconds in results:
        print(f"  {'ok    ' if code == 0 else 'FAILED'}  {target:<16} {seconds:5.0f} s")
    return int(any(code for _target, code, _seconds in results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
