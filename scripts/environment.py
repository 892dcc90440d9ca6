"""The environment that `make run` and its sisters give the portal. Standard library only.

A file `.env` is read where it exists. When nothing says where the portal lives (SITE_URL), it is
a newcomer's demo on this machine, and gets what a demo needs.

`python scripts/environment.py COMMAND…` runs a command in that environment.
"""

import os
import secrets
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Wrong(Exception):
    """Something the person at the keyboard can put right; the text says what."""


def read_env_file(path: Path) -> dict[str, str]:
    """Return the NAME=value lines of a file; comments and empty lines are skipped."""
    values = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        text = line.strip().removeprefix("export ")
        if not text or text.startswith("#"):
            continue
        name, equals, value = text.partition("=")
        if not equals or not name.strip().isidentifier():
            raise Wrong(f"{path.name}, line {number}, cannot be read: write NAME=value.")
        values[name.strip()] = value.strip().strip("\"'")
    return values


def read_port(environ: dict[str, str]) -> int:
    text = environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Wrong(f"PORT is {text!r}: write a number between 1 and 65535.")
    return int(text)


def secret_key_file(var: Path) -> Path:
    """Return the file with this folder's key; the first start writes it, for the owner only."""
    path = var / "secret_key"
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))
    return path


def prepared_environment(environ: dict[str, str]) -> dict[str, str]:
    """Return the environment for the portal's processes, from .env and for a demo if needed."""
    env_file = ROOT / ".env"
    values = {**(read_env_file(env_file) if env_file.exists() else {}), **environ}
    values["PORT"] = str(read_port(values))
    var = Path(values.get("VAR_DIR") or ROOT / "var").absolute()
    var.mkdir(parents=True, exist_ok=True)
    values["VAR_DIR"] = str(var)
    values.setdefault("PYTHONUNBUFFERED", "1")
    if not values.get("SITE_URL"):
        values.update(
            DEMO="true",
            HTTPS="false",
            SITE_URL=f"http://localhost:{values['PORT']}",
            ALLOWED_HOSTS="localhost,127.0.0.1",
        )
        # A demo in a container often runs as root; in production Celery's advice stands.
        values.setdefault("PYTHONWARNINGS", "ignore:You're running the worker with superuser")
        if not values.get("SECRET_KEY") and not values.get("SECRET_KEY_FILE"):
            values["SECRET_KEY_FILE"] = str(secret_key_file(var))
    return values


def main() -> None:
    try:
        environ = prepared_environment(dict(os.environ))
    except Wrong as wrong:
        raise SystemExit(str(wrong)) from None
    os.execvpe(sys.argv[1], sys.argv[1:], environ)  # noqa: S606  (that is what this is for)


if __name__ == "__main__":
    main()
