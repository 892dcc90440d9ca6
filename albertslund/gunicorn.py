"""The web server's settings: `gunicorn -c albertslund/gunicorn.py albertslund.wsgi`."""

import os
import re
from datetime import timedelta
from typing import Any

from gunicorn.glogging import Logger

bind = os.environ.get("BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 30
graceful_timeout = 30
# A leak in a library never grows for long; the jitter keeps the workers from leaving together.
max_requests = 2000
max_requests_jitter = 200
# Heartbeat files in memory, so that a slow disk is not taken for a dead worker.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108
no_control_socket = True
control_socket_disable = True
accesslog = "-"
# Without query string, address, referrer and browser: the log knows no persons.
access_log_format = '%(t)s "%(m)s %(U)s" %(s)s %(b)s %(M)s ms'

# A path segment that opens something (a private link, a key in a mail) is not written down: what
# follows a word that announces a key, and what only a machine would have written.
_SECRET_SEGMENT = re.compile(
    r"((?:^|/)(?:kvittering|mit-svar|skriv|key|confirm-email)/)[^/]+"
    r"|(/)(?:[0-9a-f-]{32,}|(?=[^/.]*[A-Z_:])[^/.]{16,})(?=/|$)"
)
_NOT_PRINTABLE = re.compile(r"[^\x21-\x7e\u00a1-\uffff]")


def _hide(match: re.Match[str]) -> str:
    return f"{match[1] or match[2]}***"


def safe_path(path: str) -> str:
    """Return a path for the log: no secrets, no line breaks, not endless."""
    return _NOT_PRINTABLE.sub("?", _SECRET_SEGMENT.sub(_hide, path))[:200]


class logger_class(Logger):  # noqa: N801  (gunicorn's own name for the setting)
    def atoms(
        self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta
    ) -> dict[str, Any]:
        atoms: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        atoms["U"] = safe_path(str(atoms["U"]))
        return atoms
