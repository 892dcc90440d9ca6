import pytest


@pytest.fixture(autouse=True)
def a_small_site(settings) -> None:
    """Only core's own middleware and what Django needs around it."""
    settings.ROOT_URLCONF = "tests.core.urls"
    settings.LOGIN_URL = "account_login"
    settings.MIDDLEWARE = [
        name for name in settings.MIDDLEWARE if not name.startswith(("accounts.", "allauth."))
    ]
