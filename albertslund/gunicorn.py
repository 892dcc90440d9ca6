"""The web server's settings: `gunicorn -c albertslund/gunicorn.py albertslund.wsgi`."""

import os
from datetime import timedelta
from typing import Any

from gunicorn.glogging import Logger

from core.logging import one_line, without_personal_data

LONGEST_PATH = 200

bind = os.environ.get("BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
# Gunicorn's most: a question that is too long for us then gets our own page, in Danish.
limit_request_line = 8190
timeout = 30
graceful_timeout = 30
# A leak in a library never grows for long; the jitter keeps the workers from leaving together.
max_requests = 2000
max_requests_jitter = 200
# Heartbeat files in memory, so that a slow disk is not taken for a dead worker.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108
control_socket_disable = True
accesslog = "-"
# Without query string, address, referrer and browser: the log knows no persons.
access_log_format = '%(t)s "%(m)s %(U)s" %(s)s %(b)s %(M)s ms'


class logger_class(Logger):  # noqa: N801  (gunicorn's own name for the setting)
    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> None:
        """Write a line, but not for the load balancer that asks every few seconds."""
        if environ.get("PATH_INFO") != "/healthz":
            super().access(resp, req, environ, request_time)

    def atoms(
        self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta
    ) -> dict[str, Any]:
        atoms: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        atoms["U"] = one_line(without_personal_data(str(atoms["U"])))[:LONGEST_PATH]
        return atoms
