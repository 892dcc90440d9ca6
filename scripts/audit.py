"""Ask whether a pinned version has a known weakness.

Being offline is said, not failed; so is an index that does not know a version.
"""

import subprocess
import sys
from pathlib import Path

OFFLINE = ("ConnectionError", "Connection", "Max retries", "Timeout", "ServiceError", "ProxyError")
UNKNOWN = "could not be audited"


def main() -> int:
    audit = Path(sys.executable).with_name("pip-audit")
    command = [audit, "--requirement", "requirements.txt", "--no-deps", "--disable-pip",
               "--progress-spinner", "off", "--timeout", "10"]  # fmt: skip
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    lines = (done.stdout + done.stderr).strip().splitlines()
    if done.returncode and "vulnerabilit" not in done.stdout + done.stderr:
        offline = any(word in done.stderr for word in OFFLINE)
        print("NOTE: the register of weaknesses was not reached." if offline else "\n".join(lines))
        return 0 if offline else done.returncode
    unknown = [line for line in lines if UNKNOWN in line]
    print("\n".join(line for line in lines if UNKNOWN not in line))
    if unknown:
        print(f"NOTE: {len(unknown)} pinned versions are not in this index and were NOT audited.")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
