"""Bring locale/en up to date with the code: Danish is the source, English the translation.

locale/da holds sentences of Django's administration in our words; it is written by hand.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
IGNORED = (".venv", "var", "tests", "docs", "scripts", "static")
MAKE = [
    "makemessages", "--locale", "en", "--no-obsolete", "--no-wrap", "--add-location", "file",
    "--extension", "html,txt,py", *(f"--ignore={name}" for name in IGNORED),
]  # fmt: skip


def manage(*arguments: str, root: Path = ROOT) -> None:
    """Run a management command with values that no translation depends on."""
    environ = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "albertslund.settings",
        "SITE_URL": "http://localhost",
        "SECRET_KEY": "translations",
        "SMTP_URL": "smtp://localhost",
        "VAR_DIR": str(root / "var"),
    }
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=root, env=environ, check=True)


if __name__ == "__main__":
    manage(*MAKE)
    manage("compilemessages", "--locale", "en", "--locale", "da", "--ignore=.venv", "--ignore=var")
