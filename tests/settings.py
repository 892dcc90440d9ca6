"""The only override of the settings: what makes tests quick and the same on every machine.

DATABASE_URL, REDIS_URL and VAR_DIR are taken from the environment, everything else is fixed
here, so that a variable left in a shell changes no result.
"""

import os
import tempfile
from pathlib import Path

_root = Path(__file__).resolve().parent.parent
_worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
_var = Path(os.environ.get("VAR_DIR") or _root / "var") / "test" / _worker
_kept = ("DATABASE_URL", "REDIS_URL")

# `.env.example` is the list of all variables; a test holds it complete.
for _line in (_root / ".env.example").read_text(encoding="utf-8").splitlines():
    _name = _line.lstrip("# ").partition("=")[0]
    if _name.isidentifier() and _name.isupper() and _name not in _kept:
        os.environ.pop(_name, None)
        os.environ.pop(f"{_name}_FILE", None)

os.environ.update(
    VAR_DIR=str(_var),
    SECRET_KEY="only-for-tests-and-long-enough-for-the-deploy-check-0123456789abcdef",
    SITE_URL="http://localhost:8000",
    ALLOWED_HOSTS="localhost,127.0.0.1,testserver",
    HTTPS="false",
    SMTP_URL="smtp://localhost:2525",
    LOG_LEVEL="WARNING",
)

from albertslund.settings import *  # noqa: E402, F403  (after the environment is set)
from albertslund.settings import DATABASES, STATIC_ROOT  # noqa: E402

# People of tests are no newcomers; what holds a first comment sets this itself.
COMMENTS_HOLD_FIRST = 0

# An in-memory database fails with live servers and threads: it gets a file with a name.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(_var / "test.sqlite3")}
    # Nobody misses a test database after a power cut.
    DATABASES["default"]["OPTIONS"]["init_command"] = DATABASES["default"]["OPTIONS"][
        "init_command"
    ].replace("synchronous=FULL", "synchronous=OFF")
else:
    # A test is one transaction, and may think for longer than a page ever does. Fifty threads that
    # wait for one row share two processors with the other tests.
    DATABASES["default"]["OPTIONS"]["options"] += (
        " -c idle_in_transaction_session_timeout=0 -c lock_timeout=7500"
    )

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="media-", dir=_var))
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
