"""Where allauth asks us: names, limits, the mails, and what a lost race looks like."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts import services
from accounts.models import User
from core.forms import EmailField
from core.limits import LimitExceeded, client_ip, mail_key
from notifications.messages import KIND_HEADER, NOTICE
from notifications.rendering import one_line

TOO_MANY = {"too_many_login_attempts", "rate_limited"}
RETRY_AFTER_SECONDS = 3600
LONGEST_ADDRESS = 254
# Mails that a stranger can send to any address by typing it into a form.
CAUSED_BY_ANYBODY = {
    "account/email/account_already_exists",
    "account/email/email_confirmation",
    "account/email/email_confirmation_signup",
    "account/email/password_reset_key",
    "account/email/unknown_account",
}
TAKEN = "account/messages/email_confirmation_failed.txt"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts with a mail address as log-in, and no way to ask which addresses have one."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("Mailadressen eller adgangskoden er ikke rigtig."),
        "incorrect_password": _("Adgangskoden er ikke rigtig."),
    }

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.public_name = form.cleaned_data["public_name"]
        user.full_name = form.cleaned_data["full_name"]
        user.language = User.Language.ENGLISH if _is_english(request) else User.Language.DANISH
        try:
            with transaction.atomic():
                super().save_user(request, user, form, commit)
        except IntegrityError:
            # The same form was sent twice at once: the first one made the account.
            raise ImmediateHttpResponse(
                self.respond_email_verification_sent(request, None)
            ) from None
        return user

    def clean_email(self, email: str) -> str:
        return EmailField(max_length=LONGEST_ADDRESS).clean(email).lower()

    def is_safe_url(self, url: str) -> bool:
        """Go on to a page of our own only, named without a host."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send links to the portal's own address, whatever host the request named."""
        links = {name: _at_home(value) for name, value in context.items() if name.endswith("_url")}
        super().send_mail(template_prefix, email, {**context, **links})

    def send_account_already_exists_mail(self, email: str) -> None:
        # A new account costs the hashing of a password; so does this, or the clock would tell.
        make_password("as long as a password")
        super().send_account_already_exists_mail(email)

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """Say which mails only the owner can cause: they are not held back by the mail limit."""
        if template_prefix not in CAUSED_BY_ANYBODY:
            headers = {**(headers or {}), KIND_HEADER: NOTICE}
        subject = render_to_string(f"{template_prefix}_subject.txt", context)
        context = {**context, "mail_heading": one_line(subject)}
        return super().render_mail(template_prefix, email, context, headers)

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Confirm, after removing accounts that somebody else opened on it and never proved."""
        with transaction.atomic():
            services.remove_unproven_claims(email_address.email, keep=email_address.user)
            if services.is_taken(email_address.email, by_other_than=email_address.user):
                self.add_message(request, messages.ERROR, TAKEN, {"email": email_address.email})
                return False
            confirmed: bool = super().confirm_email(request, email_address)
            return confirmed

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """Answer 429 when it was too often, also where allauth would show the form again."""
        if code in TOO_MANY:
            raise LimitExceeded(RETRY_AFTER_SECONDS)
        return super().validation_error(code, *args)

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_ip(request)

    def _get_login_attempts_cache_key(
        self,
        request: HttpRequest,  # noqa: ARG002 (allauth's signature)
        **credentials: Any,
    ) -> str:
        return mail_key(credentials.get("email") or credentials.get("username") or "")


class MFAAdapter(DefaultMFAAdapter):
    """The second factor. Staff keep theirs: without it the administration stays shut."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _(
            "Som medarbejder skal du have totrinsbekræftelse. Bed en administrator om hjælp, "
            "hvis du har fået ny telefon."
        ),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not authenticator.user.is_staff


def _at_home(link: str) -> str:
    parts = urlsplit(link)
    return f"{settings.SITE_URL}{urlunsplit(('', '', parts.path, parts.query, ''))}"


def _is_english(request: HttpRequest) -> bool:
    return str(getattr(request, "LANGUAGE_CODE", "da")).startswith("en")
