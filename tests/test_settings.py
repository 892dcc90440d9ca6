"""The settings are safe by default and loud when wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from albertslund.env import env, env_bool, env_int, env_list, env_secret
from albertslund.mail import smtp_settings

ROOT = Path(__file__).resolve().parent.parent
PRODUCTION = {
    "SECRET_KEY": "k3y-" * 20 + "Zq9",
    "SITE_URL": "https://deltag.example.dk",
    "SMTP_URL": "smtp+tls://portal:secret@mail.example.dk:587",
    "TRUSTED_PROXIES": "1",
    "ADMIN_PATH": "kontoret/",
    "AUTHORITY_PHONE": "43 68 68 68",
    "AUTHORITY_EMAIL": "inddragelse@albertslund.example",
    "ACCESSIBILITY_STATEMENT_URL": "https://www.was.digst.dk/deltag-example-dk",
    "DATABASE_URL": "postgres://portal:secret@127.0.0.1:5432/portal",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
}


def start(tmp_path: Path, *command: str, **values: str | None) -> subprocess.CompletedProcess[str]:
    """Start the portal's settings in a process of their own, as an operator would."""
    environ = {name: value for name, value in {**PRODUCTION, **values}.items() if value is not None}
    return subprocess.run(
        [sys.executable, *(command or ("-c", "import albertslund.settings"))],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), **environ},
        capture_output=True,
        text=True,
        check=False,
    )


def last_line(done: subprocess.CompletedProcess[str]) -> str:
    return done.stderr.strip().splitlines()[-1] if done.stderr.strip() else ""


def test_a_variable_without_default_must_be_set(monkeypatch):
    monkeypatch.delenv("SITE_URL", raising=False)

    with pytest.raises(ImproperlyConfigured, match="^SITE_URL is not set"):
        env("SITE_URL")


@pytest.mark.parametrize("text", ["true", "True", "yes", "on", "1"])
def test_these_words_mean_true(monkeypatch, text):
    monkeypatch.setenv("HTTPS", text)

    assert env_bool("HTTPS", False) is True


@pytest.mark.parametrize("text", ["false", "FALSE", "no", "off", "0"])
def test_these_words_mean_false(monkeypatch, text):
    monkeypatch.setenv("HTTPS", text)

    assert env_bool("HTTPS", True) is False


@pytest.mark.parametrize("default", [True, False])
def test_an_empty_switch_keeps_its_default(monkeypatch, default):
    monkeypatch.setenv("HTTPS", "")

    assert env_bool("HTTPS", default) is default


def test_a_misspelt_switch_is_refused_by_name(monkeypatch):
    monkeypatch.setenv("HTTPS", "ture")

    with pytest.raises(ImproperlyConfigured, match="^HTTPS is 'ture': write 'true' or 'false'"):
        env_bool("HTTPS", True)


def test_a_number_is_read_and_has_a_default(monkeypatch):
    monkeypatch.setenv("TRUSTED_PROXIES", "2")
    monkeypatch.delenv("OTHER", raising=False)

    assert (env_int("TRUSTED_PROXIES", 0), env_int("OTHER", 7)) == (2, 7)


def test_a_misspelt_number_is_refused_by_name(monkeypatch):
    monkeypatch.setenv("TRUSTED_PROXIES", "one")

    with pytest.raises(ImproperlyConfigured, match="^TRUSTED_PROXIES is 'one': write a whole"):
        env_int("TRUSTED_PROXIES", 0)


def test_a_list_has_no_empty_parts(monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", " a.dk, ,b.dk,")

    assert env_list("ALLOWED_HOSTS") == ["a.dk", "b.dk"]


def test_a_secret_may_come_from_a_file(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("from the file\n")
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "key"))

    assert env_secret("SECRET_KEY") == "from the file"


