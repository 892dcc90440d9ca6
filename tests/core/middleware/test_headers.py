import pytest
from django.conf import settings as django_settings
from django.test import Client

from core.csp import csp_header


@pytest.mark.parametrize(
    "path", ["/side/", "/findes-ikke/", "/ekko/?q=%00", "/fejl/forbidden/", "/lukket/", "/kort/"]
)
def test_every_answer_carries_the_headers(client: Client, path: str) -> None:
    response = client.get(path)

    assert response.headers["Content-Security-Policy"] == csp_header(django_settings.SECURE_CSP)
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in response.headers["Permissions-Policy"]


def test_304_carries_the_policy_too(client: Client) -> None:
    etag = client.get("/side/").headers["ETag"]

    response = client.get("/side/", HTTP_IF_NONE_MATCH=etag)

    assert "Content-Security-Policy" in response.headers


def test_the_policy_is_strict() -> None:
    policy = csp_header(django_settings.SECURE_CSP)

    for directive in (
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ):
        assert directive in policy.split("; ")
    assert "unsafe" not in policy
    assert "data:" not in policy


def test_a_view_may_add_sources_for_itself(client: Client, settings) -> None:
    settings.SECURE_CSP = {"default-src": ["'none'"], "script-src": ["'self'"]}

    policy = client.get("/redaktion/").headers["Content-Security-Policy"]

    assert policy == ("default-src 'self'; script-src 'self' 'sha256-abc'; frame-src 'self'")
    assert client.get("/kort/").headers["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'"
    )


def test_a_view_may_have_a_policy_of_its_own(client: Client) -> None:
    assert client.get("/fil/").headers["Content-Security-Policy"] == "sandbox"


def test_a_source_is_named_once() -> None:
    assert csp_header({"img-src": ["'self'"]}, {"img-src": ["'self'"]}) == "img-src 'self'"


def test_a_view_that_may_be_framed_says_so_itself(client: Client) -> None:
    assert "X-Frame-Options" not in client.get("/indlejret/").headers
