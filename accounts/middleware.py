"""The door to the administration: staff, with a second factor used in this very session."""

import ipaddress
import re
import time
from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from accounts.roles import set_off_duty
from core.limits import client_ip
from core.middleware.base import Middleware

SEEN_KEY = "staff_seen_at"
# The session is written again when the last sign of life is this old.
SEEN_STEP_SECONDS = 60
_FACTORS = {Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES, Authenticator.Type.WEBAUTHN}


class StaffSession(Middleware):
    """Guard everything under the administration's path and STAFF_PATHS, whatever the way in.

    Asked is what was done in this session, not what the person could have done: a session that
    was opened without the second factor is sent to use it, or to set it up. On the pages that
    everybody may read its person is a citizen, who sees no drafts.
    """

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if is_staff_path(request):
            response.headers["Cache-Control"] = "private, no-store"
        return response

    def process_view(
        self,
        request: HttpRequest,
        _view: Callable[..., HttpResponse],
        _args: tuple[Any, ...],
        _kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        if not is_staff_path(request):
            _send_off_duty(request)
            return None
        _require_network(request)
        match = request.resolver_match
        name = match.url_name if match else None
        if name == "logout":
            return None
        refusal = _refusal(request)
        if refusal is None and name == "login":
            return HttpResponseRedirect(_wanted_page(request))
        if refusal is None and name == "password_change":
            return redirect("account_change_password")
        return refusal


def is_admin_path(request: HttpRequest) -> bool:
    return request.path_info.startswith(f"/{settings.ADMIN_PATH}")


def is_staff_path(request: HttpRequest) -> bool:
    """Tell whether only staff at work come here, in the administration or beside it."""
    if is_admin_path(request):
        return True
    return any(re.match(pattern, request.path_info) for pattern in settings.STAFF_PATHS)


def _send_off_duty(request: HttpRequest) -> None:
    person = request.session_person  # type: ignore[attr-defined]
    if person and person.is_staff and _factor_at(request) is None:
        set_off_duty(person)


def _factor_at(request: HttpRequest) -> float | None:
    """Return when this session last used the second factor, None when it never did."""
    records = get_authentication_records(request, request.user)
    return max((entry["at"] for entry in records if _is_factor(entry)), default=None)


def _refusal(request: HttpRequest) -> HttpResponseBase | None:
    """Return where the person must go first; None when the door is open."""
    user = request.user
    if not user.is_authenticated:
        return _go(request, "account_login")
    if not user.is_staff:
        if is_admin_path(request):
            raise PermissionDenied
        raise Http404
    records = get_authentication_records(request, user)
    factor_at = _factor_at(request)
    if factor_at is None:
        enrolled = get_adapter().is_mfa_enabled(user)
        return _go(request, "mfa_reauthenticate" if enrolled else "accounts:second_factor")
    now = time.time()
    if now - records[0]["at"] >= settings.STAFF_SESSION_SECONDS:
        logout(request)
        return _go(request, "account_login")
    seen_at = max(factor_at, request.session.get(SEEN_KEY, 0))
    if now - seen_at >= settings.STAFF_IDLE_SECONDS:
        return _kept(request) or _go(request, "mfa_reauthenticate")
    if now - request.session.get(SEEN_KEY, 0) >= SEEN_STEP_SECONDS:
        request.session[SEEN_KEY] = now
    return None


def _kept(request: HttpRequest) -> HttpResponse | None:
    """Return the page that keeps what was written at a desk while the code is given again.

    Nothing is stored: the fields stand in the page, and are sent again from it.
    """
    if request.method != "POST" or is_admin_path(request):
        return None
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    return render(request, "accounts/send_again.html", {"fields": fields}, status=403)


def _is_factor(entry: dict[str, Any]) -> bool:
    return entry.get("method") == "mfa" and entry.get("type") in _FACTORS


def _go(request: HttpRequest, name: str) -> HttpResponseRedirect:
    query = urlencode({REDIRECT_FIELD_NAME: _wanted_page(request)})
    return HttpResponseRedirect(f"{reverse(name)}?{query}")


def _wanted_page(request: HttpRequest) -> str:
    """Return the page of staff to come back to, never another host."""
    login_path = reverse("admin:login")
    wanted = request.get_full_path()
    if request.path == login_path:
        wanted = request.GET.get(REDIRECT_FIELD_NAME, "")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    if not is_ours or not is_staff_path(request) or request.method != "GET":
        return reverse("admin:index")
    if is_admin_path(request) and not wanted.startswith(reverse("admin:index")):
        return reverse("admin:index")
    return reverse("admin:index") if wanted.startswith(login_path) else wanted


def _require_network(request: HttpRequest) -> None:
    """Refuse people outside the networks that ADMIN_ALLOWED_NETWORKS names, if it names any."""
    allowed = settings.ADMIN_ALLOWED_NETWORKS
    if not allowed:
        return
    try:
        seen = ipaddress.ip_network(client_ip(request), strict=False)
    except ValueError:
        raise PermissionDenied from None
    networks = (ipaddress.ip_network(text, strict=False) for text in allowed)
    if not any(seen.version == network.version and seen.subnet_of(network) for network in networks):
        raise PermissionDenied
