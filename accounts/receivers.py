"""Other people's events: what allauth tells us becomes a line in the account's history."""

import logging
from typing import Any

from allauth.account import signals as account_signals
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.mfa import signals as mfa_signals
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest

from accounts.history import record
from accounts.models import AccountEvent, User

logger = logging.getLogger(__name__)
Action = AccountEvent.Action


def signed_up(user: User, **_: Any) -> None:
    record(user, Action.SIGNED_UP)


def logged_in(user: User, **_: Any) -> None:
    record(user, Action.LOGGED_IN)


def login_failed(**_: Any) -> None:
    logger.warning("A log-in failed.")


def password_changed(user: User, **_: Any) -> None:
    record(user, Action.PASSWORD_CHANGED)


def password_reset(request: HttpRequest, user: User, **_: Any) -> None:
    """The link came by mail: who used it has proved the account's only address."""
    record(user, Action.PASSWORD_RESET)
    addresses = list(EmailAddress.objects.filter(user=user))
    if len(addresses) == 1 and not addresses[0].verified:
        get_adapter().confirm_email(request, addresses[0])


def email_confirmed(email_address: EmailAddress, **_: Any) -> None:
    record(email_address.user, Action.EMAIL_CONFIRMED)


def email_changed(user: User, from_email_address: EmailAddress | None, **_: Any) -> None:
    if from_email_address:
        record(user, Action.EMAIL_CHANGED)


def factor_added(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Setting up the app took a code of it: the factor was used in this session."""
    record(user, Action.FACTOR_ADDED)
    if authenticator.type == Authenticator.Type.TOTP:
        record_authentication(request, user, method="mfa", type=authenticator.type)


def factor_removed(user: User, **_: Any) -> None:
    record(user, Action.FACTOR_REMOVED)


def factor_reset(user: User, **_: Any) -> None:
    record(user, Action.FACTOR_RESET)


def connect() -> None:
    account_signals.user_signed_up.connect(signed_up)
    account_signals.user_logged_in.connect(logged_in)
    account_signals.password_changed.connect(password_changed)
    account_signals.password_set.connect(password_changed)
    account_signals.password_reset.connect(password_reset)
    account_signals.email_confirmed.connect(email_confirmed)
    account_signals.email_changed.connect(email_changed)
    mfa_signals.authenticator_added.connect(factor_added)
    mfa_signals.authenticator_removed.connect(factor_removed)
    mfa_signals.authenticator_reset.connect(factor_reset)
    user_login_failed.connect(login_failed)
