"""Log-ins as people do them: through the pages, with the second factor when they have one."""

import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.factories import PASSWORD


def log_in(client: Client, user: User, password: str = PASSWORD, **extra: Any) -> Any:
    """Send the log-in form."""
    return client.post(
        reverse("account_login"), {"login": user.email, "password": password}, **extra
    )


def enrol(user: User) -> Authenticator:
    """Set up the second factor, with recovery codes."""
    secret = totp.generate_totp_secret()
    authenticator: Authenticator = totp.TOTP.activate(user, secret).instance
    RecoveryCodes.activate(user)
    return authenticator


def code_now(authenticator: Authenticator) -> str:
    secret = authenticator.data["secret"]
    counter = int(time.time()) // 30
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def recovery_codes(user: User) -> list[str]:
    codes: list[str] = (
        Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
        .wrap()
        .get_unused_codes()
    )
    return codes


def login_with_second_factor(client: Client, user: User) -> Client:
    """Log a member of staff in, with password and a recovery code (usable at any second)."""
    if not Authenticator.objects.filter(user=user).exists():
        enrol(user)
    log_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": recovery_codes(user)[0]})
    assert client.session["_auth_user_id"] == str(user.pk)
    return client
