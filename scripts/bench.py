"""Measure what a visitor without log-in costs, beside a view on the same server that says hello.

Gives the measurement a scratch folder and a scratch database; scripts/bench_measure.py does it.
"""

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOT_TAKEN_OVER = ("CACHE_URL", "REDIS_URL", "SECRET_KEY_FILE", "MEDIA_ROOT", "BIND")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def scratch_environment(folder: str) -> dict[str, str]:
    """Return the environment of a portal of its own; only DATABASE_URL is taken over."""
    kept = {name: value for name, value in os.environ.items() if name not in NOT_TAKEN_OVER}
    port = str(free_port())
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "scripts.bench_settings",
        "PYTHONPATH": str(ROOT),
        "VAR_DIR": folder,
        "PORT": port,
        "SECRET_KEY": "only-for-measuring-0123456789",
        "SITE_URL": f"http://localhost:{port}",
        "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
        "DEMO": "true",
        "HTTPS": "false",
        "LOG_LEVEL": "WARNING",
    }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        command = [sys.executable, "scripts/bench_measure.py"]
        environ = scratch_environment(folder)
        sys.exit(subprocess.run(command, cwd=ROOT, env=environ, check=False).returncode)