def test_a_secret_file_that_is_gone_is_refused_by_name(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "gone"))

    with pytest.raises(ImproperlyConfigured, match="^SECRET_KEY_FILE cannot be read"):
        env_secret("SECRET_KEY")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://relay", ("relay", 25, "", "", False, False)),
        ("smtp+tls://me:p%40ss@host", ("host", 587, "me", "p@ss", True, False)),
        ("smtps://me:pass@host:4650", ("host", 4650, "me", "pass", False, True)),
    ],
)
def test_one_address_says_how_mail_leaves(url, expected):
    backend, found = smtp_settings(url, demo=False)

    names = ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL")
    assert tuple(found.get(f"EMAIL_{name}", False) for name in names) == expected
    assert backend == "django.core.mail.backends.smtp.EmailBackend"


@pytest.mark.parametrize("url", ["", "mail.example.dk", "http://host", "smtp://"])
def test_a_mail_address_that_cannot_be_read_is_refused_by_name(url):
    with pytest.raises(ImproperlyConfigured, match="^SMTP_URL"):
        smtp_settings(url, demo=False)


def test_in_demo_mode_mails_become_files():
    assert smtp_settings("", demo=True) == ("django.core.mail.backends.filebased.EmailBackend", {})


@pytest.mark.parametrize("name", ["SECRET_KEY", "SITE_URL", "SMTP_URL"])
def test_the_portal_does_not_start_without_what_it_cannot_know(tmp_path, name):
    done = start(tmp_path, **{name: None})

    assert done.returncode != 0
    assert f"ImproperlyConfigured: {name} is not set" in last_line(done)


@pytest.mark.parametrize("command", ["check", "migrate", "makemigrations"])
def test_every_command_names_the_missing_variable_and_shows_no_traceback(tmp_path, command):
    done = start(tmp_path, "manage.py", command, SECRET_KEY=None)

    assert done.returncode == 1
    assert done.stderr.startswith("SECRET_KEY is not set. See .env.example for what it means.\n")


def test_the_portal_does_not_start_with_an_address_without_scheme(tmp_path):
    assert "SITE_URL is 'deltag.example.dk'" in last_line(
        start(tmp_path, SITE_URL="deltag.example.dk")
    )


@pytest.mark.parametrize(
    "hosts", [None, "deltag.example.dk", "localhost,deltag.example.dk", "*", ".example.dk"]
)
def test_demo_mode_is_refused_where_others_can_reach_it(tmp_path, hosts):
    assert "DEMO is on" in last_line(start(tmp_path, DEMO="true", ALLOWED_HOSTS=hosts))


def test_demo_mode_is_allowed_on_this_machine(tmp_path):
    done = start(tmp_path, DEMO="true", ALLOWED_HOSTS="localhost,127.0.0.1", SMTP_URL=None)

    assert (done.returncode, done.stderr) == (0, "")


def test_the_deploy_check_is_clean_with_the_values_of_a_production(tmp_path):
    done = start(
        tmp_path, "-W", "error", "manage.py", "check", "--deploy", "--fail-level", "WARNING"
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "no issues" in done.stdout


def test_the_deploy_check_finds_debug_pages_and_a_portal_without_https(tmp_path):
    done = start(
        tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING",
        DEBUG="true", HTTPS="false",
    )  # fmt: skip

    assert done.returncode != 0
    assert {"security.W018", "security.W004"} <= {
        part.strip("()?: ") for part in done.stderr.split()
    }


def database_options(tmp_path: Path, query: str) -> dict[str, str]:
    code = (
        "import json; from albertslund.settings import DATABASES as databases; "
        "print(json.dumps(databases['default']['OPTIONS']))"
    )
    url = f"postgres://portal:secret@127.0.0.1:5432/portal{query}"
    options: dict[str, str] = json.loads(start(tmp_path, "-c", code, DATABASE_URL=url).stdout)
    return options


def test_what_the_address_of_the_database_asks_for_is_not_dropped(tmp_path):
    options = database_options(tmp_path, "?sslmode=require")

    assert options["sslmode"] == "require"
    assert "lock_timeout=3000" in options["options"]


def test_a_migration_may_ask_for_more_time_than_a_page(tmp_path):
    options = database_options(tmp_path, "?options=-c%20statement_timeout%3D0")

    assert options["options"] == "-c statement_timeout=0"
    assert options["connect_timeout"] == 3
