from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks

from core import checks
from core.middleware import RequestClock

LOCAL = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
PRODUCTION = {
    "SITE_URL": "https://med.albertslund.dk",
    "ALLOWED_HOSTS": ["med.albertslund.dk"],
    "HTTPS": True,
    "DEMO": False,
    "TRUSTED_PROXIES": 1,
    "ADMIN_PATH": "personale/",
    "AUTHORITY_EMAIL": "med@albertslund.dk",
    "DEFAULT_FROM_EMAIL": "Med i Albertslund <med@albertslund.dk>",
    "EMAIL_HOST": "smtp.albertslund.dk",
    "EMAIL_USE_TLS": True,
    "EMAIL_USE_SSL": False,
    "MAIL_DELIVERY_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
}


@pytest.fixture(autouse=True)
def in_production(settings, tmp_path: Path) -> None:
    for name, value in PRODUCTION.items():
        setattr(settings, name, value)
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"


def found() -> list[str]:
    every = [*checks.ALWAYS, *checks.IN_PRODUCTION]
    return [message.id for check in every for message in check(app_configs=None)]


def test_sane_values_pass() -> None:
    assert found() == []


def test_the_checks_are_registered() -> None:
    registered = run_checks(include_deployment_checks=True)

    assert [message for message in registered if message.id.startswith("core.")] == []


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"SITE_URL": "http://med.albertslund.dk"}, "core.E001"),
        ({"SITE_URL": "https://andet.dk"}, "core.E002"),
        ({"ALLOWED_HOSTS": ["*"]}, "core.E003"),
        ({"DEMO": True}, "core.E004"),
        ({"CACHES": {"default": LOCAL, "pages": LOCAL}}, "core.E005"),
        ({"MIDDLEWARE": [f"core.middleware.{RequestClock.__name__}x"]}, "core.E008"),
        ({"EMAIL_USE_TLS": False}, "core.W009"),
        ({"ADMIN_PATH": "admin/"}, "core.I010"),
        ({"AUTHORITY_EMAIL": "inddragelse@example.dk"}, "core.I011"),
        ({"DEFAULT_FROM_EMAIL": "x@example.com"}, "core.I011"),
        ({"TRUSTED_PROXIES": 0}, "core.I012"),
    ],
)
def test_a_wrong_value_is_found(settings, values: dict[str, Any], expected: str) -> None:
    for name, value in values.items():
        setattr(settings, name, value)

    assert found() == [expected]


@pytest.mark.parametrize(
    "values",
    [
        {"ALLOWED_HOSTS": [".albertslund.dk"]},
        {"SITE_URL": "http://localhost:8000", "HTTPS": False, "ALLOWED_HOSTS": ["localhost"]},
        {"DEMO": True, "ALLOWED_HOSTS": ["localhost"], "SITE_URL": "https://localhost"},
        {"EMAIL_USE_TLS": False, "EMAIL_USE_SSL": True},
        {"EMAIL_USE_TLS": False, "EMAIL_HOST": "localhost"},
        {"EMAIL_USE_TLS": False, "MAIL_DELIVERY_BACKEND": "x.filebased.EmailBackend"},
    ],
)
def test_other_right_values_pass_too(settings, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(settings, name, value)

    assert found() == []


def test_a_wrong_order_of_the_middleware_is_found(settings) -> None:
    settings.MIDDLEWARE = settings.MIDDLEWARE[1:]

    assert found() == ["core.E008"]


def test_a_folder_that_cannot_be_written_is_found(settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    settings.MEDIA_ROOT = tmp_path / "file" / "media"

    assert found() == ["core.E006"]


def test_uploads_among_static_files_are_found(settings) -> None:
    settings.MEDIA_ROOT = Path(settings.STATICFILES_DIRS[0])

    assert found() == ["core.E007"]


def test_a_check_leaves_nothing_behind(tmp_path: Path) -> None:
    checks.check_folders()

    assert [path.name for path in tmp_path.rglob("*")] == ["media"]
